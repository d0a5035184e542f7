import type {
  Commands,
  RulesDraft,
  RulesPage,
  RulesTrial,
  RulesVersion,
  SubscriptionRow,
  Tag,
  TryRules,
} from "../../gen/desk.gen.ts";
import { sentence } from "./prices.ts";
import { drafted, given } from "./rules-given.ts";
import { asked, fakeOffers, judge, type PastRequest, pastRequests } from "./rules-past.ts";
import { told } from "./rules-told.ts";
import { fault } from "./sync.ts";

const kinds = ["accept", "review", "ask", "hold", "refuse"] as const;
const DAY = 86_400_000;
const empty: RulesDraft = { version: 0, rules: [], ladders: [], unknown: "{}" };

interface Version extends RulesVersion {
  list: RulesDraft;
}

type Name =
  | "rules"
  | "try_rules"
  | "keep_rules"
  | "discard_rules"
  | "put_rules"
  | "dry_run_rules"
  | "rules_history"
  | "roll_back_rules";
type Answers = { [C in Name]: (request: Commands[C]["request"]) => Commands[C]["reply"] };

/** Rules as an invented relay keeps them. `state`: none, no-relay, no-relay-none, behind, silent, in-force, flawed. */
export function fakeRules(
  state: string,
  rows: () => readonly SubscriptionRow[],
  tell: (...tags: Tag[]) => void,
): Answers {
  const relay = !state.startsWith("no-relay");
  const bare = state.endsWith("none");
  const versions: Version[] =
    bare || !relay
      ? []
      : [version(6, "Paul Ferrand", "First rules", 2), version(7, "Inès Duval", "Agreed with support in September", 4)];
  let kept: RulesDraft | undefined = bare || state === "in-force" ? undefined : structuredClone(drafted);
  if (kept && !relay) kept.version = 0;
  if (kept && state === "flawed")
    kept.rules = kept.rules.map((rule, at) =>
      at === 1 ? { ...rule, name: "", conditions: { ...rule.conditions, toPlans: [] } } : rule,
    );
  if (state === "behind") versions.push(version(8, "Lea Brandt", "Holds fewer steps down while the sale lasts", 5));
  let past: PastRequest[] | undefined;
  const requests = () => {
    past ??= pastRequests(rows(), 225);
    return past;
  };
  const now = () => versions.at(-1);
  const list = () => now()?.list ?? empty;

  const page = (): RulesPage => ({
    inForce: now() ?? null,
    draft: structuredClone(kept ?? { ...list(), version: now()?.version ?? 0 }),
    offers: bare && !relay ? [] : fakeOffers,
    sets: ["strategic"],
    refused: relay ? null : sentence("rules-no-relay"),
    fault: state === "silent" ? fault("offline", "fault-relay-silent") : null,
  });

  const put = (draft: RulesDraft, reason: string, changes: RulesVersion["changes"]): RulesPage => {
    if (state === "silent") throw fault("offline", "fault-relay-silent");
    const number = (now()?.version ?? 0) + 1;
    versions.push({
      ...version(number, "Inès Duval", reason, draft.rules.length),
      at: new Date().toISOString(),
      changes,
      list: { ...draft, version: number },
    });
    tell("rules");
    return page();
  };

  return {
    rules: page,
    try_rules: (request) => trial(request, list(), requests(), (id) => rows().find((row) => row.id === id)?.name ?? id),
    keep_rules: (draft) => {
      kept = draft;
      return null;
    },
    discard_rules: () => {
      kept = undefined;
      return page();
    },
    put_rules: ({ draft, reason }) => {
      kept = undefined;
      return put(draft, reason, [
        sentence("rules-added", {
          all: draft.rules
            .filter(({ since }) => !since)
            .map(({ name }) => name)
            .join("\n"),
        }),
      ]);
    },
    dry_run_rules: () => ({ requests: 212, otherwise: 19, flaws: [] }),
    rules_history: () => ({ versions: versions.toReversed(), refused: relay ? null : sentence("rules-no-relay") }),
    roll_back_rules: ({ to, reason }) => {
      const old = versions.find((one) => one.version === to);
      if (!old) throw fault("not-found", "fault-rules-version-unknown");
      return put(old.list, reason, [sentence("rules-reordered")]);
    },
  };
}

function version(number: number, author: string, reason: string, rules: number): Version {
  const changes =
    number === 6
      ? [sentence("rules-added", { all: "Down to the free plan\nResellers" })]
      : [sentence("rules-added", { all: "Seats up by half or more" }), sentence("rules-reordered")];
  const at = new Date(Date.UTC(2026, 8, number * 3 - 18, 9, 12)).toISOString();
  return {
    version: number,
    author,
    reason,
    at,
    rules,
    changes,
    list: { ...given, version: number, rules: given.rules.slice(0, rules) },
  };
}

function trial(
  { draft, matrix }: TryRules,
  inForce: RulesDraft,
  past: PastRequest[],
  nameOf: (id: string) => string,
): RulesTrial {
  const judged = past.map((request) => ({ request, before: judge(inForce, request), after: judge(draft, request) }));
  const otherwise = judged.filter(({ before, after }) => before.answer !== after.answer);
  const decides = (at: number) => judged.filter(({ after }) => after.rule === at).length;
  const tell = told(draft, fakeOffers, nameOf);
  const plans = fakeOffers.find(({ id }) => id === matrix?.offer)?.plans ?? [];
  const count = (kind: string, which: "before" | "after") => judged.filter((one) => one[which].answer === kind).length;
  return {
    changed: JSON.stringify([draft.rules, draft.ladders]) !== JSON.stringify([inForce.rules, inForce.ladders]),
    rules: draft.rules.map((rule, at) => tell(rule, at, decides(at + 1))),
    allElse: judged.filter(({ after }) => after.rule === null).length,
    dryRun: {
      since: new Date(Date.now() - 90 * DAY).toISOString(),
      until: new Date().toISOString(),
      requests: past.length,
      counts: kinds.map((answer) => ({ answer, inForce: count(answer, "before"), draft: count(answer, "after") })),
      otherwise: otherwise.length,
      lines: otherwise.slice(0, 200).map(({ request, before, after }) => ({
        at: request.at,
        subscription: request.row.id,
        customer: request.row.name,
        what:
          request.kind === "plan"
            ? sentence("rule-past-plan", { from: planOf(request.from), to: planOf(request.to) })
            : sentence("rule-past-seats", { from: String(request.seats), to: String(request.toSeats) }),
        inForce: before,
        draft: after,
      })),
    },
    matrix: matrix && {
      offer: matrix.offer,
      plans,
      cells: plans.flatMap((from) =>
        plans
          .filter((to) => to.id !== from.id)
          .map((to) => ({
            from: from.id,
            to: to.id,
            answered: judge(draft, asked(matrix, from.id, to.id)),
            past: past.filter(
              (one) =>
                one.kind === "plan" && one.row.offer === matrix.offer && one.from === from.id && one.to === to.id,
            ).length,
          })),
      ),
    },
  };
}

function planOf(id: string): string {
  return fakeOffers.flatMap(({ plans }) => plans).find((plan) => plan.id === id)?.name ?? id;
}
