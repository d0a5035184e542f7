/** Letters that stay another letter's look-alike when their marks are taken off. */
const plain: Record<string, string> = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", "’": "'" };

/** Part of a text, by position in the text as it is written. */
export type Range = readonly [from: number, to: number];

/** A text without case and accents, and where each of its letters stands in the text as written. */
interface Folded {
  text: string;
  at: number[];
}

function folded(written: string): Folded {
  const at: number[] = [];
  let text = "";
  let from = 0;
  for (const letter of written) {
    const low = letter.toLowerCase();
    const bare = plain[low] ?? low.normalize("NFD").replace(/\p{M}/gu, "");
    for (let i = 0; i < bare.length; i++) at.push(from);
    text += bare;
    from += letter.length;
  }
  at.push(from);
  return { text, at };
}

export function fold(written: string): string {
  return folded(written).text;
}

const inWord = /[\p{L}\p{N}]/u;

/** Where a word of the text begins like this, from a position on; -1 where none does. */
function startOf(text: string, part: string, from: number): number {
  for (let at = text.indexOf(part, from); at >= 0; at = text.indexOf(part, at + 1)) {
    if (at === 0 || !inWord.test(part[0] ?? "") || !inWord.test(text[at - 1] ?? "")) return at;
  }
  return -1;
}

export interface Match {
  /** 0: begins with what is typed. 1: has it in order. 2: in another order. 3: is only known by it. */
  distance: number;
  ranges: Range[];
}

/** Whether every typed word begins a word of the label or, with two letters at least, of what else it is known by. */
export function match(label: string, typed: string, also = ""): Match | undefined {
  const own = folded(label);
  const other = fold(also);
  const found: Range[] = [];
  let distance = 0;
  let rest = 0;
  for (const part of fold(typed).split(/\s+/).filter(Boolean)) {
    const next = startOf(own.text, part, rest);
    const at = next < 0 ? startOf(own.text, part, 0) : next;
    if (at >= 0) {
      if (next < 0) distance = Math.max(distance, 2);
      else if (found.length === 0 && at > 0) distance = Math.max(distance, 1);
      found.push([at, at + part.length]);
      rest = at + part.length;
    } else if (part.length > 1 && startOf(other, part, 0) >= 0) distance = 3;
    else return undefined;
  }
  return { distance, ranges: asWritten(own, found) };
}

/** Every typed word wherever it stands, at the start of a word before within one: for what the desk has found. */
export function seen(label: string, typed: string): Range[] {
  const own = folded(label);
  const found = fold(typed)
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((part): Range[] => {
      const start = startOf(own.text, part, 0);
      const at = start < 0 ? own.text.indexOf(part) : start;
      return at < 0 ? [] : [[at, at + part.length]];
    });
  return asWritten(own, found);
}

function asWritten({ at }: Folded, ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const [from, to] of ranges.toSorted((one, other) => one[0] - other[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged.map(([from, to]) => [at[from] ?? 0, at[to] ?? at.at(-1) ?? 0]);
}
