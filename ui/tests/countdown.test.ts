import { expect, test } from "vitest";
import { countdownText, left, spoken } from "../src/countdown.ts";

test.each([
  [9_999, false, "9.9"],
  [1_250, false, "1.2"],
  [0, false, "0.0"],
  [10_000, false, "0:10"],
  [125_900, false, "2:05"],
  [9_001, true, "0:10"],
  [3_600_000, true, "60:00"],
] as const)("%d ms are never shown as more than is left (whole: %s)", (ms, whole, text) => {
  expect(countdownText(ms, whole)).toBe(text);
});

test("what has passed leaves nothing, and what is no time neither", () => {
  const now = Date.parse("2026-03-01T12:00:00Z");
  expect(left("2026-03-01T12:00:07.5Z", now)).toBe(7_500);
  expect(left("2026-03-01T11:59:59Z", now)).toBe(0);
  expect(left("soon", now)).toBe(0);
});

test("it speaks once at ten, at five and at nothing", () => {
  const said: number[] = [];
  for (let before = 12_000; before > 0; before -= 100) {
    const mark = spoken(before, before - 100);
    if (mark !== undefined) said.push(mark);
  }
  expect(said).toEqual([10, 5, 0]);
  expect(spoken(12_000, 3_000)).toBe(5);
});
