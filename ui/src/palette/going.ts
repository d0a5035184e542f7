import { quickFilters } from "../customers/search.ts";
import { number } from "../format.ts";
import type { Frame, PinnedView, SubscriptionRow } from "../gen/desk.gen.ts";
import type { IconName } from "../icons.ts";
import { viewName } from "../inbox/views.ts";
import type { CustomersPlace, InboxPlace, Place } from "../place.ts";
import { statusWord } from "../status.ts";
import { t } from "../words.ts";
import type { Command, Leap } from "./command.ts";
import { fold, seen } from "./fold.ts";

/** What stands around the palette. */
export interface Around {
  frame: Frame;
  place: Place;
  /** The lists as they were left. */
  customers: CustomersPlace;
  inbox: InboxPlace;
  leap: Leap;
}

/** The screens, without the one that is open. */
export function screens({ frame, place, customers, inbox, leap }: Around): Command[] {
  const all: [Place, IconName, string][] = [
    [inbox, "inbox", "I"],
    [customers, "people", "C"],
    [{ screen: "suspensions" }, "pause", "P"],
    [{ screen: "history", subscription: null }, "history", "H"],
    [{ screen: "settings" }, "gear", "S"],
    [{ screen: "rules" }, "ladder", "R"],
  ];
  return all
    .filter(([{ screen }]) => screen !== place.screen)
    .map(([to, icon, key]) => ({
      id: `go-${to.screen}`,
      group: "go",
      icon,
      label: t(to.screen),
      also: t(`palette-also-${to.screen}`),
      keys: frame.preferences.singleKeys ? ["G", key] : [],
      run: () => leap(to),
    }));
}

/** The inbox by a pinned view, and the customers by one of the daily filters. */
export function lists(views: readonly PinnedView[], { customers, leap }: Around): Command[] {
  const inbox = views.map(
    (view): Command => ({
      id: `view-${view.search}`,
      group: "lists",
      icon: view.builtIn ? "inbox" : "pin",
      label: t("palette-view", { view: viewName(view) }),
      also: view.search,
      detail: number(view.count),
      run: () => leap({ screen: "inbox", search: view.search, item: null }),
    }),
  );
  const filters = quickFilters.map(
    ({ id, token }): Command => ({
      id: `filter-${id}`,
      group: "lists",
      icon: "people",
      label: t("palette-filter", { filter: t(`filter-${id}`) }),
      also: token,
      detail: token,
      run: () => leap({ ...customers, search: token }),
    }),
  );
  return [...inbox, ...filters];
}

/** A customer that was found; where the name does not say why, what does stands beside it. */
export function customer(row: SubscriptionRow, typed: string, leap: Leap): Command {
  const { id, name, plan, seats, status, statusKind, buyer, offer } = row;
  const label = name || t("no-name");
  const facts = [plan, seats === null ? "" : t("seats", { count: seats, seats: number(seats) })];
  const told = [...facts, statusWord(statusKind, status)].filter(Boolean).join(" · ");
  const why = seen(label, typed).length ? undefined : [buyer, offer, id].find((one) => seen(one, typed).length > 0);
  return {
    id: `customer-${id}`,
    group: "customers",
    icon: "person",
    label,
    detail: typed && why ? why : told,
    row,
    run: () => leap({ screen: "customer", id, tab: "timeline" }),
  };
}

/** Whether rows that answer fewer letters still fit, so that they stay on screen until the answer to all is there. */
export function stillFits({ name, buyer, offer, plan, id }: SubscriptionRow, typed: string): boolean {
  const all = fold(`${name} ${buyer} ${offer} ${plan} ${id}`);
  const parts = fold(typed).split(/\s+/).filter(Boolean);
  return parts.every((part) => /[:<>"]/.test(part) || all.includes(part));
}

export const EVERYWHERE = "search-customers";

/** The same search in the list itself, with all it finds. */
export function everywhere(typed: string, { customers, leap }: Around): Command {
  return {
    id: EVERYWHERE,
    group: "customers",
    icon: "search",
    label: t("palette-search", { search: typed }),
    run: () => leap({ ...customers, search: typed }),
  };
}
