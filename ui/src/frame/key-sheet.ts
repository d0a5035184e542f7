import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons.ts";
import { actionLook } from "../inbox/look.ts";
import { heldKey } from "../keys.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";

type Key = readonly [caps: string, meaning: string];

const actionKeys = Object.entries(actionLook).flatMap(([action, { key }]): Key[] =>
  key ? [[key, `action-${action}`]] : [],
);

/** Caps beside each other do the same; those with a `>` between them are pressed one after the other. */
const groups = (): readonly (readonly [string, readonly Key[]])[] => [
  [
    "anywhere",
    [
      [`${heldKey()}+K`, "keys-palette"],
      ["/", "keys-search"],
      ["G>I", "keys-go-inbox"],
      ["G>C", "keys-go-customers"],
      ["G>P", "keys-go-suspensions"],
      ["G>H", "keys-go-history"],
      ["G>S", "keys-go-settings"],
      ["G>R", "keys-go-rules"],
      ["U", "keys-undo"],
      ["?", "keys-sheet"],
      ["Esc", "keys-back"],
    ],
  ],
  ["inbox", [...actionKeys, ["F", "keys-filter"], [`${heldKey()}+Enter`, "keys-keep-note"]]],
  [
    "list",
    [
      ["J ↓", "keys-next"],
      ["K ↑", "keys-previous"],
      ["PgDn PgUp", "keys-screenful"],
      ["Home End", "keys-ends"],
      ["Enter", "keys-open"],
      ["Shift", "keys-second-sort"],
      ["X", "keys-pick"],
      ["Shift+X", "keys-pick-range"],
      [`${heldKey()}+A`, "keys-pick-all"],
    ],
  ],
  [
    "suspensions",
    [
      ["← →", "keys-suspension-stage"],
      ["M", "keys-suspension-move"],
      ["P", "keys-suspension-promise"],
      ["N", "action-note"],
    ],
  ],
  [
    "customer",
    [
      ["← →", "keys-tabs"],
      ["R", "keys-read-again"],
      ["Esc", "keys-to-list"],
    ],
  ],
  [
    "rules",
    [
      ["↑ ↓", "rule-keys-between"],
      ["Alt+↑", "keys-rule-up"],
      ["Alt+↓", "keys-rule-down"],
      [`${heldKey()}+S`, "keys-rules-put"],
    ],
  ],
  ["connect", [[`${heldKey()}+Enter`, "keys-check"]]],
];

function caps(text: string): TemplateResult[] {
  return text.split(" ").map((cap) => {
    const [first, then] = cap.split(">");
    return html`<kbd>${first}</kbd>${then ? html`<small>${t("keys-then")}</small><kbd>${then}</kbd>` : nothing}`;
  });
}

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
        ${groups().map(
          ([group, keys]) => html`<section><h3>${t(`keys-${group}`)}</h3><dl>
            ${keys.map(([cap, meaning]) => html`<div><dt>${caps(cap)}</dt><dd>${t(meaning)}</dd></div>`)}
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
