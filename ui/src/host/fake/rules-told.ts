import type { EditedRule, RuleOffer, RulePreview, RulesDraft, Sentence } from "../../gen/desk.gen.ts";
import { sentence } from "./prices.ts";

/** The desk's own words for a rule, much simplified: enough to look at. */
export function told(draft: RulesDraft, offers: readonly RuleOffer[], nameOf: (id: string) => string) {
  return (rule: EditedRule, at: number, decides: number): RulePreview => ({
    asks: sentence(`rule-asks-${rule.conditions.asks ?? "any"}`),
    when: when(rule, offers, nameOf),
    answer: answer(rule),
    flaws: flaws(rule),
    notes: notes(rule, draft, at),
    decides,
  });
}

function when(
  { conditions: it }: EditedRule,
  offers: readonly RuleOffer[],
  nameOf: (id: string) => string,
): Sentence[] {
  const plans = new Map(offers.flatMap((offer) => offer.plans).map(({ id, name }) => [id, name]));
  const list = (key: string, values: readonly string[] | null) =>
    values ? [sentence(key, { any: values.map((one) => plans.get(one) ?? one).join("\n") })] : [];
  const ways = it.direction?.map((way) => `way-${way}`).join("\n");
  return [
    ...list("rule-if-offers", it.offers),
    ...list("rule-if-from", it.fromPlans),
    ...list("rule-if-to", it.toPlans),
    ...(ways !== undefined ? [sentence("rule-if-direction", { anyOf: ways })] : []),
    ...seats(it.seats),
    ...(it.customers
      ? list("rule-if-customers", [
          ...it.customers.sets,
          ...it.customers.subscriptions.map(nameOf),
          ...it.customers.tenants,
        ])
      : []),
    ...(it.channel ? [sentence(`rule-if-${it.channel}`)] : []),
    ...(it.hours ?? []).map(({ days, from, to, zone }, at) => {
      const anyOf =
        days.length === 5 ? "day-working" : days.length ? days.map((day) => `day-${day}`).join("\n") : "day-any";
      const first = at ? "rule-or-hours" : "rule-if-hours";
      return from === to ? sentence(`${first}-whole`, { anyOf, zone }) : sentence(first, { anyOf, from, to, zone });
    }),
    ...(it.unknown === "{}"
      ? []
      : [sentence("rule-if-unknown", { all: Object.keys(JSON.parse(it.unknown)).join("\n") })]),
  ];
}

function seats(it: EditedRule["conditions"]["seats"]): Sentence[] {
  const parts: Sentence[] = [];
  if (it?.total?.atLeast != null) parts.push(sentence("rule-if-total-least", { least: String(it.total.atLeast) }));
  if (it?.total?.atMost != null) parts.push(sentence("rule-if-total-most", { most: String(it.total.atMost) }));
  for (const name of ["change", "percent"] as const) {
    const span = it?.[name];
    if (span?.atLeast != null) parts.push(sentence(`rule-if-${name}-more`, { count: String(span.atLeast) }));
    if (span?.atMost != null) parts.push(sentence(`rule-if-${name}-fewer`, { count: String(-span.atMost) }));
  }
  if (it?.belowUse) parts.push(sentence("rule-if-below-use"));
  return parts;
}

function answer({ outcome }: EditedRule): Sentence {
  if (outcome.kind !== "ask") return sentence(`rule-then-${outcome.kind}`);
  return sentence(`rule-then-ask-${outcome.fallback}`, { seconds: String(outcome.seconds) });
}

function flaws({ name, conditions: it, outcome }: EditedRule): Sentence[] {
  const empty = (
    [
      ["condition-offers", it.offers],
      ["condition-from", it.fromPlans],
      ["condition-to", it.toPlans],
      ["condition-direction", it.direction],
      ["condition-hours", it.hours],
    ] as const
  ).filter(([, values]) => values?.length === 0);
  const seconds = outcome.kind === "ask" && (outcome.seconds < 1 || outcome.seconds > 8);
  return [
    ...(name.trim() ? [] : [sentence("rule-flaw-no-name")]),
    ...(seconds ? [sentence("rule-flaw-seconds", { given: String(outcome.seconds) })] : []),
    ...empty.map(([anyOf]) => sentence("rule-flaw-nothing", { anyOf })),
  ];
}

function notes({ conditions: it, outcome }: EditedRule, { ladders, rules }: RulesDraft, at: number): Sentence[] {
  const always = ({ conditions, enabled }: EditedRule) =>
    enabled && Object.entries(conditions).every(([name, value]) => value === null || name === "unknown");
  const above = rules.slice(0, at).find(always);
  const refuses = outcome.kind === "hold" || outcome.kind === "refuse";
  return [
    ...(it.unknown === "{}"
      ? []
      : [sentence("rule-note-unknown", { all: Object.keys(JSON.parse(it.unknown)).join("\n") })]),
    ...(above ? [sentence("rule-note-shadowed", { rule: above.name })] : []),
    ...(!above && refuses && rules[at] && always(rules[at]) ? [sentence("rule-note-refuses-all")] : []),
    ...(it.seats?.belowUse ? [sentence("rule-note-below-use")] : []),
    ...(it.direction && !ladders.length ? [sentence("rule-note-no-order", { all: "fieldbook" })] : []),
  ];
}
