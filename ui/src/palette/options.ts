import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../icons.ts";
import { t } from "../words.ts";
import type { Command, Group } from "./command.ts";
import type { Range } from "./fold.ts";
import type { Offer } from "./offers.ts";

export function optionId({ id }: Command): string {
  return `palette-${id}`;
}

interface Ways {
  active: string | undefined;
  /** The heading of what is on screen. */
  here: string;
  point(command: Command, event: PointerEvent): void;
  run(command: Command): void;
}

/** The options in their groups, each with its heading. */
export function listBox(offers: readonly Offer[], ways: Ways): TemplateResult {
  const present = [...new Set(offers.map(({ command }) => command.group))];
  return html`<div id="palette-list" role="listbox" aria-label=${t("palette-list")} class="offers" @mousedown=${keepFocus}>
    ${repeat(
      present,
      (group) => group,
      (group) => html`<div role="group" aria-labelledby="palette-of-${group}">
        <div id="palette-of-${group}" class="offers-of" role="presentation">${heading(group, ways.here)}</div>
        ${repeat(
          offers.filter(({ command }) => command.group === group),
          ({ command }) => command.id,
          (offer) => option(offer, ways),
        )}
      </div>`,
    )}
  </div>`;
}

function heading(group: Group, here: string): string {
  return group === "here" ? here : t(`palette-group-${group}`);
}

/** A click must not take the focus out of the field. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

function option({ command, ranges }: Offer, { active, point, run }: Ways): TemplateResult {
  const { id, icon: drawing, label, detail, keys = [], refused, current } = command;
  return html`<div role="option" id=${optionId(command)} class="offer" data-test="palette-option" data-command=${id}
    aria-selected=${id === active} aria-disabled=${refused ? "true" : nothing}
    @pointermove=${(event: PointerEvent) => point(command, event)} @click=${() => run(command)}>
    ${icon(drawing)}<span class="label">${marked(label, ranges)}${refused ? html` <small class="why">${icon("lock")}<span>${refused}</span></small>` : nothing}</span>
    ${current ? html`<small class="end">${icon("check")}${t("palette-now")}</small>` : nothing}
    ${detail && !refused ? html`<small class="end trunc">${detail}</small>` : nothing}
    ${keys.length && !refused ? html`<span class="caps" aria-hidden="true">${keys.map((key) => html`<kbd>${key}</kbd>`)}</span>` : nothing}
  </div>`;
}

/** The letters that were typed stand out in the name. */
export function marked(label: string, ranges: readonly Range[]): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let done = 0;
  for (const [from, to] of ranges) {
    parts.push(label.slice(done, from), html`<mark>${label.slice(from, to)}</mark>`);
    done = to;
  }
  return [...parts, label.slice(done)];
}
