import { html, nothing, type PropertyValues } from "lit";
import { faultNote } from "../fault-note.ts";
import type { Fault, HistoryLine } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import { historyDays } from "./days.ts";

const PAGE = 60;

/** What was done, newest first; older lines come as one scrolls. */
export class HistoryList extends View {
  static override properties = { subscription: {}, lines: { state: true }, failed: { state: true } };
  /** Of one customer; of all where there is none. */
  declare subscription: string | null;
  declare lines: readonly HistoryLine[] | undefined;
  declare failed: Fault | undefined;
  #more = false;
  #turn = 0;
  #reading = false;
  #stop = () => {};
  #seen = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && void this.#older());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = host().onStale(
      (tags) =>
        (tags.includes("intents") || tags.includes("customer")) &&
        void this.#read(Math.max(PAGE, this.lines?.length ?? 0)),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#seen.disconnect();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("subscription")) return;
    this.lines = undefined;
    void this.#read(PAGE);
  }

  override updated(): void {
    this.#seen.disconnect();
    const end = this.querySelector("[data-older]");
    if (end) this.#seen.observe(end);
  }

  /** From the newest line again; a slow older answer is left. */
  async #read(limit: number): Promise<void> {
    await this.#ask(null, Math.min(200, limit), (lines) => lines);
  }

  async #older(): Promise<void> {
    const last = this.lines?.at(-1);
    if (this.#reading || !last) return;
    await this.#ask(last.id, PAGE, (lines) => [...(this.lines ?? []), ...lines]);
  }

  async #ask(before: string | null, limit: number, join: (lines: HistoryLine[]) => HistoryLine[]): Promise<void> {
    const mine = ++this.#turn;
    this.#reading = true;
    try {
      const page = await host().call("history", { subscription: this.subscription ?? null, before, limit });
      if (mine !== this.#turn) return;
      this.#more = page.more;
      this.lines = join(page.lines);
      this.failed = undefined;
    } catch (thrown) {
      if (mine === this.#turn) this.failed = asFault(thrown);
    }
    if (mine === this.#turn) this.#reading = false;
  }

  override render() {
    const { lines, failed, subscription } = this;
    if (failed) return faultNote(failed, { again: () => void this.#read(PAGE) });
    if (!lines) return html`<p class="muted waiting-text">${t("history-reading")}</p>`;
    if (lines.length === 0)
      return html`<div class="quiet-empty" data-test="empty">${icon("history")}<h2>${t("history-empty")}</h2><p>${t("history-empty-why")}</p></div>`;
    return html`${historyDays(lines, !subscription)}
      <p class="cap history-end" ?data-older=${this.#more}>${this.#more ? t("history-reading") : subscription ? nothing : t("history-end")}</p>`;
  }
}

customElements.define("history-list", HistoryList);
