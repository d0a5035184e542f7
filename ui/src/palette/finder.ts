import type { Fault, SubscriptionRow } from "../gen/desk.gen.ts";

type Ask = (search: string) => Promise<readonly SubscriptionRow[]>;

/**
 * Customers for what is typed. As in the list, one question is in flight, the latest waits, those between are dropped,
 * and an answer to an older one is never shown.
 */
export class Finder {
  rows: readonly SubscriptionRow[] = [];
  fault: Fault | undefined;
  #next: string | undefined;
  #asking = false;
  #turn = 0;

  readonly ask: Ask;
  readonly tell: () => void;
  readonly asFault: (thrown: unknown) => Fault;

  constructor(ask: Ask, tell: () => void, asFault: (thrown: unknown) => Fault) {
    this.ask = ask;
    this.tell = tell;
    this.asFault = asFault;
  }

  find(search: string): void {
    if (!search) {
      this.clear();
      return;
    }
    this.#next = search;
    if (!this.#asking) void this.#run();
  }

  /** Nothing is looked for; what is still on its way is not wanted any more. */
  clear(): void {
    this.#turn++;
    this.#next = undefined;
    this.rows = [];
    this.fault = undefined;
  }

  async #run(): Promise<void> {
    this.#asking = true;
    while (this.#next) {
      const search = this.#next;
      const turn = this.#turn;
      this.#next = undefined;
      const [rows, fault] = await this.ask(search).then(
        (rows) => [rows, undefined] as const,
        (thrown) => [[], this.asFault(thrown)] as const,
      );
      if (this.#next || turn !== this.#turn) continue;
      this.rows = rows;
      this.fault = fault;
      this.tell();
    }
    this.#asking = false;
  }
}
