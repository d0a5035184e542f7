// Written from the desk's Rust types by `cargo xtask generate`. Do not edit.

/** Whether money is real there. */
export type Environment = "production" | "test";

/** What kind of thing an item is about. */
export type ItemKind = "request" | "purchase" | "suspended" | "reinstated" | "cancelled" | "renewal" | "trial" | "intent" | "access" | "unreadable" | "missing" | "connection";

/** What the desktop is told of. */
export type Notices = {
  /** Kinds that are not told of. */
  muted: Array<ItemKind>,
  /** Nothing is told from this local time (`22:00`) … */
  quietFrom: string | null,
  /** … to this one (`07:00`). */
  quietTo: string | null, };

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
  hideCancelled: boolean,
  /** The name under which decisions are written down; empty for the one this computer knows the person by. */
  operator: string,
  /** Single keys decide, move and write; without them everything is still reached by Tab and Enter. */
  singleKeys: boolean,
  /** What the desktop is told of. */
  notices: Notices,
  /** Closing the window keeps watching. */
  keepWatching: boolean,
  /** Start when this person signs in to the computer. */
  startAtLogin: boolean,
  /** Seconds in which something asked for can be taken back; 0 for none. */
  undoSeconds: number,
  /** Subscriptions may be cancelled from this console. */
  mayCancel: boolean, };

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
  /** What could not be read of it, and why. */
  misread: Sentence,
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
  /** Items of the inbox that are not put off. */
  inbox: number,
  /** What was asked for and has not left yet. */
  outbox: number,
  /** The desktop's own notices cannot be used; the page shows a banner instead. */
  noNotices: boolean,
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

/** Another plan, or another number of seats; exactly one of the two. */
export type WantedChange = { "kind": "plan", "to": string } | { "kind": "seats", "to": number };

/** A change somebody thinks of. */
export type ChangeRequest = {
  /** Subscription id. */
  subscription: string,
  /** To what. */
  change: WantedChange, };

/** A change somebody asks for. */
export type SubmitChange = {
  /** Subscription id. */
  subscription: string,
  /** To what. */
  change: WantedChange,
  /** How the customer agreed, in the operator's words. Microsoft wants every change agreed to; must not be empty. */
  consent: string,
  /** Why; may be empty. */
  reason: string,
  /** The held request that is approved by it. */
  item: string | null, };

/** Where a price comes from. */
export type PriceSource = "microsoft" | "price-list";

/** Money in one currency. */
export type Money = {
  /** Decimal text; negative where less is paid. */
  amount: string,
  /** ISO 4217 code. */
  currency: string, };

/** One side of a change. */
export type Side = {
  /** Plan id. */
  planId: string,
  /** Its name, where it is known. */
  planName: string,
  /** Seats, where the plan is sold per user. */
  seats: number | null,
  /** Length of the term. */
  termUnit: string | null,
  /** Price of a term, seats included. `None`: not known, and not guessed. */
  perTerm: Money | null,
  /** The same for a month, to two more places than the currency has. */
  perMonth: Money | null,
  /** Where the price comes from. */
  source: PriceSource | null, };

/** A change, now and after, before anybody asks for it. */
export type ChangePreview = {
  /** Subscription id. */
  subscription: string,
  /** Its name. */
  customer: string,
  /** To what. */
  change: WantedChange,
  /** As it is. */
  now: Side,
  /** As it would be. */
  after: Side,
  /** What the customer pays more (or, negative, less) each month. `None` where one side has no price or the
 * currencies differ. */
  difference: Money | null,
  /** Why it cannot be asked for; nothing where it can. */
  refused: Sentence | null,
  /** What to know before asking: proration, trial, running operation, unsent usage. */
  notes: Array<Sentence>,
  /** When the subscription was read. */
  readAt: string, };

/** How certain it is. */
export type IntentState = "held" | "queued" | "sending" | "working" | "done" | "obsolete" | "needs-you" | "withdrawn";

/** Something asked for. */
export type IntentCard = {
  /** Ours. */
  id: string,
  /** Subscription id. */
  subscription: string,
  /** Its name. */
  customer: string,
  /** What is asked for, in a line: "Gold → Silver". */
  what: Sentence,
  /** How certain it is. */
  state: IntentState,
  /** What is going on, or why it ended as it did. */
  explanation: Sentence | null,
  /** The other side's own words. */
  raw: string | null,
  /** It can be taken back until then. */
  undoUntil: string | null,
  /** It is tried, or looked at, again then. */
  nextAt: string | null,
  /** Nothing is sent after that. */
  expiresAt: string | null,
  /** Who asked. */
  actor: string,
  /** Why. */
  reason: string,
  /** How the customer agreed. */
  consent: string | null,
  /** When it was asked. */
  askedAt: string,
  /** When it last came further. */
  changedAt: string,
  /** How often it was sent. */
  attempts: number,
  /** It may be taken back, also where it needs a person. */
  mayWithdraw: boolean,
  /** It may be sent again as it is. */
  mayRetry: boolean, };

/** An intent by its id. */
export type IntentRequest = {
  /** Ours. */
  id: string, };

/** An id that Microsoft's support asks for. */
export type CallId = {
  /** `request`, `correlation`, `activity`, `operation` or `webhook`. */
  name: string,
  /** The id. */
  value: string, };

/** One line of what was done, by whom or what: here, or at the relay. */
export type HistoryLine = {
  /** Ours. */
  id: string,
  /** When. */
  at: string,
  /** The intent it belongs to; empty for what was decided at the relay. */
  intent: string,
  /** Subscription id. */
  subscription: string,
  /** Its name. */
  customer: string,
  /** What happened, in a line. */
  what: Sentence,
  /** For what was decided at the relay: what the customer asked for, or what a rule wants done. */
  asked: Sentence | null,
  /** Who asked; for what was decided at the relay the rule, or the person's desk. */
  actor: string,
  /** What Microsoft's own data said of an answer, where the relay has read it back. */
  outcome: Sentence | null,
  /** Ids of the call, where there was one. */
  ids: Array<CallId>,
  /** Milliseconds the call took, where there was one; of an answer, from the message's arrival. */
  tookMs: number | null, };

/** Which part of the history is wanted. */
export type HistoryRequest = {
  /** Of one subscription; of all where there is none. */
  subscription: string | null,
  /** Go on after this line's id. */
  before: string | null,
  /** How many lines; 200 at most. */
  limit: number, };

/** Part of the history, newest first. */
export type HistoryPage = {
  /** The lines. */
  lines: Array<HistoryLine>,
  /** Whether there are older ones. */
  more: boolean, };

/** What to write to a file. */
export type ExportKind = "history" | "support-bundle" | "suspensions" | { "many": string };

/** A file was written. */
export type Exported = {
  /** Where it is. */
  path: string, };

/** Whether something can be done to a customer now, and if not, why. */
export type ChangeButtons = {
  /** Why no plan can be changed. */
  planRefused: Sentence | null,
  /** Why no seats can be changed. */
  seatsRefused: Sentence | null,
  /** Why what was bought cannot be activated. */
  activateRefused: Sentence | null,
  /** Why it cannot be cancelled. */
  cancelRefused: Sentence | null,
  /** Fewest seats of the present plan. */
  minSeats: number | null,
  /** Most seats of the present plan. */
  maxSeats: number | null,
  /** The status, for the page's own words. */
  statusKind: StatusKind, };

/** The publisher's own prices, read from CSV. */
export type PriceList = {
  /** How many prices it has. */
  prices: number,
  /** Lines that could not be read, and why. */
  problems: Array<Sentence>, };

/** How far a request is. */
export type RequestStage = "live" | "waiting" | "checking" | "silent" | "unseen" | "answered" | "held" | "unconfirmed" | "ruled" | "overruled" | "promised";

/** What a person can do with an item. */
export type ItemAction = "approve" | "decline" | "let-pass" | "activate" | "cancel" | "acknowledge" | "change-back" | "retry" | "withdraw" | "try-again" | "drop" | "read-again" | "see-access" | "check" | "snooze" | "note" | "assign";

/** A button: always there, and where it cannot be pressed it says why. */
export type ItemButton = {
  /** What it does. */
  action: ItemAction,
  /** Why it cannot be pressed. */
  refused: Sentence | null, };

/** One line of the inbox. */
export type InboxItem = {
  /** Ours; the same for the same thing, however often it is looked at. */
  id: string,
  /** What it is about. */
  kind: ItemKind,
  /** For a request: how far it is. */
  stage: RequestStage | null,
  /** Subscription id. */
  subscription: string | null,
  /** The customer's name, or what stands in its place. */
  customer: string,
  /** Offer id. */
  offer: string,
  /** What is asked or what happened, in a line. */
  what: Sentence,
  /** When it is due. */
  due: string,
  /** The moment is our estimate: Microsoft does not tell it. */
  dueIsEstimate: boolean,
  /** For a live request: when the window closes. */
  closesAt: string | null,
  /** What the customer pays more, or less, each month. */
  effect: Money | null,
  /** Whose it is. */
  owner: string | null,
  /** It was put off until then, or until something new happens. */
  snoozedUntil: string | null,
  /** How many notes it has. */
  notes: number,
  /** What can be done, the likeliest first. */
  buttons: Array<ItemButton>,
  /** When it last became something else. Keys are not obeyed for 600 ms after that. */
  changedAt: string, };

/** Which items. */
export type InboxRequest = {
  /** Words and tokens as typed: `kind:request offer:x due<24h owner:me is:snoozed`. */
  search: string,
  /** Position of the first item wanted, from 0. */
  from: number,
  /** How many; 200 at most. */
  limit: number, };

/** A search that was pinned, and how many it finds. */
export type PinnedView = {
  /** As the person named it; empty for one of ours, whose words are the page's. */
  name: string,
  /** Its search; also its id. */
  search: string,
  /** How many items it finds. */
  count: number,
  /** One of ours, which cannot be unpinned. */
  builtIn: boolean, };

/** A part of the inbox, by due time. */
export type Inbox = {
  /** Position of the first item. */
  from: number,
  /** The items. */
  items: Array<InboxItem>,
  /** How many the search finds. */
  total: number,
  /** How many there are, without a search and without those put off. */
  everything: number,
  /** How the search was understood. */
  tokens: Array<Token>,
  /** Pinned searches. */
  views: Array<PinnedView>, };

/** An item by its id. */
export type ItemRequest = {
  /** Ours. */
  id: string, };

/** A note somebody wrote. */
export type NoteCard = {
  /** Ours. */
  id: string,
  /** When. */
  at: string,
  /** Who. */
  actor: string,
  /** What. */
  text: string, };

/** An item unfolded. */
export type ItemDetail = {
  /** The item; `None` once it is settled. */
  item: InboxItem | null,
  /** How it was settled, where it was. */
  settled: Sentence | null,
  /** Its subscription, as in the list. */
  row: SubscriptionRow | null,
  /** For a request, or a change to plan back: now and after. */
  change: ChangePreview | null,
  /** For a purchase to activate: what was bought, by whom and for how much. */
  purchase: LifePreview | null,
  /** For a stuck intent, or an answer on its way. */
  intent: IntentCard | null,
  /** Why it is here and what to do, in sentences. */
  explanation: Array<Sentence>,
  /** Notes, newest first. */
  notes: Array<NoteCard>,
  /** What we did, newest first. */
  history: Array<HistoryLine>,
  /** What was received, where something was. */
  raw: string | null, };

/** An answer to a request. */
export type Decide = {
  /** The item. */
  item: string,
  /** Yes or no. */
  approve: boolean,
  /** Why; may be empty. */
  reason: string,
  /** How the customer agreed, in the operator's words: wanted where the next such request is to be let pass. */
  consent: string | null, };

/** Puts an item off. */
export type Snooze = {
  /** The item. */
  item: string,
  /** Until when (RFC 3339); `None` brings it back now. */
  until: string | null, };

/** Writes a note. */
export type WriteNote = {
  /** The item. */
  item: string,
  /** What. */
  text: string, };

/** Gives an item to somebody. */
export type Assign = {
  /** The item. */
  item: string,
  /** To whom; `None` takes it from everybody. */
  owner: string | null, };

/** Pins or unpins a search. */
export type PinView = {
  /** The search. */
  search: string,
  /** Its name; `None` unpins it. */
  name: string | null, };

/** Watches a customer closely, or no longer. */
export type Watch = {
  /** Subscription id. */
  subscription: string,
  /** Whether to watch. */
  on: boolean, };

/** Who is being watched: read every few seconds, so that a request is found while its window runs. */
export type Watched = {
  /** Subscription ids, at most `most`. */
  subscriptions: Array<string>,
  /** How many can be watched. */
  most: number, };

/** What a request asks for. */
export type RequestKind = "plan" | "seats";

/** Which way a change of plan goes. */
export type Direction = "upgrade" | "downgrade" | "same" | "unordered";

/** A day of the week. */
export type Day = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

/** Numbers between two ends, both included; an open end does not bound. */
export type Bounds = {
  /** Not less than this. */
  atLeast: number | null,
  /** Not more than this. */
  atMost: number | null, };

/** Conditions on seats: all that are named must hold. */
export type SeatBounds = {
  /** The number after the change. */
  total: Bounds | null,
  /** Seats more, or below zero fewer. */
  change: Bounds | null,
  /** The same in percent. */
  percent: Bounds | null,
  /** Fewer than are in use. */
  belowUse: boolean, };

/** Some customers: whoever is in any of the lists. */
export type CustomerChoice = {
  /** By tenant. */
  tenants: Array<string>,
  /** By subscription. */
  subscriptions: Array<string>,
  /** By the name of a set. */
  sets: Array<string>, };

/** Hours on some days of the week, by the clocks of one place. */
export type Hours = {
  /** Days on which they begin; every day where none is named. */
  days: Array<Day>,
  /** Begins at this hour (`09:00`), included. */
  from: string,
  /** Ends before this hour; where that is not later, on the next day. */
  to: string,
  /** The place, by its IANA name. */
  zone: string, };

/** What must hold for a rule to decide: all that is named. */
export type RuleConditions = {
  /** What is asked for. */
  asks: RequestKind | null,
  /** The offer is one of these. */
  offers: Array<string> | null,
  /** The plan as it is is one of these. */
  fromPlans: Array<string> | null,
  /** The plan asked for is one of these. */
  toPlans: Array<string> | null,
  /** The change of plan goes one of these ways. */
  direction: Array<Direction> | null,
  /** The seats are so. */
  seats: SeatBounds | null,
  /** The customer is one of these. */
  customers: CustomerChoice | null,
  /** It was sold so. */
  channel: Channel | null,
  /** It arrived in one of these hours. */
  hours: Array<Hours> | null,
  /** Conditions that this program cannot read: a JSON object as text. Never to be edited. */
  unknown: string, };

/** What is answered when nobody was asked or answered. */
export type Fallback = "accept" | "refuse" | "hold";

/** What a rule answers. */
export type RuleOutcome = { "kind": "accept" } | { "kind": "refuse" } | { "kind": "hold" } | { "kind": "ask",
  /** For how many seconds. */
  seconds: number,
  /** What is answered when nobody does. */
  fallback: Fallback, } | { "kind": "unknown",
  /** Its JSON as text. Never to be edited. */
  json: string, };

/** One rule. */
export type EditedRule = {
  /** Ours; the page makes one for a new rule. */
  id: string,
  /** Its name for people. */
  name: string,
  /** Who changed it last. */
  author: string,
  /** Why, in their words. */
  reason: string,
  /** When it was changed last; empty for a new rule. */
  since: string,
  /** Whether it is looked at. */
  enabled: boolean,
  /** What must hold. */
  conditions: RuleConditions,
  /** What it answers. */
  outcome: RuleOutcome,
  /** Members that this program cannot read: a JSON object as text. Never to be edited. */
  unknown: string, };

/** The publisher's own order of an offer's plans. */
export type PlanOrder = {
  /** The offer. */
  offer: string,
  /** Rung by rung from the lowest; plans beside each other are equal. */
  rungs: Array<Array<string>>, };

/** A list of rules as somebody edits it. */
export type RulesDraft = {
  /** The version in force that it began with; 0 where there was none. */
  version: number,
  /** First to last: the first that holds decides. */
  rules: Array<EditedRule>,
  /** Orders of plans. */
  ladders: Array<PlanOrder>,
  /** Members that this program cannot read: a JSON object as text. Never to be edited. */
  unknown: string, };

/** A plan that a rule may name. */
export type RulePlan = {
  /** Its id. */
  id: string,
  /** Its name, or the id where that is not known. */
  name: string,
  /** Whether a list price is known. */
  priced: boolean,
  /** How many subscriptions use it. */
  subscriptions: number, };

/** An offer that a rule may name. */
export type RuleOffer = {
  /** Its id. */
  id: string,
  /** Its plans as far as they are known, in the order of the draft's ladder or else by name. */
  plans: Array<RulePlan>, };

/** One version of the rules. */
export type RulesVersion = {
  /** Which; 1 is the first. */
  version: number,
  /** Who put it in force. */
  author: string,
  /** Why, in their words. */
  reason: string,
  /** When. */
  at: string,
  /** How many rules it has. */
  rules: number,
  /** What it changed, against the version before. */
  changes: Array<Sentence>, };

/** Everything the page of rules begins with. */
export type RulesPage = {
  /** What the relay answers by, as last heard; nothing where no relay is connected or it has no rules. */
  inForce: RulesVersion | null,
  /** What is being edited: the draft kept on this computer, or else what is in force. */
  draft: RulesDraft,
  /** Offers and plans that a rule may name. */
  offers: Array<RuleOffer>,
  /** Names of the sets of customers that a rule may name. */
  sets: Array<string>,
  /** Why nothing can be put in force from here; nothing where it can. */
  refused: Sentence | null,
  /** Why the relay could not be asked. */
  fault: Fault | null, };

/** Asks what a draft would do. */
export type TryRules = {
  /** The draft. */
  draft: RulesDraft,
  /** Which matrix is wanted as well. */
  matrix: MatrixRequest | null, };

/** For whom the matrix is drawn. */
export type MatrixRequest = {
  /** The offer. */
  offer: string,
  /** How the customer bought it. */
  channel: Channel,
  /** How many seats the customer has; nothing for a plan that is not sold per user. */
  seats: number | null, };

/** How a request is answered. */
export type AnswerKind = "accept" | "review" | "ask" | "hold" | "refuse";

/** An answer, and what gave it. */
export type Answered = {
  /** The answer. */
  answer: AnswerKind,
  /** Place of the rule in its list, from 1; nothing where no rule held. */
  rule: number | null,
  /** Why it is for review. */
  doubt: Sentence | null, };

/** What a draft says and does. */
export type RulesTrial = {
  /** It differs from what is in force. */
  changed: boolean,
  /** Each rule in plain words, in the order of the draft. */
  rules: Array<RulePreview>,
  /** Requests of the past that no rule decides. */
  allElse: number,
  /** What it would have answered. */
  dryRun: DryRun,
  /** Every change of plan there can be. */
  matrix: RulesMatrix | null, };

/** A rule in plain words. */
export type RulePreview = {
  /** What is asked for. */
  asks: Sentence,
  /** What must hold as well, part by part. */
  when: Array<Sentence>,
  /** What it answers. */
  answer: Sentence,
  /** Why it may not be put in force. */
  flaws: Array<Sentence>,
  /** What to know about it. */
  notes: Array<Sentence>,
  /** How many requests of the past it decides. */
  decides: number, };

/** What the draft would have answered, beside what is in force. */
export type DryRun = {
  /** From this moment on. */
  since: string,
  /** To this moment. */
  until: string,
  /** Requests looked at. */
  requests: number,
  /** How many of each answer. */
  counts: Array<AnswerCount>,
  /** How many would be answered otherwise. */
  otherwise: number,
  /** The latest of those. */
  lines: Array<DryRunLine>, };

/** How often one answer is given. */
export type AnswerCount = {
  /** The answer. */
  answer: AnswerKind,
  /** By the rules in force. */
  inForce: number,
  /** By the draft. */
  draft: number, };

/** A request that would be answered otherwise. */
export type DryRunLine = {
  /** When it took effect. */
  at: string,
  /** Subscription id. */
  subscription: string,
  /** The customer's name. */
  customer: string,
  /** What was asked. */
  what: Sentence,
  /** By the rules in force. */
  inForce: Answered,
  /** By the draft. */
  draft: Answered, };

/** Every change of plan within an offer, and its answer. */
export type RulesMatrix = {
  /** The offer. */
  offer: string,
  /** Its plans, in the order of the ladder. */
  plans: Array<RulePlan>,
  /** From each plan to each other, row by row. */
  cells: Array<MatrixCell>, };

/** One change of plan. */
export type MatrixCell = {
  /** From this plan. */
  from: string,
  /** To this one. */
  to: string,
  /** What is answered. */
  answered: Answered,
  /** How often it was asked for. */
  past: number, };

/** What the relay's own log says of a draft. */
export type RelayDryRun = {
  /** Requests that the relay answered. */
  requests: number,
  /** Of those, how many would be answered otherwise. */
  otherwise: number,
  /** What the relay has against the list, in its words. */
  flaws: Array<string>, };

/** Puts a draft in force. */
export type PutRules = {
  /** The draft. */
  draft: RulesDraft,
  /** Why; must not be empty. */
  reason: string, };

/** Puts an earlier version in force again. */
export type RollBackRules = {
  /** The version that was read. */
  version: number,
  /** The version that is wanted back. */
  to: number,
  /** Why; must not be empty. */
  reason: string, };

/** Every version, the latest first. */
export type RulesHistory = {
  /** The versions. */
  versions: Array<RulesVersion>,
  /** Why there is nothing to show. */
  refused: Sentence | null, };

/** How it stands with the relay. */
export type RelayState = "none" | "trying" | "connected" | "silent" | "refused" | "other-version";

/** An offer whose purchases the relay activates by itself. */
export type ActivatedOffer = {
  /** Its id. */
  offer: string,
  /** Ids of plans; every plan where none is named. */
  plans: Array<string>, };

/** The relay, without its token. */
export type RelayCard = {
  /** How it stands. */
  state: RelayState,
  /** Since when. */
  since: string | null,
  /** Where it is. */
  address: string,
  /** The name it has for this publisher. */
  connection: string,
  /** The name it has for this desk. */
  desk: string | null,
  /** Its version. */
  version: string | null,
  /** Whether it reads its decisions back by itself. */
  readsBack: boolean,
  /** Whether it encrypts what it keeps. */
  encrypted: boolean,
  /** Version of the rules in force there; 0 where there are none. */
  rulesVersion: number,
  /** Purchases that it activates by itself. */
  activates: Array<ActivatedOffer>,
  /** Why it is not followed. */
  problem: Sentence | null, };

/** A relay as typed. */
export type RelayDraft = {
  /** Where it is. */
  address: string,
  /** The name it has for this publisher. */
  connection: string,
  /** This desk's token; `None` keeps the one there is, for the same address. */
  token: string | null, };

/** How far a suspension is. The first three are a person's word, the last two are Microsoft's. */
export type SuspensionStage = "suspended" | "contacted" | "promised" | "reinstated" | "lost";

/** One suspension. */
export type SuspensionCard = {
  /** The inbox item of it, with its notes and its owner; also after it is over. `None` where it came and went unseen. */
  item: string | null,
  /** Subscription id. */
  subscription: string,
  /** The customer's name. */
  customer: string,
  /** Offer id. */
  offer: string,
  /** Plan id. */
  plan: string,
  /** Seats; `None` where the plan is not sold per user. */
  seats: number | null,
  /** How far it is. */
  stage: SuspensionStage,
  /** When it began; `None` where nobody saw it. */
  since: string | null,
  /** That moment is when it was first seen; otherwise Microsoft told it. */
  sinceIsEstimate: boolean,
  /** When Microsoft cancels, 30 days after that; `None` once it is over. */
  endsAt: string | null,
  /** Whole days until then; 0 on the last day and after it. */
  daysLeft: number,
  /** The 30 days have passed, and Microsoft's data does not say yet what became of it. */
  isOverdue: boolean,
  /** What it brings in a month. `None` where no price is known, and none is guessed. */
  perMonth: Money | null,
  /** Who tells that price. */
  priceSource: PriceSource | null,
  /** Whose it is. */
  owner: string | null,
  /** What comes next; may be empty. */
  nextStep: string,
  /** When somebody wants to be reminded. */
  remindAt: string | null,
  /** That moment has come. */
  reminderIsDue: boolean,
  /** How many notes there are. */
  notes: number,
  /** Whether the customer gets into the account; Microsoft's state is the stage. `None` where nobody is told of this
 * offer's accounts, and nothing is known. */
  access: AccessKind | null,
  /** A change of that is on its way, or stuck. */
  accessWaits: boolean,
  /** When it ended. */
  endedAt: string | null,
  /** That moment is when the end was first seen; otherwise Microsoft told it. */
  endIsObserved: boolean,
  /** On which day of the suspension it ended. */
  endedOnDay: number | null, };

/** What is in one column of the board, shown or not. */
export type StageTotal = {
  /** Which. */
  stage: SuspensionStage,
  /** How many. */
  count: number,
  /** What they bring in a month: one sum a currency, never added to another. */
  perMonth: Array<Money>,
  /** How many of them have no known price. */
  unpriced: number, };

/** What happened in a month. */
export type SuspensionMonth = {
  /** `2026-11`, in UTC. */
  month: string,
  /** Somebody kept watch in it; otherwise nothing is known of it. */
  isKnown: boolean,
  /** How many were suspended. */
  suspended: number,
  /** How many paid. */
  recovered: number,
  /** How many were cancelled or lapsed. */
  lost: number,
  /** How many of all these only two readings show: Microsoft did not tell when. */
  observed: number, };

/** Which part of the board. */
export type SuspensionsRequest = {
  /** How many cards of each stage; 500 at most. */
  limit: number, };

/** The board. */
export type Suspensions = {
  /** Open ones by how long they have left, then ended ones of the last 30 days, the latest first. */
  cards: Array<SuspensionCard>,
  /** Every stage, in order. */
  stages: Array<StageTotal>,
  /** What is suspended now, in a month: one sum a currency. */
  atRisk: Array<Money>,
  /** How many suspended ones have no known price. */
  unpriced: number,
  /** The last 12 months, the latest last. */
  months: Array<SuspensionMonth>,
  /** A newer program wrote the journal: nothing can be planned. */
  isReadOnly: boolean, };

/** What comes next about a suspension. */
export type PlanSuspension = {
  /** Its item. */
  item: string,
  /** How far somebody is with the customer: suspended, contacted or promised. */
  stage: SuspensionStage,
  /** What comes next; may be empty. */
  nextStep: string,
  /** When to be reminded (RFC 3339): until then the inbox does not show it. `None`: not at all. */
  remindAt: string | null, };

/** A plan somebody made. */
export type SuspensionStep = {
  /** Ours. */
  id: string,
  /** When. */
  at: string,
  /** Who. */
  actor: string,
  /** How far they were. */
  stage: SuspensionStage,
  /** What was to come next. */
  nextStep: string,
  /** When they wanted to be reminded. */
  remindAt: string | null, };

/** What people did about a suspension. */
export type SuspensionStory = {
  /** What was planned, the latest first. */
  steps: Array<SuspensionStep>,
  /** Notes, the latest first. */
  notes: Array<NoteCard>, };

/** A step. */
export type LifeStep = "activate" | "cancel";

/** A step somebody thinks of. */
export type LifeRequest = {
  /** Subscription id. */
  subscription: string,
  /** Which. */
  step: LifeStep, };

/** A step somebody asks for. */
export type TakeLifeStep = {
  /** Subscription id. */
  subscription: string,
  /** Which. */
  step: LifeStep,
  /** The name as it was typed; only an end asks for it. */
  typed: string,
  /** Why; may be empty. */
  reason: string, };

/** A step before anybody takes it. */
export type LifePreview = {
  /** Subscription id. */
  subscription: string,
  /** Its name; the id where it has none. */
  customer: string,
  /** Which step. */
  step: LifeStep,
  /** What was bought, and what it costs. */
  side: Side,
  /** Who pays. */
  buyer: Person,
  /** Who uses. */
  user: Person,
  /** Who came to the landing page, the latest first. */
  visitors: Array<VisitorCard>,
  /** What must be typed for it; nothing where nothing must. */
  typeName: string | null,
  /** Why it cannot be done; nothing where it can. */
  refused: Sentence | null,
  /** What to know before. */
  notes: Array<Sentence>,
  /** When the subscription was read. */
  readAt: string, };

/** A purchase that was looked up by its link. */
export type FoundPurchase = {
  /** Subscription id. */
  subscription: string, };

/** Somebody who came to the landing page with this purchase. */
export type VisitorCard = {
  /** Their name, by their directory; may be empty. */
  name: string,
  /** Where they can be written to. */
  contact: string | null,
  /** What they are to the purchase: `beneficiary`, `purchaser`, `colleague`, `stranger`; empty where nobody knows. */
  relation: string,
  /** The language they were spoken to in. */
  language: string,
  /** When they came. */
  cameAt: string,
  /** They left before everything was answered. */
  isUnfinished: boolean,
  /** What the publisher's own questions were answered. */
  answers: Array<VisitorAnswer>, };

/** An answer to one of the publisher's own questions. */
export type VisitorAnswer = {
  /** What was asked. */
  asked: string,
  /** What was answered; may be empty. */
  answer: string, };

/** Customers somebody selected. A hundred thousand of them are named by what they have in common. */
export type Selection = { "kind": "these",
  /** Subscription ids. */
  ids: Array<string>, } | { "kind": "all-but",
  /** The list. */
  query: ListQuery,
  /** Ids of those left out. */
  but: Array<string>, };

/** What is done to each. */
export type ManyAction = { "kind": "activate" } | { "kind": "suspend-access" } | { "kind": "assign",
  /** To whom; empty for nobody. */
  owner: string, } | { "kind": "note",
  /** What. */
  text: string, } | { "kind": "export" };

/** What somebody thinks of doing to many. */
export type ManyRequest = {
  /** To whom. */
  selection: Selection,
  /** What. */
  action: ManyAction, };

/** Customers that are left out for the same reason. */
export type ManySkipped = {
  /** Why. */
  why: Sentence,
  /** How many. */
  count: number,
  /** The names of the first of them. */
  first: Array<string>, };

/** What it would come to, before anybody does it. */
export type ManyPreview = {
  /** How many were selected. */
  selected: number,
  /** To how many it would be done. */
  touched: number,
  /** The names of the first of them. */
  first: Array<string>,
  /** Who would be left out, the most first. */
  skipped: Array<ManySkipped>,
  /** What those that it is done to would pay in a month, one sum a currency; only for what begins billing. */
  perMonth: Array<Money>,
  /** For how many of them no price is known. */
  unpriced: number,
  /** What to know before. */
  notes: Array<Sentence>,
  /** Why it cannot be done at all; nothing where it can. */
  refused: Sentence | null,
  /** Stands for exactly these customers: it is begun only as it was shown. */
  agreed: string, };

/** It is to be done. */
export type BeginMany = {
  /** To whom. */
  selection: Selection,
  /** What. */
  action: ManyAction,
  /** Why; may be empty, except where the publisher's own service is told. */
  reason: string,
  /** What the preview said they are. */
  agreed: string, };

/** What came of it at once. */
export type ManyBegun = {
  /** It goes on behind; its id. */
  id: string | null,
  /** A file was written. */
  path: string | null, };

/** What became of one customer. */
export type ManyFate = "stuck" | "refused" | "working" | "not-begun" | "withdrawn" | "already-so" | "effective";

/** How many had a fate. */
export type ManyCount = {
  /** Which. */
  fate: ManyFate,
  /** How many. */
  count: number, };

/** How far the whole of it is. */
export type ManyState = "held" | "going" | "stopped" | "over";

/** Something that is done to many. */
export type ManyCard = {
  /** Its id. */
  id: string,
  /** What; nothing where a newer program began it. */
  action: ManyAction | null,
  /** Who asked for it. */
  actor: string,
  /** Why; may be empty. */
  reason: string,
  /** When. */
  begunAt: string,
  /** How far. */
  state: ManyState,
  /** Nothing leaves before; only while it is held. */
  heldUntil: string | null,
  /** How many customers. */
  total: number,
  /** With how many of them nothing was begun, because it was so already or could not be. */
  leftOut: number,
  /** What became of them; fates nobody had are left out. */
  counts: Array<ManyCount>,
  /** It can be stopped. */
  mayStop: boolean,
  /** It was stopped and can go on. */
  mayGoOn: boolean, };

/** One customer of it. */
export type ManyRow = {
  /** Subscription id. */
  subscription: string,
  /** Its name; the id where it was never read. */
  customer: string,
  /** What became of it. */
  fate: ManyFate,
  /** In words; nothing where the fate says all. */
  why: Sentence | null,
  /** What it became, where that is an intent. */
  intent: IntentCard | null, };

/** What is asked about them. */
export type ManyProgress = {
  /** Which; with none, only the latest are told. */
  id: string | null,
  /** Only customers with this fate. */
  only: ManyFate | null,
  /** Place of the first row wanted, from 0. */
  from: number,
  /** How many rows; 200 at most. */
  limit: number, };

/** How far they have come. */
export type ManyPage = {
  /** The latest, the newest first. */
  latest: Array<ManyCard>,
  /** The one that was asked for. */
  many: ManyCard | null,
  /** Part of its customers, in the order of the list they were chosen in. */
  rows: Array<ManyRow>,
  /** How many of them there are, with the fate that was asked for. */
  total: number, };

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
export type EventKind = "appeared" | "status" | "plan" | "seats" | "renewed" | "term" | "auto-renew" | "changed" | "missing" | "returned" | "activation";

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
  /** What the relay answered when it was asked for, where it told. */
  told: Sentence | null,
  /** Milliseconds from the message's arrival to that answer. */
  tookMs: number | null,
  /** What Microsoft's own data said of that answer, where the relay has read it back. */
  outcome: Sentence | null,
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
  /** Why the subscription cannot move to it; nothing where it can. */
  refused: Sentence | null,
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
  /** What the inbox has about it. */
  items: Array<InboxItem>,
  /** What was asked for and is not over, oldest first; and what ended lately. */
  intents: Array<IntentCard>,
  /** What can be changed now. */
  buttons: ChangeButtons,
  /** It is watched closely. */
  watched: boolean,
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

/** Whether a customer gets into the account. Never Microsoft's status. */
export type AccessKind = "open" | "suspended" | "closed" | "unknown";

/** What a person can do to a customer's access. */
export type AccessAction = "suspend" | "reinstate" | "close";

/** A button: always there, and where it cannot be pressed it says why. */
export type AccessButton = {
  /** What it does. */
  action: AccessAction,
  /** Why it cannot be pressed. */
  refused: Sentence | null, };

/** Something that became known of an access. */
export type AccessStepCard = {
  /** When. */
  at: string,
  /** What. */
  what: Sentence,
  /** The access since then, where it was named. */
  access: AccessKind | null,
  /** Who wanted it; may be empty. */
  actor: string,
  /** Why; may be empty. */
  reason: string,
  /** The hook's id, where there was one. */
  hook: string | null, };

/** What a rule of the relay's wants done about an account, and is stuck there. */
export type StuckHook = {
  /** Its item in the inbox. */
  item: string,
  /** What, in a line. */
  what: Sentence,
  /** Why it is stuck and what to do, in sentences. */
  why: Array<Sentence>,
  /** What can be done. */
  buttons: Array<ItemButton>, };

/** Gives up what is stuck at the relay. */
export type DropHook = {
  /** The item. */
  item: string,
  /** Why; every desk is told. */
  reason: string, };

/** The access to one customer's account. */
export type CustomerAccess = {
  /** What holds. */
  access: AccessKind,
  /** The service's own word, where it is not one of ours. */
  word: string | null,
  /** Since when, as far as it is known here. */
  since: string | null,
  /** Who wanted it so; may be empty. */
  actor: string,
  /** Microsoft's status beside it. */
  status: string,
  /** Our word for that. */
  statusKind: StatusKind,
  /** How the two do not fit together, and what to do. */
  drift: Sentence | null,
  /** What can be done. */
  buttons: Array<AccessButton>,
  /** What is on its way, or stuck; the oldest first. */
  intents: Array<IntentCard>,
  /** What rules of the relay's want done, and is stuck there. */
  stuck: Array<StuckHook>,
  /** What became known, the latest first. */
  history: Array<AccessStepCard>,
  /** Whether the service can be asked. */
  canAsk: boolean,
  /** Why the service did not say, where it was asked just now. */
  unsaid: Sentence | null, };

/** A change of a customer's access. */
export type ChangeAccess = {
  /** Subscription id. */
  subscription: string,
  /** To what. */
  action: AccessAction,
  /** Why; the service is told. */
  reason: string, };

/** A receiver of hooks, without its secret. */
export type ReceiverCard = {
  /** The offer it is for; `None` for every offer that has none of its own. */
  offer: string | null,
  /** Where hooks go. */
  address: string,
  /** Where the service is asked; may be empty. */
  statusAddress: string,
  /** Until then the secret before the present one signs too. */
  oldUntil: string | null,
  /** The secret is not in the vault any more: nothing can be sent. */
  secretLost: boolean, };

/** Every receiver of the connection. */
export type AccountReceivers = {
  /** The one for every offer first. */
  receivers: Array<ReceiverCard>,
  /** Offers that may have one of their own. */
  offers: Array<string>,
  /** The name by which events name this publisher. */
  connection: string, };

/** A receiver as typed. */
export type ReceiverDraft = {
  /** The offer it is for; `None` for every offer that has none of its own. */
  offer: string | null,
  /** Where hooks go. */
  address: string,
  /** Where the service is asked; may be empty. */
  statusAddress: string, };

/** Which receiver. */
export type ReceiverOf = {
  /** The offer it is for; `None` for every offer that has none of its own. */
  offer: string | null, };

/** What was kept, and a new secret where one was made. */
export type ReceiverKept = {
  /** Every receiver now. */
  receivers: AccountReceivers,
  /** A new secret, to be shown this once. */
  secret: string | null, };

/** What came of a trial. */
export type ReceiverTried = {
  /** It was taken. */
  good: boolean,
  /** What came back, and what to do. */
  sentence: Sentence,
  /** The receiver's own words. */
  raw: string | null, };

/** What the core says has changed; the page asks again for what it shows. */
export type Tag = "frame" | "sync" | "check" | "subscriptions" | "customer" | "inbox" | "intents" | "many" | "rules" | "relay" | "account";

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
  inbox: { request: InboxRequest; reply: Inbox };
  inbox_item: { request: ItemRequest; reply: ItemDetail };
  decide: { request: Decide; reply: IntentCard | null };
  showing: { request: Array<string>; reply: null };
  acknowledge: { request: ItemRequest; reply: null };
  snooze: { request: Snooze; reply: null };
  write_note: { request: WriteNote; reply: null };
  assign: { request: Assign; reply: null };
  pin_view: { request: PinView; reply: null };
  preview_change: { request: ChangeRequest; reply: ChangePreview };
  submit_change: { request: SubmitChange; reply: IntentCard };
  preview_step: { request: LifeRequest; reply: LifePreview };
  look_up_purchase: { request: string; reply: FoundPurchase };
  take_step: { request: TakeLifeStep; reply: IntentCard };
  preview_many: { request: ManyRequest; reply: ManyPreview };
  begin_many: { request: BeginMany; reply: ManyBegun };
  many: { request: ManyProgress; reply: ManyPage };
  stop_many: { request: string; reply: ManyCard };
  go_on_many: { request: string; reply: ManyCard };
  withdraw: { request: IntentRequest; reply: IntentCard };
  retry: { request: IntentRequest; reply: IntentCard };
  watch: { request: Watch; reply: Watched };
  look_at: { request: string | null; reply: null };
  history: { request: HistoryRequest; reply: HistoryPage };
  export: { request: ExportKind; reply: Exported };
  import_prices: { request: string; reply: PriceList };
  suspensions: { request: SuspensionsRequest; reply: Suspensions };
  suspension_story: { request: ItemRequest; reply: SuspensionStory };
  plan_suspension: { request: PlanSuspension; reply: null };
  rules: { request: null; reply: RulesPage };
  try_rules: { request: TryRules; reply: RulesTrial };
  keep_rules: { request: RulesDraft; reply: null };
  discard_rules: { request: null; reply: RulesPage };
  put_rules: { request: PutRules; reply: RulesPage };
  dry_run_rules: { request: RulesDraft; reply: RelayDryRun };
  rules_history: { request: null; reply: RulesHistory };
  roll_back_rules: { request: RollBackRules; reply: RulesPage };
  relay: { request: null; reply: RelayCard };
  set_relay: { request: RelayDraft | null; reply: RelayCard };
  account_receivers: { request: null; reply: AccountReceivers };
  set_receiver: { request: ReceiverDraft; reply: ReceiverKept };
  rotate_receiver: { request: ReceiverOf; reply: ReceiverKept };
  remove_receiver: { request: ReceiverOf; reply: AccountReceivers };
  test_receiver: { request: ReceiverOf; reply: ReceiverTried };
  customer_access: { request: CustomerRequest; reply: CustomerAccess };
  ask_access: { request: CustomerRequest; reply: CustomerAccess };
  change_access: { request: ChangeAccess; reply: IntentCard };
  try_hook_again: { request: ItemRequest; reply: null };
  drop_hook: { request: DropHook; reply: null };
  sync_now: { request: null; reply: SyncLine };
  sync_details: { request: null; reply: SyncDetails };
}
