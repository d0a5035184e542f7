import { day } from "../format.ts";
import type { CustomerPage } from "../gen/desk.gen.ts";
import { t } from "../words.ts";

export const GRACE_DAYS = 30;
const DAY = 86_400_000;

/** What Microsoft does by itself when its thirty days are over. */
export interface Deadline {
  what: "lapses" | "cancelled";
  from: string;
  until: string;
  /** Whole days begun, and left; none left means any time now. */
  begun: number;
  left: number;
}

/** An estimate: a purchase counts from its day, a suspension from when it was first seen. */
export function deadlineOf({ head, timeline }: CustomerPage, now = Date.now()): Deadline | undefined {
  const { row } = head;
  if (row.statusKind === "pending" && row.created) return counted("lapses", Date.parse(row.created), now);
  if (row.statusKind !== "suspended") return undefined;
  const since = timeline.find(({ kind, after }) => kind === "status" && after?.toLowerCase() === "suspended");
  return since && counted("cancelled", Date.parse(since.seenBefore), now);
}

function counted(what: Deadline["what"], from: number, now: number): Deadline {
  const until = from + GRACE_DAYS * DAY;
  const left = Math.max(0, Math.ceil((until - now) / DAY));
  return {
    what,
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    begun: GRACE_DAYS - Math.min(GRACE_DAYS, left),
    left,
  };
}

/** The consequence in words, also where its day is not known. */
export function consequence(page: CustomerPage, now = Date.now()): string | undefined {
  const deadline = deadlineOf(page, now);
  if (deadline)
    return deadline.left
      ? t(`deadline-${deadline.what}`, { day: day(deadline.until), count: deadline.left })
      : t("deadline-passed");
  return page.head.row.statusKind === "suspended" ? t("deadline-suspended") : undefined;
}
