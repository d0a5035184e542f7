import type {
  Decide,
  HistoryLine,
  HistoryRequest,
  Inbox,
  InboxItem,
  InboxRequest,
  IntentCard,
  IntentState,
  ItemDetail,
  LifePreview,
  LifeRequest,
  NoteCard,
  PinnedView,
  Sentence,
  SubmitChange,
  SubscriptionRow,
  Tag,
  TakeLifeStep,
  Token,
} from "../../gen/desk.gen.ts";
import { ahead, type Kept, makeItems } from "./items.ts";
import { step as lifeStep } from "./life.ts";
import { preview, sentence } from "./prices.ts";
import { chance, guid } from "./rows.ts";
import { fakeStuck } from "./stuck.ts";
import { fault } from "./sync.ts";

export interface FakeDeciding {
  rows: readonly SubscriptionRow[];
  items: number;
  live: boolean;
  offline: boolean;
  undoSeconds(): number;
  operator(): string;
  tell(...tags: Tag[]): void;
}

const now = () => new Date().toISOString();

/** The inbox, what was asked for and what was done, remembered for as long as the page is open. */
export function fakeDeciding(ways: FakeDeciding) {
  const { tell } = ways;
  const random = chance(77);
  let kept = makeItems(ways.rows, ways.items, ways.live);
  let number = 0;
  const settled = new Map<string, Sentence>();
  const notes = new Map<string, NoteCard[]>();
  const pinned: PinnedView[] = [];
  const intents: IntentCard[] = [];
  const lines: HistoryLine[] = [];
  const watched = new Set<string>();
  const timers = new Map<string, number>();

  const actor = () => ways.operator() || "Inès Duval";
  const find = (id: string): Kept => {
    const found = kept.find(({ item }) => item.id === id);
    if (!found) throw fault("not-found", "fault-not-found");
    return found;
  };
  const rowOf = (id: string): SubscriptionRow => {
    const found = ways.rows.find((row) => row.id === id);
    if (!found) throw fault("not-found", "fault-not-found");
    return found;
  };

  function did(key: string, intent: IntentCard, args: Record<string, string> = {}, call = false): void {
    const ids = call ? ["request", "correlation", "operation"].map((name) => ({ name, value: guid(random) })) : [];
    const { id, subscription, customer } = intent;
    const line = {
      id: `h${++number}`,
      at: now(),
      intent: id,
      subscription,
      customer,
      what: sentence(key, args),
      asked: null,
    };
    lines.unshift({
      ...line,
      actor: intent.actor,
      outcome: null,
      ids,
      tookMs: call ? 180 + Math.floor(random() * 400) : null,
    });
  }

  function step(intent: IntentCard, state: IntentState, key: string): void {
    Object.assign(intent, { state, explanation: sentence(key), changedAt: now() });
    if (state !== "held") intent.undoUntil = null;
    intent.mayWithdraw = state === "held" || state === "queued" || state === "needs-you";
    tell("intents", "customer", "inbox", "frame");
  }

  const after = (intent: IntentCard, ms: number, then: () => void) =>
    timers.set(intent.id, setTimeout(then, ms) as unknown as number);

  /** On its way: each step a moment after the one before. */
  function send(intent: IntentCard): void {
    if (ways.offline) {
      step(intent, "queued", "intent-queued-offline");
      return;
    }
    step(intent, "sending", "intent-sending");
    intent.attempts++;
    did("did-sent", intent, {}, true);
    after(intent, 900, () => {
      did("did-accepted", intent, { status: "202" }, true);
      step(intent, "working", "intent-working");
      after(intent, 4000, () => {
        did("did-done", intent);
        step(intent, "done", "intent-done");
      });
    });
  }

  function ask(row: SubscriptionRow, what: Sentence, part: Partial<IntentCard>, atOnce: boolean): IntentCard {
    const seconds = atOnce ? 0 : ways.undoSeconds();
    const intent: IntentCard = {
      id: `n${++number}`,
      subscription: row.id,
      customer: row.name,
      what,
      state: "held",
      explanation: sentence("intent-held"),
      raw: null,
      undoUntil: seconds ? ahead(seconds * 1000) : null,
      nextAt: null,
      expiresAt: null,
      actor: actor(),
      reason: "",
      consent: null,
      askedAt: now(),
      changedAt: now(),
      attempts: 0,
      mayWithdraw: true,
      mayRetry: false,
      ...part,
    };
    intents.unshift(intent);
    did("did-asked", intent);
    if (seconds) {
      after(intent, seconds * 1000, () => {
        did("did-released", intent);
        send(intent);
      });
      tell("intents", "customer", "frame");
    } else send(intent);
    return intent;
  }

  function settle(id: string, how: string | Sentence): void {
    settled.set(id, typeof how === "string" ? sentence(how) : how);
    kept = kept.filter(({ item }) => item.id !== id);
    tell("inbox", "frame", "customer");
  }

  /** At zero nothing is known: Microsoft's data is asked, and answers a little later. */
  function pass(id: string): void {
    const found = kept.find(({ item }) => item.id === id);
    if (found?.item.stage !== "live") return;
    found.why = [sentence("why-checking")];
    change(found, { stage: "checking", closesAt: null });
    refuse(found, "no-window-passed");
    tell("inbox");
    setTimeout(() => {
      if (!kept.includes(found) || found.item.stage !== "checking") return;
      const { row, change: wanted } = found;
      found.why = [sentence("why-silent")];
      change(found, {
        stage: "silent",
        due: ahead(24 * 3_600_000),
        what: sentence("what-silent-plan", { from: row?.plan ?? "", to: String(wanted?.to) }),
        buttons: (["acknowledge", "change-back", "snooze", "note", "assign"] as const).map((action) => ({
          action,
          refused: null,
        })),
      });
      tell("inbox");
    }, 6000);
  }

  function change(found: Kept, part: Partial<InboxItem>): void {
    found.item = { ...found.item, ...part, changedAt: now() };
    kept = kept.toSorted((one, other) => one.item.due.localeCompare(other.item.due));
  }

  /** The next such request is let pass; the item stays until it comes. */
  function promise(found: Kept): void {
    const end = ahead(7 * 24 * 3_600_000);
    found.why = [sentence("why-promised", { desk: "north", end: end.slice(0, 10) })];
    const buttons = (["acknowledge", "snooze", "note", "assign"] as const).map((action) => ({ action, refused: null }));
    change(found, { stage: "promised", due: end, buttons });
    tell("inbox", "frame");
  }

  function refuse(found: Kept, key: string): void {
    const buttons = found.item.buttons.map((button) =>
      button.action === "approve" || button.action === "decline" ? { ...button, refused: sentence(key) } : button,
    );
    found.item = { ...found.item, buttons };
  }

  for (const { item } of kept)
    if (item.closesAt) setTimeout(() => pass(item.id), Date.parse(item.closesAt) - Date.now() + 400);

  const builtIn = ["", "owner:me", "kind:request", "kind:suspended", "is:snoozed"];
  const isSnoozed = ({ item }: Kept) => item.snoozedUntil !== null && item.snoozedUntil > now();
  const fits = (search: string) => {
    const { tests, snoozed } = understandItems(search, actor());
    return kept.filter((one) => isSnoozed(one) === snoozed && tests.every((test) => test(one.item)));
  };

  return {
    count: () => kept.filter((one) => !isSnoozed(one)).length,
    outbox: () => intents.filter(({ state }) => state === "held" || state === "queued" || state === "sending").length,
    inbox({ search, from, limit }: InboxRequest): Inbox {
      const all = fits(search);
      const views = [
        ...builtIn.map((one) => ({ name: "", search: one, count: fits(one).length, builtIn: true })),
        ...pinned.map((view) => ({ ...view, count: fits(view.search).length })),
      ];
      return {
        from,
        items: all.slice(from, from + limit).map(({ item }) => item),
        total: all.length,
        everything: kept.filter((one) => !isSnoozed(one)).length,
        tokens: understandItems(search, actor()).tokens,
        views,
      };
    },
    item(id: string): ItemDetail {
      const found = kept.find(({ item }) => item.id === id);
      const gone = settled.get(id);
      if (!found && !gone) throw fault("not-found", "fault-not-found");
      const { item = null, row = null, change: wanted = null, why = [], raw = null } = found ?? {};
      return {
        item,
        settled: gone ?? null,
        row,
        change: row && wanted ? preview(row, wanted) : null,
        purchase: item?.kind === "purchase" && row ? lifeStep(row, { subscription: row.id, step: "activate" }) : null,
        intent:
          item?.kind === "intent" && row && found?.item.buttons.some(({ action }) => action === "retry")
            ? stuck(row)
            : (intents.find(({ subscription }) => subscription === row?.id) ?? null),
        explanation: why,
        notes: notes.get(id) ?? [],
        history: lines.filter(({ subscription }) => subscription === row?.id).slice(0, 20),
        raw,
      };
    },
    decide({ item: id, approve, reason, consent }: Decide): IntentCard | null {
      const found = find(id);
      const { row, change: wanted, item } = found;
      if (consent) {
        promise(found);
        return null;
      }
      if (!row) throw fault("invalid", "fault-invalid-input", { field: "item" });
      const key = `what-${approve ? "accept" : "refuse"}-${wanted?.kind ?? "plan"}`;
      const intent = ask(row, sentence(key, { to: String(wanted?.to) }), { reason }, item.stage === "live");
      settle(id, "settled-done");
      return intent;
    },
    stuck: fakeStuck({ ...ways, kept: () => kept, find, change, settle, actor }),
    acknowledge(id: string): null {
      find(id);
      settle(id, "settled-acknowledged");
      return null;
    },
    snooze(id: string, until: string | null): null {
      change(find(id), { snoozedUntil: until });
      tell("inbox", "frame");
      return null;
    },
    note(id: string, text: string): null {
      const found = find(id);
      notes.set(id, [{ id: `t${++number}`, at: now(), actor: actor(), text }, ...(notes.get(id) ?? [])]);
      found.item = { ...found.item, notes: found.item.notes + 1 };
      tell("inbox");
      return null;
    },
    assign(id: string, owner: string | null): null {
      const found = find(id);
      found.item = { ...found.item, owner: owner === "me" ? actor() : owner };
      tell("inbox");
      return null;
    },
    pin(search: string, name: string | null): null {
      const at = pinned.findIndex((view) => view.search === search);
      if (at >= 0) pinned.splice(at, 1);
      if (name !== null) pinned.push({ name, search, count: 0, builtIn: false });
      tell("inbox");
      return null;
    },
    submit({ subscription, change: wanted, consent, reason }: SubmitChange): IntentCard {
      const row = rowOf(subscription);
      const from = wanted.kind === "plan" ? row.plan : String(row.seats);
      const what = sentence(`what-${wanted.kind}`, { from, to: String(wanted.to) });
      return ask(row, what, { consent, reason }, false);
    },
    step: (request: LifeRequest): LifePreview => lifeStep(rowOf(request.subscription), request),
    take({ subscription, step, typed, reason }: TakeLifeStep): IntentCard {
      const row = rowOf(subscription);
      if (step === "cancel" && typed.trim() !== row.name) throw fault("invalid", "no-name-typed");
      return ask(row, sentence(`what-${step}`, { plan: row.plan }), { reason }, false);
    },
    withdraw(id: string): IntentCard {
      const intent = intents.find((one) => one.id === id);
      if (!intent) throw fault("not-found", "fault-not-found");
      clearTimeout(timers.get(id));
      did("did-withdrew", intent);
      step(intent, "withdrawn", "intent-withdrawn");
      return intent;
    },
    retry(id: string): IntentCard {
      const intent = intents.find((one) => one.id === id);
      if (!intent) throw fault("not-found", "fault-not-found");
      did("did-retried", intent);
      send(intent);
      return intent;
    },
    watch(subscription: string, on: boolean) {
      if (on) watched.add(subscription);
      else watched.delete(subscription);
      tell("customer");
      return { subscriptions: [...watched], most: 50 };
    },
    history({ subscription, before, limit }: HistoryRequest) {
      const all = lines.filter((line) => subscription === null || line.subscription === subscription);
      const from = before === null ? 0 : all.findIndex(({ id }) => id === before) + 1;
      return { lines: all.slice(from, from + limit), more: all.length > from + limit };
    },
    /** What the customer page shows of all this. */
    has: (subscription: string) => kept.some(({ item }) => item.subscription === subscription),
    of: (subscription: string) => ({
      items: kept.filter(({ row }) => row?.id === subscription).map(({ item }) => item),
      intents: intents.filter((intent) => intent.subscription === subscription),
      watched: watched.has(subscription),
    }),
    /** A past to scroll through. */
    remember(count: number): void {
      for (let i = 0; i < count; i++) {
        const row = ways.rows[i % ways.rows.length];
        if (!row) return;
        const intent = {
          id: `past${i}`,
          subscription: row.id,
          customer: row.name,
          actor: "Mathieu Arnoult",
        } as IntentCard;
        did(["did-asked", "did-released", "did-done"][i % 3] as string, intent, {}, i % 3 === 2);
        const line = lines[0];
        if (line) line.at = ahead(-(count - i) * 47 * 60_000);
      }
    },
  };

  function stuck(row: SubscriptionRow): IntentCard {
    const known = intents.find(({ id }) => id === `s${row.id}`);
    if (known) return known;
    const intent: IntentCard = {
      id: `s${row.id}`,
      subscription: row.id,
      customer: row.name,
      what: sentence("what-seats", { from: "60", to: "85" }),
      state: "needs-you",
      explanation: sentence("intent-world-changed", { seen: "60", now: "72" }),
      raw: '{"error":{"code":"Conflict","message":"The subscription is locked by a pending operation."}}',
      undoUntil: null,
      nextAt: null,
      expiresAt: null,
      actor: "Inès Duval",
      reason: "Asked for by phone",
      consent: "Paul Garrigue, by e-mail",
      askedAt: ahead(-55 * 60_000),
      changedAt: ahead(-50 * 60_000),
      attempts: 3,
      mayWithdraw: true,
      mayRetry: true,
    };
    intents.push(intent);
    did("did-asked", intent);
    did("did-sent", intent, {}, true);
    did("did-lost", intent, {}, true);
    did("did-stuck", intent);
    return intent;
  }
}

function understandItems(search: string, me: string) {
  const tokens: Token[] = [];
  const tests: ((item: InboxItem) => boolean)[] = [];
  let snoozed = false;
  for (const text of search.split(/\s+/).filter(Boolean)) {
    const [, field, sign = ":", value = ""] = text.match(/^([a-z]+)([:<>])(.*)$/i) ?? [];
    const low = value.toLowerCase();
    const known: Record<string, (item: InboxItem) => boolean> = {
      kind: (item) => item.kind === low,
      offer: (item) => item.offer.includes(low),
      owner: (item) => (item.owner ?? "") === (low === "me" ? me : value),
      is: () => true,
      due: (item) => {
        const [, amount, unit] = low.match(/^(\d+)([hd])$/) ?? [];
        const ms = Number(amount) * (unit === "d" ? 86_400_000 : 3_600_000);
        return Date.parse(item.due) - Date.now() < ms === (sign === "<");
      },
    };
    if (!field) {
      const word = text.toLowerCase();
      tokens.push({ text, field: null, value: text, problem: null });
      tests.push((item) => `${item.customer} ${item.offer} ${item.id}`.toLowerCase().includes(word));
      continue;
    }
    const test = known[field.toLowerCase()];
    const problem = test ? null : sentence("token-unknown-field", { field });
    tokens.push({ text, field, value: `${sign === ":" ? "" : sign}${value}`, problem });
    if (test) tests.push(test);
    if (field === "is" && low === "snoozed") snoozed = true;
  }
  return { tokens, tests, snoozed };
}
