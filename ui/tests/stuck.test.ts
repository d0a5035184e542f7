import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { tryAgain } from "../src/access/moving.ts";
import { dropping } from "../src/access/weighty.ts";
import type { InboxItem, Sentence } from "../src/gen/desk.gen.ts";
import type { Kept } from "../src/host/fake/items.ts";
import { sentence } from "../src/host/fake/prices.ts";
import { fakeStuck } from "../src/host/fake/stuck.ts";
import { type Host, runOn } from "../src/host/host.ts";
import { actionLook, actionWord } from "../src/inbox/look.ts";
import { knows, say, speak } from "../src/words.ts";

const asked: unknown[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  const call = async (command: string, request: unknown) => {
    asked.push([command, request]);
    return null;
  };
  runOn({ call, onStale: () => () => {} } as unknown as Host);
  const createElement = () => ({ setAttribute() {}, dataset: {} });
  vi.stubGlobal("document", { documentElement: {}, createElement, body: { append() {} } });
});
afterEach(() => {
  vi.useRealTimers();
  speak("en");
  vi.unstubAllGlobals();
});

/** One stuck item, and how it was settled. */
function scene(offline = false) {
  const buttons = (["try-again", "drop", "see-access"] as const).map((action) => ({ action, refused: null }));
  const what = sentence("what-account-ruled", { action: "suspend" });
  const item = { id: "i1", subscription: "s1", what, buttons } as unknown as InboxItem;
  const kept: Kept = { item, row: null, change: null, why: [sentence("why-stuck", { why: "refused" })], raw: null };
  const settled: Sentence[] = [];
  const stuck = fakeStuck({
    kept: () => [kept],
    find: () => kept,
    change: (found, part) => Object.assign(found.item, part),
    settle: (_, how) => settled.push(how),
    offline,
    actor: () => "Ada",
    tell: () => {},
  });
  return { stuck, kept, settled };
}

describe("what is stuck at the relay", () => {
  test("is tried again or dropped by one call each", async () => {
    await tryAgain("i1");
    await dropping("i1", "Harbour office").run("closed by hand");
    expect(asked).toEqual([
      ["try_hook_again", { id: "i1" }],
      ["drop_hook", { item: "i1", reason: "closed by hand" }],
    ]);
  });

  test("has a look and a word for both, in both languages", () => {
    expect([actionWord("try-again"), actionWord("drop")]).toEqual(["Try again", "Drop it…"]);
    expect(actionLook["try-again"].icon && actionLook.drop.icon).toBeTruthy();
    for (const key of ["palette-also-try-again", "palette-also-drop"]) expect(knows(key)).toBe(true);
    speak("fr");
    expect([actionWord("try-again"), actionWord("drop")]).toEqual(["Réessayer", "Abandonner…"]);
  });

  test("says why in plain words, whatever the reason", () => {
    const reasons = ["refused", "not-taken", "unknown", "not-confirmed", "not-so", "no-proof"];
    for (const language of ["en", "fr"] as const) {
      speak(language);
      const told = reasons.map((why) => say(sentence("why-stuck", { why, message: "410 gone" })));
      expect(new Set(told).size).toBe(reasons.length);
      expect(told[0]).toContain("410 gone");
      const actions = ["activate", "suspend", "reinstate", "close", "plan-changed", "seats-changed"];
      for (const key of ["what-account-ruled", "access-step-again", "access-step-dropped", "access-step-not-so"])
        expect(new Set(actions.map((action) => say(sentence(key, { action })))).size).toBe(actions.length);
    }
  });

  test("is tried once at a time, and is settled once the service has it", () => {
    const { stuck, kept, settled } = scene();
    expect(stuck.of("s1")[0]?.buttons.map(({ action }) => action)).toEqual(["try-again", "drop"]);
    stuck.again("i1");
    const refused = stuck.of("s1")[0]?.buttons.map((button) => button.refused?.key);
    expect(refused).toEqual(["no-stuck-trying", "no-stuck-trying"]);
    expect(say(kept.why[1] as Sentence)).toContain("Ada (north)");
    vi.advanceTimersByTime(3000);
    expect(settled.map(({ key }) => key)).toEqual(["settled-stuck-sent"]);
  });

  test("is dropped with a reason only, and not at all without the relay", () => {
    const { stuck, settled } = scene();
    expect(() => stuck.drop({ item: "i1", reason: " " })).toThrow();
    stuck.drop({ item: "i1", reason: "closed by hand" });
    expect(say(settled[0] as Sentence)).toBe("Ada (north) dropped it");
    expect(() => scene(true).stuck.again("i1")).toThrow();
  });
});
