/** When "later" is. Wall times are the reader's own, in their zone, on both sides of a change of the clocks. */
export type SnoozeName = "hour" | "evening" | "tomorrow" | "monday";

export interface SnoozeTime {
  name: SnoozeName;
  until: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVENING = 18;
const MORNING = 9;

interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  weekday: number;
}

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function wall(at: number, zone: string): Wall {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    weekday: "short",
  }).formatToParts(at);
  const read = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  const weekday = weekdays.indexOf(read("weekday"));
  return { year: +read("year"), month: +read("month"), day: +read("day"), hour: +read("hour"), weekday };
}

/** How far a zone's wall clock is ahead of UTC at a moment. */
function ahead(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"), read("second"));
  return shown - Math.floor(at / 1000) * 1000;
}

/** The moment at which a zone's wall clock shows this hour of this day (`days` after it). */
export function atWall(year: number, month: number, day: number, hour: number, zone: string): string {
  const wanted = Date.UTC(year, month - 1, day, hour);
  const guess = wanted - ahead(wanted, zone);
  return new Date(wanted - ahead(guess, zone)).toISOString();
}

/** In an hour, this evening while there is one, tomorrow morning, next Monday. */
export function snoozeTimes(now: number, zone: string): SnoozeTime[] {
  const { year, month, day, hour, weekday } = wall(now, zone);
  const on = (days: number, at: number) => atWall(year, month, day + days, at, zone);
  const monday = (8 - weekday) % 7 || 7;
  const times: SnoozeTime[] = [{ name: "hour", until: new Date(now + HOUR).toISOString() }];
  if (hour < EVENING - 1) times.push({ name: "evening", until: on(0, EVENING) });
  times.push({ name: "tomorrow", until: on(1, MORNING) });
  if (monday !== 1) times.push({ name: "monday", until: on(monday, MORNING) });
  return times;
}

/** The morning of a day chosen from a calendar; nothing where that is no day to come. */
export function morningOf(text: string, now: number, zone: string): string | undefined {
  const [, year, month, day] = text.match(/^(\d{4})-(\d\d)-(\d\d)$/) ?? [];
  if (!year) return undefined;
  const until = atWall(Number(year), Number(month), Number(day), MORNING, zone);
  return Date.parse(until) > now ? until : undefined;
}

/** The first day a calendar offers. */
export function tomorrow(now: number, zone: string): string {
  const { year, month, day } = wall(now + DAY, zone);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
