import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { EditedRule, Fault, MatrixRequest, RulePreview, RulesDraft, RulesPage } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";

const AFTER_TYPING = 250;
const SEATS = 10;

/** The draft of the rules: what the desk knows, what is being edited, and what that would do. */
export class DeskDraft implements ReactiveController {
  draft: RulesDraft | undefined;
  /** For whom the matrix is drawn. */
  matrix: MatrixRequest | undefined;
  /** The draft could not be kept. */
  failed: Fault | undefined;
  readonly page: Query<"rules">;
  readonly trial: Query<"try_rules">;
  readonly #view: ReactiveControllerHost;
  /** A timer while there are edits that are neither tried nor kept. */
  #pending = 0;
  #read: RulesPage | undefined;
  #tried: RulesDraft | undefined;
  #seen: unknown;
  #previews = new Map<string, RulePreview>();

  constructor(view: ReactiveControllerHost) {
    this.#view = view;
    view.addController(this);
    this.page = new Query(view, "rules", () => null, ["rules"]);
    this.trial = new Query(view, "try_rules", () => this.draft && { draft: this.draft, matrix: this.matrix ?? null });
  }

  hostDisconnected(): void {
    if (this.#pending) void this.#keep();
  }

  hostUpdate(): void {
    const { reply } = this.page;
    if (reply && reply !== this.#read) this.#take(reply);
    const trial = this.trial.reply;
    if (!trial || trial === this.#seen) return;
    this.#seen = trial;
    const told = this.#tried?.rules.map(({ id }, at) => [id, trial.rules[at]] as const) ?? [];
    this.#previews = new Map(told.filter((one): one is [string, RulePreview] => one[1] !== undefined));
  }

  /** What a rule says, as far as it was tried. */
  previewOf({ id }: EditedRule): RulePreview | undefined {
    return this.#previews.get(id);
  }

  /** What the desk says stands, unless somebody is just typing. */
  #take(page: RulesPage): void {
    this.#read = page;
    if (this.#pending) return;
    this.draft = page.draft;
    const largest = page.offers.toSorted((one, other) => other.plans.length - one.plans.length)[0];
    this.matrix ??= largest && { offer: largest.id, channel: "direct", seats: SEATS };
    void this.#try();
  }

  #try(): Promise<void> {
    this.#tried = this.draft;
    return this.trial.ask();
  }

  want(matrix: MatrixRequest): void {
    this.matrix = matrix;
    void this.#try();
  }

  edit(draft: RulesDraft): void {
    this.draft = draft;
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => {
      void this.#keep();
      void this.#try();
    }, AFTER_TYPING);
    this.#view.requestUpdate();
  }

  /** Keeps the draft on this computer. */
  async #keep(): Promise<void> {
    this.#forgetPending();
    if (!this.draft) return;
    try {
      await host().call("keep_rules", this.draft);
      this.failed = undefined;
    } catch (thrown) {
      this.failed = asFault(thrown);
    }
    this.#view.requestUpdate();
  }

  #forgetPending(): void {
    clearTimeout(this.#pending);
    this.#pending = 0;
  }

  /** What the desk answered to something weighty: the draft is what it says. */
  async answered(page: RulesPage): Promise<void> {
    this.#forgetPending();
    this.failed = undefined;
    await this.page.settle(Promise.resolve(page));
  }
}
