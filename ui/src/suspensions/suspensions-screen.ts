import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { copyButton } from "../copy.ts";
import { faultNote } from "../fault-note.ts";
import { moment, number } from "../format.ts";
import type { Fault, StageTotal, SuspensionCard, SyncLine } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { isBare } from "../keys.ts";
import { announce } from "../live.ts";
import { View } from "../view.ts";
import { explain, t } from "../words.ts";
import { boardCard } from "./card.ts";
import { columnsOf, isOpen, keyOf, stages, stepped } from "./columns.ts";
import { boardHead, sumsOf, unpricedOf } from "./head.ts";
import type { Into, PlanDialog } from "./plan-dialog.ts";
import "./plan-dialog.ts";

/** Cards of a column at first, and how many more each time. */
const SHOWN = 40;
const MOST = 500;
/** Days pass, and reminders come, without anything changing. */
const LOOK_AGAIN = 60_000;

/** Who has not paid: how long they have left, what it is worth, whose it is, and what became of the others. */
export class SuspensionsScreen extends View {
  static override properties = {
    sync: { attribute: false },
    limit: { state: true },
    chosen: { state: true },
    written: { state: true },
    failed: { state: true },
  };
  declare sync: SyncLine | null;
  declare limit: number;
  /** The card that keys act on. */
  declare chosen: string;
  declare written: string | undefined;
  declare failed: Fault | undefined;
  #board = new Query(this, "suspensions", () => ({ limit: this.limit }), ["inbox", "customer"]);
  #aging = 0;
  #heldFocus = false;
  #key = (event: KeyboardEvent) => this.#press(event);

  constructor() {
    super();
    this.limit = SHOWN;
    this.chosen = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#aging = setInterval(() => void this.#board.ask(), LOOK_AGAIN);
    addEventListener("keydown", this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#aging);
    removeEventListener("keydown", this.#key);
  }

  get dialog(): PlanDialog | null {
    return this.querySelector("plan-dialog");
  }

  get #cards(): readonly SuspensionCard[] {
    return this.#board.reply?.cards ?? [];
  }

  #find(key: string): SuspensionCard | undefined {
    return this.#cards.find((card) => keyOf(card) === key);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#heldFocus = this.querySelector(".board")?.contains(document.activeElement) ?? false;
    if (changed.has("limit") && changed.get("limit") !== undefined) void this.#board.ask();
    if (this.#find(this.chosen)) return;
    this.chosen = columnsOf(this.#cards).flat()[0] ? keyOf(columnsOf(this.#cards).flat()[0] as SuspensionCard) : "";
  }

  /** A card that goes to another column is another element: the focus goes with it. */
  override updated(): void {
    if (this.#heldFocus && document.activeElement === document.body && !this.dialog?.card) this.#focus(this.chosen);
  }

  #focus(key: string): void {
    const card = [...this.querySelectorAll<HTMLElement>(".bcard")].find((one) => one.dataset["key"] === key);
    card?.focus();
    card?.scrollIntoView({ block: "nearest" });
  }

  #press(event: KeyboardEvent): void {
    if (!isBare(event) || event.shiftKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const inBoard = this.querySelector(".board")?.contains(document.activeElement) ?? false;
    const columns = columnsOf(this.#cards);
    const next = stepped(columns, this.chosen, key);
    if (next) {
      event.preventDefault();
      this.#choose(inBoard ? keyOf(next) : this.chosen);
      this.#focus(this.chosen);
      return;
    }
    const into = ({ m: "stage", p: "step", n: "note" } as Record<string, Into>)[key];
    const card = this.#find(this.chosen);
    if (!into || !card || !isOpen(card)) return;
    event.preventDefault();
    this.#open(card, into, key === "p" ? "promised" : card.stage);
  }

  #choose(key: string): void {
    this.chosen = key;
  }

  #open(card: SuspensionCard, into: Into = "step", stage = card.stage): void {
    this.#choose(keyOf(card));
    this.dialog?.open(card, this.#board.reply?.isReadOnly ?? true, into, stage);
  }

  async #export(): Promise<void> {
    this.failed = undefined;
    try {
      this.written = (await host().call("export", "suspensions")).path;
      announce(`${t("history-written")} ${this.written}`);
    } catch (thrown) {
      this.failed = asFault(thrown);
    }
  }

  override render() {
    const { reply: board, fault } = this.#board;
    return html`<section class="page suspensions" aria-labelledby="suspensions-title">
      ${boardHead(board, () => void this.#export())}
      ${fault ? faultNote(fault, { again: () => void this.#board.ask() }) : nothing}
      ${this.failed ? faultNote(this.failed) : nothing}
      ${this.written ? html`<div class="note" data-test="exported">${icon("check")}<p class="grow">${t("history-written")} <code data-test="exported-path">${this.written}</code></p>${copyButton(this.written, t("history-copy-path"))}</div>` : nothing}
      ${board ? (board.cards.length ? this.#columns(board.stages) : this.#empty()) : fault ? nothing : html`<p class="muted waiting-text">${t("suspension-reading")}</p>`}
      ${board?.cards.length ? html`<footer class="listfoot"><span class="grow trunc" title=${t("suspension-estimates")}>${t("suspension-estimates")}</span><span><kbd>←</kbd><kbd>→</kbd>${t("suspension-key-stage")}</span><span><kbd>M</kbd>${t("suspension-key-move")}</span><span><kbd>P</kbd>${t("suspension-key-promise")}</span><span><kbd>N</kbd>${t("action-note")}</span></footer>` : nothing}
      <plan-dialog @plan-closed=${() => this.#focus(this.chosen)}></plan-dialog>
    </section>`;
  }

  #columns(totals: readonly StageTotal[]): TemplateResult {
    const columns = columnsOf(this.#cards);
    return html`<div class="board" data-test="board">${stages.map((stage, at) => this.#column(stage, columns[at] ?? [], totals[at]))}</div>`;
  }

  #column(stage: StageTotal["stage"], cards: readonly SuspensionCard[], total: StageTotal | undefined): TemplateResult {
    const hidden = (total?.count ?? 0) - cards.length;
    const tint = { reinstated: "pos", lost: "neg" }[stage as string] ?? "";
    return html`<section class="column" data-test="column-${stage}" aria-labelledby="column-${stage}">
      <header><h2 id="column-${stage}">${t(`suspension-stage-${stage}`)} <span class="muted">${number(total?.count ?? 0)}</span></h2>
        <p class="sums ${tint}">${total ? sumsOf(total.perMonth) : nothing}</p>${total ? unpricedOf(total.perMonth, total.unpriced) : nothing}<p class="cap">${t(`suspension-hint-${stage}`)}</p></header>
      <ul>${repeat(
        cards,
        keyOf,
        (card) =>
          html`<li>${boardCard(
            card,
            keyOf(card) === this.chosen,
            () => this.#open(card),
            () => this.#choose(keyOf(card)),
          )}</li>`,
      )}</ul>
      ${
        hidden > 0 && this.limit < MOST
          ? html`<button type="button" class="btn quiet more" data-test="more-${stage}" @click=${() => {
              this.limit = Math.min(MOST, this.limit * 2);
            }}>${t("and-more", { count: hidden })}</button>`
          : hidden > 0
            ? html`<p class="cap more">${t("and-more", { count: hidden })}</p>`
            : nothing
      }
    </section>`;
  }

  #empty(): TemplateResult {
    const { sync } = this;
    if (sync && !sync.syncedAt)
      return html`<div class="quiet-empty" data-test="empty" data-why="never">${icon(sync.state === "sweeping" ? "working" : "off")}<h2>${t("empty-never")}</h2><p>${sync.fault ? explain(sync.fault) : t("suspension-empty-never")}</p></div>`;
    const asOf = sync?.syncedAt ? t("right-as-of", { time: moment(sync.syncedAt) }) : "";
    return html`<div class="quiet-empty" data-test="empty" data-why="none">${icon("check")}<h2>${t("suspension-empty")}</h2><p>${t("suspension-empty-why")} ${asOf}</p></div>`;
  }
}

customElements.define("suspensions-screen", SuspensionsScreen);

declare global {
  interface HTMLElementTagNameMap {
    "suspensions-screen": SuspensionsScreen;
  }
}
