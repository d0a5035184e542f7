import type { Fault, SyncDetails, SyncLine } from "../../gen/desk.gen.ts";
import { sentence } from "./prices.ts";

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

export function fault(
  code: Fault["code"],
  key: string,
  args: Record<string, string> = {},
  raw: string | null = null,
): Fault {
  return { code, sentence: { key, args }, raw, correlation: raw ? "c2b8e6d0-4f1a-4a55-9d6e-0f5a1f6b7c21" : null };
}

export const secretExpired = fault(
  "sign-in",
  "fault-secret-expired",
  {},
  '{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys for app \'b81f3a60\' are expired.","error_codes":[7000222]}',
);

/** The sync line in the state the address asks for. */
export function syncLine(state: string, subscriptions: number): SyncLine {
  const calm: SyncLine = {
    state: "idle",
    firstSweep: false,
    syncedAt: ago(140),
    since: null,
    nextTryAt: null,
    progress: null,
    fault: null,
    subscriptions,
    quarantined: 0,
    missing: 0,
    clockSkewSeconds: 0.4,
  };
  switch (state) {
    case "offline":
      return {
        ...calm,
        state: "offline",
        syncedAt: ago(1320),
        since: ago(1200),
        nextTryAt: ago(-40),
        fault: fault("offline", "fault-offline", { host: "marketplaceapi.microsoft.com" }),
      };
    case "failing":
      return {
        ...calm,
        state: "failing",
        syncedAt: ago(7200),
        since: ago(7100),
        nextTryAt: ago(-240),
        fault: secretExpired,
      };
    case "sweeping":
      return {
        ...calm,
        state: "sweeping",
        progress: { pages: 412, subscriptions: 38_240, perSecond: 352.4, expected: subscriptions, secondsLeft: 174 },
      };
    case "first-sweep":
    case "empty-first":
      return {
        ...calm,
        state: "sweeping",
        firstSweep: true,
        syncedAt: null,
        progress: { pages: 31, subscriptions: 3_050, perSecond: 340, expected: null, secondsLeft: null },
      };
    case "never":
      return {
        ...calm,
        state: "offline",
        syncedAt: null,
        since: ago(300),
        nextTryAt: ago(-20),
        fault: fault("offline", "fault-offline", { host: "login.microsoftonline.com" }),
      };
    case "trouble":
      return { ...calm, quarantined: 3, missing: 2, clockSkewSeconds: 260 };
    default:
      return calm;
  }
}

export function syncDetails(line: SyncLine): SyncDetails {
  const record = (n: number, field: string, how: string) => ({
    id: `q${n}`,
    subscriptionId: n === 2 ? null : `7c1e0b52-3f6d-4a0e-9b51-2d8a6f40c91${n}`,
    firstSeenAt: ago(86_400 * n),
    misread: sentence("misread", { field, how }),
    raw: JSON.stringify(
      { id: n, name: "Ferme des Trois Chênes", term: { termUnit: "P1M", startDate: "soon" } },
      null,
      2,
    ),
  });
  return {
    line,
    quarantined: line.quarantined
      ? [record(1, "term.startDate", "not-a-day"), record(2, "id", "missing"), record(3, "quantity", "not-a-count")]
      : [],
    missing: line.missing
      ? [
          { id: "m1", name: "Okada Seiki K.K.", missedAt: ago(4000) },
          { id: "m2", name: "Ysgol Bryn Tirion", missedAt: ago(90_000) },
        ]
      : [],
  };
}
