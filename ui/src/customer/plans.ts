import { html, nothing, type TemplateResult } from "lit";
import type { SeatLimits } from "../change/change-dialog.ts";
import { term } from "../customers/columns.ts";
import { money, number } from "../format.ts";
import type {
  ChangeButtons,
  CustomerPage,
  Meter,
  PlanCard,
  Price,
  SubscriptionRow,
  WantedChange,
} from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { refusable } from "../refusable.ts";
import { t } from "../words.ts";
import { readLine } from "./on-demand.ts";

/** Every plan Microsoft offers this customer, with the prices of this customer's market. */
export function plans({ plans: read, head: { row }, buttons }: CustomerPage): TemplateResult {
  const ordered = read.plans.toSorted((a, b) => Number(b.current) - Number(a.current));
  return html`${readLine(read)}
    ${row.channel === "reseller" ? html`<p class="hint-line">${icon("lock")}${t("plans-reseller")}</p>` : nothing}
    ${ordered.length ? seatChange(row, buttons) : nothing}
    ${ordered.length ? html`<div class="plans" data-test="plans">${ordered.map((plan) => card(plan, row))}</div>` : !read.readAt ? nothing : html`<div class="quiet-empty">${icon("list")}<h2>${t("plans-empty")}</h2></div>`}`;
}

export function openChange(subscription: string, change: WantedChange, limits?: SeatLimits): void {
  document.querySelector("change-dialog")?.open({ subscription, change }, { limits });
}

export function openSeatChange({ id, seats }: SubscriptionRow, { minSeats, maxSeats }: ChangeButtons): void {
  openChange(id, { kind: "seats", to: seats ?? 1 }, { min: minSeats, max: maxSeats });
}

function seatChange(row: SubscriptionRow, buttons: ChangeButtons): TemplateResult {
  return html`<div class="row wrap seat-change"><span>${row.seats === null ? t("seats-flat") : t("seats", { count: row.seats, seats: number(row.seats) })}</span>
    ${refusable({ test: "change-seats-open", label: t("change-seats-do"), look: "swap", refused: buttons.seatsRefused, press: () => openSeatChange(row, buttons) })}</div>`;
}

function card(plan: PlanCard, row: SubscriptionRow): TemplateResult {
  return html`<article class="plan-card ${plan.current ? "current" : ""}" data-test="plan" data-plan=${plan.planId}>
    <header><h2>${plan.displayName || plan.planId}</h2><code>${plan.planId}</code>
      ${plan.current ? html`<span class="pill pos">${icon("check")}${t("plan-current")}</span>` : nothing}
      ${plan.privatePlan ? html`<span class="pill line">${icon("lock")}${t("plan-private")}</span>` : nothing}
      ${plan.stopSell ? html`<span class="pill cau">${icon("stop")}${t("plan-stop-sell")}</span>` : nothing}
      ${plan.freeTrial ? html`<span class="pill line">${t("plan-trial")}</span>` : nothing}
    </header>
    ${plan.description ? html`<p class="soft">${plan.description}</p>` : nothing}
    <p class="cap">${seats(plan)}${plan.market ? html` · ${t("plan-market", { market: plan.market })}` : nothing}</p>
    ${plan.prices.length ? prices(plan) : html`<p class="muted">${t("plan-no-prices")}</p>`}
    ${plan.meters.length ? meters(plan.meters) : nothing}
    ${plan.other.length ? html`<dl class="dl">${plan.other.map(({ name, value }) => html`<dt>${name}</dt><dd class="mono">${value}</dd>`)}</dl>` : nothing}
    ${plan.current ? nothing : html`<div class="row wrap do">${refusable({ test: `change-to-${plan.planId}`, label: t("change-to-plan"), look: "swap", refused: plan.refused, press: () => openChange(row.id, { kind: "plan", to: plan.planId }) })}</div>`}
  </article>`;
}

function seats({ perSeat, minSeats, maxSeats }: PlanCard): string {
  if (!perSeat) return t("plan-flat");
  if (minSeats !== null && maxSeats !== null)
    return t("plan-seats-between", { min: number(minSeats), max: number(maxSeats) });
  if (maxSeats !== null) return t("plan-seats-most", { max: number(maxSeats) });
  return minSeats !== null ? t("plan-seats-least", { min: number(minSeats) }) : t("plan-per-seat");
}

function prices({ prices: list, perSeat }: PlanCard): TemplateResult {
  const included = list.some((price) => price.included.length > 0);
  return html`<table class="ledger"><caption class="sr">${t("plan-prices")}</caption>
    <thead><tr><th scope="col">${t("price-term")}</th>${included ? html`<th scope="col" class="left">${t("price-included")}</th>` : nothing}<th scope="col">${t(perSeat ? "price-per-seat" : "price-flat")}</th></tr></thead>
    <tbody>${list.map((price) => html`<tr><td>${priceTerm(price)}</td>${included ? html`<td class="left">${price.included.map(({ dimension, units }) => html`<div>${/^\d+$/.test(units) ? number(Number(units)) : units} <code>${dimension}</code></div>`)}</td>` : nothing}<td>${money(price.amount, price.currency)}</td></tr>`)}</tbody>
  </table>`;
}

function priceTerm({ termUnit, termDescription }: Price): string {
  return termDescription || term(termUnit);
}

function meters(list: readonly Meter[]): TemplateResult {
  return html`<table class="ledger"><caption class="sr">${t("plan-meters")}</caption>
    <thead><tr><th scope="col">${t("meter")}</th><th scope="col" class="left">${t("meter-unit")}</th><th scope="col">${t("meter-price")}</th></tr></thead>
    <tbody>${list.map(({ id, displayName, unit, price, currency }) => html`<tr><td>${displayName || id} <code>${id}</code></td><td class="left">${unit}</td><td>${money(price, currency)}</td></tr>`)}</tbody>
  </table>`;
}
