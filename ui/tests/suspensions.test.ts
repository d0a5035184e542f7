import { describe, expect, test } from "vitest";
import type { SuspensionCard, SuspensionMonth, SuspensionStage } from "../src/gen/desk.gen.ts";
import { initials, nextWord } from "../src/suspensions/card.ts";
import { columnsOf, keyOf, stepped } from "../src/suspensions/columns.ts";
import { daysWord, tone, used } from "../src/suspensions/days.ts";
import { nextToGo } from "../src/suspensions/head.ts";
import { bars, sums } from "../src/suspensions/over-time.ts";
import { dayIn, remindAt } from "../src/suspensions/reminder.ts";

function card(item: string, stage: SuspensionStage = "suspended", part: Partial<SuspensionCard> = {}): SuspensionCard {
  return {
    item,
    subscription: "s1",
    customer: `Customer ${item}`,
    offer: "fieldbook",
    plan: "silver",
    seats: 40,
    stage,
    since: "2026-11-01T09:00:00Z",
    sinceIsEstimate: true,
    endsAt: "2026-12-01T09:00:00Z",
    daysLeft: 12,
    isOverdue: false,
    perMonth: { amount: "84.00", currency: "EUR" },
    priceSource: "microsoft",
    owner: null,
    nextStep: "",
    remindAt: null,
    reminderIsDue: false,
    notes: 0,
    access: null,
    accessWaits: false,
    endedAt: null,
    endIsObserved: false,
    endedOnDay: null,
    ...part,
  };
}

describe("the board", () => {
  const cards = [card("a"), card("b"), card("c", "promised"), card("d", "lost", { endedAt: "2026-11-06T09:00:00Z" })];
  const columns = columnsOf(cards);
  const to = (from: string, key: string) => stepped(columns, from, key)?.item;

  test("has a column for each stage, also an empty one", () => {
    expect(columns.map((column) => column.map(({ item }) => item))).toEqual([["a", "b"], [], ["c"], [], ["d"]]);
  });

  test("is walked by keys, past columns that are empty, and never off its edges", () => {
    expect([to("a", "ArrowDown"), to("b", "j"), to("b", "ArrowUp"), to("a", "k")]).toEqual(["b", "b", "a", "a"]);
    expect([to("b", "ArrowRight"), to("c", "ArrowRight"), to("d", "ArrowRight")]).toEqual(["c", "d", "d"]);
    expect([to("d", "ArrowLeft"), to("c", "ArrowLeft"), to("a", "ArrowLeft")]).toEqual(["c", "a", "a"]);
    expect([to("a", "End"), to("b", "Home")]).toEqual(["b", "a"]);
  });

  test("leaves other keys alone, and begins at the first card", () => {
    expect([to("a", "x"), to("gone", "x")]).toEqual([undefined, undefined]);
    expect(to("gone", "ArrowDown")).toBe("a");
    expect(stepped(columnsOf([]), "a", "ArrowDown")).toBeUndefined();
  });

  test("tells a second suspension of one customer from the first that nobody saw", () => {
    expect(keyOf(card("a"))).toBe("a");
    expect(keyOf({ item: null, subscription: "s1", endedAt: "2026-11-06" })).toBe("s1 2026-11-06");
  });

  test("names the one that goes first, whoever is on the way", () => {
    const soon = card("soon", "promised", { endsAt: "2026-11-20T09:00:00Z" });
    expect(nextToGo([card("a"), soon, card("d", "lost", { endedAt: "2026-11-06", endsAt: null })])?.item).toBe("soon");
    expect(nextToGo([])).toBeUndefined();
  });
});

describe("the days that are left", () => {
  test.each([
    [{ daysLeft: 29, isOverdue: false }, "", 1, "29 d left"],
    [{ daysLeft: 10, isOverdue: false }, "cau", 20, "10 d left"],
    [{ daysLeft: 3, isOverdue: false }, "neg", 27, "3 d left"],
    [{ daysLeft: 0, isOverdue: false }, "neg", 30, "last day"],
    [{ daysLeft: 0, isOverdue: true }, "neg", 30, "30 days are over"],
  ])("press by their number: %o", (left, colour, ticks, words) => {
    expect([tone(left), used(left), daysWord(card("a", "suspended", left))]).toEqual([colour, ticks, words]);
  });

  test("are the day on which it ended, once it has", () => {
    const ended = card("a", "reinstated", { endedAt: "2026-11-12T12:00:00Z", endedOnDay: 4 });
    expect(daysWord(ended)).toBe("12 Nov, day 4");
    expect(daysWord({ ...ended, endedOnDay: null })).toBe("12 Nov");
  });
});

describe("a card", () => {
  test("says what comes next, what was said, or how it is known", () => {
    expect(nextWord(card("a", "contacted", { nextStep: "call" }))).toBe("Next: call");
    expect(nextWord(card("a", "promised", { nextStep: "pays Friday" }))).toBe("Said: pays Friday");
    expect(nextWord(card("a", "contacted"))).toBe("Nothing is planned next");
    expect(nextWord(card("a"))).toBe("First seen on 1 Nov, nobody has written yet");
    expect(nextWord(card("a", "suspended", { sinceIsEstimate: false }))).toBe("Told on 1 Nov, nobody has written yet");
    expect(nextWord(card("a", "lost", { endedAt: "2026-11-06" }))).toBe("Nothing was planned");
  });

  test("shows whose it is by two letters", () => {
    expect([initials("Hanna Lindqvist"), initials("Inès de la Tour"), initials("ada"), initials("")]).toEqual([
      "HL",
      "IT",
      "A",
      "",
    ]);
  });
});

describe("a reminder", () => {
  const now = Date.parse("2026-11-17T10:00:00Z");
  const zone = "Europe/Paris";

  test("is the morning of a day, in the reader's zone", () => {
    expect(remindAt("2026-11-19", { remindAt: null }, now, zone)).toBe("2026-11-19T08:00:00.000Z");
    expect(dayIn("2026-11-18T23:30:00Z", zone)).toBe("2026-11-19");
    expect(dayIn(null, zone)).toBe("");
  });

  test("stays what it was while its day is left alone, goes with it, and is never of the past", () => {
    const kept = { remindAt: "2026-11-10T08:00:00Z" };
    expect(remindAt("2026-11-10", kept, now, zone)).toBe(kept.remindAt);
    expect(remindAt("", kept, now, zone)).toBeNull();
    expect(remindAt("2026-11-11", kept, now, zone)).toBeUndefined();
  });
});

test("the year is drawn by one measure above and below the line, and summed", () => {
  const month = (recovered: number, lost: number) => ({ recovered, lost }) as SuspensionMonth;
  const year = [month(10, 0), month(5, 2), month(0, 0)];
  expect(bars(year)).toEqual([
    { up: 20, down: 0 },
    { up: 10, down: 4 },
    { up: 0, down: 0 },
  ]);
  expect(bars([month(0, 5)])).toEqual([{ up: 0, down: 10 }]);
  expect(bars([month(0, 0)])).toEqual([{ up: 0, down: 0 }]);
  expect(sums(year)).toEqual({ recovered: 15, lost: 2 });
});
