import { day } from "../format.ts";
import type { CustomerPage } from "../gen/desk.gen.ts";
import { t } from "../words.ts";

const GRACE_DAYS = 30;
const DAY = 86_400_000;

/** What Microsoft does by itself if nobody acts, and about when. An estimate, and it says so. */
export function deadline({ head, timeline }: CustomerPage, now = Date.now()): string | undefined {
  const { row } = head;
  if (row.statusKind === "pending" && row.created) return said("lapses", Date.parse(row.created), now);
  if (row.statusKind !== "suspended") return undefined;
  const since = timeline.find(({ kind, after }) => kind === "status" && after?.toLowerCase() === "suspended");
  return since ? said("cancelled", Date.parse(since.seenBefore), now) : t("deadline-suspended");
}

function said(what: string, from: number, now: number): string {
  const at = from + GRACE_DAYS * DAY;
  const count = Math.ceil((at - now) / DAY);
  return count > 0 ? t(`deadline-${what}`, { day: day(new Date(at).toISOString()), count }) : t("deadline-passed");
}
