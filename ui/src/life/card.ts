import { html, nothing, type TemplateResult } from "lit";
import { cost } from "../change/compare.ts";
import { copyButton } from "../copy.ts";
import { term } from "../customers/columns.ts";
import { moment, number } from "../format.ts";
import type { LifePreview, Person, VisitorCard } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { say, t } from "../words.ts";

/** What was bought, by whom, for how much, and who came with it. */
export function purchase(preview: LifePreview): TemplateResult {
  const { step, side, buyer, user, visitors } = preview;
  const same = buyer.objectId === user.objectId && buyer.email === user.email;
  return html`<div class="purchase" data-test="purchase">
    <dl class="dl">
      ${line("plan", side.planName || side.planId)}
      ${line("seats", side.seats === null ? t("seats-flat") : number(side.seats))}
      ${line("month", cost(side.perMonth))}
      ${side.perTerm && side.perTerm.amount !== side.perMonth?.amount ? line("term", t("change-per-term", { money: cost(side.perTerm), term: term(side.termUnit) })) : nothing}
      ${person(same ? "buyer-and-user" : "buyer", buyer)}
      ${same ? nothing : person("user", user)}
    </dl>
    ${visitors.map(visitor)}
    ${visitors.length || step === "cancel" ? nothing : html`<p class="hint-line" data-test="no-visitor">${icon("info")}${t("visitor-none")}</p>`}
  </div>`;
}

function line(name: string, value: unknown): TemplateResult {
  return html`<dt>${t(`change-${name}`)}</dt><dd data-test="purchase-${name}">${value}</dd>`;
}

function person(role: string, { email }: Person): TemplateResult {
  return html`<dt>${t(role)}</dt><dd data-test="purchase-${role}">${email ? html`<span class="trunc">${email}</span>${copyButton(email, t("copy-email"))}` : html`<span class="muted">${t("no-email")}</span>`}</dd>`;
}

function visitor({ name, contact, relation, cameAt, isUnfinished, answers }: VisitorCard): TemplateResult {
  return html`<section class="visitor" data-test="visitor">
    <p>${icon("person")}<b>${name || contact || t("visitor-nameless")}</b> <span class="muted">${t("visitor-came", { time: moment(cameAt) })}</span></p>
    <p>${contact ? html`<span class="trunc">${contact}</span>${copyButton(contact, t("copy-email"))}` : html`<span class="cau">${icon("alert")}${t("visitor-no-contact")}</span>`}</p>
    ${relation ? html`<p class=${relation === "stranger" ? "cau" : "soft"} data-test="visitor-relation">${relation === "stranger" ? icon("alert") : nothing}${t(`visitor-${relation}`)}</p>` : nothing}
    ${isUnfinished ? html`<p class="soft">${t("visitor-unfinished")}</p>` : nothing}
    ${answers.length ? html`<dl class="dl">${answers.map(({ asked, answer }) => html`<dt>${asked}</dt><dd>${answer || "–"}</dd>`)}</dl>` : nothing}
  </section>`;
}

/** What to know before a step is taken. */
export function notes({ notes }: LifePreview): TemplateResult | typeof nothing {
  return notes.length
    ? html`<ul class="change-notes" data-test="life-notes">${notes.map((note) => html`<li>${icon("info")}<span>${say(note)}</span></li>`)}</ul>`
    : nothing;
}
