import { html, nothing, type TemplateResult } from "lit";
import { isOpen } from "../change/intent.ts";
import { term } from "../customers/columns.ts";
import { day, moment, number, termDay } from "../format.ts";
import type { CustomerPage } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { openStep } from "../life/life-dialog.ts";
import { refusable } from "../refusable.ts";
import { apiWord, statusLook, statusWord } from "../status.ts";
import { t } from "../words.ts";
import { consequence } from "./deadline.ts";

interface Ways {
  back: string;
  reading: boolean;
  again(): void;
  watch(on: boolean): void;
}

/** Who it is, how it stands, until when: what one looks up most, in one glance. */
export function head(page: CustomerPage, { back, reading, again, watch }: Ways): TemplateResult {
  const { row, readAt } = page.head;
  return html`<header class="chead">
    <div class="row">
      <a class="back" href=${back} data-test="back">${icon("back")}${t("customers")}</a>
      <span class="cap read-at" data-test="read-at">${t("customer-read-at", { time: moment(readAt) })}</span>
      <button type="button" class="btn" data-test="watch" aria-pressed=${page.watched} title=${t("watch-why")} @click=${() => watch(!page.watched)}>${icon("eye")}${t(page.watched ? "watch-off" : "watch-on")}</button>
      <button type="button" class="btn" data-test="read-again" aria-disabled=${reading ? "true" : nothing} @click=${again}>
        ${icon(reading ? "working" : "again", reading ? "turning" : "")}${t(reading ? "customer-reading" : "customer-read-again")}<kbd>R</kbd></button>
    </div>
    <div class="row title">
      <h1 id="customer-name" tabindex="-1">${row.name || t("no-name")}</h1>
      ${statusPill(page)}${marks(page)}
      ${row.statusKind === "pending" ? refusable({ test: "activate", label: t("action-activate"), look: "check", refused: page.buttons.activateRefused, tone: "primary", press: () => openStep(row.id, "activate") }) : nothing}
    </div>
    ${facts(page)}
  </header>`;
}

function statusPill({ head: { row } }: CustomerPage): TemplateResult {
  const look = statusLook[row.statusKind];
  const api = apiWord(row.statusKind, row.status) || row.status;
  return html`<span class="pill ${look.tone}" data-test="status">${icon(look.icon)}${statusWord(row.statusKind, row.status)}</span>
    <span class="soft both" data-test="status-names">${t("status-api")} <code>${api}</code> · ${t("status-storefront", { name: t(`storefront-${row.statusKind}`, { raw: row.status }) })}</span>`;
}

function marks({ head: { row, test, sandbox, sessionMode } }: CustomerPage) {
  return [
    row.missing
      ? html`<span class="pill cau" title=${t("row-missing-why")}>${icon("gone")}${t("row-missing")}</span>`
      : nothing,
    row.freeTrial ? html`<span class="pill line">${t("row-trial")}</span>` : nothing,
    row.channel === "reseller" ? html`<span class="pill line">${t("mark-reseller")}</span>` : nothing,
    test ? html`<span class="pill line">${icon("test")}${t("mark-test")}</span>` : nothing,
    unusual(sandbox)
      ? html`<span class="pill line">${icon("test")}${t("mark-sandbox", { name: sandbox })}</span>`
      : nothing,
    unusual(sessionMode)
      ? html`<span class="pill line">${icon("test")}${t("mark-session", { name: sessionMode })}</span>`
      : nothing,
  ];
}

function unusual(value: string): boolean {
  return value !== "" && value !== "None";
}

function facts(page: CustomerPage): TemplateResult {
  const { row, chargeDuration, privateOffers } = page.head;
  const seats = row.seats === null ? t("seats-flat") : t("seats", { count: row.seats, seats: number(row.seats) });
  const until = row.termEnd
    ? t("term-until", { term: term(row.termUnit), day: termDay(row.termEnd) })
    : t("term-not-begun", { term: term(row.termUnit) });
  const ends = row.statusKind === "unsubscribed";
  const hot = consequence(page);
  return html`<dl class="facts">
    ${fact("offer", row.offer)}
    ${fact("plan", html`${row.plan}${coming(page, "plan")}, ${seats}${coming(page, "seats")}`)}
    ${fact("term", until)}
    ${fact("renew", ends || row.autoRenew === null ? "–" : t(row.autoRenew ? "on" : "off"), !ends && row.autoRenew === false ? "cau" : "")}
    ${fact("channel", t(`channel-${row.channel}`))}
    ${chargeDuration ? fact("charge", term(chargeDuration)) : nothing}
    ${privateOffers.length ? fact("private-offer", privateOffers.join(", ")) : nothing}
    ${fact("bought", day(row.created))}
    ${hot ? html`<div class="hot" data-test="deadline"><dt>${t("fact-deadline")}</dt><dd>${hot}</dd></div>` : nothing}
  </dl>`;
}

/** What was asked for stands beside what is, and is not drawn as if it were there. */
function coming({ intents }: CustomerPage, kind: "plan" | "seats") {
  const open = intents.find((intent) => isOpen(intent) && new RegExp(`^what-(accept-)?${kind}$`).test(intent.what.key));
  const to = open?.what.args["to"];
  return to
    ? html` <span class="coming" data-test="pending">→ <span class="pending">${to}</span>, ${t("pending-value")}</span>`
    : nothing;
}

function fact(name: string, value: unknown, tone = ""): TemplateResult {
  return html`<div><dt>${t(`fact-${name}`)}</dt><dd class=${tone}>${value}</dd></div>`;
}
