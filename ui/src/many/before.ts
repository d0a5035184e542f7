import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { money, number } from "../format.ts";
import type { ManyPreview } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { say, t } from "../words.ts";
import { lookOf, type ManyKind } from "./actions.ts";
import { firstOf, leftOut } from "./words.ts";

interface Typing {
  typed: string;
  type(typed: string): void;
}

/** What it would come to: how many, who is left out and why, what is billed from then on. */
export function beforeIt(kind: ManyKind, preview: ManyPreview | undefined, typing: Typing): TemplateResult {
  const asked = lookOf(kind)?.reason;
  return html`${field(kind, typing)}
    ${preview ? weighed(kind, preview) : html`<p class="muted">${t("many-opening")}</p>`}
    ${asked && preview && !preview.refused ? reason(asked === "must") : nothing}`;
}

function weighed(kind: ManyKind, preview: ManyPreview): TemplateResult {
  const { touched, selected, first, skipped, refused } = preview;
  return html`<div class="many-sum" data-test="many-sum">
      <p class="many-touched"><b>${t(`many-touches-${kind}`, { count: touched, number: number(touched) })}</b>
        ${touched === selected ? nothing : html`<span class="cap">${t("many-of-selected", { number: number(selected), count: selected })}</span>`}</p>
      ${first.length ? html`<p class="cap">${firstOf(first, touched)}</p>` : nothing}
    </div>
    ${sums(preview)}
    ${
      skipped.length
        ? html`<section class="many-skipped" aria-labelledby="many-skipped"><h3 id="many-skipped">${t("many-skipped")}</h3>
      <ul>${skipped.map((group) => html`<li data-test="many-skipped"><b>${leftOut(group)}</b><span class="cap">${firstOf(group.first, group.count)}</span></li>`)}</ul></section>`
        : nothing
    }
    ${preview.notes.length ? html`<ul class="change-notes">${preview.notes.map((note) => html`<li>${icon("info")}<span>${say(note)}</span></li>`)}</ul>` : nothing}
    ${refused ? html`<p class="why-not" role="status" data-test="refused">${icon("lock")}<span>${say(refused)}</span></p>` : nothing}`;
}

/** One sum a currency, never added. */
function sums({ perMonth, unpriced }: ManyPreview): TemplateResult | typeof nothing {
  if (!perMonth.length && !unpriced) return nothing;
  return html`<p class="many-money" data-test="many-money">
    ${perMonth.length ? html`<span class="cap">${t("many-per-month")}</span>` : nothing}
    ${perMonth.map(({ amount, currency }) => html`<b>${money(amount, currency)}</b>`)}
    ${unpriced ? html`<span class="cap">${t(perMonth.length ? "many-and-unpriced" : "many-unpriced", { count: unpriced, number: number(unpriced) })}</span>` : nothing}
  </p>`;
}

function field(kind: ManyKind, { typed, type }: Typing): TemplateResult | typeof nothing {
  const asks = lookOf(kind)?.asks;
  if (!asks) return nothing;
  const told = (event: Event) => type((event.target as HTMLInputElement | HTMLTextAreaElement).value);
  return html`<div class="field"><label for="many-typed">${t(`many-${asks}`)}</label>
    ${
      asks === "text"
        ? html`<textarea id="many-typed" name="many-typed" rows="3" data-test="many-typed" autofocus .value=${live(typed)} @input=${told}></textarea>`
        : html`<input id="many-typed" name="many-typed" data-test="many-typed" autocomplete="off" autofocus .value=${live(typed)} @input=${told} />`
    }
    <p class="hint">${t(`many-${asks}-why`)}</p></div>`;
}

function reason(must: boolean): TemplateResult {
  return html`<div class="field"><label for="many-reason">${t("reason")} ${must ? nothing : html`<span class="optional">${t("optional")}</span>`}</label>
    <input id="many-reason" name="many-reason" data-test="many-reason" autocomplete="off" maxlength="500" ?required=${must} aria-describedby=${must ? "many-reason-hint" : nothing} />
    ${must ? html`<p class="hint" id="many-reason-hint">${t("access-reason-hint")}</p>` : nothing}</div>`;
}
