import { html, type TemplateResult } from "lit";
import { moment } from "../format.ts";
import type { NoteCard } from "../gen/desk.gen.ts";
import { t } from "../words.ts";

/** What people wrote about an item, and where the next one is written. */
export function notes(
  list: readonly NoteCard[],
  save: (text: string) => Promise<boolean>,
  titled = "notes-title",
): TemplateResult {
  return html`<section class="notes" aria-labelledby=${titled}><h3 id=${titled}>${t("notes")}</h3>
    <div class="field"><textarea class="plain-text" rows="2" data-test="note-text" aria-label=${t("note-text")} placeholder=${t("note-placeholder")}
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && void keep(event, save)}></textarea>
      <div class="row"><button type="button" class="btn" data-test="note-save" @click=${(event: Event) => void keep(event, save)}>${t("note-save")}</button><span class="cap"><kbd>Ctrl</kbd> <kbd>Enter</kbd></span></div></div>
    ${list.length ? html`<ul>${list.map(({ actor, at, text }) => html`<li data-test="note"><p>${text}</p><small>${actor} · ${moment(at)}</small></li>`)}</ul>` : ""}
  </section>`;
}

async function keep(event: Event, save: (text: string) => Promise<boolean>): Promise<void> {
  const field = (event.target as HTMLElement).closest(".field")?.querySelector("textarea");
  const text = field?.value.trim();
  if (!field || !text) {
    field?.focus();
    return;
  }
  if (await save(text)) field.value = "";
}
