import { html, nothing, type TemplateResult } from "lit";
import { t } from "../words.ts";

export const views = ["rule", "matrix", "ladder", "history"] as const;
/** What the middle of the page shows. */
export type Shown = (typeof views)[number];

export function tabStrip(shown: Shown, show: (shown: Shown) => void): TemplateResult {
  const keys = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    const next = views[(views.indexOf(shown) + by + views.length) % views.length] ?? shown;
    show(next);
    document.getElementById(`rules-tab-${next}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${t("rules-tabs")} @keydown=${keys}>
    ${views.map((one) => html`<button type="button" role="tab" id="rules-tab-${one}" data-test="rules-tab-${one}" aria-selected=${one === shown} aria-controls=${one === shown ? "rules-panel" : nothing} tabindex=${one === shown ? 0 : -1} @click=${() => show(one)}>${t(`rules-tab-${one}`)}</button>`)}
  </div>`;
}
