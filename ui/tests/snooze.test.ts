import { expect, test } from "vitest";
import { morningOf, snoozeTimes, tomorrow } from "../src/inbox/snooze-times.ts";

const at = (text: string) => Date.parse(text);
const named = (now: string, zone: string) =>
  Object.fromEntries(snoozeTimes(at(now), zone).map(({ name, until }) => [name, until]));

test("later is the reader's own wall clock", () => {
  expect(named("2026-03-04T08:30:00Z", "Europe/Berlin")).toEqual({
    hour: "2026-03-04T09:30:00.000Z",
    evening: "2026-03-04T17:00:00.000Z",
    tomorrow: "2026-03-05T08:00:00.000Z",
    monday: "2026-03-09T08:00:00.000Z",
  });
});

test("nine in the morning stays nine when the clocks change overnight", () => {
  expect(named("2026-03-28T12:00:00Z", "Europe/Paris").tomorrow).toBe("2026-03-29T07:00:00.000Z");
  expect(named("2026-10-24T12:00:00Z", "Europe/Paris").tomorrow).toBe("2026-10-25T08:00:00.000Z");
});

test("no evening is offered in the evening, and no Monday on Sunday beside tomorrow", () => {
  expect(named("2026-03-04T18:30:00Z", "UTC").evening).toBeUndefined();
  const sunday = named("2026-03-08T10:00:00Z", "UTC");
  expect([sunday.monday, sunday.tomorrow]).toEqual([undefined, "2026-03-09T09:00:00.000Z"]);
});

test("a chosen day is one that comes", () => {
  const now = at("2026-03-04T22:30:00Z");
  expect(tomorrow(now, "America/New_York")).toBe("2026-03-05");
  expect(tomorrow(now, "Asia/Tokyo")).toBe("2026-03-06");
  expect(morningOf("2026-03-06", now, "Asia/Tokyo")).toBe("2026-03-06T00:00:00.000Z");
  expect(morningOf("2026-03-01", now, "UTC")).toBeUndefined();
  expect(morningOf("one day", now, "UTC")).toBeUndefined();
});
