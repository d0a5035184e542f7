import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons.ts";
import { t } from "../words.ts";
import { type Entries, type EntryName, isSecretId } from "./entries.ts";

export interface Form {
  entries: Entries;
  flaws: Partial<Record<EntryName, string>>;
  shown: boolean;
  set(part: Partial<Entries>): void;
  show(shown: boolean): void;
}

interface Options {
  hint?: TemplateResult | string | undefined;
  mono?: boolean;
  type?: string;
  optional?: boolean;
  trailing?: TemplateResult;
}

export function textField(form: Form, name: EntryName, options: Options = {}): TemplateResult {
  const flaw = form.flaws[name];
  const hint = flaw ? t(flaw) : options.hint;
  return html`<div class="field">
    <label for="entry-${name}">${t(`entry-${name}`)}${options.optional ? html` <span class="optional">${t("optional")}</span>` : nothing}</label>
    <div class="input-box">
      <input id="entry-${name}" name=${name} data-test=${name} class=${options.mono ? "mono" : ""} type=${options.type ?? "text"}
        autocomplete="off" autocapitalize="off" spellcheck="false" .value=${form.entries[name]}
        aria-invalid=${flaw ? "true" : nothing} aria-describedby=${hint ? `hint-${name}` : nothing}
        @input=${(event: Event) => form.set({ [name]: (event.target as HTMLInputElement).value })} />
      ${options.trailing ?? nothing}
    </div>
    ${hint ? hintLine(name, hint, flaw !== undefined) : nothing}
  </div>`;
}

function hintLine(name: EntryName, hint: TemplateResult | string, bad: boolean): TemplateResult {
  return html`<p class="hint ${bad ? "neg" : ""}" id="hint-${name}" data-test="hint-${name}">${bad ? icon("cross") : nothing}<span>${hint}</span></p>`;
}

export function environmentField({ entries, set }: Form): TemplateResult {
  return html`<div class="field" role="radiogroup" aria-labelledby="label-environment">
    <span class="label" id="label-environment">${t("entry-environment")}</span>
    <div class="options">
      ${(["production", "test"] as const).map(
        (one) => html`<label class="option ${one}">
          <input type="radio" name="environment" value=${one} data-test="environment-${one}" .checked=${entries.environment === one}
            @change=${() => set({ environment: one })} />
          <span><b>${t(`environment-${one}`)}</b><small>${t(`environment-means-${one}`)}</small></span>
        </label>`,
      )}
    </div>
  </div>`;
}

export function secretFields(form: Form): TemplateResult {
  const { entries, shown } = form;
  const isId = isSecretId(entries.secret);
  const reveal = html`<button type="button" class="icon-btn reveal" data-test="show-secret" aria-pressed=${shown}
    aria-label=${t(shown ? "hide-secret" : "show-secret")} title=${t(shown ? "hide-secret" : "show-secret")}
    @click=${() => form.show(!shown)}>${icon(shown ? "eyeoff" : "eye")}</button>`;
  const withId = isId ? { ...form, flaws: { ...form.flaws, secret: "flaw-secret-id" } } : form;
  return html`<div class="secret">
    ${textField(withId, "secret", { mono: true, type: shown ? "text" : "password", trailing: reveal })}
    <button type="button" class="link other" data-test="use-certificate" @click=${() => form.set({ kind: "certificate" })}>${t("use-certificate")}</button>
    ${textField(form, "expires", { type: "date", optional: true, hint: t("entry-expires-why") })}
  </div>`;
}

export function certificateFields(form: Form): TemplateResult {
  const { entries, flaws } = form;
  const flaw = flaws.pem;
  return html`<div class="secret"><div class="field">
    <label for="entry-pem">${t("entry-pem")}</label>
    <textarea id="entry-pem" data-test="pem" rows="6" spellcheck="false" placeholder="-----BEGIN CERTIFICATE-----" .value=${entries.pem}
      aria-invalid=${flaw ? "true" : nothing} aria-describedby="hint-pem"
      @input=${(event: Event) => form.set({ pem: (event.target as HTMLTextAreaElement).value })}></textarea>
    ${hintLine("pem", flaw ? t(flaw) : t("entry-pem-how"), flaw !== undefined)}
    <label class="btn file">${icon("file")}${t("choose-file")}<input type="file" class="sr" data-test="pem-file" accept=".pem,.crt,.key,.txt"
      @change=${(event: Event) => void readFile(event, form)} /></label>
  </div>
  <button type="button" class="link other" data-test="use-secret" @click=${() => form.set({ kind: "secret" })}>${t("use-secret")}</button></div>`;
}

async function readFile(event: Event, form: Form): Promise<void> {
  const field = event.target as HTMLInputElement;
  const text = await field.files?.[0]?.text();
  field.value = "";
  if (text) form.set({ pem: [form.entries.pem.trim(), text.trim()].filter(Boolean).join("\n") });
}

export function advancedFields(form: Form): TemplateResult {
  return html`<details class="unfold advanced" data-test="advanced">
    <summary>${icon("next")}${t("advanced")}</summary>
    <p class="cap">${t("advanced-why")}</p>
    ${textField(form, "authority", { mono: true, optional: true, hint: t("entry-authority-default") })}
    ${textField(form, "base", { mono: true, optional: true, hint: t("entry-base-default") })}
  </details>`;
}
