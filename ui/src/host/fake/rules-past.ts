import type {
  Answered,
  AnswerKind,
  EditedRule,
  MatrixRequest,
  RuleOffer,
  RulesDraft,
  SubscriptionRow,
} from "../../gen/desk.gen.ts";
import { planName } from "./prices.ts";
import { chance } from "./rows.ts";

const DAY = 86_400_000;
const priced = new Set(["silver", "gold", "platinum", "standard"]);

/** A request of the past, as the invented desk remembers it. */
export interface PastRequest {
  at: string;
  row: SubscriptionRow;
  kind: "plan" | "seats";
  from: string;
  to: string;
  seats: number | null;
  toSeats: number;
}

export const fakeOffers: RuleOffer[] = [
  offer("archive", { standard: 212, "plus-yearly": 31 }),
  offer("contour-analytics", { standard: 88, "plus-yearly": 17 }),
  offer("fieldbook", { free: 61, silver: 803, gold: 644, platinum: 190 }),
];

function offer(id: string, plans: Record<string, number>): RuleOffer {
  const plan = ([plan, subscriptions]: [string, number]) => ({
    id: plan,
    name: plan === "free" ? "Free" : plan === "plus-yearly" ? "Plus, yearly" : planName(plan),
    priced: priced.has(plan),
    subscriptions,
  });
  return { id, plans: Object.entries(plans).map(plan) };
}

/** Changes of the last 90 days, the latest first. */
export function pastRequests(rows: readonly SubscriptionRow[], count: number): PastRequest[] {
  const random = chance(90);
  const plans = ["free", "silver", "silver", "gold", "gold", "platinum"];
  const usual = rows.slice(0, 4000).filter((row) => row.offer === "fieldbook");
  if (!usual.length) return [];
  const one = (_: unknown, at: number): PastRequest => {
    const row = usual[Math.floor(random() * usual.length)] as SubscriptionRow;
    const from = plans[Math.floor(random() * plans.length)] as string;
    const other = plans.filter((plan) => plan !== from);
    const seats = row.seats ?? 10;
    return {
      at: new Date(Date.now() - ((at + 0.4) / count) * 90 * DAY).toISOString(),
      row,
      kind: random() < 0.45 ? "plan" : "seats",
      from,
      to: other[Math.floor(random() * other.length)] as string,
      seats,
      toSeats: Math.max(1, Math.round(seats * (0.6 + random() * 1.1))),
    };
  };
  return Array.from({ length: count }, one).filter(({ kind, seats, toSeats }) => kind === "plan" || seats !== toSeats);
}

/** The desk's judge, much simplified: enough to look at. */
export function judge(draft: RulesDraft, request: PastRequest): Answered {
  for (const [at, rule] of draft.rules.entries()) {
    if (!rule.enabled) continue;
    const held = holds(rule, draft, request);
    if (held === "no") continue;
    const condition = rule.conditions.direction ? "condition-direction" : "condition-seats";
    const doubt = { key: "doubt-missing", args: { anyOf: condition } };
    if (held === "perhaps") return { answer: "review", rule: at + 1, doubt };
    const answer: AnswerKind = rule.outcome.kind === "unknown" ? "review" : rule.outcome.kind;
    return { answer, rule: at + 1, doubt: null };
  }
  return { answer: "accept", rule: null, doubt: null };
}

function holds({ conditions: it }: EditedRule, draft: RulesDraft, request: PastRequest): "yes" | "no" | "perhaps" {
  const { row, kind, from, to, seats, toSeats } = request;
  const isPlan = kind === "plan";
  const change = toSeats - (seats ?? 0);
  const within = (value: number, span: { atLeast: number | null; atMost: number | null } | null) =>
    !span || ((span.atLeast === null || value >= span.atLeast) && (span.atMost === null || value <= span.atMost));
  if (it.asks && it.asks !== kind) return "no";
  if (it.offers && !it.offers.includes(row.offer)) return "no";
  if (it.fromPlans && !it.fromPlans.includes(isPlan ? from : row.plan)) return "no";
  if (it.toPlans && !(isPlan && it.toPlans.includes(to))) return "no";
  if (it.channel && it.channel !== row.channel) return "no";
  if (it.customers && !it.customers.subscriptions.includes(row.id)) return "no";
  if (it.seats) {
    if (!within(isPlan ? (seats ?? 0) : toSeats, it.seats.total)) return "no";
    if (it.seats.change && (isPlan || !within(change, it.seats.change))) return "no";
    if (it.seats.percent && (isPlan || !within((change * 100) / (seats || 1), it.seats.percent))) return "no";
  }
  const hour = new Date(request.at).getUTCHours();
  if (it.hours && !it.hours.some((one) => (one.from < one.to ? hour >= 9 && hour < 17 : hour >= 18 || hour < 8)))
    return "no";
  if (it.direction) {
    if (!isPlan) return "no";
    const rungs = draft.ladders.find((ladder) => ladder.offer === row.offer)?.rungs;
    if (!rungs) return "perhaps";
    const rung = (plan: string) => rungs.findIndex((one) => one.includes(plan));
    const [low, high] = [rung(from), rung(to)];
    const way = low < 0 || high < 0 ? "unordered" : low < high ? "upgrade" : low > high ? "downgrade" : "same";
    if (!it.direction.includes(way)) return "no";
  }
  if (it.seats?.belowUse || it.unknown !== "{}") return "perhaps";
  return "yes";
}

/** The request a cell of the matrix stands for. */
export function asked({ offer, channel, seats }: MatrixRequest, from: string, to: string): PastRequest {
  const row = { id: "nobody", offer, channel, plan: from } as SubscriptionRow;
  return { at: new Date().toISOString(), row, kind: "plan", from, to, seats, toSeats: seats ?? 0 };
}
