/** The search is plain text; filters are words of it. These change one word and leave the rest as typed. */
const word = /"[^"]*"|\S*"[^"]*"|\S+/g;

export function wordsOf(search: string): string[] {
  return search.match(word) ?? [];
}

export function has(search: string, token: string): boolean {
  return wordsOf(search).some((one) => one.toLowerCase() === token.toLowerCase());
}

export function without(search: string, token: string): string {
  const words = wordsOf(search);
  const at = words.findIndex((one) => one.toLowerCase() === token.toLowerCase());
  return at < 0 ? search : words.toSpliced(at, 1).join(" ");
}

/** Adds a filter in place of another of the same field, since two of them would fit nothing. */
export function withToken(search: string, token: string): string {
  const field = token.match(/^[a-z]+[:<>]/i)?.[0]?.toLowerCase();
  const others = wordsOf(search).filter((one) => !field || !one.toLowerCase().startsWith(field));
  return [...others, token].join(" ");
}

export function toggled(search: string, token: string): string {
  return has(search, token) ? without(search, token) : withToken(search, token);
}

/** One click each; the rest of the filters is typed. */
export const quickFilters = [
  { id: "pending", token: "status:pending" },
  { id: "suspended", token: "status:suspended" },
  { id: "ending", token: "ends<60d" },
  { id: "leaving", token: "renew:off" },
  { id: "trial", token: "trial:yes" },
  { id: "reseller", token: "channel:reseller" },
] as const;

/** Every filter with an example that works, for the sheet that explains them. */
export const examples = [
  "status:suspended",
  "offer:",
  "plan:",
  "channel:reseller",
  "renew:off",
  "trial:yes",
  "term:P1Y",
  "ends<60d",
  "ends<2027-01-01",
  "created>30d",
  "seats>10",
] as const;
