import type { Sort, SortField } from "./gen/desk.gen.ts";

/** Where the reader is. It lives in the address, so that back, forward and a restart find it again. */
export type Tab = "timeline" | "plans" | "operations" | "access" | "history" | "fields" | "raw";
export type CustomersPlace = { screen: "customers"; search: string; sort: Sort[]; hideCancelled: boolean | null };
export type CustomerPlace = { screen: "customer"; id: string; tab: Tab };
export type InboxPlace = { screen: "inbox"; search: string; item: string | null };
export type HistoryPlace = { screen: "history"; subscription: string | null };
export type Place =
  | CustomersPlace
  | CustomerPlace
  | InboxPlace
  | HistoryPlace
  | { screen: "suspensions" }
  | { screen: "settings" }
  | { screen: "rules" }
  | { screen: "connect"; from?: string };

export const tabs: readonly Tab[] = ["timeline", "plans", "operations", "access", "history", "fields", "raw"];
const sortable: readonly SortField[] = ["name", "status", "offer", "plan", "seats", "termEnd", "created"];

export function placeOf(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [screen, id, tab] = path.split("/");
  if (screen === "settings") return { screen: id === "rules" ? "rules" : "settings" };
  if (screen === "rules" || screen === "suspensions") return { screen };
  if (screen === "connect") return id ? { screen, from: decoded(id) } : { screen };
  if (screen === "customers" && id) {
    return { screen: "customer", id: decoded(id), tab: tabs.find((known) => known === tab) ?? "timeline" };
  }
  const asked = new URLSearchParams(query);
  if (screen === "inbox") return { screen, search: asked.get("q") ?? "", item: asked.get("item") };
  if (screen === "history") return { screen, subscription: id ? decoded(id) : null };
  const cancelled = asked.get("cancelled");
  return {
    screen: "customers",
    search: asked.get("q") ?? "",
    sort: sortOf(asked.get("sort") ?? ""),
    hideCancelled: cancelled === null ? null : cancelled === "hide",
  };
}

export function hashOf(place: Place): string {
  if (place.screen === "customer") return `#/customers/${encodeURIComponent(place.id)}/${place.tab}`;
  if (place.screen === "connect" && place.from) return `#/connect/${encodeURIComponent(place.from)}`;
  if (place.screen === "history" && place.subscription) return `#/history/${encodeURIComponent(place.subscription)}`;
  if (place.screen === "rules") return "#/settings/rules";
  if (place.screen !== "customers" && place.screen !== "inbox") return `#/${place.screen}`;
  const asked = new URLSearchParams();
  if (place.search) asked.set("q", place.search);
  if (place.screen === "inbox") {
    if (place.item) asked.set("item", place.item);
    return withQuery("#/inbox", asked);
  }
  if (place.sort.length) asked.set("sort", place.sort.map((by) => (by.descending ? "-" : "") + by.field).join(","));
  if (place.hideCancelled !== null) asked.set("cancelled", place.hideCancelled ? "hide" : "show");
  return withQuery("#/customers", asked);
}

function withQuery(address: string, asked: URLSearchParams): string {
  const query = asked.toString();
  return query ? `${address}?${query}` : address;
}

export function go(place: Place): void {
  location.hash = hashOf(place);
}

function sortOf(text: string): Sort[] {
  return text.split(",").flatMap((part) => {
    const field = sortable.find((known) => known === part.replace(/^-/, ""));
    return field ? [{ field, descending: part.startsWith("-") }] : [];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
