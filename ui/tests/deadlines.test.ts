import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CustomerPage, Language } from "../src/gen/desk.gen.ts";

const DAY = 86_400_000;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

/** The page's own modules, as they begin on a computer in this zone whose reader speaks this language. */
async function on(zone: string, language: Language) {
  vi.stubEnv("TZ", zone);
  vi.resetModules();
  const { speak } = await import("../src/words.ts");
  const page = {
    ...(await import("../src/customer/deadline.ts")),
    ...(await import("../src/inbox/due.ts")),
    ...(await import("../src/format.ts")),
  };
  vi.stubGlobal("document", { documentElement: {} });
  speak(language);
  return page;
}

/** A purchase of this moment, not activated. */
function bought(created: string): CustomerPage {
  return { head: { row: { statusKind: "pending", created } }, timeline: [] } as unknown as CustomerPage;
}

/** Seen suspended at this moment, and active until then. */
function suspended(seenBefore: string): CustomerPage {
  const timeline = [{ kind: "status", after: "Suspended", seenBefore }];
  return { head: { row: { statusKind: "suspended", created: null } }, timeline } as unknown as CustomerPage;
}

describe.each([
  // The clocks go back on 25 October 2026 in Paris and on 1 November in New York, and forward on 28 March 2027 in Paris.
  ["Europe/Paris", "2026-10-10T22:30:00Z", "2026-10-24T22:30:00Z", "2026-10-25T23:30:00Z", "9 Nov 2026", "9 nov. 2026"],
  [
    "America/New_York",
    "2026-10-10T04:30:00Z",
    "2026-11-01T03:30:00Z",
    "2026-11-02T04:30:00Z",
    "8 Nov 2026",
    "8 nov. 2026",
  ],
  [
    "Europe/Paris",
    "2027-03-10T22:30:00Z",
    "2027-03-27T22:30:00Z",
    "2027-03-28T21:30:00Z",
    "10 Apr 2027",
    "10 avr. 2027",
  ],
])("thirty days in %s from %s", (zone, from, evening, nextEvening, dayInEnglish, dayInFrench) => {
  test.each([
    ["en", dayInEnglish],
    ["fr", dayInFrench],
  ] as const)("in %s they end on %s", async (language, day) => {
    const page = await on(zone, language);
    for (const customer of [bought(from), suspended(from)]) {
      const until = Date.parse(from) + 30 * DAY;
      for (const now of [evening, nextEvening].map(Date.parse)) {
        const deadline = page.deadlineOf(customer, now);
        expect(Date.parse(deadline?.until ?? ""), "thirty times 24 hours, as Microsoft counts").toBe(until);
        const left = deadline?.left ?? 0;
        expect(left * DAY >= until - now && (left - 1) * DAY < until - now, "days of 24 hours, the last begun").toBe(
          true,
        );
        const words = page.consequence(customer, now);
        expect([words?.includes(day), words?.includes(String(left))], words).toEqual([true, true]);
      }
    }
  });
});

describe("the night in which the clocks change", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test.each([
    ["en", "24 h", "7 d"],
    ["fr", "24 h", "7 j"],
  ] as const)("24 hours and 7 days are as long as ever, in %s", async (language, token, data) => {
    const page = await on("Europe/Paris", language);
    for (const now of ["2026-10-24T20:00:00Z", "2027-03-27T20:00:00Z"].map(Date.parse)) {
      expect(page.spanFigure(24 * 3_600_000), "a token's life").toBe(token);
      const due = new Date(now + 7 * DAY).toISOString();
      expect(page.dueOf({ kind: "cancelled", stage: null, due }, now).figure).toBe(data);
    }
  });

  test("half past two comes twice, and both are shown as the clock on the wall shows them", async () => {
    const page = await on("Europe/Paris", "en");
    vi.setSystemTime("2026-10-25T10:00:00Z");
    expect([page.moment("2026-10-25T00:30:00Z"), page.moment("2026-10-25T01:30:00Z")]).toEqual(["02:30", "02:30"]);
    expect(page.sameDay("2026-10-24T21:59:00Z", "2026-10-25T12:00:00Z"), "a minute before midnight").toBe(false);
    expect(page.sameDay("2026-10-25T22:59:00Z", "2026-10-25T12:00:00Z"), "the day has 25 hours").toBe(true);
  });

  test("a term ends on Microsoft's day, wherever it is read", async () => {
    for (const zone of ["Pacific/Auckland", "America/Los_Angeles", "Europe/Paris"]) {
      const page = await on(zone, "en");
      expect(page.termDay("2027-03-28T00:00:00Z")).toBe("28 Mar 2027");
    }
  });
});
