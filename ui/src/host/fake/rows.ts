import type { StatusKind, SubscriptionRow } from "../../gen/desk.gen.ts";

/** Invented subscriptions: the same ones at every start, made when first asked for. */
const first =
  "Atelier|Brasserie|Cabinet|Cobalt|Ferme|Garance|Goldfinch|Harbour|Hôpital|Kestrel|Lenz|Lumen|Mairie|Marigold|Nordvik|Okada|Pelletier|Quillfeather|Seefeld|Société|Tessier|Tidewater|Vogelsang|Weald|Ysgol|Zanetti|Zephyr|Blue Spruce|Alder Creek|Vandenberghe".split(
    "|",
  );
const second =
  "Brunet|Lemaître|Moreau|Ridge|Chênes|Associés|Freight|Vale|Brévannes|Analytics|Werkzeugbau|Optik|Valcombe|Santé|Shipping|Seiki|Fontaine|Press|Treuhand|Delmas|Matériaux|Legal|Medizin|Harrow|Tirion|Arredamenti|Marinas|Dental|Outfitters|Logistiek".split(
    "|",
  );
const last = "GmbH|SAS|Ltd|Inc.|AG|NV|LLP|& Fils|Group|S.p.A.|Pty Ltd|K.K.|AS|SARL|plc".split("|");
const people = "helene|romain|claire|tomasz|hanna|ines|mathieu|paul|greta|oskar|yuki|lena|marc|ada|noor|eilidh".split(
  "|",
);
const offers = ["fieldbook", "fieldbook", "fieldbook", "archive", "contour-analytics", "fieldbook-preview"];
const plans = ["silver", "gold", "platinum", "standard", "plus-yearly"];
const statuses: [StatusKind, string, number][] = [
  ["subscribed", "Subscribed", 0.55],
  ["unsubscribed", "Unsubscribed", 0.9],
  ["suspended", "Suspended", 0.95],
  ["pending", "PendingFulfillmentStart", 0.998],
  ["unknown", "PendingRelocation", 1],
];
const DAY = 86_400_000;
const EPOCH = Date.UTC(2026, 10, 20);

export function chance(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function guid(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T;
}

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export function row(index: number): SubscriptionRow {
  const random = chance(index + 1);
  const id = guid(random);
  const name = `${pick(first, random)} ${pick(second, random)} ${pick(last, random)}`;
  const lot = random();
  const [statusKind, status] = statuses.find(([, , upTo]) => lot < upTo) ?? ["subscribed", "Subscribed"];
  const created = EPOCH - Math.floor(random() * 1500) * DAY - Math.floor(random() * DAY);
  const dated = statusKind !== "pending" && !(statusKind === "unsubscribed" && random() < 0.3);
  const unit = pick(["P1M", "P1M", "P1Y", "P1Y", "P1Y", "P3Y"], random);
  const end =
    EPOCH + Math.floor(random() * (unit === "P1M" ? 31 : 380)) * DAY - (statusKind === "unsubscribed" ? 400 * DAY : 0);
  const offer = pick(offers, random);
  return {
    id,
    name,
    offer,
    plan: pick(plans, random),
    seats: offer === "archive" ? null : 1 + Math.floor(random() ** 3 * 400),
    status,
    statusKind,
    termStart: dated ? day(end - (unit === "P1M" ? 30 : 364) * DAY) : null,
    termEnd: dated ? day(end) : null,
    termUnit: unit,
    autoRenew: random() > 0.12,
    channel: random() < 0.15 ? "reseller" : "direct",
    freeTrial: random() < 0.04,
    created: new Date(created).toISOString(),
    buyer: `${pick(people, random)}.${(name.split(" ")[1] ?? "office")
      .toLowerCase()
      .normalize("NFD")
      .replace(/[^a-z]/g, "")}@customer${index % 97}.example`,
    missing: random() < 0.001,
  };
}

const made = new Map<number, SubscriptionRow[]>();

export function rows(count: number): SubscriptionRow[] {
  const known = made.get(count);
  if (known) return known;
  const all = Array.from({ length: count }, (_, index) => row(index));
  made.set(count, all);
  return all;
}
