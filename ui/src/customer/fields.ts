import { html, type TemplateResult } from "lit";
import { copyButton } from "../copy.ts";
import type { Field } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { t } from "../words.ts";

/** Members Microsoft sent that have no place of their own, under the names it gave them. */
export function fields(list: readonly Field[]): TemplateResult {
  if (list.length === 0)
    return html`<div class="quiet-empty" data-test="empty">${icon("list")}<h2>${t("fields-empty")}</h2></div>`;
  return html`<p class="cap above">${t("fields-why")}</p>
    <dl class="fields" data-test="fields">${list.map(({ name, value }) => html`<div><dt><code>${name}</code></dt><dd><code>${value}</code>${copyButton(value, t("copy-id", { name }))}</dd></div>`)}</dl>`;
}
