import type {
  Money,
  PlanSuspension,
  StageTotal,
  SubscriptionRow,
  SuspensionCard,
  SuspensionMonth,
  SuspensionStep,
  SuspensionStory,
  Suspensions,
  Tag,
} from "../../gen/desk.gen.ts";
import { ahead } from "./items.ts";
import { chance } from "./rows.ts";
import { fault } from "./sync.ts";

const DAY = 86_400_000;
const stages = ["suspended", "contacted", "promised", "reinstated", "lost"] as const;
const owners = ["Hanna Lindqvist", "Mathieu Arnoult", "Inès Duval", null];
const nexts = ["", "second letter", "call, two letters unanswered", "ask the reseller"];
const said = ["pays by the 18th", "payment run on Thursday"];
const after = ["", "the first letter", "a call"];

interface Kept {
  card: SuspensionCard;
  story: SuspensionStory;
}

/** An invented board: a card of every look there is, then as many as are asked for. */
export function fakeSuspensions(
  rows: () => readonly SubscriptionRow[],
  many: number,
  operator: () => string,
  tell: (...tags: Tag[]) => void,
) {
  let kept: Kept[] | undefined;
  let number = 0;
  const all = () => {
    kept ??= made(rows(), many);
    return kept;
  };
  const find = (item: string): Kept => {
    const found = all().find(({ card }) => card.item === item);
    if (!found) throw fault("not-found", "fault-item-gone");
    return found;
  };
  const about = { actor: () => operator() || "Inès Duval", at: () => new Date().toISOString() };

  return {
    board(limit: number): Suspensions {
      const cards = all().map(({ card }) => card);
      const open = cards.filter(({ endedAt }) => endedAt === null);
      return {
        cards: stages.flatMap((stage) => cards.filter((card) => card.stage === stage).slice(0, limit)),
        stages: stages.map((stage) => total(stage, cards)),
        atRisk: sums(open),
        unpriced: open.filter(({ perMonth }) => perMonth === null).length,
        months: cards.length
          ? months()
          : months().map((month) => ({ ...month, suspended: 0, recovered: 0, lost: 0, observed: 0 })),
        isReadOnly: false,
      };
    },
    has: (item: string) => all().some(({ card }) => card.item === item),
    story: (item: string): SuspensionStory => find(item).story,
    plan({ item, stage, nextStep, remindAt }: PlanSuspension): null {
      const { card, story } = find(item);
      Object.assign(card, { stage, nextStep: nextStep.trim(), remindAt, reminderIsDue: false });
      const step: SuspensionStep = {
        id: `p${++number}`,
        at: about.at(),
        actor: about.actor(),
        stage,
        nextStep,
        remindAt,
      };
      story.steps.unshift(step);
      tell("inbox");
      return null;
    },
    note(item: string, text: string): null {
      const { card, story } = find(item);
      card.notes++;
      story.notes.unshift({ id: `n${++number}`, at: about.at(), actor: about.actor(), text });
      tell("inbox");
      return null;
    },
    assign(item: string, owner: string | null): null {
      find(item).card.owner = owner;
      tell("inbox");
      return null;
    },
  };
}

function made(rows: readonly SubscriptionRow[], many: number): Kept[] {
  const random = chance(5);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const suspended = rows.filter(({ statusKind }) => statusKind === "suspended").slice(0, many);
  const active = rows.filter(({ statusKind }) => statusKind === "subscribed").slice(0, 4);
  const gone = rows.filter(({ statusKind }) => statusKind === "unsubscribed").slice(0, 2);
  const open = suspended.map((row, at) => {
    const left = at === 0 ? -1 : at < 4 ? at : Math.floor(random() * 30);
    const stage = at === 2 ? "promised" : (stages[Math.floor(random() * 3)] ?? "suspended");
    const nextStep = stage === "promised" ? pick(said) : stage === "contacted" ? pick(nexts) || "second letter" : "";
    return keptOf(row, random, {
      stage,
      nextStep,
      since: ahead((left - 30) * DAY + DAY / 2),
      endsAt: ahead(left * DAY + DAY / 2),
      daysLeft: Math.max(0, left),
      isOverdue: left < 0,
      sinceIsEstimate: at % 3 !== 1,
      owner: pick(owners),
      remindAt: at % 4 === 2 ? ahead(at % 8 === 2 ? -DAY : 3 * DAY) : null,
      reminderIsDue: at % 8 === 2,
      notes: at % 5,
      access: (["unknown", "open", "suspended", "open"] as const)[at % 4] ?? null,
      accessWaits: at === 3,
    });
  });
  open.sort((one, other) => (one.card.endsAt ?? "").localeCompare(other.card.endsAt ?? ""));
  const ended = [...active.map((row) => [row, "reinstated"] as const), ...gone.map((row) => [row, "lost"] as const)];
  const over = ended.map(([row, stage], at) =>
    keptOf(row, random, {
      stage,
      nextStep: pick(after),
      since: ahead(-(at * 5 + 20) * DAY),
      endedAt: ahead(-(at * 3 + 1) * DAY),
      endIsObserved: at % 2 === 0,
      endedOnDay: stage === "lost" ? 30 : 2 + at * 4,
      owner: pick(owners),
    }),
  );
  return [...open, ...over];
}

function keptOf(row: SubscriptionRow, random: () => number, part: Partial<SuspensionCard>): Kept {
  const currency = ["EUR", "EUR", "EUR", "GBP", "USD", "JPY"][Math.floor(random() * 6)] ?? "EUR";
  const worth = Math.floor(random() * 3000) + 84;
  const perMonth = random() < 0.15 ? null : { amount: currency === "JPY" ? `${worth * 100}` : `${worth}.00`, currency };
  const card: SuspensionCard = {
    item: `${row.id}:suspended`,
    subscription: row.id,
    customer: row.name,
    offer: row.offer,
    plan: row.plan,
    seats: row.seats,
    stage: "suspended",
    since: null,
    sinceIsEstimate: true,
    endsAt: null,
    daysLeft: 0,
    isOverdue: false,
    perMonth,
    priceSource: perMonth && (random() < 0.2 ? "price-list" : "microsoft"),
    owner: null,
    nextStep: "",
    remindAt: null,
    reminderIsDue: false,
    notes: 0,
    access: null,
    accessWaits: false,
    endedAt: null,
    endIsObserved: false,
    endedOnDay: null,
    ...part,
  };
  const steps = card.nextStep && card.stage !== "suspended" ? [stepOf(card)] : [];
  const note = (at: number) => ({
    id: `k${at}`,
    at: ahead(-(at + 1) * DAY),
    actor: "Hanna Lindqvist",
    text: "Called, no answer.",
  });
  return { card, story: { steps, notes: Array.from({ length: card.notes }, (_, at) => note(at)) } };
}

function stepOf({ stage, nextStep, remindAt }: SuspensionCard): SuspensionStep {
  const known = stage === "reinstated" || stage === "lost" ? "contacted" : stage;
  return { id: "p0", at: ahead(-2 * DAY), actor: "Mathieu Arnoult", stage: known, nextStep, remindAt };
}

function total(stage: StageTotal["stage"], cards: readonly SuspensionCard[]): StageTotal {
  const own = cards.filter((card) => card.stage === stage);
  const unpriced = own.filter(({ perMonth }) => perMonth === null).length;
  return { stage, count: own.length, perMonth: sums(own), unpriced };
}

function sums(cards: readonly SuspensionCard[]): Money[] {
  const found = new Map<string, number>();
  for (const { perMonth } of cards)
    if (perMonth) found.set(perMonth.currency, (found.get(perMonth.currency) ?? 0) + Number(perMonth.amount));
  return [...found].map(([currency, amount]) => ({ currency, amount: amount.toFixed(currency === "JPY" ? 0 : 2) }));
}

function months(): SuspensionMonth[] {
  const random = chance(3);
  const now = new Date();
  return Array.from({ length: 12 }, (_, at) => {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11 + at, 1));
    const isKnown = at > 2;
    const some = (most: number) => (isKnown ? Math.floor(random() * most) : 0);
    const [recovered, lost] = [some(7), some(3)];
    const suspended = recovered + lost + some(2);
    return {
      month: first.toISOString().slice(0, 7),
      isKnown,
      suspended,
      recovered,
      lost,
      observed: at % 4 === 3 ? 1 : 0,
    };
  });
}
