/**
 * Where rows of one height stand in a scroller. No browser draws an element taller than about 33
 * million pixels, so beyond `TALLEST` the scroll bar's way is stretched over the rows' true height.
 */
export const TALLEST = 30_000_000;
/** More rows than any screen shows: a guard for a page measured before its style sheet was there. */
export const MOST_ROWS = 80;

export interface Span {
  first: number;
  /** One past the last. */
  end: number;
}

export class Scale {
  readonly height: number;
  readonly #full: number;

  readonly rows: number;
  readonly rowHeight: number;
  readonly view: number;

  constructor(rows: number, rowHeight: number, view: number) {
    this.rows = rows;
    this.rowHeight = rowHeight;
    this.view = view;
    this.#full = rows * rowHeight;
    this.height = Math.min(this.#full, TALLEST);
  }

  get stretched(): boolean {
    return this.#full > this.height;
  }

  /** How far the rows have truly moved when the bar stands at `scroll`. */
  offsetAt(scroll: number): number {
    const way = this.height - this.view;
    if (!this.stretched || way <= 0) return scroll;
    return (Math.max(0, Math.min(way, scroll)) / way) * (this.#full - this.view);
  }

  scrollFor(offset: number): number {
    const way = this.height - this.view;
    if (!this.stretched || way <= 0) return offset;
    return (Math.max(0, offset) / (this.#full - this.view)) * way;
  }

  /** Where to draw a row, in the scroller's own pixels. */
  topOf(row: number, scroll: number): number {
    return row * this.rowHeight - this.offsetAt(scroll) + scroll;
  }

  /** The rows on screen, with a few to spare on both sides. */
  shown(scroll: number, spare: number): Span {
    const offset = this.offsetAt(scroll);
    const first = Math.max(0, Math.floor(offset / this.rowHeight) - spare);
    const end = Math.min(this.rows, Math.ceil((offset + this.view) / this.rowHeight) + spare);
    return { first, end: Math.max(first, Math.min(end, first + MOST_ROWS)) };
  }

  /** The bar's place that brings a row on screen, or undefined where it already is. */
  revealing(row: number, scroll: number): number | undefined {
    const offset = this.offsetAt(scroll);
    const top = row * this.rowHeight;
    if (top < offset) return this.scrollFor(top);
    if (top + this.rowHeight > offset + this.view) return this.scrollFor(top + this.rowHeight - this.view);
    return undefined;
  }
}
