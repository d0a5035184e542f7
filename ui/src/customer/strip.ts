import { html, nothing, type TemplateResult } from "lit";
import "../count-down.ts";
import { type IntentWays, intentCard } from "../change/intent.ts";
import type { CustomerPage, InboxItem } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { effectText } from "../inbox/columns.ts";
import { dueOf, dueWord } from "../inbox/due.ts";
import { kindLook, kindWord } from "../inbox/look.ts";
import { hashOf } from "../place.ts";
import { say, t } from "../words.ts";

const LATELY = 60_000;

/** What the inbox has about this customer, and what was asked for and is not over, or only just. */
export function strip({ items, intents }: CustomerPage, ways: IntentWays): TemplateResult | typeof nothing {
  const now = Date.now();
  const shown = intents.filter(({ changedAt, state }) => !over(state) || now - Date.parse(changedAt) < LATELY);
  if (items.length === 0 && shown.length === 0) return nothing;
  return html`<section class="strip" aria-label=${t("strip")} data-test="strip">
    ${items.map((item) => line(item, now))}
    ${shown.map((intent) => intentCard(intent, ways))}
  </section>`;
}

function over(state: string): boolean {
  return state === "done" || state === "obsolete" || state === "withdrawn";
}

function line(item: InboxItem, now: number): TemplateResult {
  const { id, closesAt, kind, stage } = item;
  const { figure, tone } = dueOf(item, now);
  return html`<div class="item-line" data-test="customer-item" data-id=${id} data-kind=${kind} data-stage=${stage ?? ""}>
    ${icon(kindLook[kind])}<b>${kindWord(item)}</b><span>${say(item.what)}</span>
    ${item.effect ? html`<span class="soft">${effectText(item)}</span>` : nothing}
    <span class="grow"></span>
    ${closesAt ? html`<count-down class="live" until=${closesAt} passed=${t("countdown-passed")}></count-down>` : html`<span class="figure ${tone}">${figure}</span>`}<small>${dueWord(item, now)}</small>
    <a class="btn" href=${hashOf({ screen: "inbox", search: "", item: id })} data-test="open-item">${t("strip-open")}${icon("next")}</a>
  </div>`;
}
