import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import "../count-down.ts";
import { copyButton } from "../copy.ts";
import { moment } from "../format.ts";
import type { IntentCard, IntentState } from "../gen/desk.gen.ts";
import { type IconName, icon } from "../icons.ts";
import { say, t } from "../words.ts";

/** Certainty has a look: nothing that has not been read back is drawn as done. */
export const stateLook: Record<IntentState, { icon: IconName; tone: string }> = {
  held: { icon: "ring", tone: "unsent" },
  queued: { icon: "ring", tone: "unsent" },
  sending: { icon: "sent", tone: "inf" },
  working: { icon: "working", tone: "inf" },
  done: { icon: "check", tone: "pos" },
  obsolete: { icon: "stop", tone: "neg" },
  "needs-you": { icon: "you", tone: "cau" },
  withdrawn: { icon: "return", tone: "line" },
};

export function statePill(state: IntentState): TemplateResult {
  const { icon: drawing, tone } = stateLook[state];
  return html`<span class="pill ${tone}">${icon(drawing)}${t(`state-${state}`)}</span>`;
}

/** Something is still going to happen, or a person has to see to it. */
export function isOpen({ state }: IntentCard): boolean {
  return state !== "done" && state !== "obsolete" && state !== "withdrawn";
}

export interface IntentWays {
  withdraw(intent: IntentCard): void;
  retry(intent: IntentCard): void;
}

/** Something asked for: what, how certain, why, and what can still be done about it. */
export function intentCard(intent: IntentCard, ways: IntentWays): TemplateResult {
  const { id, state, what, explanation, raw, undoUntil, nextAt, consent, reason, actor, askedAt } = intent;
  return html`${keyed(
    id,
    html`<article class="intent" data-test="intent" data-intent=${id} data-state=${state}>
    <div class="row wrap">${statePill(state)}<b>${say(what)}</b>
      <span class="grow"></span>
      ${state === "held" && undoUntil ? html`<span class="soft">${t("intent-leaves-in")} <count-down until=${undoUntil} whole></count-down></span>` : nothing}
      ${intent.mayRetry ? html`<button type="button" class="btn" data-test="intent-retry" @click=${() => ways.retry(intent)}>${icon("again")}${t("action-retry")}</button>` : nothing}
      ${intent.mayWithdraw ? html`<button type="button" class="btn" data-test="intent-withdraw" @click=${() => ways.withdraw(intent)}>${icon("return")}${t("action-withdraw")}</button>` : nothing}
    </div>
    ${explanation ? html`<p class="soft">${say(explanation)}${nextAt ? html` ${t("intent-next", { time: moment(nextAt) })}` : nothing}</p>` : nothing}
    <p class="cap">${t("intent-asked", { actor, time: moment(askedAt) })}${consent ? html` · ${t("intent-consent", { consent })}` : nothing}${reason ? html` · ${reason}` : nothing}</p>
    ${raw ? html`<details class="unfold"><summary>${icon("next")}${t("fault-raw")}</summary><div class="raw"><pre tabindex="0">${raw}</pre>${copyButton(raw, t("copy-report"))}</div></details>` : nothing}
  </article>`,
  )}`;
}
