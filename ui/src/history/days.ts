import { html, nothing, type TemplateResult } from "lit";
import { longDay, sameDay } from "../format.ts";
import type { HistoryLine } from "../gen/desk.gen.ts";
import { historyLine } from "./line.ts";

/** Lines under the day they happened on, newest first. */
export function historyDays(lines: readonly HistoryLine[], whose: boolean): TemplateResult {
  return html`<ol class="tl">
    ${lines.map((line, at) => {
      const before = lines[at - 1];
      const turns = !before || !sameDay(before.at, line.at);
      return html`${turns ? html`<li class="day"><h2>${longDay(line.at)}</h2></li>` : nothing}${historyLine(line, whose)}`;
    })}
  </ol>`;
}
