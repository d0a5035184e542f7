import { html, type TemplateResult } from "lit";
import type { Bounds, SeatBounds } from "../gen/desk.gen.ts";
import { t } from "../words.ts";
import type { Change } from "./conditions.ts";
import { numberField } from "./fields.ts";

const none: SeatBounds = { total: null, change: null, percent: null, belowUse: false };
type Span = "total" | "change" | "percent";

/** Numbers of seats: afterwards, more or fewer, in percent. An empty field does not bound. */
export function seatsFields(seats: SeatBounds | null, change: Change): TemplateResult {
  const now = seats ?? none;
  const row = (name: Span) => html`<div class="bounds"><span>${t(`seats-${name}`)}</span>
    ${end(now, name, "atLeast", change)}${end(now, name, "atMost", change)}</div>`;
  return html`<div class="seat-bounds">${row("total")}${row("change")}${row("percent")}
    <p class="cap">${t("seats-change-hint")}</p>
    <label class="tick"><input type="checkbox" data-test="seats-below-use" .checked=${now.belowUse}
      @change=${(event: Event) => change({ seats: { ...now, belowUse: (event.target as HTMLInputElement).checked } })} />${t("seats-below-use")}</label></div>`;
}

function end(now: SeatBounds, name: Span, which: keyof Bounds, change: Change): TemplateResult {
  const bounds = now[name] ?? { atLeast: null, atMost: null };
  const label = t(which === "atLeast" ? "seats-at-least" : "seats-at-most");
  const set = (value: number | null) => change({ seats: { ...now, [name]: bounded({ ...bounds, [which]: value }) } });
  return numberField(`seats-${name}-${which}`, label, bounds[which], set, name === "total" ? { min: 0 } : {});
}

/** Two open ends are no bounds at all. */
export function bounded(bounds: Bounds): Bounds | null {
  return bounds.atLeast === null && bounds.atMost === null ? null : bounds;
}
