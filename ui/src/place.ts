import type { Sort, SortField } from "./gen/desk.gen.ts";

/** Where the reader is. It lives in the address, so that back, forward and a restart find it again. */
export type Tab = "timeline" | "plans" | "operations" | "fields" | "raw";
export type CustomersPlace = { screen: "customers"; search: string; sort: Sort[]; hideCancelled: boolean | null };
export type CustomerPlace = { screen: "customer"; id: string; tab: Tab };
export type Place = CustomersPlace | CustomerPlace | { screen: "settings" } | { screen: "connect"; from?: string };

export const tabs: readonly Tab[] = ["timeline", "plans", "operations", "fields", "raw"];
const sortable: readonly SortField[] = ["name", "status", "offer", "plan", "seats", "termEnd", "created"];

export function placeOf(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [screen, id, tab] = path.split("/");
  if (screen === "settings") return { screen };
  if (screen === "connect") return id ? { screen, from: decoded(id) } : { screen };
  if (screen === "customers" && id) {
    return { screen: "customer", id: decoded(id), tab: tabs.find((known) => known === tab) ?? "timeline" };
  }
  const asked = new URLSearchParams(query);
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
  if (place.screen !== "customers") return `#/${place.screen}`;
  const asked = new URLSearchParams();
  if (place.search) asked.set("q", place.search);
  if (place.sort.length) asked.set("sort", place.sort.map((by) => (by.descending ? "-" : "") + by.field).join(","));
  if (place.hideCancelled !== null) asked.set("cancelled", place.hideCancelled ? "hide" : "show");
  const query = asked.toString();
  return query ? `#/customers?${query}` : "#/customers";
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
