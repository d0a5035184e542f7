import { type Command, type Group, groups } from "./command.ts";
import { match, type Range, seen } from "./fold.ts";

/** A command that fits what was typed, and which letters of it do. */
export interface Offer {
  command: Command;
  ranges: Range[];
}

/** What is offered for the letters typed, best first; everything of use where there are none. */
export function offersOf(commands: readonly Command[], typed: string): Offer[] {
  const fitting = commands.flatMap((command): Ranked[] => {
    const { group, label, also, row } = command;
    if (!typed.trim()) return command.typed ? [] : [{ command, ranges: [], rank: 0 }];
    if (group === "customers") return [{ command, ranges: row ? seen(label, typed) : [], rank: LAST }];
    const found = match(label, typed, also);
    return found ? [{ command, ranges: found.ranges, rank: command.decides ? UNLIKELY : found.distance }] : [];
  });
  const best = (group: Group) =>
    Math.min(...fitting.filter((one) => one.command.group === group).map(({ rank }) => rank));
  const ofGroup = new Map(groups.map((group, at) => [group, best(group) * groups.length + at]));
  const place = ({ command }: Offer) => ofGroup.get(command.group) ?? 0;
  return fitting.toSorted((one, other) => place(one) - place(other) || one.rank - other.rank);
}

interface Ranked extends Offer {
  rank: number;
}

/** Behind whatever else fits: what decides something must not be the first that offers itself. */
const UNLIKELY = 4;
/** Customers come a moment later; standing last, they move nothing. */
const LAST = 5;

/** What Enter would do before any arrow was pressed: the first, unless that decides something. */
export function firstChoice(offers: readonly Offer[]): string | undefined {
  const first = offers[0]?.command;
  return first && !first.decides ? first.id : undefined;
}

const PAGE = 8;

/** Where a key leads from the active option; nothing where the key is another's. */
export function stepped(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return at <= 0 ? count - 1 : at - 1;
    case "PageDown":
      return Math.min(count - 1, Math.max(0, at) + PAGE);
    case "PageUp":
      return Math.max(0, at - PAGE);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
