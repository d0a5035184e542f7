import type { SuspensionCard } from "../gen/desk.gen.ts";
import { morningOf } from "../inbox/snooze-times.ts";

/** A moment's day in a zone, as a calendar field holds it. */
export function dayIn(iso: string | null, zone: string): string {
  if (!iso) return "";
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(new Date(iso));
}

/**
 * The moment a calendar field stands for: the morning of that day. The day that was there stays the moment it was, so
 * that another step leaves a reminder alone; `undefined` where the field holds no day to come.
 */
export function remindAt(
  field: string,
  { remindAt: before }: Pick<SuspensionCard, "remindAt">,
  now: number,
  zone: string,
): string | null | undefined {
  if (!field) return null;
  return field === dayIn(before, zone) ? before : morningOf(field, now, zone);
}
