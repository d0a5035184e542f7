import type { ListQuery, Sentence, SortField, SubscriptionRow, Token } from "../../gen/desk.gen.ts";

/** A small reading of the search language, enough to see every look of it. */
type Fits = (row: SubscriptionRow) => boolean;

const kinds: Record<string, string> = {
  active: "subscribed",
  suspended: "suspended",
  pending: "pending",
  cancelled: "unsubscribed",
};
const DAY = 86_400_000;

function problem(key: string, args: Record<string, string>): Sentence {
  return { key, args };
}

export function understand(search: string): { tokens: Token[]; fits: Fits; anyStatus: boolean } {
  const tokens: Token[] = [];
  const tests: Fits[] = [];
  let anyStatus = false;
  for (const text of search.split(/\s+/).filter(Boolean)) {
    const [, field, sign, value] = text.match(/^([a-z]+)([:<>])(.*)$/i) ?? [];
    if (!field || value === undefined) {
      tokens.push({ text, field: null, value: text, problem: null });
      const word = text.toLowerCase();
      tests.push((row) => `${row.name} ${row.buyer} ${row.offer} ${row.plan} ${row.id}`.toLowerCase().includes(word));
      continue;
    }
    const read = reading(field.toLowerCase(), sign ?? ":", value);
    tokens.push({
      text,
      field,
      value: `${sign === ":" ? "" : sign}${value}`,
      problem: "problem" in read ? read.problem : null,
    });
    if ("fits" in read) tests.push(read.fits);
    if (field === "status" && "fits" in read) anyStatus = true;
  }
  return { tokens, fits: (row) => tests.every((test) => test(row)), anyStatus };
}

function reading(field: string, sign: string, value: string): { fits: Fits } | { problem: Sentence } {
  const low = value.toLowerCase();
  switch (field) {
    case "status":
      if (low === "any") return { fits: () => true };
      if (kinds[low]) return { fits: (row) => row.statusKind === kinds[low] };
      if (/^[a-z]{6,}$/.test(low)) return { fits: (row) => row.status.toLowerCase() === low };
      return { problem: problem("token-bad-status", { value }) };
    case "offer":
      return { fits: (row) => row.offer.includes(low) };
    case "plan":
      return { fits: (row) => row.plan.includes(low) };
    case "channel":
      return { fits: (row) => row.channel === low };
    case "renew":
      return { fits: (row) => row.autoRenew === (low === "on") && row.statusKind !== "unsubscribed" };
    case "trial":
      return { fits: (row) => row.freeTrial === (low === "yes") };
    case "term":
      return { fits: (row) => row.termUnit?.toLowerCase() === low };
    case "seats":
      if (!/^\d+$/.test(value)) return { problem: problem("token-bad-number", { value }) };
      return {
        fits: (row) => row.seats !== null && (sign === ">" ? row.seats > Number(value) : row.seats < Number(value)),
      };
    case "ends":
    case "created":
      return dated(field, sign, value);
    default:
      return { problem: problem("token-unknown-field", { field }) };
  }
}

function dated(field: "ends" | "created", sign: string, value: string): { fits: Fits } | { problem: Sentence } {
  const days = value.match(/^(\d+)d$/)?.[1];
  const at = days ? Date.now() + (field === "ends" ? 1 : -1) * Number(days) * DAY : Date.parse(value);
  if (Number.isNaN(at)) return { problem: problem("token-bad-date", { value }) };
  const before = (sign === "<") === (field === "ends" || !days);
  return {
    fits: (row) => {
      const when = field === "ends" ? row.termEnd : row.created;
      return (
        when !== null &&
        Date.parse(when) < at === before &&
        (field === "created" || Date.parse(when) > Date.now() - DAY)
      );
    },
  };
}

const reads: Record<SortField, (row: SubscriptionRow) => string | number> = {
  name: (row) => row.name,
  status: (row) => row.statusKind,
  offer: (row) => row.offer,
  plan: (row) => row.plan,
  seats: (row) => row.seats ?? -1,
  termEnd: (row) => row.termEnd ?? "",
  created: (row) => row.created ?? "",
};

let kept: { key: string; rows: SubscriptionRow[] } | undefined;

export function found(all: SubscriptionRow[], query: ListQuery): SubscriptionRow[] {
  const key = JSON.stringify(query) + all.length;
  if (kept?.key === key) return kept.rows;
  const { fits, anyStatus } = understand(query.search);
  const rows = all.filter(
    (row) => fits(row) && (anyStatus || !query.hideCancelled || row.statusKind !== "unsubscribed"),
  );
  rows.sort((a, b) => {
    for (const { field, descending } of query.sort) {
      const one = reads[field](a);
      const other = reads[field](b);
      if (one !== other) return (one < other ? -1 : 1) * (descending ? -1 : 1);
    }
    return 0;
  });
  kept = { key, rows };
  return rows;
}
