import { html, nothing } from "lit";
import { faultNote } from "../fault-note.ts";
import type { Fault, ManyFate, Selection } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { announce } from "../live.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import { actionOf, lookOf, type ManyKind } from "./actions.ts";
import { beforeIt } from "./before.ts";
import { meanwhile, SHOWN } from "./meanwhile.ts";
import { titleOf } from "./words.ts";

const ASK_AFTER = 250;

interface Wanted {
  kind: ManyKind;
  selection: Selection;
}

/** One thing for many: what it would come to, then how far it has come, then what became of each. */
export class ManyDialog extends View {
  static override properties = {
    wanted: { state: true },
    begun: { state: true },
    typed: { state: true },
    only: { state: true },
    from: { state: true },
    asking: { state: true },
    failed: { state: true },
    path: { state: true },
  };
  declare wanted: Wanted | undefined;
  /** The one that is going on. */
  declare begun: string | undefined;
  declare typed: string;
  declare only: ManyFate | null;
  declare from: number;
  declare asking: boolean;
  declare failed: Fault | undefined;
  /** Where a file was written. */
  declare path: string | undefined;
  #soon = 0;
  #preview = new Query(this, "preview_many", () => this.#asked(), ["subscriptions", "inbox", "account"]);
  #many = new Query(
    this,
    "many",
    () => (this.begun ? { id: this.begun, only: this.only, from: this.from, limit: SHOWN } : undefined),
    ["many", "intents"],
  );

  /** Thinks of doing something to a selection. */
  open(kind: ManyKind, selection: Selection): void {
    this.#begin({ kind, selection }, undefined);
    void this.#preview.ask();
  }

  /** Shows one that goes on, or is over. */
  show(id: string): void {
    this.#begin(undefined, id);
    void this.#many.ask();
    void this.updateComplete.then(() => this.querySelector("h2")?.focus());
  }

  #begin(wanted: Wanted | undefined, begun: string | undefined): void {
    this.wanted = wanted;
    this.begun = begun;
    this.typed = "";
    this.only = null;
    this.from = 0;
    this.asking = false;
    this.failed = undefined;
    this.path = undefined;
    this.#preview.clear();
    this.#many.clear();
    const dialog = this.querySelector("dialog");
    if (!dialog?.open) dialog?.showModal();
  }

  #asked() {
    const { wanted } = this;
    return wanted && { selection: wanted.selection, action: actionOf(wanted.kind, this.typed) };
  }

  #close(): void {
    this.querySelector("dialog")?.close();
  }

  #closed(): void {
    this.wanted = undefined;
    this.begun = undefined;
    this.#preview.clear();
    this.#many.clear();
  }

  /** Whose they become decides who is left out; a note is the same for everybody. */
  #type(typed: string): void {
    this.typed = typed;
    clearTimeout(this.#soon);
    if (this.wanted?.kind === "assign") this.#soon = setTimeout(() => void this.#preview.ask(), ASK_AFTER);
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const { wanted } = this;
    const preview = this.#preview.reply;
    if (!wanted || !preview || preview.refused || this.asking) return;
    if (lookOf(wanted.kind)?.asks === "text" && !this.typed.trim()) {
      this.querySelector<HTMLElement>("[name=many-typed]")?.focus();
      return;
    }
    const reason = this.querySelector<HTMLInputElement>("[name=many-reason]")?.value.trim() ?? "";
    if (lookOf(wanted.kind)?.reason === "must" && !reason) {
      this.querySelector<HTMLElement>("[name=many-reason]")?.focus();
      return;
    }
    const { selection, kind } = wanted;
    await this.#try(async () => {
      const action = actionOf(kind, this.typed);
      const { id, path } = await host().call("begin_many", { selection, action, reason, agreed: preview.agreed });
      this.dispatchEvent(new CustomEvent("many-begun", { bubbles: true }));
      if (id) {
        this.show(id);
        return;
      }
      this.path = path ?? undefined;
      announce(t("many-written", { path: path ?? "" }));
    });
    if (this.failed) void this.#preview.ask();
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.asking = true;
    this.failed = undefined;
    try {
      await work();
    } catch (thrown) {
      this.failed = asFault(thrown);
    }
    this.asking = false;
  }

  #turn(command: "stop_many" | "go_on_many"): void {
    const id = this.begun;
    if (!id) return;
    void this.#try(async () => {
      await host().call(command, id);
      announce(t(command === "stop_many" ? "many-stopped" : "many-goes-on"));
      await this.#many.ask();
    });
  }

  #save(): void {
    const id = this.begun;
    if (!id) return;
    void this.#try(async () => {
      this.path = (await host().call("export", { many: id })).path;
    });
  }

  override render() {
    const { wanted, begun } = this;
    const card = this.#many.reply?.many;
    const title = wanted ? t(`many-name-${wanted.kind}`) : card ? titleOf(card) : t("many");
    const trouble = this.failed ?? (wanted ? this.#preview.fault : this.#many.fault);
    return html`<dialog class="dialog many" aria-labelledby="many-title" data-test="many-dialog" @close=${this.#closed}>
      <header><h2 id="many-title" tabindex=${this.begun ? "-1" : nothing}>${title}</h2>
        <button type="button" class="icon-btn" aria-label=${t("close")} @click=${this.#close}>${icon("cross")}</button></header>
      ${wanted && !this.path ? this.#before(wanted) : nothing}
      ${begun && this.#many.reply ? meanwhile(this.#many.reply, this.#ways()) : nothing}
      ${trouble ? html`<div class="many-trouble">${faultNote(trouble)}</div>` : nothing}
      ${this.path ? html`<p class="many-written" role="status" data-test="many-path">${icon("file")}<span>${t("many-written", { path: this.path })}</span></p>` : nothing}
    </dialog>`;
  }

  #before({ kind }: Wanted) {
    return html`<form class="change-body" @submit=${(event: Event) => void this.#submit(event)}>
      ${beforeIt(kind, this.#preview.reply, { typed: this.typed, type: (typed) => this.#type(typed) })}
      <div class="row actions"><button type="submit" class="btn primary" data-test="many-begin" aria-disabled=${this.#mayNot ? "true" : nothing}>${t(`many-submit-${kind}`, { count: this.#preview.reply?.touched ?? 0 })}</button>
        <button type="button" class="btn" @click=${this.#close}>${t("many-leave")}</button></div>
    </form>`;
  }

  get #mayNot(): boolean {
    const preview = this.#preview.reply;
    const lacks = lookOf(this.wanted?.kind)?.asks === "text" && !this.typed.trim();
    return this.asking || !preview || preview.refused !== null || lacks;
  }

  #ways() {
    return {
      only: this.only,
      from: this.from,
      choose: (only: ManyFate | null) => {
        this.only = only;
        this.from = 0;
        void this.#many.ask();
      },
      turnTo: (from: number) => {
        this.from = from;
        void this.#many.ask();
      },
      stop: () => this.#turn("stop_many"),
      goOn: () => this.#turn("go_on_many"),
      save: () => this.#save(),
      close: () => this.#close(),
    };
  }
}

customElements.define("many-dialog", ManyDialog);

declare global {
  interface HTMLElementTagNameMap {
    "many-dialog": ManyDialog;
  }
}
