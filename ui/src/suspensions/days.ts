import { number, shortDay } from "../format.ts";
import type { SuspensionCard } from "../gen/desk.gen.ts";
import { t } from "../words.ts";

export const GRACE_DAYS = 30;
const CAUTION = 10;
const CRITICAL = 3;

type Open = Pick<SuspensionCard, "daysLeft" | "isOverdue">;

/** Ochre for the last ten days, red for the last three. */
export function tone({ daysLeft, isOverdue }: Open): "" | "cau" | "neg" {
  if (isOverdue || daysLeft <= CRITICAL) return "neg";
  return daysLeft <= CAUTION ? "cau" : "";
}

/** How much of the thirty days is used, in ticks. */
export function used({ daysLeft, isOverdue }: Open): number {
  return isOverdue ? GRACE_DAYS : Math.max(0, Math.min(GRACE_DAYS, GRACE_DAYS - daysLeft));
}

/** What is left; or when it ended, and on which day. */
export function daysWord(card: SuspensionCard): string {
  if (card.endedAt) {
    const day = shortDay(card.endedAt);
    return card.endedOnDay === null
      ? day
      : t("suspension-ended", { day, count: card.endedOnDay, days: number(card.endedOnDay) });
  }
  if (card.isOverdue) return t("suspension-overdue");
  return t("suspension-left", { count: card.daysLeft, days: number(card.daysLeft) });
}
