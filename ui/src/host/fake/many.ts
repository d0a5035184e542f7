import type {
  BeginMany,
  ListQuery,
  ManyAction,
  ManyBegun,
  ManyCard,
  ManyFate,
  ManyPage,
  ManyPreview,
  ManyProgress,
  ManyRequest,
  ManyRow,
  ManySkipped,
  Selection,
  Sentence,
  SubscriptionRow,
  Tag,
} from "../../gen/desk.gen.ts";
import { sentence, side } from "./prices.ts";
import { fault } from "./sync.ts";

interface Ways {
  find(query: ListQuery): SubscriptionRow[];
  row(id: string): SubscriptionRow | undefined;
  owned(id: string): boolean;
  undoSeconds(): number;
  operator(): string;
  tell(...tags: Tag[]): void;
}

interface Run extends Omit<ManyCard, "counts" | "total" | "leftOut" | "mayStop" | "mayGoOn"> {
  rows: (ManyRow & { after: number })[];
}

const STEP = 250;
const order: ManyFate[] = ["stuck", "refused", "working", "not-begun", "withdrawn", "already-so", "effective"];

/** One thing for many, at the pace of somebody who watches. */
export function fakeMany(ways: Ways) {
  const runs: Run[] = [];

  function chosen(selection: Selection): SubscriptionRow[] {
    if (selection.kind === "these") return selection.ids.flatMap((id) => ways.row(id) ?? []);
    const but = new Set(selection.but);
    return ways.find(selection.query).filter(({ id }) => !but.has(id));
  }

  function leftOut(row: SubscriptionRow, action: ManyAction): Sentence | undefined {
    if (action.kind === "export") return undefined;
    if (row.missing && (action.kind === "activate" || action.kind === "suspend-access"))
      return sentence("many-missing");
    if (action.kind === "suspend-access") return row.statusKind === "pending" ? sentence("many-no-account") : undefined;
    if (action.kind !== "activate") return ways.owned(row.id) ? undefined : sentence("many-no-items");
    if (row.statusKind === "subscribed") return sentence("no-active-already", { status: row.status });
    if (row.statusKind === "unsubscribed") return sentence("no-cancelled", { status: row.status });
    return row.statusKind === "pending" ? undefined : sentence("no-not-pending", { status: row.status });
  }

  function preview({ selection, action }: ManyRequest): ManyPreview {
    const all = chosen(selection);
    const groups = new Map<string, ManySkipped>();
    const touched = all.filter((row) => {
      const why = leftOut(row, action);
      if (!why) return true;
      const key = JSON.stringify(why);
      const group = groups.get(key) ?? { why, count: 0, first: [] };
      groups.set(key, { ...group, count: group.count + 1, first: [...group.first, row.name].slice(0, 5) });
      return false;
    });
    const sums = new Map<string, number>();
    const priced = action.kind === "activate" ? touched.slice(0, 400) : [];
    for (const row of priced) {
      const price = side(row, row.plan, row.seats).perMonth;
      if (price) sums.set(price.currency, (sums.get(price.currency) ?? 0) + Number(price.amount));
    }
    const activates = action.kind === "activate" && touched.length > 0;
    const shutsOut = action.kind === "suspend-access" && touched.length > 0;
    const pay = String(touched.filter(({ statusKind }) => statusKind === "subscribed").length);
    return {
      selected: all.length,
      touched: touched.length,
      first: touched.slice(0, 5).map(({ name }) => name),
      skipped: [...groups.values()].toSorted((one, other) => other.count - one.count),
      perMonth: [...sums].map(([currency, amount]) => ({ amount: amount.toFixed(2), currency })),
      unpriced: activates ? Math.ceil(touched.length / 9) : 0,
      notes: [
        ...(activates ? [sentence("many-billing", { count: String(touched.length) }), sentence("many-ready")] : []),
        ...(shutsOut ? [sentence("many-pay", { count: pay }), sentence("many-shut-out")] : []),
      ],
      refused: touched.length ? null : sentence("many-nobody"),
      agreed: String(touched.length),
    };
  }

  function begin({ selection, action, reason }: BeginMany): ManyBegun {
    if (action.kind === "export")
      return { id: null, path: "/home/ines/Documents/Marketdesk/marketdesk-customers-2026-11-21.csv" };
    if (action.kind === "note" && !action.text) throw fault("invalid", "many-no-text");
    if (action.kind === "suspend-access" && !reason) throw fault("invalid", "no-access-reason");
    const leaves = action.kind === "activate" || action.kind === "suspend-access";
    const hold = leaves ? ways.undoSeconds() * 1000 : 0;
    const rows = chosen(selection).map((row, at): Run["rows"][number] => {
      const why = leftOut(row, action) ?? null;
      const fate: ManyFate = why?.key === "no-active-already" ? "already-so" : why ? "refused" : "not-begun";
      return { subscription: row.id, customer: row.name, fate, why, intent: null, after: at };
    });
    const run: Run = {
      id: `m${runs.length + 1}`,
      action,
      actor: ways.operator() || "Inès Duval",
      reason,
      begunAt: new Date().toISOString(),
      state: hold ? "held" : "going",
      heldUntil: hold ? new Date(Date.now() + hold).toISOString() : null,
      rows,
    };
    runs.unshift(run);
    setTimeout(() => go(run), hold);
    return { id: run.id, path: null };
  }

  /** A few at a time; now and then one does not work out. */
  function go(run: Run): void {
    if (run.state === "stopped" || run.state === "over") return;
    run.state = "going";
    run.heldUntil = null;
    const working = run.rows.filter(({ fate }) => fate === "working");
    for (const row of working) settle(row);
    const waiting = run.rows.filter(({ fate }) => fate === "not-begun").slice(0, Math.max(4, run.rows.length / 40));
    for (const row of waiting) row.fate = "working";
    if (!waiting.length && !working.length) run.state = "over";
    else setTimeout(() => go(run), STEP);
    ways.tell("many");
  }

  function settle(row: Run["rows"][number]): void {
    row.fate = "effective";
    if (row.after % 23 === 11) Object.assign(row, { fate: "stuck", why: sentence("intent-ended") });
    if (row.after % 31 === 7)
      Object.assign(row, {
        fate: "refused",
        why: sentence("intent-refused", { message: "The purchase is under review." }),
      });
  }

  function card({ rows, ...run }: Run): ManyCard {
    const counts = order.map((fate) => ({ fate, count: rows.filter((row) => row.fate === fate).length }));
    const waits = rows.some(({ fate }) => fate === "not-begun" || fate === "withdrawn");
    return {
      ...run,
      total: rows.length,
      leftOut: rows.filter(
        ({ why, fate }) => fate === "already-so" || (fate === "refused" && why?.key !== "intent-refused"),
      ).length,
      counts: counts.filter(({ count }) => count > 0),
      mayStop: waits && (run.state === "going" || run.state === "held"),
      mayGoOn: waits && run.state === "stopped",
    };
  }

  const find = (id: string): Run => {
    const found = runs.find((run) => run.id === id);
    if (!found) throw fault("not-found", "fault-many-gone");
    return found;
  };

  function progress({ id, only, from, limit }: ManyProgress): ManyPage {
    const latest = runs.slice(0, 5).map(card);
    if (!id) return { latest, many: null, rows: [], total: 0 };
    const rows = find(id).rows.filter(({ fate }) => !only || fate === only);
    const told = rows.slice(from, from + limit).map(({ after: _, ...row }) => row);
    return { latest, many: card(find(id)), rows: told, total: rows.length };
  }

  function turn(id: string, state: "stopped" | "going"): ManyCard {
    const run = find(id);
    run.state = state;
    for (const row of run.rows) {
      if (state === "stopped" && row.fate === "working") Object.assign(row, { fate: "withdrawn", why: null });
      if (state === "going" && row.fate === "withdrawn") row.fate = "not-begun";
    }
    if (state === "going") setTimeout(() => go(run), STEP);
    ways.tell("many");
    return card(run);
  }

  return {
    preview,
    begin,
    progress,
    stop: (id: string) => turn(id, "stopped"),
    goOn: (id: string) => turn(id, "going"),
  };
}
