import { html, nothing, type TemplateResult } from "lit";
import type { InboxItem } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { t } from "../words.ts";
import { mayDo } from "./buttons.ts";
import { actionLook, actionWord } from "./look.ts";

/** Gives an item to somebody: to me with one click, to anybody by name. */
export function assignMenu(item: InboxItem, me: string, assign: (owner: string | null) => void): TemplateResult {
  const give = (owner: string | null) => (event: Event) => {
    (event.target as HTMLElement).closest<HTMLElement>("[popover]")?.hidePopover();
    assign(owner);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLElement).querySelector("input");
    if (field?.value.trim()) give(field.value.trim())(event);
  };
  return html`<button type="button" class="btn quiet" data-test="action-assign" popovertarget="assign-menu" ?disabled=${!mayDo(item, "assign")}>
      ${icon(actionLook.assign.icon)}${item.owner ?? actionWord("assign")}</button>
    <div id="assign-menu" popover class="sheet menu near" role="dialog" aria-label=${t("assign-title")}>
      <ul>
        <li><button type="button" class="choice" data-test="assign-me" @click=${give(me)}>${t("assign-me")}</button></li>
        ${item.owner ? html`<li><button type="button" class="choice" data-test="assign-nobody" @click=${give(null)}>${t("assign-nobody")}</button></li>` : nothing}
      </ul>
      <form class="sheet-foot field" @submit=${submit}><label for="assign-name">${t("assign-name")}</label>
        <div class="row"><input id="assign-name" data-test="assign-name" autocomplete="off" .value=${item.owner ?? ""} /><button type="submit" class="btn" data-test="assign-save">${t("assign-save")}</button></div></form>
    </div>`;
}
