import { expect, test } from "vitest";
import { MOST_ROWS, Scale, TALLEST, Travel } from "../src/table/scroll.ts";

function travel(rows: number): Travel {
  const made = new Travel();
  made.scale = new Scale(rows, 36, 600);
  return made;
}

test("a short list scrolls pixel by pixel", () => {
  const { scale } = travel(1000);
  expect(scale.height).toBe(36_000);
  expect(scale.shown(0, 0)).toEqual({ first: 0, end: 17 });
  expect(scale.shown(3600, 2)).toEqual({ first: 98, end: 119 });
  const short = travel(1000);
  short.moved(3600);
  expect(short.topOf(100)).toBe(3600);
});

test("a list beyond what a browser can paint reaches its very first and last row", () => {
  const long = travel(1_000_000);
  expect(long.scale.height).toBe(TALLEST);
  expect(long.scale.shown(0, 0).first).toBe(0);
  long.moved(long.scale.way);
  expect(long.scale.shown(long.offset, 0).end).toBe(1_000_000);
  expect(long.topOf(999_999)).toBeCloseTo(TALLEST - 36, 3);
});

test("however long the list, a turn of the wheel moves it by as much as it says", () => {
  const long = travel(1_000_000);
  long.moved(6_000_000);
  const before = long.offset;
  long.moved(6_000_120);
  expect(long.offset - before).toBe(120);
  expect(Math.abs(long.place - long.scroll), "the bar is then put where it belongs").toBeLessThan(120);
});

test("a row brought on screen is on screen, wherever it is", () => {
  for (const rows of [1000, 1_000_000]) {
    const { scale } = travel(rows);
    for (const row of [0, 1, Math.floor(rows / 3), rows - 1]) {
      const offset = scale.revealing(row, 500) ?? 500;
      const { first, end } = scale.shown(offset, 0);
      expect(row >= first && row < end, `${row} of ${rows}`).toBe(true);
    }
  }
});

test("a page measured without its style sheet draws no more than a screen could show", () => {
  const { first, end } = new Scale(100_000, 36, 3_600_000).shown(0, 6);
  expect(end - first).toBeLessThanOrEqual(MOST_ROWS);
});
