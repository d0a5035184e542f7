import { html, nothing, type TemplateResult } from "lit";
import { faultNote } from "../fault-note.ts";
import { moment } from "../format.ts";
import type { Fault } from "../gen/desk.gen.ts";
import { t } from "../words.ts";

/** When something read on demand was last read, and why the last try failed. */
export function readLine({ readAt, fault }: { readAt: string | null; fault: Fault | null }): TemplateResult {
  const time = readAt ? t("as-of", { time: moment(readAt) }) : t("never-read");
  return html`${fault ? faultNote(fault, { extra: time }) : nothing}
    ${fault ? nothing : html`<p class="cap above" data-test="as-of">${time}</p>`}`;
}
