import { html, nothing, type PropertyValues } from "lit";
import type { Sort, SortField } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import { afterPaint } from "./paint.ts";
import { RowPool } from "./row-pool.ts";
import { Scale, Travel } from "./scroll.ts";
import { nextSort } from "./sort.ts";

export interface Column<Row> {
  id: string;
  sort?: SortField;
  /** Figures and dates stand at the right edge. */
  end?: boolean;
  /** Builds what stays of a cell once, and returns what fills it for a row. */
  make(cell: HTMLElement): (row: Row) => void;
}

/** Rows by position. A row that is not here yet is `undefined`, and `want` brings it. */
export interface Source<Row extends { id: string }> {
  readonly total: number;
  rowAt(index: number): Row | undefined;
  want(first: number, end: number): void;
}

/** Which rows are selected to do something with. Where there is nothing to ask, nothing is. */
export interface Picks {
  has(id: string): boolean;
}

/** A row was picked, or all between it and the one picked before. */
export interface RowPick<Row> {
  index: number;
  row: Row;
  range: boolean;
}

/** The box stands before a row's first text, this far from the row's edge. */
const BOX_ENDS = 24;
const SPARE = 6;
const SETTLE_AFTER = 150;

/** A grid of any length: rows of one height, a few dozen elements used again and again. */
export class DataTable<Row extends { id: string }> extends View {
  static override properties = {
    columns: { attribute: false },
    sort: { attribute: false },
    name: {},
    selects: { type: Boolean },
    dress: { attribute: false },
    picks: { attribute: false },
    pickable: { type: Boolean },
  };
  declare columns: readonly Column<Row>[];
  declare sort: readonly Sort[];
  /** Words for the grid and its columns: `<name>-grid`, `<name>-column-<id>`. */
  declare name: string;
  /** The active row is the chosen one: a click or a move chooses (`row-active`), Enter opens. */
  declare selects: boolean;
  /** Marks a row's element for what stands in it. */
  declare dress: ((element: HTMLElement, row: Row) => void) | undefined;
  /** Several rows may be picked, by their box, with Space or Ctrl and a click; picking is told as `row-pick`. */
  declare pickable: boolean;
  /** Those that are; undefined while none is. */
  declare picks: Picks | undefined;
  source: Source<Row> | undefined;
  active = 0;
  #pool: RowPool<Row> | undefined;
  #travel = new Travel();
  #view = 0;
  #rowHeight = 36;
  #settling = 0;
  #sized = new ResizeObserver(() => this.measure());
  #kept = 0;

  override firstUpdated(): void {
    this.#watchSizes();
    this.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sized.disconnect();
  }

  override updated(changed: PropertyValues<this>): void {
    const body = this.querySelector<HTMLElement>(".rows");
    if (!body) return;
    if (changed.has("columns")) this.#pool = new RowPool<Row>(body, this, (index, event) => this.#click(index, event));
    if (changed.has("picks")) this.drawPicks();
    if (this.source) this.measure();
  }

  /** Reads the height of a row and of the window again; does nothing while hidden. */
  measure(): void {
    if (this.clientHeight === 0) return;
    this.#rowHeight = this.querySelector<HTMLElement>(".ruler")?.offsetHeight || this.#rowHeight;
    const head = this.querySelector<HTMLElement>(".head")?.offsetHeight ?? 32;
    this.#view = Math.max(0, this.clientHeight - head);
    this.#scale();
    this.#travel.moved(this.scrollTop);
    this.#draw(true);
  }

  /** Draws what the source holds now: call it when rows have come or have changed. */
  refill(): void {
    this.active = Math.max(0, Math.min(this.active, (this.source?.total ?? 1) - 1));
    this.#scale();
    if (this.#travel.scroll > this.#travel.scale.way) this.#travel.moved(this.scrollTop);
    this.#draw(false);
  }

  /** Draws another source, from its first row. */
  show(source: Source<Row>): void {
    this.source = source;
    this.active = 0;
    this.#place(0);
    this.refill();
  }

  /** Shows rows that are in memory, and says when they were painted. */
  repaint(source: Source<Row>): void {
    this.show(source);
    afterPaint("rows-repainted", { rows: this.#pool?.drawn ?? 0 });
  }

  /** Leaving and coming back finds the same rows. */
  keepPlace(): void {
    this.#kept = this.#travel.offset;
  }

  findPlace(): void {
    this.measure();
    this.#rollTo(this.#kept);
    this.#draw(true);
    this.focusActive();
  }

  move(to: number): void {
    const total = this.source?.total ?? 0;
    if (total === 0) return;
    this.activate(Math.max(0, Math.min(total - 1, to)));
    const offset = this.#travel.scale.revealing(this.active, this.#travel.offset);
    if (offset !== undefined) this.#rollTo(offset);
    this.#draw(false);
    this.focusActive();
    this.#choose();
  }

  /** Another row becomes the active one, without a move of the reader's. */
  activate(index: number): void {
    this.active = index;
    this.#draw(false);
  }

  openActive(): void {
    this.#open(this.active);
  }

  focusActive(): void {
    (this.#pool?.elementOf(this.active) ?? this).focus({ preventScroll: true });
  }

  #choose(): void {
    if (!this.selects) return;
    const row = this.source?.rowAt(this.active);
    if (row) this.dispatchEvent(new CustomEvent<Row>("row-active", { detail: row }));
  }

  /** Draws who is picked: call it when that has changed. */
  drawPicks(): void {
    this.classList.toggle("picking", this.picks !== undefined);
    this.#draw(true);
  }

  /** Picks the active row, or all from the one picked before. */
  pickActive(range: boolean): void {
    this.#pick(this.active, range);
  }

  #pick(index: number, range: boolean): void {
    const row = this.source?.rowAt(index);
    if (!row) return;
    this.dispatchEvent(new CustomEvent<RowPick<Row>>("row-pick", { detail: { index, row, range } }));
  }

  /** A click on the box picks; so does one with Ctrl, or with Shift once something is picked. */
  #isPick(event: MouseEvent): boolean {
    if (!this.pickable) return false;
    if (event.ctrlKey || event.metaKey || (event.shiftKey && this.picks)) return true;
    const row = (event.target as Element).closest("[role=row]");
    const from = row?.getBoundingClientRect().left ?? 0;
    return event.clientX > 0 && event.clientX - from < BOX_ENDS;
  }

  #click(index: number, event: MouseEvent): void {
    if (this.#isPick(event)) {
      this.activate(index);
      this.focusActive();
      this.#pick(index, event.shiftKey);
      return;
    }
    if (!this.selects) {
      this.#open(index);
      return;
    }
    this.activate(index);
    this.focusActive();
    this.#choose();
  }

  #open(index: number): void {
    const row = this.source?.rowAt(index);
    this.active = index;
    if (row) this.dispatchEvent(new CustomEvent<Row>("row-open", { detail: row, bubbles: true }));
  }

  #watchSizes(): void {
    this.#sized.observe(this);
    const ruler = this.querySelector(".ruler");
    if (ruler) this.#sized.observe(ruler);
  }

  /** Asks nothing of the layout: reading a height after rows were filled lays all of them out once more. */
  #scale(): void {
    const rows = this.source?.total ?? 0;
    const { scale } = this.#travel;
    if (scale.rows === rows && scale.rowHeight === this.#rowHeight && scale.view === this.#view) return;
    this.#travel.scale = new Scale(rows, this.#rowHeight, this.#view);
    const body = this.querySelector<HTMLElement>(".rows");
    if (body) body.style.height = `${this.#travel.scale.height}px`;
    this.setAttribute("aria-rowcount", String(rows + 1));
  }

  #draw(anew: boolean): void {
    const { source } = this;
    const pool = this.#pool;
    if (!source || !pool) return;
    const inside = this.contains(document.activeElement) && !document.activeElement?.closest(".head");
    const { scale, offset } = this.#travel;
    const span = scale.shown(offset, SPARE);
    const { active, picks } = this;
    pool.draw(span, source, { anew, active, picks, top: (row) => this.#travel.topOf(row) });
    source.want(span.first, span.end);
    if (inside) this.focusActive();
  }

  #scrolled(): void {
    this.#travel.moved(this.scrollTop);
    this.#draw(false);
    clearTimeout(this.#settling);
    if (this.#travel.scale.stretched)
      this.#settling = setTimeout(() => this.#rollTo(this.#travel.offset), SETTLE_AFTER);
  }

  /** Moves the rows to an offset, and draws those that stand there. */
  #rollTo(offset: number): void {
    this.#place(offset);
    this.#draw(false);
  }

  /** Moves the bar to the place that stands for an offset; touching a bar that is there already costs a layout. */
  #place(offset: number): void {
    this.#travel.offset = offset;
    if (this.#travel.place === this.#travel.scroll) return;
    this.scrollTop = this.#travel.place;
    this.#travel.scroll = this.scrollTop;
  }

  #key(event: KeyboardEvent): void {
    if ((event.target as Element).closest(".head") || event.ctrlKey || event.metaKey || event.altKey) return;
    const screenful = Math.max(1, Math.floor(this.#travel.scale.view / this.#travel.scale.rowHeight) - 1);
    const to = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + screenful,
      PageUp: this.active - screenful,
      Home: 0,
      End: (this.source?.total ?? 1) - 1,
    }[event.key];
    if (to !== undefined) this.move(to);
    else if (event.key === "Enter") this.openActive();
    else if (event.key === " " && this.pickable) this.#pick(this.active, event.shiftKey);
    else return;
    event.preventDefault();
  }

  #sortBy(event: MouseEvent, field: SortField): void {
    const detail = nextSort(this.sort, field, event.shiftKey);
    this.dispatchEvent(new CustomEvent<Sort[]>("sort-changed", { detail }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute("role", "grid");
    this.tabIndex = -1;
    if (this.hasUpdated) this.#watchSizes();
  }

  override render() {
    this.setAttribute("aria-label", t(`${this.name}-grid`));
    if (this.pickable) this.setAttribute("aria-multiselectable", "true");
    return html`<div class="head" role="rowgroup">
        <div role="row" aria-rowindex="1" class="tr">${this.columns.map((column) => this.#head(column))}</div>
      </div>
      <div class="ruler" aria-hidden="true"></div>
      <div class="rows" role="rowgroup"></div>`;
  }

  #head(column: Column<Row>) {
    const label = t(`${this.name}-column-${column.id}`);
    const end = column.end ? "end" : "";
    const { sort } = column;
    if (!sort) return html`<div role="columnheader" class="th c-${column.id} ${end}">${label}</div>`;
    const at = this.sort.findIndex((by) => by.field === sort);
    const by = this.sort[at];
    const way = by ? (by.descending ? "descending" : "ascending") : "none";
    return html`<div role="columnheader" class="th c-${column.id} ${end}" aria-sort=${at === 0 ? way : "none"}>
      <button type="button" data-test="sort-${sort}" title=${t("grid-sort-hint")} class=${way}
        @click=${(event: MouseEvent) => this.#sortBy(event, sort)}
      >${label}${by ? html`${icon("sort")}${this.sort.length > 1 ? html`<small>${at + 1}</small>` : nothing}` : nothing}</button>
    </div>`;
  }
}

customElements.define("data-table", DataTable);
