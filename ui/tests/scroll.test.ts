import { expect, test } from "vitest";
import { MOST_ROWS, Scale, TALLEST } from "../src/table/scroll.ts";

test("a short list scrolls pixel by pixel", () => {
  const scale = new Scale(1000, 36, 600);
  expect(scale.height).toBe(36_000);
  expect(scale.shown(0, 0)).toEqual({ first: 0, end: 17 });
  expect(scale.shown(3600, 2)).toEqual({ first: 98, end: 119 });
  expect(scale.topOf(100, 3600)).toBe(3600);
});

test("a list beyond what a browser can draw reaches its very first and last row", () => {
  const scale = new Scale(1_000_000, 36, 600);
  expect(scale.height).toBe(TALLEST);
  expect(scale.shown(0, 0).first).toBe(0);
  const bottom = scale.height - scale.view;
  expect(scale.shown(bottom, 0).end).toBe(1_000_000);
  expect(scale.topOf(999_999, bottom)).toBeCloseTo(scale.height - 36, 3);
});

test("a row brought on screen is on screen, wherever it is", () => {
  for (const rows of [1000, 1_000_000]) {
    const scale = new Scale(rows, 36, 600);
    for (const row of [0, 1, Math.floor(rows / 3), rows - 1]) {
      const scroll = scale.revealing(row, scale.scrollFor(500)) ?? scale.scrollFor(500);
      const { first, end } = scale.shown(scroll, 0);
      expect(row >= first && row < end, `${row} of ${rows}`).toBe(true);
    }
  }
});

test("a page measured without its style sheet draws no more than a screen could show", () => {
  const { first, end } = new Scale(100_000, 36, 3_600_000).shown(0, 6);
  expect(end - first).toBeLessThanOrEqual(MOST_ROWS);
});
