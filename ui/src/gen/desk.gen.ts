// Written by `cargo xtask generate` from the desk's Rust types. Do not edit.

export type Environment = "production" | "test";
export type Phase = "first-run" | "locked" | "ready";
export type VaultState = "system" | "passphrase" | "passphrase-needed" | "passphrase-new";
export type Language = "en" | "fr";
export type Theme = "system" | "light" | "dark";
export type Density = "comfortable" | "compact";

/** What the console can do about a failure. The page switches on this, never on text. */
export type Code = "offline" | "throttled" | "sign-in" | "not-found" | "refused" | "unreadable" | "store" | "locked" | "invalid" | "bug";

/** A sentence of the words files: its key and what goes into it. */
export type Sentence = { key: string, args: { [key in string]: string }, };

/** The only error that reaches the page. `raw` is the other side's text, free of secrets. */
export type Fault = { code: Code, sentence: Sentence, raw: string | null, correlation: string | null, };

export type Preferences = { language: Language | null, theme: Theme, density: Density, hideCancelled: boolean, };

export type ConnectionCard = { id: string, publisher: string, environment: Environment, tenant: string, application: string, credential: "secret" | "certificate", credentialExpires: string | null, };

/** `idle`: last sweep ended well. `sweeping`: one is running. `offline`: nobody answers. `failing`: somebody answers, but not with data. */
export type SyncState = "idle" | "sweeping" | "offline" | "failing";
export type Progress = { pages: number, subscriptions: number, perSecond: number, expected: number | null, secondsLeft: number | null, };
export type SyncLine = { state: SyncState, firstSweep: boolean, syncedAt: string | null, since: string | null, nextTryAt: string | null, progress: Progress | null, fault: Fault | null, subscriptions: number, quarantined: number, missing: number, clockSkewSeconds: number | null, };
export type QuarantinedRecord = { id: string, subscriptionId: string | null, firstSeenAt: string, field: string, problem: string, raw: string, };
export type MissingSubscription = { id: string, name: string, missedAt: string, };
export type SyncDetails = { line: SyncLine, quarantined: QuarantinedRecord[], missing: MissingSubscription[], };

export type Frame = { phase: Phase, vault: VaultState, version: string, connections: ConnectionCard[], current: ConnectionCard | null, preferences: Preferences, sync: SyncLine | null, };

export type Credential = { kind: "secret", value: string, expires: string | null, } | { kind: "certificate", pem: string, };
export type ConnectionDraft = { publisher: string, environment: Environment, tenant: string, application: string, credential: Credential, authority: string | null, base: string | null, };
export type CheckStepName = "details" | "reach" | "clock" | "directory" | "application" | "credential" | "resource" | "subscriptions" | "not-empty";
export type CheckStep = { name: CheckStepName, state: "waiting" | "running" | "done" | "attention" | "failed", detail: Sentence | null, fault: Fault | null, askedAt: string | null, };
export type CheckReport = { steps: CheckStep[], passed: boolean, };
export type Connected = { connection: ConnectionCard, recoveryCode: string, };
export type Unlock = { passphrase: string, } ;
export type Recover = { connection: string, recoveryCode: string, };

export type SortField = "name" | "status" | "offer" | "plan" | "seats" | "termEnd" | "created";
export type Sort = { field: SortField, descending: boolean, };
/** `search` holds free words and filter tokens (`status:suspended offer:fieldbook ends<60d`); the core parses it. */
export type ListQuery = { search: string, hideCancelled: boolean, sort: Sort[], };
export type ListRequest = { query: ListQuery, from: number, limit: number, };
/** How the core understood one token of the search. */
export type Token = { text: string, field: string | null, value: string, problem: Sentence | null, };
/** `status` is Microsoft's word as received, `statusKind` what we know of it. */
export type StatusKind = "not-started" | "pending" | "subscribed" | "suspended" | "unsubscribed" | "unknown";
export type Channel = "direct" | "reseller";
export type SubscriptionRow = { id: string, name: string, offer: string, plan: string, seats: number | null, status: string, statusKind: StatusKind, termStart: string | null, termEnd: string | null, termUnit: string | null, autoRenew: boolean | null, channel: Channel, freeTrial: boolean, created: string | null, buyer: string, missing: boolean, };
export type ListPage = { from: number, rows: SubscriptionRow[], total: number | null, tokens: Token[], };
export type ListCount = { total: number, everything: number, };

export type CustomerRequest = { id: string, };
export type Person = { email: string, objectId: string, tenantId: string, puid: string, };
export type Field = { name: string, value: string, };
export type CustomerHead = { row: SubscriptionRow, publisher: string, buyer: Person, user: Person, allowedOperations: string[], test: boolean, sandbox: string, sessionMode: string, chargeDuration: string | null, privateOffers: string[], readAt: string, };
/** What a timeline row says happened. `changed` is any other member, named by `field`. */
export type EventKind = "appeared" | "status" | "plan" | "seats" | "renewed" | "term" | "auto-renew" | "changed" | "missing" | "returned";
export type TimelineEvent = { id: string, kind: EventKind, source: "observed" | "announced", field: string | null, before: string | null, after: string | null, seenAfter: string | null, seenBefore: string, raw: string, };
export type Included = { dimension: string, units: string, };
export type Price = { amount: string, currency: string, termUnit: string, termDescription: string, included: Included[], };
export type Meter = { id: string, displayName: string, unit: string, price: string, currency: string, };
export type PlanCard = { planId: string, displayName: string, description: string, current: boolean, privatePlan: boolean, stopSell: boolean, freeTrial: boolean, perSeat: boolean, minSeats: number | null, maxSeats: number | null, market: string, prices: Price[], meters: Meter[], other: Field[], };
export type OperationCard = { id: string, action: string, status: string, source: string, plan: string, seats: number | null, at: string | null, error: string | null, raw: string, };
/** Something read on demand: when, what, and why the last try failed. */
export type Plans = { readAt: string | null, fault: Fault | null, plans: PlanCard[], };
export type Operations = { readAt: string | null, fault: Fault | null, operations: OperationCard[], };
export type CustomerPage = { head: CustomerHead, timeline: TimelineEvent[], plans: Plans, operations: Operations, other: Field[], raw: string, };

/** What the core says has changed; the page asks again for what it shows. */
export type Tag = "frame" | "sync" | "check" | "subscriptions" | "customer";

/** Every command of the desk. */
export interface Commands {
  frame: { request: null, reply: Frame };
  set_preferences: { request: Preferences, reply: Preferences };
  unlock: { request: Unlock, reply: Frame };
  recover: { request: Recover, reply: Frame };
  check_connection: { request: ConnectionDraft, reply: CheckReport };
  check_progress: { request: null, reply: CheckReport | null };
  connect: { request: ConnectionDraft, reply: Connected };
  switch_connection: { request: string, reply: Frame };
  list_subscriptions: { request: ListRequest, reply: ListPage };
  count_subscriptions: { request: ListQuery, reply: ListCount };
  customer: { request: CustomerRequest, reply: CustomerPage };
  refresh_customer: { request: CustomerRequest, reply: CustomerPage };
  sync_now: { request: null, reply: SyncLine };
  sync_details: { request: null, reply: SyncDetails };
}
