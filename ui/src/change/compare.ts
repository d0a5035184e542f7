import { html, nothing, type TemplateResult } from "lit";
import { term } from "../customers/columns.ts";
import { moment, money, number } from "../format.ts";
import type { ChangePreview, Money, Side } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { say, t } from "../words.ts";
import { minus } from "./decimal.ts";

/** A change shown as a change: now, after, and the difference; nothing that is not known is guessed. */
export function compare(change: ChangePreview): TemplateResult {
  const { now, after, difference, notes, readAt } = change;
  const terms = sameTerm(now, after) ? apart(after.perTerm, now.perTerm) : null;
  return html`<div class="compare" data-test="compare">
    <table class="ledger">
      <caption class="sr">${t("change-caption")}</caption>
      <thead><tr><th scope="col"><span class="sr">${t("change-what")}</span></th><th scope="col">${t("change-now")}</th><th scope="col" class="after">${t("change-after")}</th><th scope="col">${t("change-difference")}</th></tr></thead>
      <tbody>
        ${line("plan", plan(now), plan(after))}
        ${line("seats", seats(now), seats(after), seatsApart(now, after))}
        ${line("month", cost(now.perMonth), cost(after.perMonth), signed(difference), "sum")}
        ${line("term", perTerm(now), perTerm(after), signed(terms))}
      </tbody>
    </table>
    ${difference ? nothing : html`<p class="hint-line" data-test="no-figure">${icon("info")}${t("change-no-figure")}</p>`}
    <p class="cap">${sources(now, after)} ${t("change-read", { time: moment(readAt) })}</p>
    ${notes.length ? html`<ul class="change-notes">${notes.map((note) => html`<li>${icon("info")}<span>${say(note)}</span></li>`)}</ul>` : nothing}
  </div>`;
}

function line(name: string, now: string, after: string, difference: unknown = nothing, extra = ""): TemplateResult {
  const same = now === after;
  return html`<tr class="${same ? "same" : ""} ${extra}" data-test="compare-${name}"><th scope="row">${t(`change-${name}`)}</th><td>${now}</td>
    <td class="after">${same ? after : html`<b>${after}</b>`}</td><td>${same ? html`<span class="muted">${t("change-none")}</span>` : difference}</td></tr>`;
}

function plan({ planName, planId }: Side): string {
  return planName || planId;
}

function seats(side: Side): string {
  return side.seats === null ? t("seats-flat") : number(side.seats);
}

function seatsApart(now: Side, after: Side) {
  if (now.seats === null || after.seats === null) return nothing;
  const more = after.seats - now.seats;
  return `${more > 0 ? "+" : more < 0 ? "−" : ""}${number(Math.abs(more))}`;
}

export function cost(price: Money | null): string {
  return price ? money(price.amount, price.currency) : t("change-unknown");
}

function perTerm(side: Side): string {
  return side.perTerm ? t("change-per-term", { money: cost(side.perTerm), term: term(side.termUnit) }) : cost(null);
}

function sameTerm(now: Side, after: Side): boolean {
  return now.termUnit === after.termUnit;
}

function apart(after: Money | null, now: Money | null): Money | null {
  if (!after || !now || after.currency !== now.currency) return null;
  return { amount: minus(after.amount, now.amount), currency: now.currency };
}

/** More is written with plus, less with minus; the colour only repeats it. */
export function signed(difference: Money | null) {
  if (!difference) return html`<span class="muted">${t("change-unknown")}</span>`;
  const less = difference.amount.startsWith("-");
  return html`<b class=${less ? "neg" : Number(difference.amount) === 0 ? "" : "pos"}>${money(difference.amount, difference.currency, true)}</b>`;
}

function sources(now: Side, after: Side): string {
  const named = [...new Set([now.source, after.source])].filter((source) => source !== null);
  return named.map((source) => t(`price-source-${source}`)).join(" ");
}
