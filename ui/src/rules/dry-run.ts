import { html, nothing, type TemplateResult } from "lit";
import { number, shortDay } from "../format.ts";
import type { AnswerCount, DryRun, DryRunLine } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { hashOf } from "../place.ts";
import { say, t } from "../words.ts";
import { answerMark } from "./answers.ts";

const LINES = 40;

/** What the draft would have answered to the requests of the past, beside what is in force. */
export function dryRun(run: DryRun | undefined): TemplateResult {
  if (!run)
    return html`<section class="rdry" aria-labelledby="dry-title"><h2 id="dry-title">${t("dry-title")}</h2></section>`;
  const { requests, since, until } = run;
  return html`<section class="rdry" aria-labelledby="dry-title" data-test="dry-run">
    <div class="row"><h2 id="dry-title" class="grow">${t("dry-title")}</h2><small>${t("dry-span", { since: shortDay(since), until: shortDay(until) })}</small></div>
    <p class="soft">${t("dry-why", { count: requests, number: number(requests) })}</p>
    <p class="cap dry-note">${t("dry-note")}</p>
    ${requests ? told(run) : nothing}
  </section>`;
}

function told({ counts, requests, otherwise, lines }: DryRun): TemplateResult {
  const used = counts.filter(({ inForce, draft, answer }) => inForce || draft || answer !== "review");
  const more = otherwise - Math.min(lines.length, LINES);
  return html`<table class="ledger"><thead><tr><th scope="col"><span class="sr">${t("dry-answer")}</span></th><th scope="col">${t("dry-now")}</th><th scope="col" class="after">${t("dry-draft")}</th><th scope="col">${t("dry-difference")}</th></tr></thead>
      <tbody>${used.map(countRow)}
        <tr class="sum"><th scope="row">${t("dry-requests")}</th><td>${number(requests)}</td><td class="after">${number(requests)}</td><td><b data-test="dry-otherwise">${t("dry-change", { count: otherwise, number: number(otherwise) })}</b></td></tr></tbody></table>
    ${
      lines.length
        ? html`<h3>${t("dry-otherwise")}</h3><ol class="dry">${lines.slice(0, LINES).map(line)}</ol>${more > 0 ? html`<p class="cap">${t("dry-more", { count: more })}</p>` : nothing}`
        : html`<p class="dry-same">${icon("check")}${t("dry-same")}</p>`
    }`;
}

function countRow({ answer, inForce, draft }: AnswerCount): TemplateResult {
  const difference = draft - inForce;
  const signed = difference > 0 ? `+${number(difference)}` : difference < 0 ? `−${number(-difference)}` : "–";
  return html`<tr data-answer=${answer}><th scope="row">${answerMark(answer, t(`answer-${answer}-count`))}</th><td>${number(inForce)}</td><td class="after">${number(draft)}</td><td>${signed}</td></tr>`;
}

function line({ at, subscription, customer, what, inForce, draft }: DryRunLine): TemplateResult {
  const [before, after] = [t(`answer-${inForce.answer}`), t(`answer-${draft.answer}`)];
  return html`<li data-test="dry-line"><time datetime=${at}>${shortDay(at)}</time>
    <div class="grow"><a class="trunc" href=${hashOf({ screen: "customer", id: subscription, tab: "timeline" })}>${customer || t("no-name")}</a>
      <div class="row"><span class="trunc grow">${say(what)}</span><span class="turns"><span class="sr">${t("dry-line", { before, after })}</span><span aria-hidden="true">${before} ${icon("arrow")} <b>${after}</b></span></span></div>
      ${draft.doubt ? html`<small>${say(draft.doubt)}</small>` : nothing}</div></li>`;
}
