// Written from the desk's Rust types by `cargo xtask generate`. Do not edit.

/** Whether money is real there. */
export type Environment = "production" | "test";

/** What the window can show. */
export type Phase = "first-run" | "locked" | "ready";

/** Where keys and secrets rest. */
export type VaultState = "system" | "passphrase" | "passphrase-needed" | "passphrase-new";

/** The language of the page. */
export type Language = "en" | "fr";

/** Light or dark. */
export type Theme = "system" | "light" | "dark";

/** How much room a row takes. */
export type Density = "comfortable" | "compact";

/** What the console can do about a failure. The page switches on this, never on text. */
export type Code = "offline" | "throttled" | "sign-in" | "not-found" | "refused" | "unreadable" | "store" | "locked" | "invalid" | "bug";

/** A sentence of the words files: its key and what goes into it. */
export type Sentence = {
  /** Key in the words files. */
  key: string,
  /** What goes into its places. */
  args: { [key in string]: string }, };

/** The only error that reaches the page. `raw` is the other side's text, free of secrets. */
export type Fault = {
  /** What can be done about it. */
  code: Code,
  /** What is said about it. */
  sentence: Sentence,
  /** The other side's own words, one click away. */
  raw: string | null,
  /** What Microsoft's support asks for. */
  correlation: string | null, };

/** What a person chose for the page. */
export type Preferences = {
  /** `None`: as the system does. */
  language: Language | null,
  /** Light or dark. */
  theme: Theme,
  /** How much room a row takes. */
  density: Density,
  /** Leave cancelled subscriptions out of lists. */
  hideCancelled: boolean, };

/** What proves the application's identity. */
export type CredentialKind = "secret" | "certificate";

/** A connected publisher, without anything secret. */
export type ConnectionCard = {
  /** Ours. */
  id: string,
  /** The name a person gave it. */
  publisher: string,
  /** Whether money is real there. */
  environment: Environment,
  /** Directory id. */
  tenant: string,
  /** Application id. */
  application: string,
  /** What proves its identity. */
  credential: CredentialKind,
  /** When that ends, a day or a moment; `None` where nobody said. */
  credentialExpires: string | null, };

/** What synchronisation is doing. */
export type SyncState = "idle" | "sweeping" | "offline" | "failing";

/** How far a sweep has come. */
export type Progress = {
  /** Pages read. */
  pages: number,
  /** Subscriptions read. */
  subscriptions: number,
  /** Subscriptions a second, lately. */
  perSecond: number,
  /** How many the last sweep found. */
  expected: number | null,
  /** Seconds left at this rate. */
  secondsLeft: number | null, };

/** How fresh the data is. */
export type SyncLine = {
  /** What is going on. */
  state: SyncState,
  /** No sweep has ever finished: the list is still filling. */
  firstSweep: boolean,
  /** When the last whole sweep ended. */
  syncedAt: string | null,
  /** Since when it is offline or failing. */
  since: string | null,
  /** When it will be tried again. */
  nextTryAt: string | null,
  /** How far the running sweep has come. */
  progress: Progress | null,
  /** Why the last try failed. */
  fault: Fault | null,
  /** Subscriptions in the cache. */
  subscriptions: number,
  /** Records that could not be read. */
  quarantined: number,
  /** Subscriptions the last whole sweep no longer found. */
  missing: number,
  /** Seconds by which this computer's clock is ahead of Microsoft's, where it matters. */
  clockSkewSeconds: number | null, };

/** A record that could not be read. */
export type QuarantinedRecord = {
  /** Ours. */
  id: string,
  /** Whose record it is, where that could be read. */
  subscriptionId: string | null,
  /** When it was first seen. */
  firstSeenAt: string,
  /** Which member could not be read. */
  field: string,
  /** What was wrong with it. */
  problem: string,
  /** As received. */
  raw: string, };

/** A subscription the last whole sweep no longer found. */
export type MissingSubscription = {
  /** Its id. */
  id: string,
  /** Its name. */
  name: string,
  /** When a sweep first went without it. */
  missedAt: string, };

/** The sync line unfolded. */
export type SyncDetails = {
  /** The line itself. */
  line: SyncLine,
  /** The newest records that could not be read. */
  quarantined: Array<QuarantinedRecord>,
  /** The newest that went missing. */
  missing: Array<MissingSubscription>, };

/** What stands around every screen. */
export type Frame = {
  /** What the window can show. */
  phase: Phase,
  /** Where keys and secrets rest. */
  vault: VaultState,
  /** The program's version. */
  version: string,
  /** Every publisher that was connected. */
  connections: Array<ConnectionCard>,
  /** The one that is open. */
  current: ConnectionCard | null,
  /** What the person chose. */
  preferences: Preferences,
  /** How fresh the data is. */
  sync: SyncLine | null,
  /** Why the current connection could not be opened. */
  fault: Fault | null, };

/** A credential as typed. Its debug form shows its kind alone. */
export type Credential = { "kind": "secret",
  /** The secret's value. */
  value: string,
  /** `2027-01-31`. */
  expires: string | null, } | { "kind": "certificate",
  /** Both, PEM. */
  pem: string, };

/** A publisher to connect, as typed. */
export type ConnectionDraft = {
  /** A name for people. */
  publisher: string,
  /** Whether money is real there. */
  environment: Environment,
  /** Directory id or verified domain. */
  tenant: string,
  /** Application id. */
  application: string,
  /** What proves its identity. */
  credential: Credential,
  /** Another sign-in service than Microsoft's; for test environments. */
  authority: string | null,
  /** Another marketplace API than Microsoft's; for test environments. */
  base: string | null, };

/** One step of the guided check. */
export type CheckStepName = "details" | "reach" | "clock" | "directory" | "application" | "credential" | "resource" | "subscriptions" | "not-empty";

/** How far a step has come. */
export type CheckState = "waiting" | "running" | "done" | "attention" | "failed";

/** One step and how it went. */
export type CheckStep = {
  /** Which one. */
  name: CheckStepName,
  /** How far. */
  state: CheckState,
  /** What was found. */
  detail: Sentence | null,
  /** Why it failed. */
  fault: Fault | null,
  /** When it was tried. */
  askedAt: string | null, };

/** The guided check, whole or under way. */
export type CheckReport = {
  /** In order. */
  steps: Array<CheckStep>,
  /** Nothing stands in the way of connecting. */
  passed: boolean, };

/** A publisher has been connected. */
export type Connected = {
  /** The new connection. */
  connection: ConnectionCard,
  /** Shown once: it unwraps the store's key should the vault be lost. `None` where a known publisher got a new
 * credential: its code stays the one it has. */
  recoveryCode: string | null, };

/** A passphrase to open, or first to seal, the vault's file. */
export type Unlock = {
  /** As typed. */
  passphrase: string, };

/** A recovery code that unwraps a connection's store key. */
export type Recover = {
  /** Id of the connection. */
  connection: string,
  /** As typed: blanks, dashes and case do not matter. */
  recoveryCode: string, };

/** A column to sort by. */
export type SortField = "name" | "status" | "offer" | "plan" | "seats" | "termEnd" | "created";

/** One column and its direction. */
export type Sort = {
  /** The column. */
  field: SortField,
  /** Largest, or latest, first. */
  descending: boolean, };

/** `search` holds free words and filter tokens (`status:suspended offer:fieldbook ends<60d`); the core parses it. */
export type ListQuery = {
  /** As typed. */
  search: string,
  /** Leave cancelled ones out, unless a token asks for a status. */
  hideCancelled: boolean,
  /** Columns in order of weight; by name where there is none. */
  sort: Array<Sort>, };

/** Which part of a list is wanted. */
export type ListRequest = {
  /** The list. */
  query: ListQuery,
  /** Position of the first row wanted, from 0. */
  from: number,
  /** How many rows; 200 at most. */
  limit: number, };

/** How the core understood one token of the search. */
export type Token = {
  /** As typed. */
  text: string,
  /** What it narrows. */
  field: string | null,
  /** To what. */
  value: string,
  /** Why it was not understood. */
  problem: Sentence | null, };

/** What we know of a status. */
export type StatusKind = "not-started" | "pending" | "subscribed" | "suspended" | "unsubscribed" | "unknown";

/** Who sold it. */
export type Channel = "direct" | "reseller";

/** One line of the list. `status` is Microsoft's word as received, `status_kind` what we know of it. */
export type SubscriptionRow = {
  /** Its id. */
  id: string,
  /** The name the buyer gave it. */
  name: string,
  /** Offer id. */
  offer: string,
  /** Plan id. */
  plan: string,
  /** Seats, for a plan sold per user. */
  seats: number | null,
  /** Microsoft's word. */
  status: string,
  /** What we know of it. */
  statusKind: StatusKind,
  /** First day of the term. */
  termStart: string | null,
  /** Last day of the term, inclusive. */
  termEnd: string | null,
  /** Length of the term. */
  termUnit: string | null,
  /** Whether it renews. */
  autoRenew: boolean | null,
  /** Who sold it. */
  channel: Channel,
  /** In its free trial. */
  freeTrial: boolean,
  /** Moment of purchase. */
  created: string | null,
  /** Address of the purchaser, or else of the beneficiary. */
  buyer: string,
  /** The last whole sweep no longer found it. */
  missing: boolean, };

/** A part of a list. */
export type ListPage = {
  /** Position of the first row. */
  from: number,
  /** The rows. */
  rows: Array<SubscriptionRow>,
  /** How many rows the list has, where that is known already. */
  total: number | null,
  /** How the search was understood. */
  tokens: Array<Token>, };

/** How many rows a list has. */
export type ListCount = {
  /** Rows of this list. */
  total: number,
  /** Rows of the same list, cancelled ones too and without words or tokens. */
  everything: number, };

/** Which customer. */
export type CustomerRequest = {
  /** Subscription id. */
  id: string, };

/** A user and tenant. */
export type Person = {
  /** May be empty. */
  email: string,
  /** Object id in the tenant. */
  objectId: string,
  /** Tenant id. */
  tenantId: string,
  /** Passport id. */
  puid: string, };

/** A member and its text. */
export type Field = {
  /** Path of the member. */
  name: string,
  /** Its text. */
  value: string, };

/** Who and what. */
export type CustomerHead = {
  /** As in the list. */
  row: SubscriptionRow,
  /** Publisher id. */
  publisher: string,
  /** Who pays. */
  buyer: Person,
  /** Who uses. */
  user: Person,
  /** `Read`, `Update`, `Delete`. */
  allowedOperations: Array<string>,
  /** A test purchase. */
  test: boolean,
  /** `None` or `Csp`. */
  sandbox: string,
  /** `None` or `DryRun`. */
  sessionMode: string,
  /** As received. */
  chargeDuration: string | null,
  /** Ids of private offers, from the plans last read. */
  privateOffers: Array<string>,
  /** When this reading was taken. */
  readAt: string, };

/** What a timeline row says happened. `Changed` is any other member, named by `field`. */
export type EventKind = "appeared" | "status" | "plan" | "seats" | "renewed" | "term" | "auto-renew" | "changed" | "missing" | "returned";

/** How an event came to be known. */
export type EventSource = "observed" | "announced";

/** One row of the timeline. */
export type TimelineEvent = {
  /** Ours. */
  id: string,
  /** What happened. */
  kind: EventKind,
  /** How it came to be known. */
  source: EventSource,
  /** Which member. */
  field: string | null,
  /** Its text before. */
  before: string | null,
  /** Its text after. */
  after: string | null,
  /** It happened after this moment. */
  seenAfter: string | null,
  /** It had happened by this moment. */
  seenBefore: string,
  /** What was received then. */
  raw: string, };

/** Usage that a price includes. */
export type Included = {
  /** Metering dimension. */
  dimension: string,
  /** Units, as received. */
  units: string, };

/** What one term costs. */
export type Price = {
  /** Decimal text. */
  amount: string,
  /** ISO 4217 code as received. */
  currency: string,
  /** Length of the term. */
  termUnit: string,
  /** The service's own words for it. */
  termDescription: string,
  /** Usage the price includes. */
  included: Array<Included>, };

/** The price of usage. */
export type Meter = {
  /** Metering dimension. */
  id: string,
  /** Its name. */
  displayName: string,
  /** What one unit is. */
  unit: string,
  /** Decimal text. */
  price: string,
  /** ISO 4217 code as received. */
  currency: string, };

/** A plan this subscription uses or may move to. */
export type PlanCard = {
  /** Plan id. */
  planId: string,
  /** Its name. */
  displayName: string,
  /** What the publisher says of it. */
  description: string,
  /** The plan in use. */
  current: boolean,
  /** Only for chosen tenants. */
  privatePlan: boolean,
  /** No longer sold. */
  stopSell: boolean,
  /** Begins with a free trial. */
  freeTrial: boolean,
  /** Sold per user. */
  perSeat: boolean,
  /** Fewest seats. */
  minSeats: number | null,
  /** Most seats. */
  maxSeats: number | null,
  /** Country code. */
  market: string,
  /** One per term and currency. */
  prices: Array<Price>,
  /** Metered dimensions. */
  meters: Array<Meter>,
  /** Members we do not know. */
  other: Array<Field>, };

/** One operation. */
export type OperationCard = {
  /** Operation id. */
  id: string,
  /** Microsoft's word. */
  action: string,
  /** Microsoft's word. */
  status: string,
  /** `Azure`, `Partner` or nothing. */
  source: string,
  /** Plan it leads to. */
  plan: string,
  /** Seats it leads to. */
  seats: number | null,
  /** When it began. */
  at: string | null,
  /** Why it failed. */
  error: string | null,
  /** As received. */
  raw: string, };

/** Plans as last read, and why the last try failed. */
export type Plans = {
  /** `None`: never read. */
  readAt: string | null,
  /** Why the last try failed. */
  fault: Fault | null,
  /** The plan in use first. */
  plans: Array<PlanCard>, };

/** Operations as last read, and why the last try failed. */
export type Operations = {
  /** `None`: never read. */
  readAt: string | null,
  /** Why the last try failed. */
  fault: Fault | null,
  /** Newest first. */
  operations: Array<OperationCard>, };

/** Everything about one customer. */
export type CustomerPage = {
  /** Who and what. */
  head: CustomerHead,
  /** Newest first. */
  timeline: Array<TimelineEvent>,
  /** Plans it may move to. */
  plans: Plans,
  /** Operations that wait. */
  operations: Operations,
  /** Members we do not know. */
  other: Array<Field>,
  /** The record as received. */
  raw: string,
  /** Why the last single read failed. */
  fault: Fault | null, };

/** What the core says has changed; the page asks again for what it shows. */
export type Tag = "frame" | "sync" | "check" | "subscriptions" | "customer";

/** Every command of the desk. */
export interface Commands {
  frame: { request: null; reply: Frame };
  report_usable: { request: string; reply: null };
  set_preferences: { request: Preferences; reply: Preferences };
  unlock: { request: Unlock; reply: Frame };
  recover: { request: Recover; reply: Frame };
  check_connection: { request: ConnectionDraft; reply: CheckReport };
  check_progress: { request: null; reply: CheckReport | null };
  connect: { request: ConnectionDraft; reply: Connected };
  switch_connection: { request: string; reply: Frame };
  list_subscriptions: { request: ListRequest; reply: ListPage };
  count_subscriptions: { request: ListQuery; reply: ListCount };
  customer: { request: CustomerRequest; reply: CustomerPage };
  refresh_customer: { request: CustomerRequest; reply: CustomerPage };
  sync_now: { request: null; reply: SyncLine };
  sync_details: { request: null; reply: SyncDetails };
}
