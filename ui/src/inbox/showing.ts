import type { InboxItem } from "../gen/desk.gen.ts";
import { host } from "../host/host.ts";

/** Says which live items are before somebody's eyes: a relay keeps an answer open only while somebody looks. */
export class Showing {
  #told = "";
  #items: readonly string[] = [];
  #turn = () => this.#send();

  constructor() {
    document.addEventListener("visibilitychange", this.#turn);
  }

  tell(items: readonly InboxItem[]): void {
    this.#items = items.map(({ id }) => id).sort();
    this.#send();
  }

  close(): void {
    this.tell([]);
    document.removeEventListener("visibilitychange", this.#turn);
  }

  #send(): void {
    const items = document.visibilityState === "visible" ? this.#items : [];
    const said = items.join("\n");
    if (said === this.#told) return;
    this.#told = said;
    // Where it fails there is nobody to answer to; the next look says it again.
    host()
      .call("showing", [...items])
      .catch(() => {
        this.#told = "";
      });
  }
}
