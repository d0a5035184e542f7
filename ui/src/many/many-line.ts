import { html, nothing } from "lit";
import type { ManyCard } from "../gen/desk.gen.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import { far, titleOf } from "./words.ts";

/** What is done to many and is not over: one line, which opens it. */
export class ManyLine extends View {
  #many = new Query(this, "many", () => ({ id: null, only: null, from: 0, limit: 0 }), ["many"]);

  get latest(): ManyCard | undefined {
    return this.#many.reply?.latest[0];
  }

  override render() {
    const open = this.#many.reply?.latest.find(({ state }) => state !== "over");
    if (!open) return nothing;
    const { id, state } = open;
    return html`<button type="button" class="btn quiet" data-test="many-line" @click=${() => showMany(id)}>${icon(state === "stopped" ? "pause" : "working")}
      ${titleOf(open)} · ${far(open)}${state === "stopped" ? ` · ${t("many-state-stopped")}` : ""}</button>`;
  }
}

export function showMany(id: string): void {
  document.querySelector("many-dialog")?.show(id);
}

customElements.define("many-line", ManyLine);

declare global {
  interface HTMLElementTagNameMap {
    "many-line": ManyLine;
  }
}
