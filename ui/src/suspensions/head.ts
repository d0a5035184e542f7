import { html, nothing, type TemplateResult } from "lit";
import { money, number, shortDay } from "../format.ts";
import type { Money, SuspensionCard, Suspensions } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { hashOf } from "../place.ts";
import { t } from "../words.ts";
import { isOpen } from "./columns.ts";
import { overTime } from "./over-time.ts";

/** The suspension that ends first, wherever on the board it is. */
export function nextToGo(cards: readonly SuspensionCard[]): SuspensionCard | undefined {
  const open = cards.filter(isOpen);
  return open.toSorted((one, other) => (one.endsAt ?? "").localeCompare(other.endsAt ?? ""))[0];
}

/** One sum a currency, beside each other and never added. */
export function sumsOf(sums: readonly Money[]): TemplateResult {
  return html`${sums.map(({ amount, currency }, at) => html`${at ? " · " : nothing}<b>${money(amount, currency)}</b>`)}`;
}

/** How many of them no sum has. */
export function unpricedOf(sums: readonly Money[], count: number): TemplateResult | typeof nothing {
  if (!count) return nothing;
  return html`<span class="cap">${t(sums.length ? "suspension-and-unpriced" : "suspension-only-unpriced", { count, total: number(count) })}</span>`;
}

/** What it is about, what is at stake, and how the year went. */
export function boardHead(board: Suspensions | undefined, save: () => void): TemplateResult {
  const next = board && nextToGo(board.cards);
  return html`<header class="pagehead"><div class="grow"><h1 id="suspensions-title" tabindex="-1">${t("suspensions")}</h1>
      ${next ? html`<p class="soft" data-test="next-to-go">${t("suspension-next-to-go")} <a href=${hashOf({ screen: "customer", id: next.subscription, tab: "timeline" })}>${next.customer || t("no-name")}</a>${next.isOverdue ? t("suspension-next-overdue") : t("suspension-next-when", { day: shortDay(next.endsAt ?? "") })}</p>` : nothing}</div>
    ${
      board?.cards.length
        ? html`<div class="at-risk"><span class="cap">${t("suspension-at-risk")}</span><span class="sums" data-test="at-risk">${board.atRisk.length ? board.atRisk.map(({ amount, currency }) => html`<b>${money(amount, currency)}</b>`) : html`<b>–</b>`}</span>${unpricedOf(board.atRisk, board.unpriced)}</div>
      ${overTime(board.months)}`
        : nothing
    }
    <button type="button" class="btn" data-test="export-suspensions" title=${t("suspension-export-why")} @click=${save}>${icon("file")}CSV</button></header>`;
}
