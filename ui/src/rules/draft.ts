import type { EditedRule, RuleConditions, RuleOutcome, RulesDraft } from "../gen/desk.gen.ts";

/** What can be done to a list of rules; each gives a new list and leaves the old one alone. */
export function inserted(draft: RulesDraft, at: number, rule: EditedRule): RulesDraft {
  return { ...draft, rules: draft.rules.toSpliced(at, 0, rule) };
}

export function removed(draft: RulesDraft, at: number): RulesDraft {
  return { ...draft, rules: draft.rules.toSpliced(at, 1) };
}

export function replaced(draft: RulesDraft, at: number, change: Partial<EditedRule>): RulesDraft {
  return { ...draft, rules: draft.rules.map((rule, place) => (place === at ? { ...rule, ...change } : rule)) };
}

/** Where a rule at `at` would stand after going `by` places; where it cannot go, it stays. */
export function placeAfter(draft: RulesDraft, at: number, by: number): number {
  return Math.min(draft.rules.length - 1, Math.max(0, at + by));
}

export function moved(draft: RulesDraft, at: number, by: number): RulesDraft {
  const rule = draft.rules[at];
  const to = placeAfter(draft, at, by);
  if (!rule || to === at) return draft;
  return { ...draft, rules: draft.rules.toSpliced(at, 1).toSpliced(to, 0, rule) };
}

export const noConditions: RuleConditions = {
  asks: null,
  offers: null,
  fromPlans: null,
  toPlans: null,
  direction: null,
  seats: null,
  customers: null,
  channel: null,
  hours: null,
  unknown: "{}",
};

export function newRule(
  name: string,
  outcome: RuleOutcome = { kind: "hold" },
  conditions: Partial<RuleConditions> = {},
): EditedRule {
  return {
    id: crypto.randomUUID(),
    name,
    author: "",
    reason: "",
    since: "",
    enabled: true,
    conditions: { ...noConditions, ...conditions },
    outcome,
    unknown: "{}",
  };
}

/** The same rule under another name; what a newer desk wrote in it goes along. */
export function copied(rule: EditedRule, name: string): EditedRule {
  return { ...structuredClone(rule), id: crypto.randomUUID(), name, author: "", reason: "", since: "" };
}

/** The value without `one` where it is there, and with it where it is not. */
export function toggledIn<T>(values: readonly T[], one: T): T[] {
  return values.includes(one) ? values.filter((value) => value !== one) : [...values, one];
}

/** What a number field says: nothing where it is empty. Undefined where it is no whole number. */
export function wholeNumber(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const value = Number(text);
  return Number.isInteger(value) && Math.abs(value) < 1_000_000_000 ? value : undefined;
}
