import type { PinnedView, SubscriptionRow } from "../gen/desk.gen.ts";
import { host } from "../host/host.ts";
import type { Command, Here } from "./command.ts";
import { ofConsole } from "./console.ts";
import { match, seen } from "./fold.ts";
import { type Around, customer, everywhere, lists, screens, stillFits } from "./going.ts";
import { onCustomer } from "./on-customer.ts";
import { onItem } from "./on-item.ts";
import { onPicked } from "./on-picked.ts";
import type { Recent } from "./recent.ts";

const LOOKED_THROUGH = 50;
const SHOWN = 6;

/** What can be done with the item or the customer on screen. */
export function here({ place, frame, leap }: Around): Here | undefined {
  const { singleKeys } = frame.preferences;
  const page = document.querySelector("customer-page");
  if (place.screen === "customer") return page ? onCustomer(page, singleKeys, leap) : undefined;
  if (place.screen === "customers") return onPicked(singleKeys);
  const inbox = document.querySelector("inbox-screen");
  return place.screen === "inbox" && inbox ? onItem(inbox, singleKeys, leap) : undefined;
}

/** The first customers that a search finds, cancelled ones as the person prefers them in lists. */
export async function customersFor(search: string, hideCancelled: boolean): Promise<SubscriptionRow[]> {
  const query = { search, hideCancelled, sort: [{ field: "name" as const, descending: false }] };
  return (await host().call("list_subscriptions", { query, from: 0, limit: LOOKED_THROUGH })).rows;
}

export interface Known {
  around: Around;
  here: Here | undefined;
  views: readonly PinnedView[];
  found: readonly SubscriptionRow[];
  recent: Recent;
}

/** Everything there is to choose from, for the letters typed so far. */
export function commandsFor(typed: string, { around, here, views, found, recent }: Known): Command[] {
  const offered = [...screens(around), ...(here?.commands ?? []), ...lists(views, around), ...ofConsole(around)];
  const { leap } = around;
  if (typed) {
    return [...offered, ...likeliest(found, typed).map((row) => customer(row, typed, leap)), everywhere(typed, around)];
  }
  const used = recent.among(offered, (row) => customer(row, "", leap));
  return [
    ...used.map((command) => ({ ...command, group: "recent" as const })),
    ...offered.filter(({ id }) => !used.some((one) => one.id === id)),
  ];
}

/** Those whose name has what is typed come before those who are found by their plan or address. */
function likeliest(found: readonly SubscriptionRow[], typed: string): SubscriptionRow[] {
  const named = ({ name }: SubscriptionRow) => (match(name, typed) ? 0 : seen(name, typed).length ? 1 : 2);
  return found
    .filter((row) => stillFits(row, typed))
    .toSorted((one, other) => named(one) - named(other))
    .slice(0, SHOWN);
}
