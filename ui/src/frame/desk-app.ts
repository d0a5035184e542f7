import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import "../change/change-dialog.ts";
import "../life/life-dialog.ts";
import "../life/lookup-dialog.ts";
import "../change/undo-toast.ts";
import "../connect/connect-screen.ts";
import "../connect/locked-screen.ts";
import "../customer/customer-page.ts";
import "../customers/customers-screen.ts";
import { faultNote } from "../fault-note.ts";
import type { ConnectionCard, Frame } from "../gen/desk.gen.ts";
import "../history/history-screen.ts";
import { Query } from "../host/query.ts";
import { sign } from "../icons.ts";
import "../inbox/inbox-screen.ts";
import { GoKeys, isBare, isFree, obeySingleKeys, opensPalette } from "../keys.ts";
import "../many/many-dialog.ts";
import "../palette/command-palette.ts";
import { type CustomersPlace, go, hashOf, type InboxPlace, type Place, placeOf } from "../place.ts";
import "../rules/rules-screen.ts";
import "../settings/settings-screen.ts";
import "../suspensions/suspensions-screen.ts";
import { View } from "../view.ts";
import { knows, speak, t } from "../words.ts";
import "./key-sheet.ts";
import "./offline-banner.ts";
import { spine } from "./spine.ts";
import "../reason-dialog.ts";
import "./sync-line.ts";
import { topBar } from "./top-bar.ts";

const WRITE_ADDRESS_AFTER = 400;
const APPEAR_AT_LATEST = 200;

/** The window: which phase it is in, where the reader is, and what stands around every screen. */
export class DeskApp extends View {
  static override properties = { place: { state: true } };
  declare place: Place;
  #frame = new Query(this, "frame", () => null, ["frame", "sync", "inbox", "intents"]);
  #last: CustomersPlace = { screen: "customers", search: "", sort: [], hideCancelled: null };
  #inbox: InboxPlace = { screen: "inbox", search: "", item: null };
  /** Once seen, it stays as it was left. */
  #inboxSeen = false;
  #leaping = false;
  #goKeys = new GoKeys();
  #writing = 0;

  constructor() {
    super();
    this.#arrive(placeOf(location.hash));
    addEventListener("hashchange", () => this.#arrive(placeOf(location.hash)));
    addEventListener("keydown", (event) => this.#key(event));
    addEventListener("frame-changed", () => void this.#frame.ask());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.hidden = true;
    document.addEventListener("list-answered", () => this.#appear(), { once: true });
    setTimeout(() => this.#appear(), APPEAR_AT_LATEST);
  }

  /** The first frame, asked before the window could be drawn. */
  set opening(frame: Promise<Frame>) {
    this.#frame.coming = frame;
  }

  /** The window's first paint shows its rows: a paint without them, a moment earlier, would only delay them. */
  #appear(): void {
    this.hidden = false;
  }

  #arrive(place: Place): void {
    const before = this.place?.screen;
    this.place = place;
    if (place.screen === "customers") this.#last = place;
    if (place.screen === "inbox") {
      this.#inbox = place.item || place.search ? place : { ...this.#inbox };
      this.#inboxSeen = true;
    }
    const greets = this.#leaping || (before !== undefined && before !== place.screen);
    this.#leaping = false;
    if (greets) void this.updateComplete.then(() => this.#greet(place));
  }

  /** Puts the focus where reading goes on, after another screen has come. */
  #greet(place: Place): void {
    if (place.screen === "customers") this.querySelector("customers-screen")?.table?.findPlace();
    else if (place.screen === "inbox") this.querySelector("inbox-screen")?.table?.findPlace();
    else this.querySelector<HTMLElement>("main > :not([hidden]) h1")?.focus();
  }

  /** To a place that was named outright: reading goes on there, wherever the focus was before. */
  #leap(place: Place): void {
    (document.activeElement as HTMLElement | null)?.blur();
    if (place.screen === "inbox") this.#inbox = place;
    this.#leaping = true;
    if (hashOf(place) === location.hash) this.#arrive(place);
    else go(place);
  }

  /** Typing must not leave a trail of steps, nor write the address at each key. */
  #change(place: CustomersPlace | InboxPlace): void {
    if (place.screen === "customers") this.#last = place;
    else this.#inbox = place;
    if (this.place.screen !== place.screen) {
      if (place.screen === "inbox") return;
      go(place);
      return;
    }
    this.place = place;
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => {
      if (this.place === place) history.replaceState(null, "", hashOf(place));
    }, WRITE_ADDRESS_AFTER);
  }

  #key(event: KeyboardEvent): void {
    if (opensPalette(event)) {
      event.preventDefault();
      this.querySelector("command-palette")?.toggle();
    } else if (event.key === "/" && isBare(event)) this.#toSearch(event);
    else if (event.key === "?" && isBare(event)) this.querySelector("key-sheet")?.open();
    else if (event.key === "Escape" && this.place.screen === "customer" && isFree(event)) go(this.#last);
    else if (isBare(event)) this.#goSomewhere(event);
  }

  #goSomewhere(event: KeyboardEvent): void {
    const way = this.#goKeys.press(event.key, event.timeStamp);
    if (!way) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (way === "on") return;
    if (way === "inbox") go(this.#inbox);
    else if (way === "customers") go(this.#last);
    else go(placeOf(`#/${way}`));
  }

  #toSearch(event: KeyboardEvent): void {
    const field = this.querySelector<HTMLInputElement>("#search");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  }

  override willUpdate(): void {
    const frame = this.#frame.reply;
    if (!frame) return;
    const { dataset } = document.documentElement;
    const { theme, density, language, singleKeys } = frame.preferences;
    obeySingleKeys(singleKeys);
    if (theme === "system") delete dataset["theme"];
    else dataset["theme"] = theme;
    dataset["density"] = density;
    dataset["env"] = frame.current?.environment ?? "production";
    speak(language);
    if (frame.phase === "first-run" && this.place.screen !== "connect") go({ screen: "connect" });
    document.title = knows("app") ? [frame.current?.publisher, t("app")].filter(Boolean).join(" · ") : document.title;
  }

  override updated(): void {
    const frame = this.#frame.reply;
    if (frame && (frame.phase !== "ready" || frame.fault || this.place.screen !== "customers")) this.#appear();
  }

  override render() {
    const { reply: frame, fault } = this.#frame;
    if (!frame) {
      const again = () => void this.#frame.ask();
      return html`<main class="alone">${fault ? faultNote(fault, { again }) : html`<p class="opening">${sign()}${t("opening")}</p>`}</main>`;
    }
    const { phase, preferences, vault } = frame;
    if (phase === "locked" || vault === "passphrase-needed" || (phase === "first-run" && vault === "passphrase-new")) {
      return html`<locked-screen .frame=${frame}></locked-screen>`;
    }
    if (phase === "first-run" || this.place.screen === "connect") {
      const first = phase === "first-run";
      return html`<connect-screen .preferences=${preferences} .told=${frame.fault} .known=${this.#renewed(frame)} ?first=${first}></connect-screen>
        ${first ? nothing : this.#keyboard(frame)}`;
    }
    return this.#ready(frame);
  }

  #renewed({ connections, current }: Frame): ConnectionCard | undefined {
    const from = this.place.screen === "connect" ? this.place.from : undefined;
    return from === "current" ? (current ?? undefined) : connections.find(({ id }) => id === from);
  }

  /** What Ctrl+K and ? open. */
  #keyboard(frame: Frame) {
    return html`<command-palette .frame=${frame} .place=${this.place} .customers=${this.#last} .inbox=${this.#inbox}
        @leap=${(event: CustomEvent<Place>) => this.#leap(event.detail)}></command-palette><key-sheet></key-sheet>`;
  }

  #ready(frame: Frame) {
    const { place } = this;
    return html`<div class="app">
      ${spine(place, frame, this.#last, this.#inbox)}
      ${topBar(frame, this.#last.search, {
        type: (search) => this.#change({ ...this.#last, search }),
        down: () => this.querySelector("customers-screen")?.table?.focusActive(),
      })}
      <main class="main">
        <offline-banner .sync=${frame.sync}></offline-banner>
        ${frame.fault ? html`<div class="frame-fault">${faultNote(frame.fault, { again: () => void this.#frame.ask() })}</div>` : nothing}
        ${keyed(
          frame.current?.id,
          html`<customers-screen ?hidden=${place.screen !== "customers"} .place=${this.#last} .sync=${frame.sync}
          .hideCancelled=${frame.preferences.hideCancelled}
          @place-changed=${(event: CustomEvent<CustomersPlace>) => this.#change(event.detail)}></customers-screen>`,
        )}
        ${
          this.#inboxSeen
            ? keyed(
                frame.current?.id,
                html`<inbox-screen ?hidden=${place.screen !== "inbox"} .place=${this.#inbox} .sync=${frame.sync} .operator=${frame.preferences.operator}
          @place-changed=${(event: CustomEvent<InboxPlace>) => this.#change(event.detail)}></inbox-screen>`,
              )
            : nothing
        }
        ${place.screen === "customer" ? html`<customer-page .place=${place} .back=${hashOf(this.#last)}></customer-page>` : nothing}
        ${place.screen === "history" ? html`<history-screen .place=${place}></history-screen>` : nothing}
        ${place.screen === "suspensions" ? keyed(frame.current?.id, html`<suspensions-screen .sync=${frame.sync}></suspensions-screen>`) : nothing}
        ${place.screen === "settings" ? html`<settings-screen .frame=${frame}></settings-screen>` : nothing}
        ${place.screen === "rules" ? keyed(frame.current?.id, html`<rules-screen></rules-screen>`) : nothing}
      </main>
      <sync-line .sync=${frame.sync} .unsent=${frame.outbox}></sync-line>
      <undo-toast></undo-toast>
      ${this.#keyboard(frame)}
      <change-dialog></change-dialog>
      <life-dialog></life-dialog>
      <reason-dialog></reason-dialog>
      <many-dialog @many-begun=${() => this.querySelector("customers-screen")?.picking.clear()}></many-dialog>
      <lookup-dialog></lookup-dialog>
    </div>`;
  }
}

customElements.define("desk-app", DeskApp);

declare global {
  interface HTMLElementTagNameMap {
    "desk-app": DeskApp;
  }
}
