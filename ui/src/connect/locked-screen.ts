import { html, nothing, type TemplateResult } from "lit";
import { faultNote } from "../fault-note.ts";
import type { Fault, Frame } from "../gen/desk.gen.ts";
import { asFault, type Command, host, type RequestOf } from "../host/host.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import { setup } from "./setup.ts";

type Mode = "unlock" | "choose" | "recover";
const SHORTEST = 10;

/** The data are sealed: open them with the passphrase, choose one, or use the recovery code. */
export class LockedScreen extends View {
  static override properties = {
    frame: { attribute: false },
    recovering: { state: true },
    busy: { state: true },
    fault: { state: true },
    flaw: { state: true },
  };
  declare frame: Frame;
  declare recovering: boolean;
  declare busy: boolean;
  declare fault: Fault | undefined;
  declare flaw: string | undefined;

  get #mode(): Mode {
    const { vault } = this.frame;
    if (vault === "passphrase-new") return "choose";
    return this.recovering || vault === "system" ? "recover" : "unlock";
  }

  override firstUpdated(): void {
    this.querySelector<HTMLElement>("input")?.focus();
  }

  async #send<C extends Command>(command: C, request: RequestOf<C>): Promise<void> {
    this.busy = true;
    this.fault = undefined;
    try {
      await host().call(command, request);
      dispatchEvent(new Event("frame-changed"));
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
    this.busy = false;
    await this.updateComplete;
    if (this.fault) this.querySelector<HTMLInputElement>("input")?.select();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const typed = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(typed.get(name) ?? "");
    const mode = this.#mode;
    this.flaw = mode === "choose" ? chosenFlaw(text("passphrase"), text("again")) : undefined;
    if (this.flaw) return;
    if (mode === "recover")
      void this.#send("recover", { connection: text("connection"), recoveryCode: text("code").trim() });
    else void this.#send("unlock", { passphrase: text("passphrase") });
  }

  override render() {
    const mode = this.#mode;
    return setup(
      this.frame.preferences,
      html`<form class="card locked" data-test="locked" data-mode=${mode} @submit=${(event: SubmitEvent) => this.#submit(event)}>
        ${icon(mode === "recover" ? "key" : "lock", "big")}
        <h1 tabindex="-1">${t(`locked-title-${mode}`)}</h1>
        <p class="soft">${t(mode === "recover" && this.frame.vault === "system" ? "locked-why-vault" : `locked-why-${mode}`)}</p>
        ${mode === "recover" ? this.#codeFields() : this.#passphraseFields(mode)}
        ${this.flaw ? html`<p class="flaw neg" role="alert" data-test="flaw">${icon("cross")}${t(this.flaw, { count: SHORTEST })}</p>` : nothing}
        ${(this.fault ?? this.frame.fault) ? faultNote((this.fault ?? this.frame.fault) as Fault) : nothing}
        <div class="row actions">
          <button type="submit" class="btn primary" data-test="unlock" ?disabled=${this.busy}>${t(this.busy ? "locked-working" : `locked-do-${mode}`)}</button>
          ${this.#otherWay(mode)}
        </div>
      </form>`,
    );
  }

  #passphraseFields(mode: Mode): TemplateResult {
    const isNew = mode === "choose";
    return html`${passwordField("passphrase", isNew ? "new-password" : "current-password", isNew ? t("passphrase-hint", { count: SHORTEST }) : "")}
      ${isNew ? passwordField("again", "new-password", "") : nothing}`;
  }

  #codeFields(): TemplateResult {
    const { connections } = this.frame;
    return html`<div class="field"><label for="connection">${t("locked-connection")}</label>
        <select id="connection" name="connection" data-test="recover-connection">
          ${connections.map(({ id, publisher, environment }) => html`<option value=${id}>${publisher} · ${t(`environment-${environment}`)}</option>`)}
        </select></div>
      <div class="field"><label for="code">${t("locked-code")}</label>
        <input id="code" name="code" class="mono" data-test="recovery-code-field" autocomplete="off" spellcheck="false" required /></div>`;
  }

  #otherWay(mode: Mode) {
    if (mode === "choose" || this.frame.vault === "system" || this.frame.connections.length === 0) return nothing;
    const turn = () => {
      this.recovering = !this.recovering;
      this.fault = undefined;
    };
    return html`<button type="button" class="btn quiet" data-test="other-way" @click=${turn}>${t(mode === "recover" ? "locked-use-passphrase" : "locked-use-code")}</button>`;
  }
}

function chosenFlaw(passphrase: string, again: string): string | undefined {
  if (passphrase.length < SHORTEST) return "flaw-passphrase-short";
  return passphrase === again ? undefined : "flaw-passphrase-differs";
}

function passwordField(name: string, autocomplete: "new-password" | "current-password", hint: string): TemplateResult {
  return html`<div class="field"><label for=${name}>${t(`entry-${name}`)}</label>
    <input id=${name} name=${name} type="password" data-test=${name} autocomplete=${autocomplete} required aria-describedby=${hint ? `hint-${name}` : nothing} />
    ${hint ? html`<p class="hint" id="hint-${name}">${hint}</p>` : nothing}</div>`;
}

customElements.define("locked-screen", LockedScreen);
