/** Under this, tenths are shown: a person sees that it is meant. */
export const TENTHS_UNDER = 10_000;

/** What is left, never less than nothing. */
export function left(until: string, now: number): number {
  return Math.max(0, Date.parse(until) - now) || 0;
}

/** `2:05`, and under ten seconds `7.3`; whole seconds where tenths would only be restless. Never more than is left. */
export function countdownText(ms: number, whole = false): string {
  if (ms < TENTHS_UNDER && !whole) return (Math.floor(ms / 100) / 10).toFixed(1);
  const seconds = whole ? Math.ceil(ms / 1000) : Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The marks at which a countdown speaks, in seconds: passed between two looks, or nothing to say. */
export function spoken(before: number, now: number): 10 | 5 | 0 | undefined {
  return ([0, 5, 10] as const).find((mark) => before > mark * 1000 && now <= mark * 1000);
}
