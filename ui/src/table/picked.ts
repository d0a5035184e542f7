/** Rows that are selected: some by name, or all that match but some. A hundred thousand are one word. */
export class Picked {
  #all = false;
  /** Those selected; or, where all are, those left out. */
  #named = new Set<string>();
  /** Where a range begins. */
  anchor: number | undefined;
  readonly #tell: () => void;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  get isAll(): boolean {
    return this.#all;
  }

  get named(): readonly string[] {
    return [...this.#named];
  }

  /** Whether anything is selected, of so many that match. */
  isAny(total: number): boolean {
    return this.count(total) > 0;
  }

  count(total: number): number {
    return this.#all ? Math.max(0, total - this.#named.size) : this.#named.size;
  }

  has(id: string): boolean {
    return this.#all !== this.#named.has(id);
  }

  toggle(id: string): void {
    if (!this.#named.delete(id)) this.#named.add(id);
    this.#tell();
  }

  /** Selects these, whatever they were. */
  add(ids: Iterable<string>): void {
    for (const id of ids) {
      if (this.#all) this.#named.delete(id);
      else this.#named.add(id);
    }
    this.#tell();
  }

  all(): void {
    this.#all = true;
    this.#named.clear();
    this.#tell();
  }

  clear(): void {
    this.#all = false;
    this.anchor = undefined;
    this.#named.clear();
    this.#tell();
  }
}
