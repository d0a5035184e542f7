import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import "../count-down.ts";
import type { IntentCard } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { isBare } from "../keys.ts";
import { announce } from "../live.ts";
import { View } from "../view.ts";
import { say, t } from "../words.ts";
import { withdraw } from "./asking.ts";

const SHOWN = 6000;

interface Told {
  intent: IntentCard;
  kind: "asked" | "answered";
}

/** What was just asked for, and the way back while it has not left. */
export class UndoToast extends View {
  static override properties = { told: { state: true } };
  declare told: Told | undefined;
  #leaving = 0;
  #hear = (event: Event) => this.#tell((event as CustomEvent<Told>).detail);
  #key = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "u" || !this.#undoable || !isBare(event)) return;
    event.preventDefault();
    void this.#undo();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("intent-asked", this.#hear);
    addEventListener("keydown", this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("intent-asked", this.#hear);
    removeEventListener("keydown", this.#key);
    clearTimeout(this.#leaving);
  }

  get #undoable(): boolean {
    return this.told?.intent.undoUntil !== null && this.told?.intent.state === "held";
  }

  #tell(told: Told): void {
    this.told = told;
    clearTimeout(this.#leaving);
    announce(`${this.#text(told)} ${this.#undoable ? t("toast-undo-how") : ""}`);
    if (!this.#undoable) this.#leaving = setTimeout(() => this.#forget(), SHOWN);
  }

  #forget(): void {
    if (this.contains(document.activeElement)) document.querySelector<HTMLElement>("main > :not([hidden]) h1")?.focus();
    this.told = undefined;
  }

  #text({ intent }: Told): string {
    const args = { what: say(intent.what), customer: intent.customer };
    if (intent.state === "held") return t("toast-held", args);
    if (intent.state === "queued") return t("toast-queued", args);
    return t(intent.what.key.startsWith("what-account") ? "toast-sent-receiver" : "toast-sent", args);
  }

  async #undo(): Promise<void> {
    const { told } = this;
    if (told && (await withdraw(told.intent)) && this.told === told) this.#forget();
  }

  override render() {
    const { told } = this;
    if (!told) return nothing;
    const { intent } = told;
    return keyed(
      intent.id,
      html`<div class="toast" role="region" aria-label=${t("toast")} data-test="toast" data-state=${intent.state} @count-passed=${this.#forget}>
      ${icon(this.#undoable ? "clock" : "sent")}<span class="grow">${this.#text(told)}</span>
      ${this.#undoable && intent.undoUntil ? html`<button type="button" class="btn" data-test="toast-undo" @click=${() => void this.#undo()}>${t("toast-undo")} <count-down until=${intent.undoUntil} whole></count-down><kbd aria-hidden="true">U</kbd></button>` : html`<button type="button" class="icon-btn" aria-label=${t("close")} @click=${this.#forget}>${icon("cross")}</button>`}
    </div>`,
    );
  }
}

customElements.define("undo-toast", UndoToast);
