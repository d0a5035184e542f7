import type {
  InboxItem,
  ItemAction,
  ItemButton,
  ItemKind,
  RequestStage,
  Sentence,
  SubscriptionRow,
  WantedChange,
} from "../../gen/desk.gen.ts";
import { preview, sentence } from "./prices.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
export const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();

/** One line of the inbox and what stands behind it. */
export interface Kept {
  item: InboxItem;
  row: SubscriptionRow | null;
  change: WantedChange | null;
  why: Sentence[];
  raw: string | null;
}

interface Recipe {
  kind: ItemKind;
  stage?: RequestStage;
  due: number;
  estimate?: boolean;
  owner?: string;
  change?: (row: SubscriptionRow) => WantedChange;
  what: (row: SubscriptionRow, change: WantedChange | null) => Sentence;
  why: Sentence[];
  buttons: ItemAction[];
}

const always: ItemAction[] = ["snooze", "note", "assign"];
const otherPlan = (row: SubscriptionRow): WantedChange => ({
  kind: "plan",
  to: row.plan === "gold" ? "silver" : "gold",
});
const moreSeats = (row: SubscriptionRow): WantedChange => ({ kind: "seats", to: (row.seats ?? 10) + 25 });
const asked = (row: SubscriptionRow, change: WantedChange | null): Sentence =>
  change?.kind === "seats"
    ? sentence("what-request-seats", { from: String(row.seats), to: String(change.to) })
    : sentence("what-request-plan", { from: row.plan, to: String(change?.to) });

const recipes: Recipe[] = [
  {
    kind: "request",
    stage: "live",
    due: 9500,
    change: otherPlan,
    what: asked,
    why: [sentence("why-live")],
    buttons: ["approve", "decline"],
  },
  {
    kind: "intent",
    due: -50 * MINUTE,
    owner: "Inès Duval",
    what: () => sentence("what-seats", { from: "60", to: "85" }),
    why: [sentence("why-intent")],
    buttons: ["retry", "withdraw"],
  },
  {
    kind: "request",
    stage: "waiting",
    due: -4.3 * HOUR,
    change: moreSeats,
    what: asked,
    why: [sentence("why-waiting")],
    buttons: ["approve", "decline"],
  },
  {
    kind: "request",
    stage: "checking",
    due: -3 * MINUTE,
    change: otherPlan,
    what: asked,
    why: [sentence("why-checking")],
    buttons: ["approve", "decline"],
  },
  {
    kind: "connection",
    due: 5 * HOUR,
    what: () => sentence("what-secret-ends", { end: ahead(5 * HOUR) }),
    why: [sentence("why-connection")],
    buttons: ["check"],
  },
  {
    kind: "request",
    stage: "silent",
    due: 18.2 * HOUR,
    owner: "Mathieu Arnoult",
    change: (row) => ({ kind: "plan", to: row.plan === "silver" ? "gold" : "silver" }),
    what: (row) => sentence("what-silent-plan", { from: row.plan === "silver" ? "gold" : "silver", to: row.plan }),
    why: [sentence("why-silent")],
    buttons: ["acknowledge", "change-back"],
  },
  {
    kind: "request",
    stage: "unseen",
    due: 21 * HOUR,
    change: (row) => ({ kind: "seats", to: Math.max(1, (row.seats ?? 40) - 12) }),
    what: (row) => sentence("what-unseen-seats", { from: String((row.seats ?? 40) - 12), to: String(row.seats) }),
    why: [sentence("why-unseen")],
    buttons: ["acknowledge", "change-back"],
  },
  {
    kind: "suspended",
    due: 2.4 * DAY,
    estimate: true,
    owner: "Hanna Lindqvist",
    what: () => sentence("what-suspended"),
    why: [sentence("why-suspended")],
    buttons: ["acknowledge", "read-again"],
  },
  {
    kind: "purchase",
    due: 4 * DAY,
    what: (row) => sentence("what-purchase", { plan: row.plan }),
    why: [sentence("why-purchase")],
    buttons: ["activate", "read-again"],
  },
  {
    kind: "trial",
    due: 6 * DAY,
    what: () => sentence("what-trial", { end: ahead(6 * DAY) }),
    why: [sentence("why-trial")],
    buttons: ["acknowledge"],
  },
  {
    kind: "cancelled",
    due: 6.5 * DAY,
    what: () => sentence("what-cancelled"),
    why: [sentence("why-cancelled")],
    buttons: ["acknowledge"],
  },
  {
    kind: "reinstated",
    due: 7 * DAY,
    what: () => sentence("what-reinstated"),
    why: [sentence("why-reinstated")],
    buttons: ["acknowledge"],
  },
  {
    kind: "unreadable",
    due: 9 * DAY,
    what: () => sentence("what-unreadable", { field: "term.startDate" }),
    why: [sentence("why-unreadable")],
    buttons: ["acknowledge", "read-again"],
  },
  {
    kind: "missing",
    due: 11 * DAY,
    what: () => sentence("what-missing"),
    why: [sentence("why-missing")],
    buttons: ["acknowledge", "read-again"],
  },
  {
    kind: "renewal",
    due: 28 * DAY,
    what: (row) => sentence("what-renewal", { end: row.termEnd ?? ahead(28 * DAY) }),
    why: [sentence("why-renewal")],
    buttons: ["acknowledge"],
  },
  {
    kind: "request",
    stage: "held",
    due: -2 * HOUR,
    change: otherPlan,
    what: asked,
    why: [sentence("why-held-by-pass", { rule: "No steps down" })],
    buttons: ["let-pass", "decline"],
  },
  {
    kind: "intent",
    due: -3.1 * HOUR,
    what: () => sentence("what-account-ruled", { action: "reinstate" }),
    why: [sentence("why-stuck", { why: "refused", message: "410 no such tenant" }), sentence("why-stuck-next")],
    buttons: ["try-again", "drop", "see-access"],
  },
];

/** What stands in the way of a button: each look of it is seen somewhere. */
function refusedOf(action: ItemAction, recipe: Recipe, row: SubscriptionRow | null): Sentence | null {
  if ((action === "approve" || action === "decline") && recipe.stage === "checking")
    return sentence("no-window-passed");
  if (action === "change-back" && row?.channel === "reseller") return sentence("no-reseller");
  return null;
}

const fits: Partial<Record<ItemKind, SubscriptionRow["statusKind"]>> = {
  purchase: "pending",
  suspended: "suspended",
  cancelled: "unsubscribed",
};

/** So many items: one of each kind first, then the calm ones over and over, by due time. */
export function makeItems(rows: readonly SubscriptionRow[], count: number, live: boolean): Kept[] {
  const calm = recipes.filter(({ stage, kind }) => stage !== "live" && kind !== "connection");
  const list: Recipe[] = live ? recipes : recipes.slice(1);
  const taken = Array.from({ length: count }, (_, index) => list[index] ?? (calm[index % calm.length] as Recipe));
  let from = 0;
  const made = taken.map((recipe, index) => {
    const wanted = fits[recipe.kind] ?? "subscribed";
    const alone = recipe.kind === "connection";
    const at = alone ? -1 : rows.findIndex((row, i) => i >= from && row.statusKind === wanted && row.seats !== null);
    from = at < 0 ? (alone ? from : 0) : at + 1;
    const row = at < 0 ? null : (rows[at] ?? null);
    return keptOf(recipe, row, index, list.length);
  });
  return made.sort((one, other) => one.item.due.localeCompare(other.item.due));
}

function keptOf(recipe: Recipe, row: SubscriptionRow | null, index: number, all: number): Kept {
  const change = row ? (recipe.change?.(row) ?? null) : null;
  const due = ahead(recipe.due + (index < all ? 0 : (index - all) * 37 * MINUTE));
  const buttons: ItemButton[] = [...recipe.buttons, ...always].map((action) => ({
    action,
    refused: refusedOf(action, recipe, row),
  }));
  const item: InboxItem = {
    id: `i${index}`,
    kind: recipe.kind,
    stage: recipe.stage ?? null,
    subscription: row?.id ?? null,
    customer: row?.name ?? "Northlight Software",
    offer: row?.offer ?? "",
    what: row ? recipe.what(row, change) : recipe.what({} as SubscriptionRow, null),
    due,
    dueIsEstimate: recipe.estimate ?? false,
    closesAt: recipe.stage === "live" ? due : null,
    effect: row && change ? preview(row, change).difference : null,
    owner: recipe.owner ?? null,
    snoozedUntil: null,
    notes: 0,
    buttons,
    changedAt: ahead(-HOUR),
  };
  const raw = row
    ? JSON.stringify({
        action: "ChangePlan",
        status: "InProgress",
        subscriptionId: row.id,
        planId: change?.to ?? row.plan,
      })
    : null;
  return { item, row, change, why: recipe.why, raw };
}
