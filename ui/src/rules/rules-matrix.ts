import { html, nothing, type TemplateResult } from "lit";
import { number } from "../format.ts";
import type { RulesMatrix as Matrix, MatrixCell, MatrixRequest, RuleOffer, RulePlan } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { say, t } from "../words.ts";
import { answerMark, answers, answerTone, byRule } from "./answers.ts";
import { numberField } from "./fields.ts";

/** What happens to each change of plan of an offer. One cell takes the focus; arrows go on from there. */
export class RulesMatrix extends View {
  static override properties = {
    matrix: { attribute: false },
    offers: { attribute: false },
    wanted: { attribute: false },
    at: { state: true },
  };
  declare matrix: Matrix | null | undefined;
  declare offers: readonly RuleOffer[];
  declare wanted: MatrixRequest | undefined;
  /** Row and column of the cell that was looked at last. */
  declare at: readonly [number, number];

  constructor() {
    super();
    this.at = [0, 1];
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #key(event: KeyboardEvent): void {
    const size = this.matrix?.plans.length ?? 0;
    const [row, column] = this.at;
    const ways: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const way = ways[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    let next: readonly [number, number] = [row + way[0], column + way[1]];
    if (next[0] === next[1]) next = [next[0] + way[0], next[1] + way[1]];
    if (next.some((place) => place < 0 || place >= size)) return;
    this.at = next;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".mc[tabindex='0']")?.focus());
  }

  override render() {
    const { matrix, wanted, offers } = this;
    if (!wanted || !offers.length) return html`<p class="soft">${t("offers-none")}</p>`;
    const cells = matrix?.offer === wanted.offer ? matrix : undefined;
    return html`<div class="matrix-ways row wrap">
      <div class="field"><label for="matrix-offer">${t("matrix-offer")}</label><select id="matrix-offer" data-test="matrix-offer" .value=${wanted.offer} @change=${(event: Event) => this.#want({ offer: value(event) })}>
        ${offers.map(({ id }) => html`<option value=${id} ?selected=${id === wanted.offer}>${id}</option>`)}</select></div>
      <div class="field"><label for="matrix-channel">${t("matrix-channel")}</label><select id="matrix-channel" data-test="matrix-channel" .value=${wanted.channel} @change=${(event: Event) => this.#want({ channel: value(event) === "reseller" ? "reseller" : "direct" })}>
        ${(["direct", "reseller"] as const).map((one) => html`<option value=${one} ?selected=${one === wanted.channel}>${t(`channel-is-${one}`)}</option>`)}</select></div>
      <div class="field">${numberField("matrix-seats", t("matrix-seats"), wanted.seats, (seats) => this.#want({ seats: seats === null ? null : Math.max(0, seats) }), { min: 0 })}</div>
    </div>
    ${cells && cells.plans.length > 1 ? this.#table(cells) : html`<p class="soft">${cells ? t("matrix-one", { offer: wanted.offer }) : nothing}</p>`}`;
  }

  #want(part: Partial<MatrixRequest>): void {
    if (this.wanted) this.#tell("wanted", { ...this.wanted, ...part });
  }

  #table(matrix: Matrix): TemplateResult {
    const { plans } = matrix;
    const cell = (from: RulePlan, to: RulePlan) => matrix.cells.find((one) => one.from === from.id && one.to === to.id);
    const [row, column] = this.at.every((place) => place < plans.length) ? this.at : [0, 1];
    const looked = plans[row] && plans[column] ? cell(plans[row], plans[column]) : undefined;
    const used = answers.filter((kind) => matrix.cells.some(({ answered }) => answered.answer === kind));
    return html`<div class="mx-scroll"><table class="mx" data-test="matrix" @keydown=${this.#key}>
      <caption class="sr">${t("matrix-caption", { offer: matrix.offer })}</caption>
      <thead><tr><th class="corner" scope="col">${t("matrix-from")} <span class="to">${t("matrix-to")} ${icon("arrow")}</span></th>${plans.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${plans.map((from, y) => html`<tr><th scope="row">${from.name}</th>${plans.map((to, x) => this.#cell(from, to, cell(from, to), y === row && x === column, [y, x]))}</tr>`)}</tbody>
    </table></div>
    ${looked && plans[row] && plans[column] ? this.#looked(plans[row], plans[column], looked) : nothing}
    <ul class="legend">${used.map((kind) => html`<li>${answerMark(kind)} <small>${t(`answer-${kind}-why`)}</small></li>`)}</ul>
    <p class="cap">${t("matrix-why")} ${t("matrix-keys")}</p>`;
  }

  #cell(from: RulePlan, to: RulePlan, cell: MatrixCell | undefined, here: boolean, at: readonly [number, number]) {
    if (!cell) return html`<td class="nil"></td>`;
    const { answered, past } = cell;
    const open = () => {
      this.at = at;
      if (answered.rule !== null) this.#tell("open-rule", answered.rule);
    };
    const focus = () => {
      this.at = at;
    };
    return html`<td><button type="button" class="mc ${answerTone(answered.answer)} k-${answered.answer}" data-test="cell" data-from=${from.id} data-to=${to.id} data-answer=${answered.answer} tabindex=${here ? 0 : -1} @focus=${focus} @click=${open}>
      <span class="sr">${t("matrix-pair", { from: from.name, to: to.name })}</span>${answerMark(answered.answer)}${past ? html`<small class="num">${number(past)}</small><span class="sr">${t("matrix-asked")}</span>` : nothing}<span class="sr">${byRule(answered)}</span></button></td>`;
  }

  /** What the cell that was looked at says, in full. */
  #looked(from: RulePlan, to: RulePlan, { answered }: MatrixCell): TemplateResult {
    const { rule, doubt } = answered;
    return html`<div class="looked row wrap"><b>${from.name} ${icon("arrow")} ${to.name}</b>${answerMark(answered.answer)}<span class="soft">${doubt ? say(doubt) : byRule(answered)}</span><span class="grow"></span>
      ${rule === null ? nothing : html`<button type="button" class="btn" data-test="matrix-open" @click=${() => this.#tell("open-rule", rule)}>${t("matrix-open", { number: rule })}</button>`}
      <button type="button" class="btn" data-test="matrix-new" @click=${() => this.#tell("new-rule", { from, to })}>${icon("plus")}${t("matrix-new")}</button></div>`;
  }
}

function value(event: Event): string {
  return (event.target as HTMLSelectElement).value;
}

customElements.define("rules-matrix", RulesMatrix);
