import { html, nothing, type TemplateResult } from "lit";
import { clock, weekday } from "../format.ts";
import type { InboxItem } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { t } from "../words.ts";
import { mayDo } from "./buttons.ts";
import { actionLook, actionWord } from "./look.ts";
import { morningOf, snoozeTimes, tomorrow } from "./snooze-times.ts";

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Puts an item off until a time that means something to a person. */
export function snoozeMenu(item: InboxItem, snooze: (until: string | null) => void): TemplateResult {
  const now = Date.now();
  const choose = (until: string | null) => (event: Event) => {
    (event.target as HTMLElement).closest<HTMLElement>("[popover]")?.hidePopover();
    snooze(until);
  };
  return html`<button type="button" class="btn quiet" data-test="action-snooze" popovertarget="snooze-menu" ?disabled=${!mayDo(item, "snooze")}>
      ${icon(actionLook.snooze.icon)}${actionWord("snooze")}<kbd aria-hidden="true">H</kbd></button>
    <div id="snooze-menu" popover class="sheet menu near" role="dialog" aria-label=${t("snooze-title")}>
      <ul>
        ${item.snoozedUntil ? html`<li>${choice("back", "", choose(null))}</li>` : nothing}
        ${snoozeTimes(now, zone()).map(({ name, until }) => html`<li>${choice(name, name === "hour" || name === "evening" ? clock(until) : `${weekday(until)}, ${clock(until)}`, choose(until))}</li>`)}
      </ul>
      <div class="sheet-foot field"><label for="snooze-day">${t("snooze-date")}</label><input id="snooze-day" type="date" data-test="snooze-date" min=${tomorrow(now, zone())}
        @change=${(event: Event) => {
          const until = morningOf((event.target as HTMLInputElement).value, now, zone());
          if (until) choose(until)(event);
        }} /></div>
    </div>`;
}

function choice(name: string, time: string, choose: (event: Event) => void): TemplateResult {
  return html`<button type="button" class="choice" data-test="snooze-${name}" @click=${choose}><span class="grow">${t(`snooze-${name}`)}</span><span class="cap">${time}</span></button>`;
}
