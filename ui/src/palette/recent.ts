import type { SubscriptionRow } from "../gen/desk.gen.ts";
import type { Command } from "./command.ts";

const KEPT = 4;

/**
 * What was used last, newest first. It lives as long as the window: names of customers are written nowhere but in the
 * desk's own sealed store.
 */
export class Recent {
  #used: Command[] = [];

  remember(command: Command): void {
    if (command.group === "here") return;
    this.#used = [command, ...this.#used.filter(({ id }) => id !== command.id)].slice(0, KEPT);
  }

  forget(): void {
    this.#used = [];
  }

  /** As offered now: what is offered no longer is left out, and a customer is drawn again as it was found. */
  among(offered: readonly Command[], customer: (row: SubscriptionRow) => Command): Command[] {
    return this.#used.flatMap(({ id, row }) => {
      const now = row ? customer(row) : offered.find((one) => one.id === id);
      return now ?? [];
    });
  }
}
