import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { t } from "../words.ts";
import { wholeNumber } from "./draft.ts";

/** Words that are switched on and off; each says by itself whether it is on. */
export function chips<T extends string>(
  label: string,
  values: readonly { value: T; name: string }[],
  chosen: readonly T[],
  toggle: (value: T) => void,
): TemplateResult {
  return html`<div class="chips" role="group" aria-label=${label}>
    ${values.map(({ value, name }) => html`<button type="button" class="chip" data-value=${value} aria-pressed=${chosen.includes(value)} @click=${() => toggle(value)}>${name}</button>`)}
  </div>`;
}

/** A whole number, or none. What is no number stays in the field and changes nothing. */
export function numberField(
  id: string,
  label: string,
  value: number | null,
  change: (value: number | null) => void,
  more: { min?: number; max?: number } = {},
): TemplateResult {
  return html`<span class="number-field"><label for=${id}>${label}</label><input id=${id} data-test=${id} type="number" step="1" inputmode="numeric"
      min=${more.min ?? nothing} max=${more.max ?? nothing} .value=${live(value === null ? "" : String(value))}
      @change=${(event: Event) => {
        const read = wholeNumber((event.target as HTMLInputElement).value);
        if (read !== undefined) change(read);
      }} /></span>`;
}

/** Members that a newer desk wrote: shown as they came, and never edited. */
export function unknownMembers(text: string): TemplateResult | typeof nothing {
  if (text === "{}" || text === "") return nothing;
  return html`<p class="unknown-members"><span class="cap">${t("conditions-unknown")}</span> <code>${text}</code></p>`;
}
