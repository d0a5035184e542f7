import { html, nothing, type TemplateResult } from "lit";
import type { Day, Hours } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { t } from "../words.ts";
import type { Change } from "./conditions.ts";
import { toggledIn } from "./draft.ts";
import { chips } from "./fields.ts";

const days: Day[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

export function hereZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

export function usualHours(): Hours {
  return { days: days.slice(0, 5), from: "09:00", to: "17:00", zone: hereZone() };
}

/** Hours of the week by the clocks of one place; several of them are alternatives. */
export function hoursFields(all: readonly Hours[], change: Change): TemplateResult {
  const set = (at: number, part: Partial<Hours>) =>
    change({ hours: all.map((one, place) => (place === at ? { ...one, ...part } : one)) });
  const rows = all.map((hours, at) => {
    const drop = () => change({ hours: all.toSpliced(at, 1) });
    return one(hours, at, (part) => set(at, part), all.length > 1 ? drop : undefined);
  });
  return html`<div class="hours">${rows}
    <p class="cap">${t("hours-days-hint")} ${t("hours-hint")}</p>
    <button type="button" class="link" data-test="hours-add" @click=${() => change({ hours: [...all, usualHours()] })}>${t("hours-add")}</button>
    <datalist id="zones">${Intl.supportedValuesOf("timeZone").map((zone) => html`<option value=${zone}></option>`)}</datalist></div>`;
}

function one(hours: Hours, at: number, set: (part: Partial<Hours>) => void, drop: (() => void) | undefined) {
  const names = days.map((value) => ({ value, name: t(`weekday-${value}`) }));
  const inOrder = (chosen: Day[]) => days.filter((day) => chosen.includes(day));
  const text = (event: Event) => (event.target as HTMLInputElement).value;
  return html`<div class="hour">
    ${chips(t("hours-days"), names, hours.days, (day) => set({ days: inOrder(toggledIn(hours.days, day)) }))}
    <div class="row wrap">
      <label for="from-${at}">${t("hours-from")}</label><input id="from-${at}" type="time" data-test="hours-from" .value=${hours.from.slice(0, 5)} @change=${(event: Event) => set({ from: text(event) || "00:00" })} />
      <label for="to-${at}">${t("hours-to")}</label><input id="to-${at}" type="time" data-test="hours-to" .value=${hours.to.slice(0, 5)} @change=${(event: Event) => set({ to: text(event) || "00:00" })} />
      <input class="zone" list="zones" data-test="hours-zone" aria-label=${t("hours-zone")} spellcheck="false" .value=${hours.zone} @change=${(event: Event) => set({ zone: text(event).trim() })} />
      ${drop ? html`<button type="button" class="icon-btn" aria-label=${t("hours-remove")} @click=${drop}>${icon("cross")}</button>` : nothing}
    </div></div>`;
}
