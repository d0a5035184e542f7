import { html, nothing, type TemplateResult } from "lit";
import { number } from "../format.ts";
import type { PlanOrder, RuleOffer, RulePlan } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { announce } from "../live.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import { begun, joined, putOn, type Rungs, rungNumber, rungsOf, stepped, without, withRungs } from "./ladder.ts";

/** The publisher's own order of each offer's plans: the highest on top, equal ones beside each other. */
export class PlanLadder extends View {
  static override properties = { ladders: { attribute: false }, offers: { attribute: false } };
  declare ladders: readonly PlanOrder[];
  declare offers: readonly RuleOffer[];

  #set(offer: string, rungs: Rungs | undefined): void {
    this.dispatchEvent(new CustomEvent("laddered", { detail: withRungs(this.ladders, offer, rungs) }));
  }

  /** Moves a plan, says where it is now, and keeps the focus on the button that moved it. */
  #move(offer: RuleOffer, plan: RulePlan, rungs: Rungs, button: string): void {
    this.#set(offer.id, rungs);
    announce(t("ladder-moved", { plan: plan.name, rung: rungNumber(rungs, plan.id), count: rungs.length }));
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>(
        `[data-offer="${CSS.escape(offer.id)}"] [data-plan="${CSS.escape(plan.id)}"] [data-test="${button}"]`,
      )?.focus(),
    );
  }

  override render() {
    const several = this.offers.filter(({ plans }) => plans.length > 1);
    return html`<p class="soft ladder-why">${t("ladder-why")}</p>
      ${several.length ? several.map((offer) => this.#offer(offer)) : html`<p class="cap">${t("plans-none")}</p>`}`;
  }

  #offer(offer: RuleOffer): TemplateResult {
    const rungs = rungsOf(this.ladders, offer.id);
    return html`<section class="ladder" data-test="ladder" data-offer=${offer.id} aria-labelledby="ladder-${offer.id}">
      <header class="row"><h3 id="ladder-${offer.id}" class="grow">${offer.id}</h3>
        ${
          rungs
            ? html`<button type="button" class="btn quiet" data-test="ladder-end" @click=${() => this.#set(offer.id, undefined)}>${t("ladder-end")}</button>`
            : html`<button type="button" class="btn" data-test="ladder-begin" @click=${() => this.#set(offer.id, begun(offer.plans))}>${icon("ladder")}${t("ladder-begin")}</button>`
        }</header>
      ${rungs ? this.#rungs(offer, rungs) : unladdered(offer)}
    </section>`;
  }

  #rungs(offer: RuleOffer, rungs: Rungs): TemplateResult {
    const known = new Map(offer.plans.map((plan) => [plan.id, plan]));
    const planOf = (id: string) => known.get(id) ?? { id, name: id, priced: false, subscriptions: 0 };
    const off = offer.plans.filter(({ id }) => !rungs.some((rung) => rung.includes(id)));
    return html`<ol class="rungs" reversed>
        ${rungs.toReversed().map((rung) => {
          const at = rungs.indexOf(rung);
          const end = at === rungs.length - 1 ? t("ladder-highest") : at === 0 ? t("ladder-lowest") : "";
          return html`<li class="rung"><span class="num muted rung-number">${at + 1}</span><ul class="rung-plans">${rung.map((id) => this.#plan(offer, rungs, at, planOf(id)))}</ul><small>${rungs.length > 1 ? end : ""}</small></li>`;
        })}
      </ol>
      ${
        off.length
          ? html`<div class="off-ladder"><span class="cap">${t("ladder-off")}</span><div class="chips">${off.map((plan) => html`<button type="button" class="chip" data-plan=${plan.id} data-test="ladder-put-on" aria-label=${t("ladder-put-on", { plan: plan.name })} @click=${() => this.#move(offer, plan, putOn(rungs, plan.id), "ladder-down")}>${icon("plus")}${plan.name}</button>`)}</div></div>`
          : nothing
      }`;
  }

  #plan(offer: RuleOffer, rungs: Rungs, at: number, plan: RulePlan): TemplateResult {
    const alone = rungs[at]?.length === 1;
    const act = (name: string, drawing: TemplateResult, next: Rungs, off: boolean) =>
      html`<button type="button" class="icon-btn" data-test=${name} aria-label=${t(name, { plan: plan.name })} title=${t(name, { plan: plan.name })} aria-disabled=${off ? "true" : nothing} @click=${() => !off && this.#move(offer, plan, next, name)}>${drawing}</button>`;
    const count = plan.subscriptions;
    return html`<li class="rung-plan" data-plan=${plan.id}><b>${plan.name}</b><small>${t("ladder-customers", { count, number: number(count) })}</small>
      <span class="rung-acts">
        ${act("ladder-up", icon("sort"), stepped(rungs, plan.id, 1), alone && at === rungs.length - 1)}
        ${act("ladder-down", icon("sort", "upside-down"), stepped(rungs, plan.id, -1), alone && at === 0)}
        ${act("ladder-join", icon("join"), joined(rungs, plan.id), at === 0)}
        ${act("ladder-take-off", icon("cross"), without(rungs, plan.id), false)}</span></li>`;
  }
}

function unladdered({ plans }: RuleOffer): TemplateResult {
  const unpriced = plans.filter(({ priced }) => !priced).map(({ name }) => name);
  return html`<p class="cap">${t("ladder-none")} ${unpriced.length ? t("ladder-unpriced", { plans: unpriced.join(", ") }) : t("ladder-priced")}</p>`;
}

customElements.define("plan-ladder", PlanLadder);
