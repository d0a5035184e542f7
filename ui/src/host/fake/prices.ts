import type {
  ChangeButtons,
  ChangePreview,
  Money,
  Sentence,
  Side,
  SubscriptionRow,
  WantedChange,
} from "../../gen/desk.gen.ts";

/** What a seat of a plan costs for a month, in euro. The others have no price, and none is guessed. */
const seatMonth: Record<string, number> = { silver: 28, gold: 40, platinum: 70, standard: 19 };
const names: Record<string, string> = { silver: "Silver", gold: "Gold", platinum: "Platinum", standard: "Standard" };
const months: Record<string, number> = { P1M: 1, P1Y: 12, P3Y: 36 };

export const sentence = (key: string, args: Record<string, string> = {}): Sentence => ({ key, args });
export const planName = (plan: string): string => names[plan] ?? plan;

function euros(amount: number): Money {
  return { amount: amount.toFixed(2), currency: "EUR" };
}

export function side(row: SubscriptionRow, plan: string, seats: number | null): Side {
  const price = seatMonth[plan];
  const month = price === undefined ? undefined : price * (seats ?? 1);
  return {
    planId: plan,
    planName: planName(plan),
    seats,
    termUnit: row.termUnit,
    perTerm: month === undefined ? null : euros(month * (months[row.termUnit ?? "P1M"] ?? 1)),
    perMonth: month === undefined ? null : euros(month),
    source: month === undefined ? null : plan === "standard" ? "price-list" : "microsoft",
  };
}

export function buttonsOf(row: SubscriptionRow): ChangeButtons {
  const refused =
    row.channel === "reseller"
      ? sentence("no-reseller")
      : row.statusKind !== "subscribed"
        ? sentence("no-status", { status: row.statusKind })
        : null;
  return {
    planRefused: refused,
    seatsRefused: refused ?? (row.seats === null ? sentence("no-flat") : null),
    activateRefused:
      row.statusKind === "pending"
        ? null
        : sentence(row.statusKind === "subscribed" ? "no-active-already" : "no-not-pending", {
            status: row.statusKind,
          }),
    cancelRefused: row.statusKind === "unsubscribed" ? sentence("no-cancelled") : null,
    minSeats: row.seats === null ? null : 1,
    maxSeats: row.plan === "silver" ? 50 : null,
    statusKind: row.statusKind,
  };
}

export function preview(row: SubscriptionRow, change: WantedChange, from?: Partial<Side>): ChangePreview {
  const now = side(row, from?.planId ?? row.plan, from?.seats ?? row.seats);
  const after = change.kind === "plan" ? side(row, change.to, now.seats) : side(row, now.planId, change.to);
  const { planRefused, seatsRefused, minSeats, maxSeats } = buttonsOf(row);
  const outside = change.kind === "seats" && (change.to < (minSeats ?? 1) || change.to > (maxSeats ?? 1_000_000));
  const same =
    change.kind === "plan"
      ? change.to === now.planId && sentence("no-same-plan")
      : change.to === now.seats && sentence("no-same-seats");
  const limits = outside && sentence("no-limits", { min: String(minSeats ?? 1), max: String(maxSeats ?? 1_000_000) });
  const known = now.perMonth && after.perMonth;
  const notes = [sentence("note-proration")];
  if (row.freeTrial) notes.push(sentence("note-trial-ends"));
  if (after.source === "price-list" || now.source === "price-list") notes.push(sentence("note-price-list"));
  if (!known) notes.push(sentence("note-no-price"));
  return {
    subscription: row.id,
    customer: row.name,
    change,
    now,
    after,
    difference: known ? euros(Number(after.perMonth?.amount) - Number(now.perMonth?.amount)) : null,
    refused: (change.kind === "plan" ? planRefused : seatsRefused) || same || limits || null,
    notes,
    readAt: new Date(Date.now() - 140_000).toISOString(),
  };
}
