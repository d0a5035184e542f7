import type { EditedRule, RuleConditions, RuleOutcome, RulesDraft } from "../../gen/desk.gen.ts";

const none: RuleConditions = {
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

function rule(id: string, name: string, conditions: Partial<RuleConditions>, outcome: RuleOutcome): EditedRule {
  return {
    id,
    name,
    author: "Inès Duval",
    reason: "Agreed with support in September",
    since: "2026-09-03T09:12:00.000Z",
    enabled: true,
    conditions: { ...none, ...conditions },
    outcome,
    unknown: "{}",
  };
}

const open = { total: null, change: null, percent: null, belowUse: false };
const hold: RuleOutcome = { kind: "hold" };

const inForce: EditedRule[] = [
  rule("r1", "Down to the free plan", { asks: "plan", offers: ["fieldbook"], toPlans: ["free"] }, { kind: "refuse" }),
  rule(
    "r2",
    "Seats up by half or more",
    { asks: "seats", seats: { ...open, percent: { atLeast: 50, atMost: null } } },
    hold,
  ),
  rule("r3", "Resellers", { channel: "reseller" }, { kind: "accept" }),
  rule(
    "r4",
    "Seats on the night of a full moon",
    {
      asks: "seats",
      seats: { ...open, total: { atLeast: 900, atMost: null } },
      unknown: '{"moonPhase":{"is":["full"]}}',
    },
    hold,
  ),
];

/** Four rules in force. */
export const given: RulesDraft = {
  version: 7,
  rules: inForce,
  ladders: [],
  unknown: '{"signedBy":"a newer Marketdesk"}',
};

/** The same with an order of plans, one rule more, and one that asks. */
export const drafted: RulesDraft = {
  ...given,
  ladders: [{ offer: "fieldbook", rungs: [["free"], ["silver"], ["gold"], ["platinum"]] }],
  rules: [
    ...inForce.slice(0, 1),
    {
      ...rule("r5", "Steps down", { asks: "plan", direction: ["downgrade"] }, hold),
      author: "",
      reason: "",
      since: "",
    },
    ...inForce.slice(1),
    {
      ...rule(
        "r6",
        "Large upgrades in office hours",
        {
          asks: "plan",
          offers: ["fieldbook"],
          toPlans: ["platinum"],
          direction: ["upgrade"],
          seats: { ...open, total: { atLeast: 50, atMost: null } },
          hours: [
            {
              days: ["monday", "tuesday", "wednesday", "thursday", "friday"],
              from: "09:00",
              to: "17:00",
              zone: "Europe/Paris",
            },
          ],
        },
        { kind: "ask", seconds: 5, fallback: "accept" },
      ),
      author: "",
      since: "",
    },
  ],
};
