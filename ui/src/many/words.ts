import { number } from "../format.ts";
import type { ManyCard, ManyRow, ManySkipped } from "../gen/desk.gen.ts";
import { knows, say, t } from "../words.ts";

/** Why some are left out, said of all of them at once. */
export function leftOut({ why, count }: ManySkipped): string {
  const key = `many-skip-${why.key}`;
  const args = { ...why.args, count, number: number(count) };
  return knows(key) ? t(key, args) : t("many-skip", { ...args, why: say(why) });
}

/** The first names, and that there are more. */
export function firstOf(first: readonly string[], count: number): string {
  const more = count - first.length;
  const names = first.map((name) => name || t("no-name")).join(", ");
  return more > 0 ? t("many-and-more", { names, count: more, number: number(more) }) : names;
}

/** How many it is done to: who was left out is told, and not counted as work. */
export function wanted({ total, leftOut }: ManyCard): number {
  return total - leftOut;
}

export function titleOf(card: ManyCard): string {
  const count = wanted(card);
  return t(`many-title-${card.action?.kind ?? "unknown"}`, { count, number: number(count) });
}

/** Nothing more will become of these by themselves. */
export function finished({ counts, leftOut }: ManyCard): number {
  const open = new Set(["working", "not-begun"]);
  return counts.filter(({ fate }) => !open.has(fate)).reduce((sum, { count }) => sum + count, 0) - leftOut;
}

export function far(card: ManyCard): string {
  return t("many-far", { done: number(finished(card)), total: number(wanted(card)) });
}

/** The report as text, for a mail. */
export function reportOf(card: ManyCard, rows: readonly ManyRow[], begun: string): string {
  const head = [titleOf(card), t("many-report-by", { who: card.actor, when: begun }), card.reason].filter(Boolean);
  const counts = card.counts.map(({ fate, count }) => `${t(`many-fate-${fate}`)}: ${number(count)}`);
  const told = rows.map(({ customer, subscription, fate, why }) =>
    [customer || subscription, t(`many-fate-${fate}`), why ? say(why) : ""].filter(Boolean).join(" · "),
  );
  return [...head, "", ...counts, "", ...told].join("\n").trim();
}
