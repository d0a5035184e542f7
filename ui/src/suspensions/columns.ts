import type { SuspensionCard, SuspensionStage } from "../gen/desk.gen.ts";

/** The board's columns, in order. A person moves a card among the first three; Microsoft's data alone ends it. */
export const stages: readonly SuspensionStage[] = ["suspended", "contacted", "promised", "reinstated", "lost"];
export const movable: readonly SuspensionStage[] = stages.slice(0, 3);

export function isOpen(card: Pick<SuspensionCard, "endedAt">): boolean {
  return card.endedAt === null;
}

/** What tells one card from another: a customer may be suspended again after an earlier time. */
export function keyOf({
  item,
  subscription,
  endedAt,
}: Pick<SuspensionCard, "item" | "subscription" | "endedAt">): string {
  return item ?? `${subscription} ${endedAt}`;
}

export function columnsOf(cards: readonly SuspensionCard[]): SuspensionCard[][] {
  return stages.map((stage) => cards.filter((card) => card.stage === stage));
}

const steps: readonly string[] = ["ArrowDown", "j", "ArrowUp", "k", "Home", "End", "ArrowRight", "ArrowLeft"];

/** The card that a key leads to: up and down in a column, left and right to the nearest column that has one. */
export function stepped(columns: readonly SuspensionCard[][], from: string, key: string): SuspensionCard | undefined {
  if (!steps.includes(key)) return undefined;
  const column = columns.findIndex((cards) => cards.some((card) => keyOf(card) === from));
  if (column < 0) return columns.find((cards) => cards.length)?.[0];
  const cards = columns[column] ?? [];
  const row = cards.findIndex((card) => keyOf(card) === from);
  const along = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[key];
  if (along) return cards[row + along] ?? cards[row];
  if (key === "Home") return cards[0];
  if (key === "End") return cards.at(-1);
  const aside = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!aside) return undefined;
  for (let to = column + aside; to >= 0 && to < columns.length; to += aside) {
    const there = columns[to] ?? [];
    if (there.length) return there[Math.min(row, there.length - 1)];
  }
  return cards[row];
}
