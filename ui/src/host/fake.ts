import type { Commands, Frame, Preferences, Tag } from "../gen/desk.gen.ts";
import { fakeAccess } from "./fake/access.ts";
import { fakeCheck } from "./fake/check.ts";
import { customerPage } from "./fake/customer.ts";
import { fakeDeciding } from "./fake/deciding.ts";
import { firstFrame } from "./fake/frame.ts";
import { fakeMany } from "./fake/many.ts";
import { preview } from "./fake/prices.ts";
import { fakeRelay } from "./fake/relay.ts";
import { rows } from "./fake/rows.ts";
import { fakeRules } from "./fake/rules.ts";
import { found, understand } from "./fake/search.ts";
import { fakeSuspensions } from "./fake/suspensions.ts";
import { fault, syncDetails, syncLine } from "./fake/sync.ts";
import type { Command, Host } from "./host.ts";

type Answers = {
  [C in Command]: (request: Commands[C]["request"]) => Commands[C]["reply"] | Promise<Commands[C]["reply"]>;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * An invented desk, for looking and for tests. `?state=` chooses what one sees: first-run, locked, choose, offline,
 * failing, sweeping, first-sweep, trouble, empty, empty-first, never, list-fault, customer-fault, inbox-fault; `rows`,
 * `items`, `suspended`, `past`, `rules`, `delay`, `lang`, `theme`, `density`, `env`, `undo`, `check`, `live=off`, `keys=off` and
 * `notices=none` do what they say.
 */
export function fakeHost(asked: URLSearchParams): Host {
  const state = asked.get("state") ?? "idle";
  const count = state.startsWith("empty") || state === "never" ? 0 : Number(asked.get("rows") ?? 100_000);
  const delay = Number(asked.get("delay") ?? 0);
  const listeners = new Set<(tags: readonly Tag[]) => void>();
  const stale = (...tags: Tag[]) =>
    setTimeout(() => {
      for (const listener of listeners) listener(tags);
    });
  const line = () => syncLine(state, count);
  const check = fakeCheck(() => stale("check"));
  const relay = fakeRelay(() => stale("relay"));
  let frame: Frame = firstFrame(asked, state, line());

  const all = rows(count);
  const rowOf = (id: string) => all.find((row) => row.id === id);
  const deciding = fakeDeciding({
    rows: all,
    items: count ? Number(asked.get("items") ?? 14) : 0,
    live: asked.get("live") !== "off",
    offline: state === "offline",
    undoSeconds: () => frame.preferences.undoSeconds,
    operator: () => frame.preferences.operator,
    tell: stale,
  });
  const suspensions = fakeSuspensions(
    () => (count ? all : []),
    Number(asked.get("suspended") ?? 9),
    () => frame.preferences.operator,
    stale,
  );
  const many = fakeMany({
    find: (query) => found(all, query),
    row: rowOf,
    owned: (id) => deciding.has(id),
    undoSeconds: () => frame.preferences.undoSeconds,
    operator: () => frame.preferences.operator,
    tell: stale,
  });
  deciding.remember(Number(asked.get("past") ?? 240));
  const pageOf = (id: string) => customerPage(rowOf(id), state, deciding.of(id));

  const access = fakeAccess(rowOf, () => frame.preferences.operator, stale, deciding.stuck.of);

  const change = (part: Partial<Frame>): Frame => {
    frame = { ...frame, ...part };
    stale("frame");
    return frame;
  };
  const prefer = (preferences: Preferences) => change({ preferences }).preferences;

  const answers: Answers = {
    ...fakeRules(asked.get("rules") ?? "draft", () => all, stale),
    frame: () => ({ ...frame, inbox: deciding.count(), outbox: deciding.outbox() }),
    report_usable: () => null,
    set_preferences: prefer,
    unlock: async ({ passphrase }) => {
      await pause(400);
      if (passphrase === "wrong horse") throw fault("locked", "fault-passphrase-wrong");
      return change({ phase: frame.connections.length ? "ready" : "first-run", vault: "passphrase", sync: line() });
    },
    recover: async ({ recoveryCode }) => {
      await pause(400);
      if (!recoveryCode.startsWith("7K3F")) throw fault("locked", "fault-recovery-code-wrong");
      return change({ phase: "ready", sync: line() });
    },
    check_connection: (draft) => check.run(draft),
    check_progress: () => check.report(),
    connect: async (draft) => {
      await pause(300);
      const { publisher, environment, tenant, application, credential } = draft;
      const expires = credential.kind === "secret" ? credential.expires : null;
      const known = frame.connections.find((card) => card.tenant === tenant && card.application === application);
      const connection = {
        id: known?.id ?? `c${frame.connections.length + 1}`,
        publisher,
        environment,
        tenant,
        application,
        credential: credential.kind,
        credentialExpires: expires,
      };
      change({
        phase: "ready",
        connections: [...frame.connections.filter((card) => card !== known), connection],
        current: connection,
        sync: syncLine("first-sweep", count),
      });
      return {
        connection,
        recoveryCode: known ? null : "7K3F-QX2M-9TWD-HB6R-P4VC-ZN8J",
      };
    },
    switch_connection: (id) => change({ current: frame.connections.find((card) => card.id === id) ?? frame.current }),
    list_subscriptions: async ({ query, from, limit }) => {
      if (state === "list-fault") throw fault("store", "fault-store-corrupt", {}, "database disk image is malformed");
      const all = found(rows(count), query);
      const page = all.slice(from, from + limit);
      return { from, rows: page, total: null, tokens: understand(query.search).tokens };
    },
    count_subscriptions: (query) => ({ total: found(rows(count), query).length, everything: count }),
    customer: ({ id }) => pageOf(id),
    refresh_customer: async ({ id }) => {
      await pause(700);
      if (state === "offline") throw line().fault;
      return pageOf(id);
    },
    inbox: (request) => {
      if (state === "inbox-fault") throw fault("store", "fault-store-corrupt", {}, "database disk image is malformed");
      return deciding.inbox(request);
    },
    inbox_item: ({ id }) => deciding.item(id),
    decide: (request) => deciding.decide(request),
    acknowledge: ({ id }) => deciding.acknowledge(id),
    snooze: ({ item, until }) => deciding.snooze(item, until),
    write_note: ({ item, text }) => (suspensions.has(item) ? suspensions : deciding).note(item, text),
    assign: ({ item, owner }) => (suspensions.has(item) ? suspensions : deciding).assign(item, owner),
    suspensions: ({ limit }) => {
      if (state === "suspensions-fault")
        throw fault("store", "fault-store-corrupt", {}, "database disk image is malformed");
      return suspensions.board(limit);
    },
    suspension_story: ({ id }) => suspensions.story(id),
    plan_suspension: (request) => suspensions.plan(request),
    pin_view: ({ search, name }) => deciding.pin(search, name),
    preview_change: async ({ subscription, change: wanted }) => {
      await pause(120);
      const row = rowOf(subscription);
      if (!row) throw fault("not-found", "fault-not-found");
      return preview(row, wanted);
    },
    submit_change: (request) => deciding.submit(request),
    preview_step: (request) => deciding.step(request),
    take_step: (request) => deciding.take(request),
    preview_many: async (request) => {
      await pause(120);
      return many.preview(request);
    },
    begin_many: (request) => many.begin(request),
    many: (request) => many.progress(request),
    stop_many: (id) => many.stop(id),
    go_on_many: (id) => many.goOn(id),
    look_up_purchase: (pasted) => {
      const waiting = all.find((row) => row.statusKind === "pending");
      if (!pasted.trim()) throw fault("invalid", "purchase-link-none");
      if (!waiting || pasted.includes("old")) throw fault("refused", "purchase-link-old");
      return { subscription: waiting.id };
    },
    withdraw: ({ id }) => deciding.withdraw(id),
    retry: ({ id }) => deciding.retry(id),
    watch: ({ subscription, on }) => deciding.watch(subscription, on),
    look_at: () => null,
    history: (request) => deciding.history(request),
    export: async (kind) => {
      await pause(300);
      const names = { history: "history.csv", "support-bundle": "support-bundle.json", suspensions: "suspensions.csv" };
      const name = typeof kind === "string" ? names[kind] : "many.csv";
      return { path: `/home/ines/Documents/Marketdesk/2026-11-21 ${name}` };
    },
    import_prices: (text) => {
      const found = text.split("\n").filter((one) => one.trim() && !/plan/i.test(one.split(",")[0] ?? ""));
      const bad = found.filter((one) => one.split(",").length < 4);
      return {
        prices: found.length - bad.length,
        problems: bad.map((one) => ({
          key: "price-list-line",
          args: { line: String(found.indexOf(one) + 2), text: one.trim().slice(0, 40) },
        })),
      };
    },
    showing: () => null,
    relay: () => relay.card(),
    set_relay: (draft) => relay.change(draft),
    account_receivers: () => access.all(),
    set_receiver: (draft) => access.keep(draft),
    rotate_receiver: ({ offer }) => access.rotate(offer),
    remove_receiver: ({ offer }) => access.remove(offer),
    test_receiver: async ({ offer }) => {
      await pause(400);
      return access.test(offer);
    },
    customer_access: ({ id }) => access.of(id),
    ask_access: async ({ id }) => {
      await pause(400);
      return access.of(id);
    },
    change_access: (request) => access.change(request),
    try_hook_again: ({ id }) => deciding.stuck.again(id),
    drop_hook: (request) => deciding.stuck.drop(request),
    sync_now: async () => {
      await pause(500);
      return line();
    },
    sync_details: () => syncDetails(line()),
  };

  return {
    async call(command, request) {
      if (delay) await pause(delay);
      return structuredClone(await answers[command](request));
    },
    onStale(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
