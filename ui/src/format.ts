import type { Language } from "./gen/desk.gen.ts";
import { locales, speaks, t } from "./words.ts";

/** Numbers, money and dates, as the reader's language writes them. */
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return remembered(`n${JSON.stringify(options)}`, (locale) => new Intl.NumberFormat(locale, options));
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return remembered(`d${JSON.stringify(options)}`, (locale) => new Intl.DateTimeFormat(locale, options));
}

function remembered<F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: (locale: string) => F): F {
  const language: Language = speaks();
  const known = made.get(language + key);
  if (known) return known as F;
  const format = make(locales[language]);
  made.set(language + key, format);
  return format;
}

export function number(value: number): string {
  return numbers({}).format(value);
}

/** A price may have more than two digits after the point; none of them is lost. */
export function money(amount: string, currency: string, signed = false): string {
  const digits = Math.min(8, amount.split(".")[1]?.replace(/0+$/, "").length ?? 0);
  try {
    const least = numbers({ style: "currency", currency }).resolvedOptions().minimumFractionDigits ?? 2;
    const signDisplay = signed ? "exceptZero" : "auto";
    const options = { style: "currency", currency, currencyDisplay: "narrowSymbol", signDisplay } as const;
    return numbers({ ...options, maximumFractionDigits: Math.max(digits, least) }).format(Number(amount));
  } catch {
    return `${amount} ${currency}`;
  }
}

function parsed(iso: string): Date | undefined {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** A day of a term: written by Microsoft as a day in UTC, and never shifted by the reader's own zone. */
export function termDay(iso: string | null): string {
  if (!iso) return "–";
  const date = parsed(iso.slice(0, 10));
  return date ? dates({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(date) : iso;
}

export function day(iso: string | null): string {
  const date = iso ? parsed(iso) : undefined;
  return date ? dates({ day: "numeric", month: "short", year: "numeric" }).format(date) : (iso ?? "–");
}

/** A day of the last months, whose year nobody asks for. */
export function shortDay(iso: string): string {
  const date = parsed(iso);
  return date ? dates({ day: "numeric", month: "short" }).format(date) : iso;
}

/** `2026-11`, as the reader writes a month. */
export function monthName(month: string): string {
  const date = parsed(`${month}-01`);
  return date ? dates({ month: "short", year: "numeric", timeZone: "UTC" }).format(date) : month;
}

export function longDay(iso: string): string {
  const date = parsed(iso);
  return date ? dates({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date) : iso;
}

/** The day of the week and the time, for the days to come. */
export function weekday(iso: string): string {
  const date = parsed(iso);
  return date ? dates({ weekday: "short", day: "numeric", month: "short" }).format(date) : iso;
}

export function clock(iso: string, withSeconds = false): string {
  const date = parsed(iso);
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return date ? dates(withSeconds ? { ...options, second: "2-digit" } : options).format(date) : iso;
}

export function sameDay(one: string, other: string | Date): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/** The time of today, else the day and the time. */
export function moment(iso: string, now = new Date()): string {
  return sameDay(iso, now) ? clock(iso) : t("day-and-time", { day: day(iso), time: clock(iso) });
}

/** About how long, in the largest unit that is not zero. */
export function span(seconds: number): string {
  const [value, unit] =
    seconds < 90
      ? [Math.max(1, Math.round(seconds)), "second"]
      : seconds < 5400
        ? [Math.round(seconds / 60), "minute"]
        : [Math.round(seconds / 3600), "hour"];
  return numbers({ style: "unit", unit: unit as string, unitDisplay: "long" }).format(value as number);
}

/** Makes the formats of the first rows while the desk is still answering: the first of each costs milliseconds. */
export function warm(): void {
  const now = new Date().toISOString();
  number(1234);
  termDay(now);
  day(now);
  clock(now);
  t("sync-subscriptions", { count: 1234 });
}
