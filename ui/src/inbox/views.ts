import { html, nothing, type TemplateResult } from "lit";
import { number } from "../format.ts";
import type { PinnedView } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { knows, t } from "../words.ts";

/** A view of ours is named by the words, a person's by the person. */
export function viewName({ name, search }: PinnedView): string {
  const key = `view-${search === "" ? "all" : search.replace(/[^a-z]+/gi, "-")}`;
  return name || (knows(key) ? t(key) : search);
}

/** Pinned searches with how many they find; the present one can be pinned, or unpinned, beside them. */
export function viewChips(
  views: readonly PinnedView[],
  search: string,
  choose: (search: string) => void,
  pin: (name: string | null) => void,
): TemplateResult {
  const now = search.trim();
  const here = views.find((view) => view.search === now);
  return html`<div class="views" role="group" aria-label=${t("views")}>
    ${views.map((view) => html`<button type="button" class="chip" data-test="view-${view.search}" aria-pressed=${view === here} title=${view.search || t("view-all")} @click=${() => choose(view.search)}>${viewName(view)} <span class="count">${number(view.count)}</span></button>`)}
    ${here && !here.builtIn ? html`<button type="button" class="chip more" data-test="unpin" aria-label=${t("view-unpin")} title=${t("view-unpin")} @click=${() => pin(null)}>${icon("pin")}${icon("cross")}</button>` : nothing}
    ${!here && now ? pinSheet(now, pin) : nothing}
  </div>`;
}

function pinSheet(search: string, pin: (name: string | null) => void): TemplateResult {
  const submit = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const name = form.querySelector("input")?.value.trim();
    if (!name) return;
    form.closest<HTMLElement>("[popover]")?.hidePopover();
    pin(name);
  };
  return html`<button type="button" class="chip more" data-test="pin" popovertarget="pin-view">${icon("pin")}${t("view-pin")}</button>
    <div id="pin-view" popover class="sheet menu near" role="dialog" aria-label=${t("view-pin")}>
      <form class="menu-fields field" @submit=${submit}><label for="pin-name">${t("view-name")}</label><code>${search}</code>
        <div class="row"><input id="pin-name" data-test="pin-name" autocomplete="off" maxlength="60" /><button type="submit" class="btn primary" data-test="pin-save">${t("view-pin-save")}</button></div></form>
    </div>`;
}
