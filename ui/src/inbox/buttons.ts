import { html, nothing, type TemplateResult } from "lit";
import type { InboxItem, ItemAction, ItemButton } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { say } from "../words.ts";
import { actionLook, actionWord } from "./look.ts";

/** What every item can have done to it besides being decided. */
export const asides: readonly ItemAction[] = ["snooze", "note", "assign"];

/** The deciding buttons of an item, and beneath them why some cannot be pressed. */
export function decidingButtons(item: InboxItem, press: (action: ItemAction) => void): TemplateResult {
  const buttons = item.buttons.filter(({ action }) => !asides.includes(action));
  const reasons = [...new Set(buttons.flatMap(({ refused }) => (refused ? [say(refused)] : [])))];
  return html`<div class="deciding">
    <div class="row wrap">${buttons.map((button, at) => actionButton(button, at === 0 ? "primary" : "", reasons, press))}</div>
    ${reasons.map((reason, at) => html`<p class="why-not" id="why-not-${at}" data-test="refused">${icon("lock")}<span>${reason}</span></p>`)}
  </div>`;
}

function actionButton(
  { action, refused }: ItemButton,
  extra: string,
  reasons: readonly string[],
  press: (action: ItemAction) => void,
): TemplateResult {
  const { icon: drawing, key } = actionLook[action];
  const why = refused ? say(refused) : "";
  return html`<button type="button" class="btn ${refused ? "" : extra}" data-test="action-${action}" title=${why || nothing}
    aria-disabled=${refused ? "true" : nothing} aria-describedby=${refused ? `why-not-${reasons.indexOf(why)}` : nothing}
    @click=${() => !refused && press(action)}>${icon(drawing)}${actionWord(action)}${key ? html`<kbd aria-hidden="true">${key}</kbd>` : nothing}</button>`;
}

/** Whether the action is there and may be done. */
export function mayDo(item: InboxItem, action: ItemAction): boolean {
  return item.buttons.some((button) => button.action === action && !button.refused);
}
