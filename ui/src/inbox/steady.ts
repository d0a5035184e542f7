/** How long nothing is obeyed after what stands under the reader's eyes became something else by itself. */
export const STEADY_AFTER = 600;

/** What tells one sight of an item from another. */
export interface Sight {
  id: string;
  changedAt: string;
}

/** Whether the sight became another one without the reader asking for it. */
export function turned(before: Sight | undefined, now: Sight | undefined, chosen: boolean): boolean {
  if (!before || !now || chosen) return false;
  return before.id !== now.id || before.changedAt !== now.changedAt;
}

/** Whether a key or a click is obeyed, so long after the sight turned. */
export function obeys(turnedAt: number | undefined, now: number): boolean {
  return turnedAt === undefined || now - turnedAt >= STEADY_AFTER;
}
