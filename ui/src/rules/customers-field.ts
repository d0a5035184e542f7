import { html, nothing } from "lit";
import type { CustomerChoice, SubscriptionRow } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { icon } from "../icons.ts";
import { announce } from "../live.ts";
import { View } from "../view.ts";
import { explain, t } from "../words.ts";
import { toggledIn } from "./draft.ts";
import { chips } from "./fields.ts";

const AFTER_TYPING = 200;
const SHOWN = 6;

/** Whose requests: customers found by name, tenants by id, and sets that the rules know. */
export class CustomersField extends View {
  static override properties = {
    chosen: { attribute: false },
    sets: { attribute: false },
    found: { state: true },
    names: { state: true },
  };
  declare chosen: CustomerChoice | null;
  declare sets: readonly string[];
  declare found: SubscriptionRow[] | undefined;
  declare names: ReadonlyMap<string, string>;
  #typing = 0;
  #asked = 0;

  constructor() {
    super();
    this.names = new Map();
  }

  get #now(): CustomerChoice {
    return this.chosen ?? { tenants: [], subscriptions: [], sets: [] };
  }

  #set(part: Partial<CustomerChoice>): void {
    this.dispatchEvent(new CustomEvent("chosen", { detail: { ...this.#now, ...part } }));
  }

  override willUpdate(): void {
    for (const id of this.#now.subscriptions) if (!this.names.has(id)) void this.#learn(id);
  }

  /** What a customer is called that somebody chose on another day. */
  async #learn(id: string): Promise<void> {
    this.names = new Map(this.names).set(id, id);
    try {
      const name = (await host().call("customer", { id })).head.row.name;
      if (name) this.names = new Map(this.names).set(id, name);
    } catch {
      // It keeps its id: a customer that is not known here may be one of another desk.
    }
  }

  #type(search: string): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#find(search.trim()), AFTER_TYPING);
  }

  async #find(search: string): Promise<void> {
    const mine = ++this.#asked;
    if (!search) {
      this.found = undefined;
      return;
    }
    const query = { search, hideCancelled: true, sort: [{ field: "name" as const, descending: false }] };
    try {
      const { rows } = await host().call("list_subscriptions", { query, from: 0, limit: SHOWN });
      if (mine === this.#asked) this.found = rows;
    } catch (thrown) {
      announce(explain(asFault(thrown)));
    }
  }

  #add({ id, name }: SubscriptionRow): void {
    this.names = new Map(this.names).set(id, name || id);
    this.found = undefined;
    const input = this.querySelector<HTMLInputElement>("#customers-find");
    if (input) input.value = "";
    input?.focus();
    if (!this.#now.subscriptions.includes(id)) this.#set({ subscriptions: [...this.#now.subscriptions, id] });
  }

  override render() {
    const now = this.#now;
    const sets = [...new Set([...(this.sets ?? []), ...now.sets])].map((value) => ({ value, name: value }));
    return html`<div class="customers-field">
      ${sets.length ? chips(t("customers-sets"), sets, now.sets, (one) => this.#set({ sets: toggledIn(now.sets, one) })) : nothing}
      ${now.subscriptions.length ? html`<ul class="chips">${now.subscriptions.map((id) => this.#one(id))}</ul>` : nothing}
      <div class="field"><label for="customers-find">${t("customers-find")}</label>
        <input id="customers-find" data-test="customers-find" autocomplete="off" placeholder=${t("customers-find-placeholder")} @input=${(event: Event) => this.#type((event.target as HTMLInputElement).value)} /></div>
      ${this.found ? html`<ul class="customers-found">${this.found.length ? this.found.map((row) => html`<li><button type="button" class="choice" data-test="customers-add" @click=${() => this.#add(row)}>${icon("plus")}<span class="grow trunc">${row.name || t("no-name")}</span><small>${row.plan}</small></button></li>`) : html`<li class="cap">${t("customers-nobody")}</li>`}</ul>` : nothing}
      <div class="field"><label for="customers-tenants">${t("customers-tenants")}</label>
        <textarea id="customers-tenants" rows="2" data-test="customers-tenants" aria-describedby="customers-tenants-hint" spellcheck="false" .value=${now.tenants.join("\n")}
          @change=${(event: Event) => this.#set({ tenants: (event.target as HTMLTextAreaElement).value.split(/\s+/).filter(Boolean) })}></textarea>
        <p class="hint" id="customers-tenants-hint">${t("customers-tenants-hint")}</p></div>
    </div>`;
  }

  #one(id: string) {
    const customer = this.names.get(id) ?? id;
    const drop = () => this.#set({ subscriptions: this.#now.subscriptions.filter((one) => one !== id) });
    return html`<li class="chip">${customer}<button type="button" class="chip-drop" aria-label=${t("customers-drop", { customer })} @click=${drop}>${icon("cross")}</button></li>`;
  }
}

customElements.define("customers-field", CustomersField);
