import type { Column, DataTable, Picks, Source } from "./data-table.ts";
import type { Span } from "./scroll.ts";

interface Slot<Row> {
  element: HTMLElement;
  fill: readonly ((row: Row) => void)[];
  index: number;
  row: Row | undefined;
  /** Undefined while nobody picks anything. */
  picked: boolean | undefined;
  top: number;
}

interface Drawing {
  anew: boolean;
  active: number;
  picks: Picks | undefined;
  top(row: number): number;
}

/** The elements of the rows on screen. A row that scrolls out lends its element to the one that comes in. */
export class RowPool<Row extends { id: string }> {
  readonly #slots: Slot<Row>[] = [];
  #byIndex = new Map<number, Slot<Row>>();

  readonly body: HTMLElement;
  readonly columns: readonly Column<Row>[];
  readonly selects: boolean;
  readonly dress: ((element: HTMLElement, row: Row) => void) | undefined;

  constructor(
    body: HTMLElement,
    { columns, selects, dress }: Pick<DataTable<Row>, "columns" | "selects" | "dress">,
    click: (index: number, event: MouseEvent) => void,
  ) {
    this.body = body;
    this.columns = columns;
    this.selects = selects;
    this.dress = dress;
    body.replaceChildren();
    body.onclick = (event) => {
      const row = (event.target as Element).closest<HTMLElement>("[role=row]");
      const slot = this.#slots.find(({ element }) => element === row);
      if (slot) click(slot.index, event);
    };
  }

  get drawn(): number {
    return this.#byIndex.size;
  }

  elementOf(index: number): HTMLElement | undefined {
    return this.#byIndex.get(index)?.element;
  }

  draw(span: Span, source: Source<Row>, { anew, active, picks, top }: Drawing): void {
    const free = this.#slots.filter(({ index }) => index < span.first || index >= span.end);
    const kept = this.#byIndex;
    this.#byIndex = new Map();
    for (let index = span.first; index < span.end; index++) {
      const slot = kept.get(index) ?? free.pop() ?? this.#add();
      this.#byIndex.set(index, slot);
      this.#place(slot, index, top(index));
      const row = source.rowAt(index);
      if (anew || row !== slot.row || row === undefined) this.#fill(slot, row);
      slot.element.tabIndex = index === active ? 0 : -1;
      if (picks) this.#pick(slot, picks);
      else if (slot.picked !== undefined) this.#unpick(slot);
      if (this.selects) slot.element.setAttribute("aria-selected", String(index === active));
    }
    for (const slot of free) this.#hide(slot);
  }

  #place(slot: Slot<Row>, index: number, top: number): void {
    if (slot.index !== index) {
      if (slot.index < 0) slot.element.hidden = false;
      slot.index = index;
      slot.element.setAttribute("aria-rowindex", String(index + 2));
      slot.element.classList.toggle("odd", index % 2 === 1);
    }
    if (slot.top === top) return;
    slot.top = top;
    slot.element.style.transform = `translateY(${top}px)`;
  }

  #fill(slot: Slot<Row>, row: Row | undefined): void {
    slot.row = row;
    const { element } = slot;
    element.classList.toggle("waiting", row === undefined);
    if (!row) {
      element.removeAttribute("data-row-id");
      element.setAttribute("aria-busy", "true");
      return;
    }
    element.setAttribute("data-row-id", row.id);
    element.removeAttribute("aria-busy");
    this.dress?.(element, row);
    for (const fill of slot.fill) fill(row);
  }

  #pick(slot: Slot<Row>, picks: Picks): void {
    const picked = slot.row !== undefined && picks.has(slot.row.id);
    if (slot.picked === picked) return;
    slot.picked = picked;
    slot.element.setAttribute("aria-selected", String(picked));
  }

  #unpick(slot: Slot<Row>): void {
    slot.picked = undefined;
    slot.element.removeAttribute("aria-selected");
  }

  #hide(slot: Slot<Row>): void {
    slot.index = -1;
    slot.row = undefined;
    slot.element.hidden = true;
    slot.element.removeAttribute("data-row-id");
  }

  #add(): Slot<Row> {
    const element = document.createElement("div");
    element.setAttribute("role", "row");
    element.className = "tr";
    const fill = this.columns.map((column) => {
      const cell = element.appendChild(document.createElement("div"));
      cell.setAttribute("role", "gridcell");
      cell.className = `td c-${column.id}${column.end ? " end" : ""}`;
      return column.make(cell);
    });
    this.body.append(element);
    const slot: Slot<Row> = { element, fill, index: -1, row: undefined, picked: undefined, top: Number.NaN };
    this.#slots.push(slot);
    return slot;
  }
}
