import { html, type TemplateResult } from "lit";
import type { Direction, RuleConditions, RuleOffer, RulesPage } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { t } from "../words.ts";
import "./customers-field.ts";
import { toggledIn } from "./draft.ts";
import { chips, unknownMembers } from "./fields.ts";
import { hoursFields, usualHours } from "./hours-fields.ts";
import { seatsFields } from "./seats-fields.ts";

export type Change = (change: Partial<RuleConditions>) => void;
type Named = Exclude<keyof RuleConditions, "asks" | "unknown">;

/** Each condition by the key of its name, in the order in which they stand. */
export const named: Record<Named, string> = {
  offers: "condition-offers",
  fromPlans: "condition-from",
  toPlans: "condition-to",
  direction: "condition-direction",
  seats: "condition-seats",
  customers: "condition-customers",
  channel: "condition-channel",
  hours: "condition-hours",
};
const names = Object.keys(named) as Named[];
const ways: Direction[] = ["upgrade", "downgrade", "same", "unordered"];

/** What must hold: what is asked, then each condition that was added, then those that can be. */
export function conditionFields(now: RuleConditions, page: RulesPage, change: Change): TemplateResult {
  const there = names.filter((name) => now[name] !== null);
  const kinds = [
    { value: "any", name: t("asks-any") },
    { value: "plan", name: t("asks-plan") },
    { value: "seats", name: t("asks-seats") },
  ] as const;
  return html`<div class="conditions" role="group" aria-labelledby="conditions-title">
    <h3 id="conditions-title">${t("conditions-title")}</h3>
    <div class="condition"><span class="condition-name">${t("condition-asks")}</span>
      ${chips(t("condition-asks"), kinds, [now.asks ?? "any"], (asks) => change({ asks: asks === "any" ? null : asks }))}</div>
    ${there.map(
      (
        name,
      ) => html`<div class="condition" data-condition=${name}><span class="condition-name">${t(named[name])}</span><div class="condition-body">${body(name, now, page, change)}</div>
      <button type="button" class="icon-btn" data-test="remove-${name}" aria-label=${t("condition-remove", { condition: t(named[name]) })} @click=${() => change({ [name]: null })}>${icon("cross")}</button></div>`,
    )}
    ${unknownMembers(now.unknown)}
    <div class="condition add"><span class="condition-name">${t("condition-add")}</span><div class="chips" role="group" aria-label=${t("condition-add")}>
      ${names.filter((name) => !there.includes(name)).map((name) => html`<button type="button" class="chip" data-test="add-${name}" @click=${() => change({ [name]: beginning(name, page) })}>${icon("plus")}${t(named[name])}</button>`)}</div></div>
  </div>`;
}

/** What a condition begins with: what is likeliest, or nothing where nobody could guess. */
function beginning(name: Named, { offers }: RulesPage): RuleConditions[Named] {
  if (name === "offers") return offers.length === 1 ? offers.map(({ id }) => id) : [];
  if (name === "fromPlans" || name === "toPlans") return [];
  if (name === "direction") return ["downgrade"];
  if (name === "seats") return { total: null, change: { atLeast: null, atMost: -1 }, percent: null, belowUse: false };
  if (name === "customers") return { tenants: [], subscriptions: [], sets: [] };
  if (name === "channel") return "direct";
  return [usualHours()];
}

function body(name: Named, now: RuleConditions, page: RulesPage, change: Change): TemplateResult {
  const label = t(named[name]);
  switch (name) {
    case "offers": {
      const known = page.offers.map(({ id }) => ({ value: id, name: id }));
      if (!known.length) return html`<p class="cap">${t("offers-none")}</p>`;
      return chips(label, withGone(known, now.offers), now.offers ?? [], (one) =>
        change({ offers: toggledIn(now.offers ?? [], one) }),
      );
    }
    case "fromPlans":
    case "toPlans": {
      const known = plansOf(page.offers, now.offers);
      if (!known.length) return html`<p class="cap">${t("plans-none")}</p>`;
      const chosen = now[name] ?? [];
      return chips(label, withGone(known, chosen), chosen, (one) => change({ [name]: toggledIn(chosen, one) }));
    }
    case "direction": {
      const all = ways.map((value) => ({ value, name: t(`way-${value}`) }));
      return chips(label, all, now.direction ?? [], (one) =>
        change({ direction: toggledIn(now.direction ?? [], one) }),
      );
    }
    case "channel": {
      const both = (["direct", "reseller"] as const).map((value) => ({ value, name: t(`channel-is-${value}`) }));
      return chips(t("channel-is"), both, now.channel ? [now.channel] : [], (channel) => change({ channel }));
    }
    case "seats":
      return seatsFields(now.seats, change);
    case "customers":
      return html`<customers-field .chosen=${now.customers} .sets=${page.sets} @chosen=${(event: CustomEvent) => change({ customers: event.detail })}></customers-field>`;
    case "hours":
      return hoursFields(now.hours ?? [], change);
  }
}

/** The plans of the offers a rule names, or of all; each id once. */
export function plansOf(offers: readonly RuleOffer[], chosen: readonly string[] | null) {
  const plans = offers.filter(({ id }) => !chosen?.length || chosen.includes(id)).flatMap((offer) => offer.plans);
  return [...new Map(plans.map(({ id, name }) => [id, { value: id, name }])).values()];
}

/** What a rule names and nobody knows here is shown too, so that it can be taken out. */
function withGone(known: { value: string; name: string }[], chosen: readonly string[] | null) {
  const gone = (chosen ?? []).filter((one) => !known.some(({ value }) => value === one));
  return [...known, ...gone.map((value) => ({ value, name: t("plan-gone", { plan: value }) }))];
}
