/**
 * Where rows of one height stand in a scroller. WebKitGTK paints nothing beyond 2^24 pixels (seen at
 * 18 million, November 2026), so above `TALLEST` the bar's way is shorter than the rows' true height.
 */
export const TALLEST = 12_000_000;
/** More rows than any screen shows: a guard for a page measured before its style sheet was there. */
export const MOST_ROWS = 80;

export interface Span {
  first: number;
  /** One past the last. */
  end: number;
}

/** The measures of one list: they change with its length, its density and its window. */
export class Scale {
  readonly rows: number;
  readonly rowHeight: number;
  readonly view: number;
  readonly height: number;
  readonly #full: number;

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

  /** How far the rows can move. */
  get farthest(): number {
    return Math.max(0, this.#full - this.view);
  }

  /** How far the bar can move. */
  get way(): number {
    return Math.max(0, this.height - this.view);
  }

  offsetAt(scroll: number): number {
    return this.stretched && this.way > 0 ? (clamp(scroll, this.way) / this.way) * this.farthest : scroll;
  }

  scrollFor(offset: number): number {
    return this.stretched && this.farthest > 0 ? (clamp(offset, this.farthest) / this.farthest) * this.way : offset;
  }

  /** The rows on screen, with a few to spare on both sides. */
  shown(offset: number, spare: number): Span {
    const first = Math.max(0, Math.floor(offset / this.rowHeight) - spare);
    const end = Math.min(this.rows, Math.ceil((offset + this.view) / this.rowHeight) + spare);
    return { first: Math.min(first, end), end: Math.min(end, first + MOST_ROWS) };
  }

  /** How far the rows must have moved to show this one, or undefined where they show it already. */
  revealing(row: number, offset: number): number | undefined {
    const top = row * this.rowHeight;
    if (top < offset) return top;
    const bottom = top + this.rowHeight - this.view;
    return bottom > offset ? bottom : undefined;
  }
}

/** The way travelled. A short move is true to the pixel at any length; a long one follows the bar. */
export class Travel {
  scale = new Scale(0, 36, 0);
  scroll = 0;
  offset = 0;

  /** The bar has moved, by whatever hand. */
  moved(scroll: number): void {
    const by = scroll - this.scroll;
    this.scroll = scroll;
    const inside = scroll > 0 && scroll < this.scale.way;
    const isShort = this.scale.stretched && inside && Math.abs(by) <= this.scale.view;
    this.offset = isShort ? clamp(this.offset + by, this.scale.farthest) : this.scale.offsetAt(scroll);
  }

  /** Where to draw a row, in the scroller's own pixels. */
  topOf(row: number): number {
    return row * this.scale.rowHeight - this.offset + this.scroll;
  }

  /** Where the bar belongs, when short moves have left it beside its place. */
  get place(): number {
    return this.scale.scrollFor(this.offset);
  }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}
