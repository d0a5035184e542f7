import { html, nothing, type PropertyValues } from "lit";
import { live } from "lit/directives/live.js";
import type { Frame, PinnedView } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { icon } from "../icons.ts";
import { announce } from "../live.ts";
import type { CustomersPlace, InboxPlace, Place } from "../place.ts";
import { View } from "../view.ts";
import { explain, t } from "../words.ts";
import { commandsFor, customersFor, here } from "./collect.ts";
import type { Command, Here } from "./command.ts";
import { Finder } from "./finder.ts";
import { type Around, EVERYWHERE } from "./going.ts";
import { firstChoice, type Offer, offersOf, stepped } from "./offers.ts";
import { listBox, optionId } from "./options.ts";
import { Recent } from "./recent.ts";

const COUNT_SAID_AFTER = 500;
const TOLD_FOR = 2500;
const recent = new Recent();

/** Everything that can be done or gone to, found by typing a part of its name. */
export class CommandPalette extends View {
  static override properties = {
    frame: { attribute: false },
    place: { attribute: false },
    customers: { attribute: false },
    inbox: { attribute: false },
    opened: { state: true },
    typed: { state: true },
    active: { state: true },
    said: { state: true },
    refusal: { state: true },
    told: { state: true },
  };
  declare frame: Frame;
  declare place: Place;
  declare customers: CustomersPlace;
  declare inbox: InboxPlace;
  declare opened: boolean;
  declare typed: string;
  declare active: string | undefined;
  /** Heard inside the dialog: while it is open, nothing outside is. */
  declare said: string;
  declare refusal: string;
  /** Shown and heard once it is closed. */
  declare told: string;
  #here: Here | undefined;
  #views: readonly PinnedView[] = [];
  #offers: Offer[] = [];
  /** The reader has chosen; what comes later does not choose again. */
  #chosen = false;
  #pointer = "";
  #saying: ReturnType<typeof setTimeout> | undefined;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #finder = new Finder(
    (search) => customersFor(search, this.frame.preferences.hideCancelled),
    () => this.requestUpdate(),
    asFault,
  );

  /** Opens, unless another dialog waits for an answer; pressed again, it closes. */
  toggle(): void {
    if (this.opened) this.#close();
    else if (!document.querySelector("dialog[open]")) this.#open();
  }

  #open(): void {
    this.#type("");
    this.#pointer = "";
    this.told = "";
    this.#here = here(this.#around);
    this.opened = true;
    void this.#askViews();
    void this.updateComplete.then(() => {
      this.querySelector("dialog")?.showModal();
      this.querySelector("input")?.focus();
    });
  }

  #close(): void {
    this.querySelector("dialog")?.close();
    this.#closed();
  }

  #closed(): void {
    if (this.querySelector("dialog")?.open) return;
    clearTimeout(this.#saying);
    this.#finder.clear();
    this.opened = false;
  }

  get #around(): Around {
    const { frame, place, customers, inbox } = this;
    const leap = (detail: Place) => void this.dispatchEvent(new CustomEvent("leap", { detail }));
    return { frame, place, customers, inbox, leap };
  }

  /** Without an answer the views known before are good enough. */
  async #askViews(): Promise<void> {
    try {
      this.#views = (await host().call("inbox", { search: "", from: 0, limit: 1 })).views;
      this.requestUpdate();
    } catch {}
  }

  #type(typed: string): void {
    this.typed = typed;
    this.said = "";
    this.refusal = "";
    this.#chosen = false;
    this.#finder.find(typed.trim());
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("frame");
    if (before && before.current?.id !== this.frame.current?.id) {
      recent.forget();
      this.#views = [];
    }
    if (!this.opened) return;
    const known = { around: this.#around, here: this.#here, views: this.#views, found: this.#finder.rows, recent };
    this.#offers = offersOf(commandsFor(this.typed.trim(), known), this.typed);
    const stays = this.#chosen && this.#offers.some(({ command }) => command.id === this.active);
    if (!stays) this.active = firstChoice(this.#offers);
  }

  override updated(changed: PropertyValues<this>): void {
    if (!this.opened) return;
    if (!changed.has("typed")) return;
    this.querySelector(".offers")?.scrollTo(0, 0);
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => this.#sayCount(), COUNT_SAID_AFTER);
  }

  /** How many there are, without the search that is always offered last. */
  get #count(): number {
    return this.#offers.filter(({ command }) => command.id !== EVERYWHERE).length;
  }

  #sayCount(): void {
    const { fault } = this.#finder;
    if (fault) this.refusal = explain(fault);
    else this.said = t("palette-found", { count: this.#count });
  }

  #choose({ id }: Command): void {
    this.#chosen = true;
    this.active = id;
    this.refusal = "";
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = this.#offers.findIndex(({ command }) => command.id === this.active);
    const to = event.key === "Enter" ? Math.max(at, 0) : stepped(event.key, at, this.#offers.length);
    const offer = to === undefined ? undefined : this.#offers[to];
    if (!offer) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter" && at >= 0) this.#run(offer.command);
    else {
      this.#choose(offer.command);
      void this.updateComplete.then(() =>
        this.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }),
      );
    }
  }

  /** A pointer that lies still chooses nothing, when options move beneath it. */
  #point(command: Command, { screenX, screenY }: PointerEvent): void {
    const before = this.#pointer;
    this.#pointer = `${screenX} ${screenY}`;
    if (before && before !== this.#pointer && command.id !== this.active) this.#choose(command);
  }

  #run(command: Command): void {
    this.#choose(command);
    this.refusal = command.refused ?? command.stopped?.() ?? "";
    if (this.refusal) return;
    recent.remember(command);
    this.#close();
    void this.#tell(command.run());
  }

  async #tell(coming: unknown): Promise<void> {
    const sentence = await coming;
    if (typeof sentence !== "string") return;
    this.told = sentence;
    announce(sentence);
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => {
      this.told = "";
    }, TOLD_FOR);
  }

  override render() {
    return html`<dialog class="palette" aria-label=${t("palette")} data-test="palette" @close=${this.#closed}
        @click=${(event: Event) => event.target === event.currentTarget && this.#close()}>${this.opened ? this.#inside() : nothing}</dialog>
      ${this.told ? html`<div class="toast" data-test="palette-told">${icon("check")}<span>${this.told}</span></div>` : nothing}`;
  }

  #inside() {
    const active = this.#offers.find(({ command }) => command.id === this.active)?.command;
    return html`<div class="ask">${icon("search", "l")}
        <input id="palette-input" data-test="palette-input" type="text" role="combobox" autocomplete="off" spellcheck="false" autocapitalize="off"
          aria-label=${t("palette")} aria-autocomplete="list" aria-expanded="true" aria-controls="palette-list" aria-activedescendant=${active ? optionId(active) : nothing}
          placeholder=${t("palette-placeholder")} .value=${live(this.typed)}
          @input=${(event: Event) => this.#type((event.target as HTMLInputElement).value)} @keydown=${this.#key} />
        <small aria-hidden="true" data-test="palette-count">${this.typed.trim() ? t("palette-found", { count: this.#count }) : nothing}</small></div>
      ${listBox(this.#offers, {
        active: this.active,
        here: this.#here?.title ?? "",
        point: (command, event) => this.#point(command, event),
        run: (command) => this.#run(command),
      })}
      <footer>
        <p role="status" class=${this.refusal ? "why-not" : "sr"} data-test="palette-said">${this.refusal ? html`${icon("info")}<span>${this.refusal}</span>` : this.said}</p>
        ${this.refusal ? nothing : html`<span><kbd>↑</kbd><kbd>↓</kbd>${t("palette-choose")}</span><span><kbd>Enter</kbd>${t("palette-run")}</span>`}
        <span class="last"><kbd>Esc</kbd>${t("palette-close")}</span>
      </footer>`;
  }
}

customElements.define("command-palette", CommandPalette);

declare global {
  interface HTMLElementTagNameMap {
    "command-palette": CommandPalette;
  }
}
