import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ManyAction, Selection } from "../src/gen/desk.gen.ts";
import { fakeMany } from "../src/host/fake/many.ts";
import { row } from "../src/host/fake/rows.ts";
import { actionOf, manyActions } from "../src/many/actions.ts";
import { finished, firstOf, leftOut, reportOf, titleOf, wanted } from "../src/many/words.ts";
import { knows, speak } from "../src/words.ts";

const rows = Array.from({ length: 400 }, (_, index) => row(index));
const everybody: Selection = { kind: "all-but", query: { search: "", hideCancelled: false, sort: [] }, but: [] };
const activate: ManyAction = { kind: "activate" };

function many() {
  return fakeMany({
    find: () => rows,
    row: (id) => rows.find((one) => one.id === id),
    owned: (id) => id === rows[0]?.id,
    undoSeconds: () => 3,
    operator: () => "Ada",
    tell: () => {},
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { documentElement: {} });
});
afterEach(() => {
  vi.useRealTimers();
  speak("en");
  vi.unstubAllGlobals();
});

describe("before many", () => {
  test("everybody is counted once: touched, or left out with a reason", () => {
    const preview = many().preview({ selection: everybody, action: activate });
    const skipped = preview.skipped.reduce((sum, { count }) => sum + count, 0);
    expect(preview.touched + skipped).toBe(rows.length);
    expect(preview.touched).toBe(rows.filter(({ statusKind, missing }) => statusKind === "pending" && !missing).length);
  });

  test("a group says its reason and its first names, in both languages", () => {
    const group = { why: { key: "no-active-already", args: { status: "Subscribed" } }, count: 4, first: ["A", "B"] };
    expect(leftOut(group)).toBe("4 are active already");
    expect(leftOut({ ...group, count: 1 })).toBe("1 is active already");
    expect(firstOf(group.first, 4)).toBe("A, B and 2 more");
    expect(firstOf(["A"], 1)).toBe("A");
    speak("fr");
    expect(leftOut(group)).toBe("4 sont déjà actifs");
    expect(firstOf(group.first, 4)).toBe("A, B et 2 autres");
  });

  test("who was never activated has no account, and everybody else may be kept out with a reason", () => {
    const desk = many();
    const action: ManyAction = { kind: "suspend-access" };
    const preview = desk.preview({ selection: everybody, action });
    expect(preview.skipped.map(({ why }) => why.key).sort()).toEqual(["many-missing", "many-no-account"]);
    expect(preview.notes.map(({ key }) => key)).toEqual(["many-pay", "many-shut-out"]);
    expect(preview.perMonth).toEqual([]);
    const begin = (reason: string) => desk.begin({ selection: everybody, action, reason, agreed: "" });
    expect(() => begin("")).toThrow();
    expect(desk.progress({ id: begin("not paid").id, only: null, from: 0, limit: 1 }).many?.state).toBe("held");
  });

  test("a reason that nobody has grouped yet is said as it is", () => {
    const why = { key: "no-read-only", args: {} };
    expect(leftOut({ why, count: 2, first: [] })).toMatch(/^2 left out: ./);
  });

  test("every action has all of its words", () => {
    for (const { kind, asks } of manyActions) {
      for (const key of ["many-do", "many-name", "many-touches", "many-submit", "many-title"]) {
        expect(knows(`${key}-${kind}`), `${key}-${kind}`).toBe(true);
      }
      if (asks) expect(knows(`many-${asks}`) && knows(`many-${asks}-why`)).toBe(true);
    }
    expect(actionOf("assign", " Hanna ")).toEqual({ kind: "assign", owner: "Hanna" });
    expect(actionOf("activate", "typed before")).toEqual({ kind: "activate" });
  });
});

describe("meanwhile", () => {
  test("it is held, goes on, stops, goes on and is over, and nobody is lost on the way", () => {
    const desk = many();
    const { touched } = desk.preview({ selection: everybody, action: activate });
    const { id } = desk.begin({ selection: everybody, action: activate, reason: "fair", agreed: "" });
    if (!id) throw new Error("it was not begun");
    const card = () => {
      const { many: found } = desk.progress({ id, only: null, from: 0, limit: 10 });
      if (!found) throw new Error("it is gone");
      expect(found.counts.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
      return found;
    };
    expect([card().state, card().mayStop]).toEqual(["held", true]);
    vi.advanceTimersByTime(3_600);
    expect(card().state).toBe("going");
    desk.stop(id);
    expect([card().state, card().mayGoOn]).toEqual(["stopped", true]);
    const before = finished(card());
    vi.advanceTimersByTime(60_000);
    expect(finished(card())).toBe(before);
    desk.goOn(id);
    vi.advanceTimersByTime(60_000);
    expect([card().state, card().mayStop, card().mayGoOn]).toEqual(["over", false, false]);
    expect(finished(card())).toBe(wanted(card()));
    expect(wanted(card()), "who was left out is not counted as work").toBe(touched);
  });

  test("a report names who asked, counts each fate, and says why", () => {
    const desk = many();
    const { id } = desk.begin({ selection: everybody, action: activate, reason: "fair", agreed: "" });
    vi.advanceTimersByTime(60_000);
    const { many: card, rows: told } = desk.progress({ id, only: "stuck", from: 0, limit: 3 });
    if (!card) throw new Error("it is gone");
    const report = reportOf(card, told, "13:00");
    expect(report).toContain(titleOf(card));
    expect(report).toContain("Ada, 13:00\nfair");
    for (const { count } of card.counts) expect(report).toContain(`: ${count}`);
    for (const { customer } of told) expect(report).toContain(`${customer} · Needs somebody · `);
  });
});
