import { html } from "lit";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";

const groups: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    "anywhere",
    [
      ["/", "search"],
      ["?", "sheet"],
      ["Esc", "back"],
    ],
  ],
  [
    "list",
    [
      ["J ↓", "next"],
      ["K ↑", "previous"],
      ["PgDn PgUp", "screenful"],
      ["Home End", "ends"],
      ["Enter", "open"],
      ["Shift", "second-sort"],
    ],
  ],
  [
    "customer",
    [
      ["← →", "tabs"],
      ["R", "read-again"],
      ["Esc", "to-list"],
    ],
  ],
  ["connect", [["Ctrl+Enter", "check"]]],
];

/** Every key, on one sheet. */
export class KeySheet extends View {
  open(): void {
    this.querySelector("dialog")?.showModal();
  }

  #close(): void {
    this.querySelector("dialog")?.close();
  }

  override render() {
    return html`<dialog class="dialog" aria-labelledby="keys-title" data-test="key-sheet" @click=${(event: Event) => event.target === event.currentTarget && this.#close()}>
      <header><h2 id="keys-title">${t("keys-title")}</h2>
        <button type="button" class="icon-btn" aria-label=${t("close")} @click=${this.#close}>${icon("cross")}</button></header>
      <div class="key-groups">
        ${groups.map(
          ([group, keys]) => html`<section><h3>${t(`keys-${group}`)}</h3><dl>
            ${keys.map(([cap, meaning]) => html`<div><dt>${cap.split(" ").map((one) => html`<kbd>${one}</kbd>`)}</dt><dd>${t(`keys-${meaning}`)}</dd></div>`)}
          </dl></section>`,
        )}
      </div>
      <footer class="cap">${t("keys-typing")}</footer>
    </dialog>`;
  }
}

customElements.define("key-sheet", KeySheet);

declare global {
  interface HTMLElementTagNameMap {
    "key-sheet": KeySheet;
  }
}
