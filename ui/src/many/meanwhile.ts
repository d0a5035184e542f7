import { html, nothing, type TemplateResult } from "lit";
import "../count-down.ts";
import { copyText } from "../copy.ts";
import { moment, number } from "../format.ts";
import type { ManyCard, ManyFate, ManyPage, ManyRow } from "../gen/desk.gen.ts";
import { host } from "../host/host.ts";
import { type IconName, icon } from "../icons.ts";
import { announce } from "../live.ts";
import { hashOf } from "../place.ts";
import { say, t } from "../words.ts";
import { far, finished, reportOf, wanted } from "./words.ts";

/** Rows on one leaf. */
export const SHOWN = 50;
/** A report that is copied names so many. */
const COPIED = 1_000;
const MOST_AT_ONCE = 200;

export const fateLook: Record<ManyFate, { icon: IconName; tone: string }> = {
  stuck: { icon: "alert", tone: "crit" },
  refused: { icon: "cross", tone: "cau" },
  working: { icon: "working", tone: "inf" },
  "not-begun": { icon: "ring", tone: "" },
  withdrawn: { icon: "return", tone: "" },
  "already-so": { icon: "check", tone: "" },
  effective: { icon: "check", tone: "ok" },
};

interface Ways {
  only: ManyFate | null;
  from: number;
  choose(only: ManyFate | null): void;
  turnTo(from: number): void;
  stop(): void;
  goOn(): void;
  save(): void;
  close(): void;
}

/** How far it has come, and what became of each. */
export function meanwhile(page: ManyPage, ways: Ways): TemplateResult {
  const card = page.many;
  if (!card) return html``;
  return html`<div class="change-body" data-test="many-progress" data-state=${card.state}>
    <div class="many-far"><p><b data-test="many-state">${t(`many-state-${card.state}`)}</b>
        ${card.heldUntil ? html`<count-down whole until=${card.heldUntil}></count-down>` : nothing}
        <span class="cap grow">${far(card)}</span>
        ${card.mayStop ? html`<button type="button" class="btn" data-test="many-stop" title=${t("many-stop-why")} @click=${ways.stop}>${icon("stop")}${t("many-stop")}</button>` : nothing}
        ${card.mayGoOn ? html`<button type="button" class="btn primary" data-test="many-go-on" @click=${ways.goOn}>${icon("next")}${t("many-go-on")}</button>` : nothing}</p>
      <progress max=${wanted(card)} .value=${finished(card)} aria-label=${far(card)}></progress>
      <p class="cap">${t("many-report-by", { who: card.actor, when: moment(card.begunAt) })}${card.reason ? html` · ${card.reason}` : nothing}</p>
      ${["held", "going"].includes(card.state) ? html`<p class="cap">${t("many-may-close")}</p>` : nothing}</div>
    ${fates(card, ways)}
    ${rowsOf(page, ways)}
    <div class="row actions"><button type="button" class="btn" data-test="many-copy" @click=${() => void copyReport(card)}>${icon("copy")}${t("many-copy")}</button>
      <button type="button" class="btn" data-test="many-save" @click=${ways.save}>${icon("file")}CSV</button>
      <button type="button" class="btn" data-test="many-close" @click=${ways.close}>${t("close")}</button></div>
  </div>`;
}

/** How many had which fate; one of them shows only its own. */
function fates({ counts }: ManyCard, { only, choose }: Ways): TemplateResult {
  return html`<div class="many-fates" role="group" aria-label=${t("many-fates")}>
    ${counts.map(({ fate, count }) => {
      const look = fateLook[fate];
      return html`<button type="button" class="chip ${look.tone}" data-test="fate-${fate}" aria-pressed=${only === fate}
        @click=${() => choose(only === fate ? null : fate)}>${icon(look.icon)}${t(`many-fate-${fate}`)} <b>${number(count)}</b></button>`;
    })}
  </div>`;
}

function rowsOf({ rows, total }: ManyPage, { from, turnTo }: Ways): TemplateResult {
  const until = from + rows.length;
  return html`<ul class="many-rows" data-test="many-rows" tabindex="0" aria-label=${t("many-rows")}>${rows.map(line)}</ul>
    ${
      total > SHOWN
        ? html`<div class="many-leaves"><button type="button" class="icon-btn" aria-label=${t("many-before")} ?disabled=${from === 0} @click=${() => turnTo(Math.max(0, from - SHOWN))}>${icon("back")}</button>
      <span class="cap">${t("many-leaf", { from: number(from + 1), until: number(until), total: number(total) })}</span>
      <button type="button" class="icon-btn" aria-label=${t("many-after")} ?disabled=${until >= total} @click=${() => turnTo(until)}>${icon("next")}</button></div>`
        : nothing
    }`;
}

function line({ subscription, customer, fate, why, intent }: ManyRow): TemplateResult {
  const look = fateLook[fate];
  const isPlain = fate === "effective" || fate === "not-begun";
  return html`<li class=${look.tone} data-fate=${fate}><span class="who"><a href=${hashOf({ screen: "customer", id: subscription, tab: "timeline" })}>${customer || t("no-name")}</a></span>
    <span class="fate">${icon(look.icon)}${t(`many-fate-${fate}`)}</span>
    ${why && !isPlain ? html`<span class="cap why">${say(why)}${intent?.raw && !say(why).includes(intent.raw) ? html` <q>${intent.raw}</q>` : nothing}</span>` : nothing}</li>`;
}

/** Counts, and everybody with whom it is not simply done. */
async function copyReport(card: ManyCard): Promise<void> {
  const told = card.counts.filter(({ fate }) => fate !== "effective");
  const rows: ManyRow[] = [];
  for (const { fate, count } of told) {
    for (let from = 0; from < count && rows.length < COPIED; from += MOST_AT_ONCE) {
      const page = await host().call("many", { id: card.id, only: fate, from, limit: MOST_AT_ONCE });
      rows.push(...page.rows);
    }
  }
  announce(await copyText(reportOf(card, rows, moment(card.begunAt))));
}
