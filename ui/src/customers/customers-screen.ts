import { html, nothing, type PropertyValues } from "lit";
import { faultNote } from "../fault-note.ts";
import { number } from "../format.ts";
import type { ListPage, ListQuery, Sort, SubscriptionRow, SyncLine } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { icon } from "../icons.ts";
import { isBare, isFree, selectsAll } from "../keys.ts";
import { announce } from "../live.ts";
import "../many/many-line.ts";
import { pickBar } from "../many/pick-bar.ts";
import { type CustomersPlace, go } from "../place.ts";
import type { DataTable, RowPick } from "../table/data-table.ts";
import "../table/data-table.ts";
import { Listing, type News } from "../table/listing.ts";
import { afterPaint, passing, whenPainted } from "../table/paint.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import { columns } from "./columns.ts";
import { emptyState } from "./empty.ts";
import { filterBar } from "./filter-bar.ts";
import { Picking } from "./picking.ts";
import "./token-chips.ts";

const BY_NAME: Sort[] = [{ field: "name", descending: false }];
const REFRESH_AFTER = 700;
let usable = false;

/** Every subscription of the publisher: found as one types, and scrolled at any length. */
export class CustomersScreen extends View {
  static override properties = {
    place: { attribute: false },
    hideCancelled: { attribute: false },
    sync: { attribute: false },
    news: { state: true },
  };
  declare place: CustomersPlace;
  /** What the person prefers; the place may say otherwise. */
  declare hideCancelled: boolean;
  declare sync: SyncLine | null;
  declare news: number;
  #stop = () => {};
  #told = 0;
  #refreshing: number | undefined;
  #listing = new Listing<ListQuery, SubscriptionRow, ListPage>(
    "list",
    {
      list: (request) => host().call("list_subscriptions", request),
      count: (query) => host().call("count_subscriptions", query),
    },
    (news) => this.#hear(news),
    asFault,
  );
  /** Who is selected. */
  readonly picking = new Picking(this.#listing, () => this.#picked());
  #key = (event: KeyboardEvent) => this.#move(event);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = host().onStale((tags) => tags.includes("subscriptions") && this.#refreshSoon());
    addEventListener("keydown", this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    removeEventListener("keydown", this.#key);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("place") || changed.has("hideCancelled")) this.#ask();
  }

  get table(): DataTable<SubscriptionRow> | null {
    return this.querySelector("data-table");
  }

  get #hides(): boolean {
    return this.place.hideCancelled ?? this.hideCancelled;
  }

  get #sort(): Sort[] {
    return this.place.sort.length ? this.place.sort : BY_NAME;
  }

  #ask(): void {
    const query = { search: this.place.search.trim(), hideCancelled: this.#hides, sort: this.#sort };
    if (JSON.stringify(query) === JSON.stringify(this.#listing.asked)) return;
    this.#forgetAll(query);
    this.#listing.ask(query);
  }

  /** All that match one search are not all that match the next; those selected by name stay selected. */
  #forgetAll({ search, hideCancelled }: ListQuery): void {
    const before = this.#listing.asked;
    const isOther = before && (before.search !== search || before.hideCancelled !== hideCancelled);
    if (isOther && this.picking.isAll) this.picking.clear();
  }

  #hear(news: News<ListPage>): void {
    const { table } = this;
    document.dispatchEvent(new Event("list-answered"));
    if (news.kind === "answer") table?.show(this.#listing);
    else if (news.kind !== "fault") table?.refill();
    if (news.kind === "answer" || news.kind === "page") {
      passing("list-drawn");
      const { from, rows } = news.page;
      afterPaint("rows-painted", { query: this.#listing.query, from, rows: rows.length });
      if (news.kind === "answer") this.#afterAnswer(rows.length);
    } else if (news.kind === "count") this.#tell();
    this.news = (this.news ?? 0) + 1;
  }

  #afterAnswer(rows: number): void {
    if (!usable && rows > 0) {
      usable = true;
      afterPaint("list-usable", { rows });
    }
    whenPainted(() => this.#listing.count());
  }

  /** A sweep says often that rows have changed; once a second is often enough to look. */
  #refreshSoon(): void {
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = undefined;
      this.#listing.refresh();
    }, REFRESH_AFTER);
  }

  #tell(): void {
    clearTimeout(this.#told);
    this.#told = setTimeout(() => announce(t("customers-found", { count: this.#listing.total })), 700);
  }

  #move(event: KeyboardEvent): void {
    const { table } = this;
    if (this.hidden || !table || this.#picks(event, table) || !isBare(event)) return;
    const step = { j: 1, J: 1, k: -1, K: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    table.move(table.active + (table.contains(document.activeElement) ? step : 0));
  }

  #picked(): void {
    this.requestUpdate();
    this.table?.drawPicks();
  }

  /** Selecting by keys: X the row, Shift+X all up to it, Ctrl+A all that match, Escape nobody. */
  #picks(event: KeyboardEvent, table: DataTable<SubscriptionRow>): boolean {
    if (selectsAll(event)) this.picking.all();
    else if (event.key === "Escape" && isFree(event) && this.picking.count > 0) this.picking.clear();
    else if (event.key.toLowerCase() === "x" && isBare(event)) table.pickActive(event.shiftKey);
    else return false;
    event.preventDefault();
    return true;
  }

  #change(part: Partial<CustomersPlace>): void {
    this.dispatchEvent(new CustomEvent("place-changed", { detail: { ...this.place, ...part }, bubbles: true }));
  }

  override render() {
    const { total, counted, lastCounted, everything, fault, query } = this.#listing;
    const empty = query !== undefined && counted && total === 0;
    return html`<section class="page" aria-labelledby="customers-title">
      <header class="pagehead">
        <h1 id="customers-title" tabindex="-1">${t("customers")}</h1>
        <span class="count" data-test="total">${lastCounted === undefined ? nothing : number(lastCounted)}</span>
        ${filterBar(this.place.search, this.#hides, (part) => this.#change(part))}
        <button type="button" class="btn quiet" data-test="look-up-purchase" @click=${() => document.querySelector("lookup-dialog")?.open()}>${icon("box")}${t("lookup-short")}</button>
      </header>
      ${this.#tokens()}
      ${fault ? faultNote(fault, { again: () => this.#again() }) : nothing}
      <div class="grid-box">
        <data-table class="customers" name="customers" pickable ?inert=${empty} .columns=${columns} .sort=${this.#sort} .picks=${this.picking.picks}
          @row-pick=${(event: CustomEvent<RowPick<SubscriptionRow>>) => this.picking.pick(event.detail)}
          @row-open=${(event: CustomEvent<SubscriptionRow>) => this.#open(event.detail)}
          @sort-changed=${(event: CustomEvent<Sort[]>) => this.#change({ sort: event.detail })}></data-table>
        ${empty ? emptyState(this.place.search, this.#hides, everything, this.sync, (part) => this.#change(part)) : nothing}
      </div>
      ${this.picking.count > 0 ? this.#bar() : this.#foot()}
    </section>`;
  }

  #bar() {
    const { picking } = this;
    return pickBar({
      count: picking.count,
      total: this.#listing.total,
      isAll: picking.isAll,
      act: (kind) => picking.act(kind),
      all: () => picking.all(),
      clear: () => picking.clear(),
    });
  }

  #foot() {
    const { lastCounted, everything } = this.#listing;
    return html`<footer class="listfoot">
        <span data-test="foot-count">${lastCounted !== undefined && everything !== undefined ? t("customers-foot", { count: lastCounted, everything: number(everything) }) : t("customers-counting")}</span>
        ${this.#hides ? html`<span>${t("customers-cancelled-hidden")}</span>` : nothing}
        <many-line></many-line>
        <span class="keys"><kbd>J</kbd><kbd>K</kbd>${t("key-move")}</span>
        <span><kbd>Enter</kbd>${t("key-open")}</span>
        <span><kbd>X</kbd>${t("key-pick")}</span>
        <span><kbd>/</kbd>${t("key-search")}</span>
      </footer>`;
  }

  #again(): void {
    if (this.#listing.asked) this.#listing.ask(this.#listing.asked);
  }

  #open(row: SubscriptionRow): void {
    this.table?.keepPlace();
    go({ screen: "customer", id: row.id, tab: "timeline" });
  }

  #tokens() {
    const shown = this.#listing.tokens.filter(({ field, problem }) => field !== null || problem !== null);
    if (shown.length === 0) return nothing;
    return html`<token-chips .tokens=${shown} .search=${this.place.search}
      @search-changed=${(event: CustomEvent<string>) => this.#change({ search: event.detail })}></token-chips>`;
  }
}

customElements.define("customers-screen", CustomersScreen);

declare global {
  interface HTMLElementTagNameMap {
    "customers-screen": CustomersScreen;
  }
}
