import { html, nothing, type TemplateResult } from "lit";
import { number } from "../format.ts";
import { icon } from "../icons.ts";
import { t } from "../words.ts";
import { type ManyKind, manyActions } from "./actions.ts";

interface PickBar {
  count: number;
  total: number;
  isAll: boolean;
  act(kind: ManyKind): void;
  all(): void;
  clear(): void;
}

/** How many are selected, and what can be done to them. */
export function pickBar({ count, total, isAll, act, all, clear }: PickBar): TemplateResult {
  return html`<div class="pickbar" role="toolbar" aria-label=${t("many-bar")} data-test="pick-bar">
    <b data-test="pick-count">${t("many-selected", { count, number: number(count) })}</b>
    <button type="button" class="btn quiet" data-test="pick-clear" @click=${clear}>${t("many-clear")}</button>
    ${isAll || count >= total ? nothing : html`<button type="button" class="btn quiet" data-test="pick-all" @click=${all}>${t("many-all", { number: number(total) })}</button>`}
    <span class="grow"></span>
    ${manyActions.map(({ kind, icon: look }) => html`<button type="button" class="btn" data-test="many-${kind}" @click=${() => act(kind)}>${icon(look)}${t(`many-do-${kind}`)}</button>`)}
  </div>`;
}
