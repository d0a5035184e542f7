import { html, nothing, type TemplateResult } from "lit";
import type { Fallback, RuleOutcome } from "../gen/desk.gen.ts";
import { t } from "../words.ts";
import { numberField } from "./fields.ts";

const SECONDS = 5;
const kinds = ["accept", "hold", "refuse", "ask"] as const;
const fallbacks: Fallback[] = ["accept", "hold", "refuse"];

/** What a rule answers. One that a newer desk wrote stays until another is chosen. */
export function outcomeField(now: RuleOutcome, set: (outcome: RuleOutcome) => void): TemplateResult {
  const choose = (kind: (typeof kinds)[number]) =>
    set(kind === "ask" ? { kind, seconds: SECONDS, fallback: "accept" } : { kind });
  return html`<fieldset class="outcomes"><legend>${t("outcome-title")}</legend>
    ${kinds.map(
      (
        kind,
      ) => html`<label class="outcome ${now.kind === kind ? "on" : ""}"><input type="radio" name="outcome" data-test="outcome-${kind}" .checked=${now.kind === kind} @change=${() => choose(kind)} />
        <span><b>${t(`outcome-${kind}`)}</b><small>${t(`outcome-${kind}-why`)}</small></span></label>
        ${now.kind === "ask" && kind === "ask" ? asking(now, set) : nothing}`,
    )}
    ${now.kind === "unknown" ? html`<p class="unknown-members"><span class="cap">${t("outcome-unknown")}</span> <code>${now.json}</code></p>` : nothing}
  </fieldset>`;
}

function asking(now: Extract<RuleOutcome, { kind: "ask" }>, set: (outcome: RuleOutcome) => void): TemplateResult {
  return html`<div class="asking row wrap">
    ${numberField("ask-seconds", t("outcome-seconds"), now.seconds, (seconds) => set({ ...now, seconds: Math.min(255, Math.max(0, seconds ?? SECONDS)) }), { min: 1, max: 8 })}
    <span class="number-field"><label for="ask-fallback">${t("outcome-fallback")}</label>
    <select id="ask-fallback" data-test="ask-fallback" .value=${now.fallback} @change=${(event: Event) => set({ ...now, fallback: (event.target as HTMLSelectElement).value as Fallback })}>
      ${fallbacks.map((one) => html`<option value=${one} ?selected=${one === now.fallback}>${t(`outcome-${one}`)}</option>`)}
    </select></span></div>`;
}
