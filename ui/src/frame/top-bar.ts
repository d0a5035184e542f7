import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Frame } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { heldKey } from "../keys.ts";
import { t } from "../words.ts";
import { connectionSwitch } from "./connection-switch.ts";
import { displayMenu } from "./display-menu.ts";

export interface Searching {
  type(search: string): void;
  /** Out of the field and into the rows. */
  down(): void;
}

export function topBar(frame: Frame, search: string, to: Searching): TemplateResult {
  return html`<header class="top">
    ${connectionSwitch(frame)}
    <search class="search">
      ${icon("search")}
      <input id="search" type="search" data-test="search" autocomplete="off" spellcheck="false" autocapitalize="off"
        placeholder=${t("search-placeholder")} aria-label=${t("search-label")} .value=${live(search)}
        @input=${(event: Event) => to.type((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => key(event, to)} />
      ${search ? html`<button type="button" class="icon-btn clear" data-test="clear" aria-label=${t("clear-search")} title=${t("clear-search")} @click=${(event: Event) => clear(event, to)}>${icon("cross")}</button>` : html`<kbd aria-hidden="true">/</kbd>`}
    </search>
    ${commands()}
    ${displayMenu(frame.preferences)}
  </header>`;
}

function commands(): TemplateResult {
  const held = heldKey();
  return html`<button type="button" class="btn quiet commands" data-test="commands" title=${t("palette-title")} aria-haspopup="dialog"
    aria-keyshortcuts=${held === "Ctrl" ? "Control+K" : "Meta+K"} @click=${() => document.querySelector("command-palette")?.toggle()}>${t("palette-open")}<kbd aria-hidden="true">${held} K</kbd></button>`;
}

function clear(event: Event, to: Searching): void {
  (event.currentTarget as HTMLElement).parentElement?.querySelector("input")?.focus();
  to.type("");
}

function key(event: KeyboardEvent, to: Searching): void {
  const field = event.target as HTMLInputElement;
  if (event.key === "Enter" || event.key === "ArrowDown") to.down();
  else if (event.key === "Escape" && field.value) to.type("");
  else if (event.key === "Escape") to.down();
  else return;
  event.preventDefault();
}
