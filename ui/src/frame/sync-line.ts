import { html, nothing, type TemplateResult } from "lit";
import { moment, number, span } from "../format.ts";
import type { SyncLine } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { explain, t } from "../words.ts";
import "./sync-details.ts";

const SKEW_WORTH_TELLING = 60;

/** How fresh what you see is, in one line; one click tells what it means. */
export class SyncLineBar extends View {
  static override properties = { sync: { attribute: false }, unsent: { type: Number } };
  declare sync: SyncLine | null;
  /** Decisions that have not left yet. */
  declare unsent: number;
  #ticking = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ticking = setInterval(() => this.sync?.nextTryAt && this.requestUpdate(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
  }

  override render() {
    const { sync } = this;
    return html`<footer class="sync ${sync?.state ?? ""}" data-test="sync-line" data-state=${sync?.state ?? "none"} aria-label=${t("sync-label")} @click=${this.#whole}>
        ${sync ? [this.#state(sync), this.#unsent(), this.#progress(sync), this.#facts(sync), this.#nextTry(sync)] : nothing}
        <button type="button" class="seg end" data-test="keys" @click=${this.#keys}>${t("keys")} <kbd>?</kbd></button>
      </footer>
      <sync-details id="sync-details" popover class="sheet" role="dialog" aria-label=${t("sync-details")} .sync=${sync}></sync-details>`;
  }

  /** Between its parts, the line itself opens the sheet too. */
  #whole(event: Event): void {
    if (!(event.target as Element).closest("button")) this.querySelector<HTMLElement>("#sync-details")?.showPopover();
  }

  #keys(): void {
    document.querySelector("key-sheet")?.open();
  }

  #state(sync: SyncLine) {
    const time = sync.syncedAt ? moment(sync.syncedAt) : "";
    const since = sync.since ? moment(sync.since) : "";
    switch (sync.state) {
      case "idle":
        return seg(html`<i class="dot"></i>${t("sync-idle", { time })}`);
      case "sweeping":
        return seg(html`${icon("working", "turning")}${t(sync.firstSweep ? "sync-first" : "sync-sweeping")}`);
      case "offline":
        return [
          seg(html`${icon("off")}<b>${t("sync-offline", { time: since })}</b>`),
          time ? seg(t("sync-data-of", { time })) : nothing,
        ];
      case "failing":
        return [
          seg(html`${icon("alert", "neg")}<b>${time ? t("sync-failing", { time }) : t("sync-failing-never")}</b>`),
          sync.fault ? seg(html`<span class="trunc">${explain(sync.fault)}</span>`, "long") : nothing,
        ];
    }
  }

  #unsent() {
    return this.unsent
      ? html`<a class="seg" href="#/history" data-test="unsent" data-count=${this.unsent}>${icon("sent")}${t("sync-unsent", { count: this.unsent })}</a>`
      : nothing;
  }

  #progress({ progress }: SyncLine) {
    if (!progress) return nothing;
    const { pages, subscriptions, perSecond, expected, secondsLeft } = progress;
    return seg(html`
      ${expected ? html`<progress max=${expected} .value=${Math.min(subscriptions, expected)} aria-label=${t("sync-progress")}></progress>` : nothing}
      <span data-test="sync-progress">${t("sync-progress-read", { pages: number(pages), count: subscriptions })}</span>
      <span class="soft">${t("sync-rate", { rate: number(Math.round(perSecond)) })}</span>
      ${secondsLeft === null ? nothing : html`<span class="soft">${t("sync-left", { time: span(secondsLeft) })}</span>`}`);
  }

  #facts(sync: SyncLine) {
    const skew = Math.abs(sync.clockSkewSeconds ?? 0);
    return [
      sync.progress ? nothing : seg(t("sync-subscriptions", { count: sync.subscriptions })),
      sync.quarantined
        ? seg(html`${icon("alert", "cau")}${t("sync-quarantined", { count: sync.quarantined })}`)
        : nothing,
      sync.missing ? seg(html`${icon("gone", "cau")}${t("sync-missing", { count: sync.missing })}`) : nothing,
      skew >= SKEW_WORTH_TELLING ? seg(html`${icon("clock", "cau")}${t("sync-skew", { time: span(skew) })}`) : nothing,
    ];
  }

  #nextTry({ nextTryAt, state }: SyncLine) {
    if (!nextTryAt || state === "idle" || state === "sweeping") return nothing;
    const seconds = Math.max(0, Math.round((Date.parse(nextTryAt) - Date.now()) / 1000));
    return html`<span class="next">${seconds ? t("sync-next-try", { time: span(seconds) }) : t("sync-trying")}</span>`;
  }
}

function seg(content: unknown, extra = ""): TemplateResult {
  return html`<button type="button" class="seg ${extra}" popovertarget="sync-details">${content}</button>`;
}

customElements.define("sync-line", SyncLineBar);
