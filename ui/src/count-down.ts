import { countdownText, left, spoken, TENTHS_UNDER } from "./countdown.ts";
import { announce } from "./live.ts";
import { t } from "./words.ts";

/** One clock for all of them: ten times a second while one runs short, else once. */
const running = new Set<CountDown>();
let ticking: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  ticking = undefined;
  const now = Date.now();
  let soon = false;
  for (const one of running) soon = one.show(now) || soon;
  if (running.size) ticking = setTimeout(tick, soon ? 100 : 1000 - (now % 1000));
}

/**
 * What is left until a moment. At zero it says `count-passed`, once, and shows the text it was given for then.
 * Attributes: `until`, `passed` (words shown at zero), `whole` (no tenths), `said` (read out at 10, 5 and 0).
 */
export class CountDown extends HTMLElement {
  static observedAttributes = ["until", "whole"];
  #before = Number.NaN;

  connectedCallback(): void {
    this.setAttribute("role", "timer");
    this.#begin();
  }

  disconnectedCallback(): void {
    running.delete(this);
  }

  attributeChangedCallback(): void {
    this.#before = Number.NaN;
    if (this.isConnected) this.#begin();
  }

  #begin(): void {
    if (!this.getAttribute("until")) {
      running.delete(this);
      this.textContent = "";
      return;
    }
    running.add(this);
    clearTimeout(ticking);
    tick();
  }

  /** True where it changes within the second. */
  show(now: number): boolean {
    const ms = left(this.getAttribute("until") ?? "", now);
    const whole = this.hasAttribute("whole");
    const text = ms > 0 ? countdownText(ms, whole) : (this.getAttribute("passed") ?? countdownText(0, whole));
    if (this.textContent !== text) this.textContent = text;
    const before = this.#before;
    this.#before = ms;
    const mark = spoken(before, ms);
    if (mark !== undefined && this.hasAttribute("said")) announce(t("countdown-said", { count: mark }));
    if (ms > 0) return ms < TENTHS_UNDER + 1000;
    running.delete(this);
    if (before > 0) this.dispatchEvent(new Event("count-passed", { bubbles: true }));
    return false;
  }
}

customElements.define("count-down", CountDown);
