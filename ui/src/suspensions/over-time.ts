import { html, nothing, svg, type TemplateResult } from "lit";
import { monthName, number } from "../format.ts";
import type { SuspensionMonth } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { t } from "../words.ts";

const UP = 20;
const DOWN = 10;
const BAR = 8;
const STEP = 11;

/** A bar above the line for who came back, one below it for who was lost; both by the same measure. */
export interface Bar {
  up: number;
  down: number;
}

export function bars(months: readonly Pick<SuspensionMonth, "recovered" | "lost">[]): Bar[] {
  const most = Math.max(...months.map(({ recovered }) => recovered / UP), ...months.map(({ lost }) => lost / DOWN), 0);
  const height = (count: number) => (most ? count / most : 0);
  return months.map(({ recovered, lost }) => ({ up: height(recovered), down: height(lost) }));
}

export function sums(months: readonly SuspensionMonth[]): { recovered: number; lost: number } {
  const all = (read: (month: SuspensionMonth) => number) => months.reduce((sum, month) => sum + read(month), 0);
  return { recovered: all(({ recovered }) => recovered), lost: all(({ lost }) => lost) };
}

/** The year at a glance; pressed, the same numbers in a table. */
export function overTime(months: readonly SuspensionMonth[]): TemplateResult {
  const { recovered, lost } = sums(months);
  return html`<div class="spark"><span class="cap" id="spark-title">${t("suspension-year")}</span>
    <button type="button" class="spark-open" data-test="suspension-year" popovertarget="suspension-months" aria-describedby="spark-title">
      <svg width=${months.length * STEP} height="32" viewBox="0 0 ${months.length * STEP} 32" aria-hidden="true"><path d="M0 20.5h${months.length * STEP}"></path>
        ${bars(months).map(
          ({ up, down }, at) =>
            svg`<rect class="up" x=${at * STEP} y=${UP - up} width=${BAR} height=${up}></rect><rect class="down" x=${at * STEP} y=${UP + 1} width=${BAR} height=${down}></rect>`,
        )}</svg>
      <span><b class="pos">${t("suspension-recovered-count", { count: recovered, total: number(recovered) })}</b><b class="neg">${t("suspension-lost-count", { count: lost, total: number(lost) })}</b></span>${icon("down")}
    </button>
    <div id="suspension-months" popover class="sheet menu right months" role="dialog" aria-label=${t("suspension-year")}>${table(months)}</div></div>`;
}

function table(months: readonly SuspensionMonth[]): TemplateResult {
  const observed = months.some((month) => month.observed > 0);
  return html`<table class="ledger" data-test="suspension-months"><thead><tr><th scope="col">${t("suspension-month")}</th><th scope="col">${t("suspension-stage-suspended")}</th><th scope="col">${t("suspension-recovered")}</th><th scope="col">${t("suspension-stage-lost")}</th></tr></thead>
    <tbody>${months.toReversed().map(
      ({ month, isKnown, suspended, recovered, lost, observed: only }) =>
        html`<tr><th scope="row">${monthName(month)}${only ? html` <small title=${t("suspension-observed-count", { count: only })}>*</small>` : nothing}</th>
            ${isKnown ? [suspended, recovered, lost].map((count) => html`<td>${number(count)}</td>`) : html`<td colspan="3"><small>${t("suspension-month-unknown")}</small></td>`}</tr>`,
    )}</tbody></table>
    ${observed ? html`<p class="cap">* ${t("suspension-observed")}</p>` : nothing}`;
}
