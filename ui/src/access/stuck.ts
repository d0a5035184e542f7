import { html, nothing, type TemplateResult } from "lit";
import type { ItemButton, StuckHook } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { actionLook, actionWord } from "../inbox/look.ts";
import { hashOf } from "../place.ts";
import { askWhy } from "../reason-dialog.ts";
import { say, t } from "../words.ts";
import { dropping } from "./weighty.ts";

/** What is stuck at the relay about one account, with what can be done about each; nothing where nothing is. */
export function stuckHooks(
  stuck: readonly StuckHook[],
  customer: string,
  again: (item: string) => void,
): TemplateResult | typeof nothing {
  if (stuck.length === 0) return nothing;
  return html`<section aria-labelledby="access-stuck" data-test="access-stuck"><h2 id="access-stuck">${t("access-stuck")}</h2>
    <ul class="story">${stuck.map((hook) => one(hook, customer, again))}</ul></section>`;
}

function one({ item, what, why, buttons }: StuckHook, customer: string, again: (item: string) => void): TemplateResult {
  const press = (button: ItemButton) => {
    if (button.refused) return;
    if (button.action === "drop") askWhy(dropping(item, customer));
    else again(item);
  };
  const reasons = [...new Set(buttons.flatMap(({ refused }) => (refused ? [say(refused)] : [])))];
  return html`<li data-test="stuck-hook" data-item=${item}>
    <p><a href=${hashOf({ screen: "inbox", search: "", item })}>${say(what)}</a></p>
    ${why.map((sentence) => html`<p>${say(sentence)}</p>`)}
    <div class="row wrap">${buttons.map((button) => {
      const refused = button.refused ? say(button.refused) : "";
      return html`<button type="button" class="btn" data-test="stuck-${button.action}" title=${refused || nothing} aria-disabled=${refused ? "true" : nothing}
        @click=${() => press(button)}>${icon(actionLook[button.action].icon)}${actionWord(button.action)}</button>`;
    })}</div>
    ${reasons.map((reason) => html`<p class="why-not" data-test="refused">${icon("lock")}<span>${reason}</span></p>`)}
  </li>`;
}
