import type { Fault, ListCount, Token } from "../gen/desk.gen.ts";
import type { Source } from "./data-table.ts";
import { passing } from "./paint.ts";

/** Part of a list. Where it does not know how many rows there are, they are counted apart. */
export interface Page<Row> {
  from: number;
  rows: Row[];
  total: number | null;
  tokens: readonly Token[];
}

export interface Asks<Question, Row, P extends Page<Row> = Page<Row>> {
  list(request: { query: Question; from: number; limit: number }): Promise<P>;
  count?(query: Question): Promise<ListCount>;
}

/** What has just come: rows of a new question, rows of a known one, the count, or a failure. */
export type News<P> = { kind: "answer" | "page"; page: P } | { kind: "count" } | { kind: "fault" };

export const FIRST = 60;
export const PAGE = 100;
const AT_ONCE = 2;
const KEPT_PAGES = 80;
const NEIGHBOURS_AFTER = 120;

/**
 * The rows of one question, by position. A new question is asked at each keystroke: one is in flight,
 * the latest waits, those between are dropped, and an answer to an older one is never shown.
 */
export class Listing<Question, Row extends { id: string }, P extends Page<Row> = Page<Row>> implements Source<Row> {
  total = 0;
  /** True once the total was counted, not just seen so far. */
  counted = false;
  everything: number | undefined;
  /** The total last counted, for this question or the one before: what stands on screen until the new one is there. */
  lastCounted: number | undefined;
  tokens: readonly Token[] = [];
  fault: Fault | undefined;
  /** The question the rows answer. */
  query: Question | undefined;
  /** The question asked last, answered or not. */
  asked: Question | undefined;
  #next: Question | undefined;
  #asking = false;
  /** It was told to look again while a question was on its way. */
  #again = false;
  #counting = false;
  #countAgain = false;
  #turn = 0;
  #pages = new Map<number, Row[]>();
  #old = new Set<number>();
  #inFlight = new Set<number>();
  #wanted: number[] = [];
  #near: number[] = [];
  #later: ReturnType<typeof setTimeout> | undefined;

  /** Begins the names of the marks it leaves: `list-asked`, `list-answered`. */
  readonly name: string;
  readonly asks: Asks<Question, Row, P>;
  readonly tell: (news: News<P>) => void;
  readonly asFault: (thrown: unknown) => Fault;

  constructor(
    name: string,
    asks: Asks<Question, Row, P>,
    tell: (news: News<P>) => void,
    asFault: (thrown: unknown) => Fault,
  ) {
    this.name = name;
    this.asks = asks;
    this.tell = tell;
    this.asFault = asFault;
  }

  ask(query: Question): void {
    this.asked = query;
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#next = query;
    if (!this.#asking) void this.#run();
  }

  /** The same question again: rows stay on screen until newer ones take their place. */
  refresh(): void {
    this.#again = false;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    if (!this.query) {
      if (this.asked) this.ask(this.asked);
      return;
    }
    for (const page of this.#pages.keys()) this.#old.add(page);
    if (!this.asks.count) this.#wanted = [...new Set([...this.#wanted, 0])];
    this.#fetch();
    this.count();
  }

  /** Where a row stands, among those that are here. */
  indexOf(id: string): number | undefined {
    for (const [number, rows] of this.#pages) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return number * PAGE + at;
    }
    return undefined;
  }

  rowAt(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Brings the pages on screen at once, and their neighbours when nothing more urgent is asked. */
  want(first: number, end: number): void {
    const from = Math.floor(first / PAGE);
    const to = Math.floor(Math.max(first, end - 1) / PAGE);
    const seen = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    this.#wanted = seen.filter((page) => this.#old.has(page) || this.#lacks(page, first, end));
    this.#forgetFar(from);
    this.#fetch();
    this.#near = [...seen, to + 1, from - 1];
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      this.#wanted = this.#near;
      this.#fetch();
    }, NEIGHBOURS_AFTER);
  }

  count(): void {
    if (!this.asks.count) return;
    this.#countAgain = true;
    if (!this.#counting) void this.#count();
  }

  async #run(): Promise<void> {
    this.#asking = true;
    while (this.#next) {
      const query = this.#next;
      this.#next = undefined;
      try {
        passing(`${this.name}-asked`);
        const page = await this.asks.list({ query, from: 0, limit: FIRST });
        passing(`${this.name}-answered`);
        if (!this.#next) this.#adopt(query, page);
      } catch (thrown) {
        if (!this.#next) this.#fail(thrown);
      }
    }
    this.#asking = false;
    if (this.#again) this.refresh();
  }

  #adopt(query: Question, page: P): void {
    this.#turn++;
    this.#pages = new Map([[0, page.rows]]);
    this.#old.clear();
    this.#inFlight.clear();
    this.query = query;
    this.tokens = page.tokens;
    this.fault = undefined;
    this.counted = page.total !== null || page.rows.length < FIRST;
    this.total = page.total ?? page.rows.length;
    if (this.counted) this.lastCounted = this.total;
    this.tell({ kind: "answer", page });
  }

  #fail(thrown: unknown): void {
    this.fault = this.asFault(thrown);
    this.tell({ kind: "fault" });
  }

  /** Whether a row on screen is not here yet. */
  #lacks(page: number, first: number, end: number): boolean {
    const last = Math.min(end, (page + 1) * PAGE, this.total) - 1;
    return last >= page * PAGE && !(this.rowAt(last) && this.rowAt(Math.max(first, page * PAGE)));
  }

  #isDue(page: number): boolean {
    if (page < 0 || (page > 0 && page * PAGE >= this.total) || this.#inFlight.has(page)) return false;
    const held = this.#pages.get(page);
    return !held || this.#old.has(page) || held.length < Math.min(PAGE, this.total - page * PAGE);
  }

  #fetch(): void {
    for (const page of this.#wanted) {
      if (this.#inFlight.size >= AT_ONCE) return;
      if (this.#isDue(page)) void this.#bring(page);
    }
  }

  async #bring(number: number): Promise<void> {
    const { query } = this;
    if (!query) return;
    const turn = this.#turn;
    this.#inFlight.add(number);
    this.#old.delete(number);
    try {
      const page = await this.asks.list({ query, from: number * PAGE, limit: PAGE });
      if (turn !== this.#turn) return;
      this.#inFlight.delete(number);
      this.#take(number, page);
      this.#fetch();
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.#inFlight.delete(number);
      this.#fail(thrown);
    }
  }

  #take(number: number, page: P): void {
    this.#pages.set(number, page.rows);
    this.fault = undefined;
    if (page.total !== null) {
      this.total = page.total;
      this.lastCounted = page.total;
    } else if (page.rows.length < PAGE) this.total = Math.min(this.total, number * PAGE + page.rows.length);
    this.tell({ kind: "page", page });
  }

  /** A count gives way to a newer question, and its failing then is no failure. */
  async #count(): Promise<void> {
    this.#counting = true;
    while (this.#countAgain && this.query && this.asks.count) {
      this.#countAgain = false;
      const turn = this.#turn;
      try {
        const { total, everything } = await this.asks.count(this.query);
        if (turn !== this.#turn) continue;
        this.everything = everything;
        this.total = total;
        this.lastCounted = total;
        this.counted = true;
        this.tell({ kind: "count" });
      } catch (thrown) {
        if (turn === this.#turn && !this.#asking) this.#fail(thrown);
      }
    }
    this.#counting = false;
  }

  #forgetFar(near: number): void {
    if (this.#pages.size <= KEPT_PAGES) return;
    for (const page of this.#pages.keys()) {
      if (page !== 0 && Math.abs(page - near) > KEPT_PAGES / 2) this.#pages.delete(page);
    }
  }
}
