import type { CustomerPage, PlanCard, Price, SubscriptionRow, TimelineEvent } from "../../gen/desk.gen.ts";
import { buttonsOf, sentence } from "./prices.ts";
import { chance, guid } from "./rows.ts";
import { fault } from "./sync.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (back: number) => new Date(Date.now() - back).toISOString();

function event(n: number, part: Partial<TimelineEvent>, back: number): TimelineEvent {
  const raw = JSON.stringify({
    id: `7c1e0b52-3f6d-4a0e-9b51-2d8a6f40c9${10 + n}`,
    planId: "platinum-yearly",
    quantity: 64,
    autoRenew: true,
    term: { termUnit: "P1Y", startDate: "2026-08-07T00:00:00Z" },
    beneficiary: null,
  });
  return {
    id: `e${n}`,
    kind: "changed",
    source: "observed",
    told: null,
    tookMs: null,
    outcome: null,
    field: null,
    before: null,
    after: null,
    seenAfter: at(back + 6 * HOUR),
    seenBefore: at(back),
    raw,
    ...part,
  };
}

function timeline(row: SubscriptionRow): TimelineEvent[] {
  if (row.seats === 1) return [];
  const list: TimelineEvent[] = [
    event(2, { kind: "seats", before: "58", after: String(row.seats ?? 64) }, 3 * DAY),
    event(3, { kind: "auto-renew", after: String(row.autoRenew) }, 3 * DAY + HOUR),
    event(4, { kind: "plan", before: "silver", after: row.plan }, 24 * DAY),
    event(
      5,
      { kind: "changed", field: "beneficiary.emailId", before: "old@customer.example", after: row.buyer },
      24 * DAY + 2 * HOUR,
    ),
    event(6, { kind: "missing" }, 60 * DAY),
    event(7, { kind: "returned" }, 59 * DAY),
    event(8, { kind: "renewed", after: row.termEnd }, 100 * DAY),
    event(9, { kind: "appeared", seenAfter: null }, 400 * DAY),
  ];
  if (row.statusKind !== "subscribed")
    list.unshift(event(1, { kind: "status", before: "Subscribed", after: row.status }, 2 * DAY));
  return list.sort((a, b) => b.seenBefore.localeCompare(a.seenBefore));
}

const price = (amount: string, termUnit: string, termDescription: string, included: Price["included"] = []): Price => ({
  amount,
  currency: "EUR",
  termUnit,
  termDescription,
  included,
});

function plan(planId: string, displayName: string, part: Partial<PlanCard>): PlanCard {
  return {
    planId,
    displayName,
    description: "",
    current: false,
    refused: null,
    privatePlan: false,
    stopSell: false,
    freeTrial: false,
    perSeat: true,
    minSeats: null,
    maxSeats: null,
    market: "FR",
    prices: [],
    meters: [],
    other: [],
    ...part,
  };
}

function plans(row: SubscriptionRow): PlanCard[] {
  const { planRefused } = buttonsOf(row);
  const all = allPlans(row);
  return all.map((one) => ({
    ...one,
    refused: one.current ? null : (planRefused ?? (one.stopSell ? sentence("no-stop-sell") : null)),
  }));
}

function allPlans(row: SubscriptionRow): PlanCard[] {
  return [
    plan("silver", "Silver", {
      description: "For small teams.",
      minSeats: 1,
      maxSeats: 50,
      prices: [price("28", "P1M", "1 month"), price("302.4", "P1Y", "1 year")],
    }),
    plan("gold", "Gold", {
      description: "Shared books, approvals and the archive.",
      minSeats: 5,
      prices: [price("40", "P1M", "1 month"), price("432", "P1Y", "1 year")],
      freeTrial: true,
    }),
    plan(row.plan === "gold" ? "platinum" : row.plan, "Your plan today", {
      current: true,
      prices: [price("70", "P1M", "1 month"), price("756", "P1Y", "1 year")],
    }),
    plan("metered-archive", "Archive, metered", {
      perSeat: false,
      privatePlan: true,
      prices: [
        price("390", "P1M", "1 month", [
          { dimension: "api-calls", units: "10000" },
          { dimension: "storage", units: "50" },
        ]),
      ],
      meters: [
        { id: "api-calls", displayName: "API calls", unit: "per 1000 calls", price: "0.0125", currency: "EUR" },
        { id: "storage", displayName: "Storage", unit: "per GB and month", price: "0.20", currency: "EUR" },
      ],
      other: [{ name: "hasFreeTrials", value: "false" }],
    }),
    plan("legacy", "Legacy", { stopSell: true, prices: [price("19.99", "P1M", "1 month")] }),
  ];
}

export function customerPage(
  row: SubscriptionRow | undefined,
  state: string,
  asked: Pick<CustomerPage, "items" | "intents" | "watched">,
): CustomerPage {
  if (!row) throw fault("not-found", "fault-not-found");
  const random = chance(row.name.length * 7919 + (row.seats ?? 0));
  const person = (email: string) => ({
    email,
    objectId: guid(random),
    tenantId: guid(random),
    puid: "1003E1D4D0480AB4",
  });
  const broken = state === "customer-fault" || state === "offline";
  const down = broken
    ? fault(
        "offline",
        "fault-offline",
        { host: "marketplaceapi.microsoft.com" },
        "dns error: failed to lookup address information",
      )
    : null;
  const member = {
    id: row.id,
    publisherId: "northlightsoftware",
    offerId: row.offer,
    name: row.name,
    saasSubscriptionStatus: row.status,
    planId: row.plan,
    quantity: row.seats,
    term: { startDate: row.termStart, endDate: row.termEnd, termUnit: row.termUnit, chargeDuration: null },
    autoRenew: row.autoRenew,
    isTest: false,
    isFreeTrial: row.freeTrial,
    allowedCustomerOperations: ["Read", "Update", "Delete"],
    created: row.created,
    lastModified: "0001-01-01T00:00:00",
  };
  return {
    head: {
      row,
      publisher: "northlightsoftware",
      buyer: person(row.buyer),
      user: person(`r.${row.buyer}`),
      allowedOperations: row.channel === "reseller" ? ["Read"] : ["Read", "Update", "Delete"],
      test: row.freeTrial,
      sandbox: row.channel === "reseller" ? "Csp" : "None",
      sessionMode: "None",
      chargeDuration: row.termUnit === "P3Y" ? "P1Y" : null,
      privateOffers: row.seats !== null && row.seats > 100 ? ["PO-2026-0117"] : [],
      readAt: at(140_000),
    },
    timeline: timeline(row),
    ...asked,
    buttons: buttonsOf(row),
    plans: { readAt: broken ? at(5 * HOUR) : at(60_000), fault: down, plans: plans(row) },
    operations: {
      readAt: broken ? null : at(60_000),
      fault: down,
      operations:
        row.statusKind === "subscribed" && !broken
          ? [
              {
                id: guid(random),
                action: "ChangeQuantity",
                status: "InProgress",
                source: "Azure",
                plan: row.plan,
                seats: 85,
                at: at(8000),
                error: null,
                raw: JSON.stringify({ action: "ChangeQuantity", status: "InProgress", quantity: 85 }),
              },
            ]
          : [],
    },
    other: [
      { name: "lastModified", value: "0001-01-01T00:00:00" },
      { name: "storeFront", value: "AzurePortal" },
      { name: "fulfillmentId", value: guid(random) },
    ],
    raw: JSON.stringify(member),
    fault: state === "customer-fault" ? down : null,
  };
}
