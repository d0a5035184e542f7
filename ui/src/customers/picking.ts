import type { ListPage, ListQuery, Selection, SubscriptionRow } from "../gen/desk.gen.ts";
import { host } from "../host/host.ts";
import { announce } from "../live.ts";
import type { ManyKind } from "../many/actions.ts";
import type { RowPick } from "../table/data-table.ts";
import type { Listing } from "../table/listing.ts";
import { Picked } from "../table/picked.ts";
import { t } from "../words.ts";

/** A range is read in leaves of this; a longer one is better said as all that match. */
const AT_ONCE = 200;
const LONGEST_RANGE = 5_000;

/** Who is selected in the list of customers. All that match are named by their search, and found by the desk. */
export class Picking {
  readonly #picked: Picked;
  readonly #listing: Listing<ListQuery, SubscriptionRow, ListPage>;

  constructor(listing: Listing<ListQuery, SubscriptionRow, ListPage>, tell: () => void) {
    this.#listing = listing;
    this.#picked = new Picked(tell);
  }

  get count(): number {
    return this.#picked.count(this.#listing.total);
  }

  get isAll(): boolean {
    return this.#picked.isAll;
  }

  /** What the table draws; nothing while nobody is selected. */
  get picks(): Picked | undefined {
    return this.count > 0 ? this.#picked : undefined;
  }

  get selection(): Selection | undefined {
    const { query } = this.#listing;
    if (!query || this.count === 0) return undefined;
    const named = [...this.#picked.named];
    return this.#picked.isAll ? { kind: "all-but", query, but: named } : { kind: "these", ids: named };
  }

  pick({ index, row, range }: RowPick<SubscriptionRow>): void {
    const from = this.#picked.anchor;
    if (range && from !== undefined) void this.#range(from, index);
    else this.#picked.toggle(row.id);
    this.#picked.anchor = index;
    announce(t("many-selected", { count: this.count, number: String(this.count) }));
  }

  all(): void {
    if (this.#listing.total === 0) return;
    this.#picked.all();
    announce(t("many-all-selected", { count: this.count, number: String(this.count) }));
  }

  clear(): void {
    this.#picked.clear();
  }

  /** Rows that are not here yet are asked for; nobody is selected whose name did not come. */
  async #range(one: number, other: number): Promise<void> {
    const [first, last] = one < other ? [one, other] : [other, one];
    const { query } = this.#listing;
    if (!query) return;
    if (last - first >= LONGEST_RANGE) {
      announce(t("many-range-too-long"));
      return;
    }
    const ids: string[] = [];
    for (let from = first; from <= last; from += AT_ONCE) {
      const limit = Math.min(AT_ONCE, last - from + 1);
      const here = Array.from({ length: limit }, (_, i) => this.#listing.rowAt(from + i)?.id);
      if (here.every((id) => id !== undefined)) ids.push(...here);
      else ids.push(...(await host().call("list_subscriptions", { query, from, limit })).rows.map(({ id }) => id));
    }
    if (this.#listing.query === query) this.#picked.add(ids);
  }

  /** Looks at what doing this to them would come to. */
  act(kind: ManyKind): void {
    const { selection } = this;
    if (selection) document.querySelector("many-dialog")?.open(kind, selection);
  }
}
