import { html, nothing, type TemplateResult } from "lit";
import { faultNote } from "../fault-note.ts";
import type { EditedRule, MatrixRequest, RulePlan, RulesDraft, RulesPage, RulesVersion } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { heldKey } from "../keys.ts";
import { announce } from "../live.ts";
import { askWhy } from "../reason-dialog.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import { DeskDraft } from "./desk-draft.ts";
import { copied, inserted, moved, newRule, placeAfter, removed, replaced } from "./draft.ts";
import { dryRun } from "./dry-run.ts";
import "./plan-ladder.ts";
import { ruleForm } from "./rule-form.ts";
import { nameOf, ruleList } from "./rule-list.ts";
import { rulesEmpty } from "./rules-empty.ts";
import "./rules-history.ts";
import "./rules-matrix.ts";
import { behind, standing, whyNot } from "./standing.ts";
import { type Shown, tabStrip } from "./tab-strip.ts";
import { discarding, putting, rollingBack } from "./weighty.ts";

/** The publisher's standing answers: a draft is edited, tried on the past, and put in force with a reason. */
export class RulesScreen extends View {
  static override properties = { chosen: { state: true }, shown: { state: true } };
  declare chosen: number;
  declare shown: Shown;
  #desk = new DeskDraft(this);

  constructor() {
    super();
    this.chosen = 0;
    this.shown = "rule";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#key);
  }

  #key = (event: KeyboardEvent): void => {
    const puts = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s";
    if (!puts || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    this.#put();
  };

  /** The rule that is open: the last one where the list has become shorter. */
  get #at(): number {
    return Math.max(0, Math.min(this.chosen, (this.#desk.draft?.rules.length ?? 0) - 1));
  }

  #put = (): void => {
    const { draft, page, trial } = this.#desk;
    if (!draft || !page.reply || !trial.reply) return;
    if (whyNot(page.reply, trial.reply, draft.version)) return;
    askWhy(putting(draft, trial.reply.dryRun, (answer) => this.#desk.answered(answer)));
  };

  #discard = (): void => askWhy(discarding((answer) => this.#desk.answered(answer)));

  #add(rule: EditedRule, at = this.#desk.draft?.rules.length ?? 0): void {
    const { draft } = this.#desk;
    if (!draft) return;
    this.#desk.edit(inserted(draft, at, rule));
    this.chosen = at;
    this.shown = "rule";
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>("#rule-name")?.select());
  }

  #move(by: number): void {
    const { draft } = this.#desk;
    const at = this.#at;
    const rule = draft?.rules[at];
    if (!draft || !rule) return;
    const place = placeAfter(draft, at, by);
    if (place === at) return;
    this.#desk.edit(moved(draft, at, by));
    this.chosen = place;
    announce(t("rule-moved", { name: nameOf(rule), place: place + 1, count: draft.rules.length }));
    this.#focusEntry(document.activeElement?.getAttribute("data-test") ?? "");
  }

  /** The focus goes along with what was moved or chosen. */
  #focusEntry(button: string): void {
    if (!this.querySelector(".rlist ol")?.contains(document.activeElement)) return;
    const within = button.startsWith("rule-") ? `[data-test=${button}]` : ".rule-open";
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`.rule.on ${within}`)?.focus());
  }

  #choose(at: number): void {
    this.chosen = at;
    this.shown = "rule";
    this.#focusEntry("");
  }

  #remove(): void {
    const { draft } = this.#desk;
    const rule = draft?.rules[this.#at];
    if (!draft || !rule) return;
    this.#desk.edit(removed(draft, this.#at));
    announce(t("rule-removed", { name: nameOf(rule) }));
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".rule.on .rule-open, #rules-title")?.focus());
  }

  override render() {
    const { draft, page } = this.#desk;
    const { reply, fault } = page;
    return html`<section class="page rules" aria-labelledby="rules-title">
      <header class="pagehead"><div class="grow"><h1 id="rules-title" tabindex="-1">${t("rules")}</h1><p class="soft">${t("rules-lead")}</p></div>${reply && draft ? this.#standing(reply, draft) : nothing}</header>
      ${reply && draft ? this.#body(reply, draft) : fault ? faultNote(fault, { again: () => void page.ask() }) : nothing}
    </section>`;
  }

  /** Whether what is shown is in force, and what can be done about that. */
  #standing(page: RulesPage, draft: RulesDraft): TemplateResult {
    const trial = this.#desk.trial.reply;
    const why = whyNot(page, trial, draft.version);
    return html`${standing(page, trial)}
      ${trial?.changed ? html`<button type="button" class="btn" data-test="discard" @click=${this.#discard}>${t("rules-discard")}</button>` : nothing}
      <button type="button" class="btn ${why ? "" : "primary"}" data-test="put" aria-disabled=${why ? "true" : nothing} aria-describedby=${why ? "put-why-not" : nothing} @click=${this.#put}>${t("rules-put")}<kbd aria-hidden="true">${heldKey()} S</kbd></button>`;
  }

  #body(page: RulesPage, draft: RulesDraft): TemplateResult {
    const { trial, failed } = this.#desk;
    const why = whyNot(page, trial.reply, draft.version);
    const trouble = failed ?? page.fault ?? trial.fault;
    const state = { draft, chosen: this.#at, trial: trial.reply, previewOf: this.#desk.previewOf.bind(this.#desk) };
    const acts = {
      choose: (at: number) => this.#choose(at),
      move: (by: number) => this.#move(by),
      add: () => this.#add(newRule(t("rule-new-name"))),
    };
    const show = (shown: Shown) => {
      this.shown = shown;
    };
    const over = () => this.#desk.edit({ ...draft, version: page.inForce?.version ?? 0 });
    return html`${why ? html`<p class="why-not put-why-not" id="put-why-not" data-test="put-refused">${icon(page.refused ? "off" : "lock")}<span>${why}</span></p>` : nothing}
      ${behind(page, draft.version, this.#discard, over)}
      ${trouble ? faultNote(trouble, failed ? { extra: t("rules-not-kept") } : {}) : nothing}
      <div class="rgrid">${ruleList(state, acts)}
        <div class="redit">${tabStrip(this.shown, show)}
          <div class="rpanel" id="rules-panel" role="tabpanel" tabindex="0" aria-labelledby="rules-tab-${this.shown}">${this.#panel(page, draft)}</div></div>
        ${dryRun(trial.reply?.dryRun)}</div>`;
  }

  #panel(page: RulesPage, draft: RulesDraft): TemplateResult {
    if (this.shown === "history") return this.#history(page);
    if (this.shown === "matrix") return this.#matrix(page);
    if (this.shown === "ladder") {
      const ladder = ({ detail }: CustomEvent<RulesDraft["ladders"]>) => this.#desk.edit({ ...draft, ladders: detail });
      return html`<plan-ladder .ladders=${draft.ladders} .offers=${page.offers} @laddered=${ladder}></plan-ladder>`;
    }
    const at = this.#at;
    const rule = draft.rules[at];
    if (!rule) return rulesEmpty((first) => this.#add(first));
    return ruleForm(rule, at, page, this.#desk.previewOf(rule), {
      change: (part) => this.#desk.edit(replaced(this.#desk.draft ?? draft, at, part)),
      copy: () => this.#add(copied(rule, t("rule-copy-name", { name: nameOf(rule) })), at + 1),
      remove: () => this.#remove(),
    });
  }

  #history(page: RulesPage): TemplateResult {
    const back = ({ detail }: CustomEvent<RulesVersion>) =>
      askWhy(rollingBack(page, detail, (answer) => this.#desk.answered(answer)));
    return html`<rules-history @roll-back=${back}></rules-history>`;
  }

  #matrix(page: RulesPage): TemplateResult {
    const { matrix, trial } = this.#desk;
    const want = ({ detail }: CustomEvent<MatrixRequest>) => this.#desk.want(detail);
    const fresh = ({ detail: { from, to } }: CustomEvent<{ from: RulePlan; to: RulePlan }>) => {
      const pair = { offers: [matrix?.offer ?? ""], fromPlans: [from.id], toPlans: [to.id] };
      const name = t("matrix-rule-name", { from: from.name, to: to.name });
      this.#add(newRule(name, { kind: "hold" }, { asks: "plan", ...pair }), 0);
    };
    return html`<rules-matrix .matrix=${trial.reply?.matrix} .offers=${page.offers} .wanted=${matrix} @wanted=${want} @new-rule=${fresh}
      @open-rule=${({ detail }: CustomEvent<number>) => this.#choose(detail - 1)}></rules-matrix>`;
  }
}

customElements.define("rules-screen", RulesScreen);
