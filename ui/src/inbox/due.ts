import { clock, number, sameDay, weekday } from "../format.ts";
import type { InboxItem } from "../gen/desk.gen.ts";
import { t } from "../words.ts";
import { isHeld } from "./look.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** By when, in the few letters of the margin, and how much it presses. */
export interface Due {
  figure: string;
  tone: "" | "cau" | "neg";
}

/** Ochre under twelve hours, and red for what is past; where Microsoft gives thirty days, the last ten and three. */
export function dueOf(item: Pick<InboxItem, "kind" | "stage" | "due">, now: number): Due {
  const ms = Date.parse(item.due) - now;
  const figure = spanFigure(Math.abs(ms));
  const waits = item.stage === "waiting" || item.stage === "checking" || item.stage === "answered" || isHeld(item);
  if (waits) return { figure, tone: "" };
  if (ms <= 0) return { figure: -ms < MINUTE || item.kind === "intent" ? t("due-now") : figure, tone: "neg" };
  if (item.kind === "suspended" || item.kind === "purchase")
    return { figure, tone: ms <= 3 * DAY ? "neg" : ms <= 10 * DAY ? "cau" : "" };
  return { figure, tone: ms <= 12 * HOUR ? "cau" : "" };
}

/** `12 min`, `4 h 21`, `3 d`: the largest unit that tells enough. */
export function spanFigure(ms: number): string {
  if (ms < HOUR) return t("due-minutes", { count: Math.max(1, Math.floor(ms / MINUTE)) });
  const hours = Math.floor(ms / HOUR);
  if (hours < 10) {
    const minutes = String(Math.floor((ms % HOUR) / MINUTE)).padStart(2, "0");
    return t("due-hours-minutes", { hours: String(hours), minutes });
  }
  if (hours < 48) return t("due-hours", { count: hours });
  return t("due-days", { count: number(Math.floor(ms / DAY)) });
}

/** What the figure counts: to answer, to review, left. */
export function dueWord(item: InboxItem, now: number): string {
  if (item.snoozedUntil) return t("due-snoozed", { time: when(item.snoozedUntil, now) });
  const past = Date.parse(item.due) <= now;
  const key = item.stage
    ? `due-of-${item.stage}`
    : past
      ? item.kind === "intent"
        ? "due-of-intent"
        : "due-past"
      : `due-of-${item.kind}`;
  return item.dueIsEstimate ? t("due-estimate", { what: t(key) }) : t(key);
}

function when(iso: string, now: number): string {
  return sameDay(iso, new Date(now)) ? clock(iso) : weekday(iso);
}
