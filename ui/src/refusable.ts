import { html, nothing, type TemplateResult } from "lit";
import type { Sentence } from "./gen/desk.gen.ts";
import { type IconName, icon } from "./icons.ts";
import { say } from "./words.ts";

interface Refusable {
  test: string;
  label: string;
  look: IconName;
  refused: Sentence | null;
  tone?: "" | "primary" | "quiet";
  press(): void;
}

/** A button that is always there, and where it cannot be pressed says why. */
export function refusable({ test, label, look, refused, tone = "", press }: Refusable): TemplateResult {
  const id = `why-${test}`;
  return html`<button type="button" class="btn ${refused ? "" : tone}" data-test=${test} aria-disabled=${refused ? "true" : nothing} aria-describedby=${refused ? id : nothing}
      @click=${() => !refused && press()}>${icon(look)}${label}</button>
    ${refused ? html`<p class="why-not" id=${id} data-test="refused">${icon("lock")}<span>${say(refused)}</span></p>` : nothing}`;
}
