import { html, nothing, type PropertyValues } from "lit";
import { live } from "lit/directives/live.js";
import "../customers/token-chips.ts";
import { faultNote } from "../fault-note.ts";
import { number } from "../format.ts";
import type { Inbox, InboxItem, ItemAction, SyncLine } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { icon } from "../icons.ts";
import { isBare } from "../keys.ts";
import type { InboxPlace } from "../place.ts";
import type { DataTable } from "../table/data-table.ts";
import "../table/data-table.ts";
import { Listing, type News, type Page } from "../table/listing.ts";
import { afterPaint, passing } from "../table/paint.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import { act } from "./acts.ts";
import { mayDo } from "./buttons.ts";
import { columns, dress } from "./columns.ts";
import { emptyInbox } from "./empty.ts";
import type { ItemDetailPane } from "./item-detail.ts";
import "./item-detail.ts";
import { actionOf } from "./look.ts";
import { Showing } from "./showing.ts";
import { viewChips } from "./views.ts";

type InboxPage = Page<InboxItem> & Omit<Inbox, "items" | "total">;
const LOOK_AGAIN = 30_000;
/** Rows answer each keystroke; the item beside them changes once the reader pauses. Milliseconds. */
const FOLLOW_AFTER = 120;
/** So many rows may be on screen. */
const MOST_SHOWN = 30;

/** What needs a person, by when it needs one: the list at the left, the chosen item at the right. */
export class InboxScreen extends View {
  static override properties = {
    place: { attribute: false },
    sync: { attribute: false },
    operator: {},
    news: { state: true },
    chosen: { state: true },
  };
  declare place: InboxPlace;
  declare sync: SyncLine | null;
  declare operator: string;
  declare news: number;
  declare chosen: string;
  #stop = () => {};
  #aging = 0;
  #following: ReturnType<typeof setTimeout> | undefined;
  #acting = false;
  #views: Inbox["views"] = [];
  #everything = 0;
  #showing = new Showing();
  #listing = new Listing<{ search: string }, InboxItem, InboxPage>(
    "inbox",
    {
      list: async ({ query, from, limit }) => {
        const { items, ...rest } = await host().call("inbox", { ...query, from, limit });
        return { ...rest, rows: items };
      },
    },
    (news) => this.#hear(news),
    asFault,
  );
  #key = (event: KeyboardEvent) => this.#press(event);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = host().onStale((tags) => tags.includes("inbox") && this.#listing.refresh());
    this.#aging = setInterval(() => this.table?.measure(), LOOK_AGAIN);
    addEventListener("keydown", this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#showing.close();
    this.#stop();
    clearInterval(this.#aging);
    clearTimeout(this.#following);
    removeEventListener("keydown", this.#key);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("place")) return;
    const before = changed.get("place");
    if (before?.item !== this.place.item) this.chosen = this.place.item ?? "";
    const search = this.place.search.trim();
    if (search !== this.#listing.asked?.search) this.#listing.ask({ search });
  }

  override updated(changed: PropertyValues<this>): void {
    this.#showing.tell(this.hidden ? [] : this.#live());
    if (changed.has("place")) this.#follow();
  }

  /** Live requests among the first rows. */
  #live(): InboxItem[] {
    const rows = Array.from({ length: Math.min(this.#listing.total, MOST_SHOWN) }, (_, at) => this.#listing.rowAt(at));
    return rows.filter((row): row is InboxItem => row?.stage === "live");
  }

  get table(): DataTable<InboxItem> | null {
    return this.querySelector("data-table");
  }

  get pane(): ItemDetailPane | null {
    return this.querySelector("item-detail");
  }

  #hear(news: News<InboxPage>): void {
    const { table } = this;
    if (news.kind === "answer") table?.show(this.#listing);
    if (news.kind === "answer" || news.kind === "page") {
      this.#views = news.page.views;
      this.#everything = news.page.everything;
      if (news.kind === "page") table?.refill();
      passing("inbox-drawn");
      afterPaint("inbox-painted", { search: this.#listing.query?.search ?? "", items: news.page.rows.length });
    }
    clearTimeout(this.#following);
    if (news.kind === "answer" && this.news) this.#following = setTimeout(() => this.#catchUp(), FOLLOW_AFTER);
    else this.#catchUp();
  }

  /** What stands around the rows, and the chosen item, follow them. */
  #catchUp(): void {
    this.#follow();
    this.news = (this.news ?? 0) + 1;
  }

  /** The active row is the chosen item's, wherever it has moved; where it has gone, the one in its place is next. */
  #follow(): void {
    const { table } = this;
    const { item } = this.place;
    if (!table || !this.#listing.query) return;
    const at = item === null ? undefined : this.#listing.indexOf(item);
    if (at !== undefined) {
      if (at !== table.active) table.activate(at);
      this.#wasAt = item;
      return;
    }
    if (item !== null && this.#wasAt !== item) return;
    const next = this.#listing.rowAt(Math.min(table.active, Math.max(0, this.#listing.total - 1)));
    if (next || this.#listing.total === 0) this.#go(next?.id ?? null, false);
  }

  /** The item that was last seen in the list: only then is its absence news. */
  #wasAt: string | null = null;

  /** To another item, by the reader's hand or because the one before is gone. */
  #go(item: string | null, byHand: boolean): void {
    if (item === this.place.item) return;
    this.chosen = byHand ? (item ?? "") : "";
    this.#wasAt = item;
    this.#change({ item });
  }

  #change(part: Partial<InboxPlace>): void {
    this.place = { ...this.place, ...part };
    this.dispatchEvent(new CustomEvent("place-changed", { detail: this.place, bubbles: true }));
  }

  #press(event: KeyboardEvent): void {
    if (this.hidden || !isBare(event) || event.repeat) return;
    const { table } = this;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (table && step) {
      event.preventDefault();
      table.move(table.active + (table.contains(document.activeElement) ? step : 0));
      return;
    }
    if (event.key.toLowerCase() === "f") {
      event.preventDefault();
      this.querySelector<HTMLInputElement>("#inbox-search")?.focus();
      return;
    }
    const action = actionOf(event.key, this.pane?.shown);
    if (!action) return;
    if (action === "approve") passing("decide-key");
    event.preventDefault();
    void this.act(action);
  }

  /** Does it to the item as it was painted; nothing while it has just become something else. */
  async act(action: ItemAction): Promise<void> {
    const { pane } = this;
    const item = pane?.shown && pane.offered(pane.shown);
    if (!pane || !item || !pane.obeys || this.#acting || !mayDo(item, action)) return;
    if (pane.openAside(action)) return;
    const at = this.#listing.indexOf(item.id) ?? 0;
    const next = this.#listing.rowAt(at + 1) ?? this.#listing.rowAt(at - 1);
    this.#acting = true;
    const outcome = await act(action, item, pane.detail, pane.reason);
    this.#acting = false;
    if (typeof outcome === "object") pane.failed = outcome;
    else if (outcome === "settled") this.#moveOn(next?.id ?? null);
  }

  /** The next item comes by itself, and the focus is in the list again. */
  #moveOn(next: string | null): void {
    this.#go(next, false);
    const { table } = this;
    if (next === null) this.querySelector<HTMLElement>("h1")?.focus();
    else table?.focusActive();
  }

  #leave(): void {
    const at = this.#listing.indexOf(this.place.item ?? "") ?? 0;
    this.#moveOn((this.#listing.rowAt(at + 1) ?? this.#listing.rowAt(at - 1))?.id ?? null);
  }

  async #pin(name: string | null): Promise<void> {
    await host().call("pin_view", { search: this.place.search.trim(), name });
    this.#listing.refresh();
  }

  override render() {
    const { total, fault, query, lastCounted } = this.#listing;
    const { place } = this;
    const empty = query !== undefined && total === 0;
    const at = place.item === null ? undefined : this.#listing.indexOf(place.item);
    const search = (text: string) => this.#change({ search: text });
    return html`<section class="inbox" aria-labelledby="inbox-title">
      <div class="ilist">
        <header class="listhead">
          <div class="row"><h1 id="inbox-title" tabindex="-1">${t("inbox")}</h1><span class="muted" data-test="inbox-total">${lastCounted === undefined ? nothing : t("inbox-count", { count: lastCounted, total: number(lastCounted) })}</span></div>
          <search class="search">${icon("filter")}
            <input id="inbox-search" type="search" data-test="inbox-search" autocomplete="off" spellcheck="false" aria-label=${t("inbox-search")} placeholder=${t("inbox-search-placeholder")}
              .value=${live(place.search)} @input=${(event: Event) => search((event.target as HTMLInputElement).value)} @keydown=${(event: KeyboardEvent) => this.#typing(event)} />
            ${place.search ? html`<button type="button" class="icon-btn clear" aria-label=${t("clear-search")} title=${t("clear-search")} @click=${() => search("")}>${icon("cross")}</button>` : html`<kbd aria-hidden="true">F</kbd>`}
          </search>
          ${viewChips(this.#views, place.search, search, (name) => void this.#pin(name))}
        </header>
        ${this.#tokens(search)}
        ${fault ? faultNote(fault, { again: () => this.#listing.ask({ search: place.search.trim() }) }) : nothing}
        <div class="grid-box">
          <data-table class="inbox-table" name="inbox" selects ?inert=${empty} .columns=${columns} .sort=${[]} .dress=${dress}
            @row-active=${(event: CustomEvent<InboxItem>) => this.#go(event.detail.id, true)}
            @row-open=${() => this.pane?.querySelector<HTMLElement>("#item-title")?.focus()}></data-table>
          ${empty ? emptyInbox(place.search, this.#everything, this.sync, search) : nothing}
        </div>
        <footer class="listfoot"><span><kbd>J</kbd><kbd>K</kbd>${t("key-move")}</span><span><kbd>Enter</kbd>${t("key-open")}</span><span><kbd>F</kbd>${t("key-filter")}</span><span class="keys"><kbd>?</kbd>${t("key-all")}</span></footer>
      </div>
      <item-detail .item=${at === undefined ? undefined : this.#listing.rowAt(at)} .which=${place.item ?? ""} .chosen=${this.chosen ?? ""} .operator=${this.operator}
        @item-act=${(event: CustomEvent<ItemAction>) => void this.act(event.detail)} @item-left=${() => this.#leave()}></item-detail>
    </section>`;
  }

  #typing(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.place.search) this.#change({ search: "" });
    else if (event.key === "Enter" || event.key === "ArrowDown" || event.key === "Escape") this.table?.focusActive();
    else return;
    event.preventDefault();
  }

  #tokens(search: (text: string) => void) {
    const shown = this.#listing.tokens.filter(({ field, problem }) => field !== null || problem !== null);
    if (shown.length === 0) return nothing;
    return html`<token-chips .tokens=${shown} .search=${this.place.search} @search-changed=${(event: CustomEvent<string>) => search(event.detail)}></token-chips>`;
  }
}

customElements.define("inbox-screen", InboxScreen);

declare global {
  interface HTMLElementTagNameMap {
    "inbox-screen": InboxScreen;
  }
}
