import { describe, expect, test } from "vitest";
import { accessLook, accessWord, sinceWord } from "../src/access/look.ts";
import type { AccountReceivers, ReceiverCard } from "../src/gen/desk.gen.ts";
import { fakeAccess } from "../src/host/fake/access.ts";
import { offersLeft, receiversShown } from "../src/settings/receivers.ts";

const card = (offer: string | null, address = "https://service.example.com/hooks"): ReceiverCard => ({
  offer,
  address,
  statusAddress: "",
  oldUntil: null,
  secretLost: false,
});

const all = (...receivers: ReceiverCard[]): AccountReceivers => ({
  receivers,
  offers: ["fieldbook", "tidewatch"],
  connection: "t/a",
});

describe("the access of an account", () => {
  test("is said in our word, or in the service's own where it is none of ours", () => {
    expect(accessWord({ access: "suspended", word: null })).toBe("Suspended");
    expect(accessWord({ access: "unknown", word: "frozen" })).toBe("your service says “frozen”");
  });

  test("says since when, and by whom where that is known", () => {
    expect(sinceWord({ since: null, actor: "Ada" })).toBe("");
    expect(sinceWord({ since: "2026-11-20T12:00:00Z", actor: "Ada" })).toMatch(/^since .*, by Ada$/);
    expect(sinceWord({ since: "2026-11-20T12:00:00Z", actor: "" })).not.toContain("by");
  });

  test("has a look for every state", () => {
    expect(Object.values(accessLook).every(({ icon, tone }) => icon && tone)).toBe(true);
  });
});

describe("the receivers", () => {
  test("begin with the one for every offer, also while there is none", () => {
    const shown = receiversShown(all(card("fieldbook")), ["tidewatch"]);
    expect(shown.map(({ offer, address }) => [offer, address !== ""])).toEqual([
      [null, false],
      ["fieldbook", true],
      ["tidewatch", false],
    ]);
  });

  test("are not typed twice", () => {
    expect(receiversShown(all(card(null), card("fieldbook")), ["fieldbook"])).toHaveLength(2);
    expect(offersLeft(all(card("fieldbook")), [])).toEqual(["tidewatch"]);
    expect(offersLeft(all(card("fieldbook")), ["tidewatch"])).toEqual([]);
  });
});

describe("the invented service", () => {
  const row = { id: "s1", name: "Harbour office", status: "Suspended", statusKind: "suspended" } as never;
  const service = fakeAccess(
    () => row,
    () => "Ada",
    () => {},
  );
  const why = (action: string) => service.of("s1").buttons.find((button) => button.action === action)?.refused?.key;

  test("says why nothing can be pressed, then what was done", () => {
    expect(why("suspend")).toBe("no-access-receiver");
    expect(service.keep({ ...card(null) }).secret).toMatch(/^whsec_/);
    expect(service.keep({ ...card(null) }).secret).toBeNull();
    expect(why("suspend")).toBeUndefined();
    service.change({ subscription: "s1", action: "reinstate", reason: "Welcome" });
    expect(service.of("s1").drift?.key).toBe("why-access-open-though-suspended");
    service.change({ subscription: "s1", action: "suspend", reason: "Not paid" });
    expect(service.of("s1")).toMatchObject({ access: "suspended", actor: "Ada", drift: null });
    expect(why("suspend")).toBe("no-access-suspended");
  });
});
