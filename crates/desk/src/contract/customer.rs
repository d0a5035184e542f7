//! One customer's page.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChangeButtons, Fault, InboxItem, IntentCard, Sentence, SubscriptionRow};

/// Which customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CustomerRequest {
    /// Subscription id.
    pub id: String,
}

/// A user and tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// May be empty.
    pub email: String,
    /// Object id in the tenant.
    pub object_id: String,
    /// Tenant id.
    pub tenant_id: String,
    /// Passport id.
    pub puid: String,
}

/// A member and its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Field {
    /// Path of the member.
    pub name: String,
    /// Its text.
    pub value: String,
}

/// Who and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerHead {
    /// As in the list.
    pub row: SubscriptionRow,
    /// Publisher id.
    pub publisher: String,
    /// Who pays.
    pub buyer: Person,
    /// Who uses.
    pub user: Person,
    /// `Read`, `Update`, `Delete`.
    pub allowed_operations: Vec<String>,
    /// A test purchase.
    pub test: bool,
    /// `None` or `Csp`.
    pub sandbox: String,
    /// `None` or `DryRun`.
    pub session_mode: String,
    /// As received.
    pub charge_duration: Option<String>,
    /// Ids of private offers, from the plans last read.
    pub private_offers: Vec<String>,
    /// When this reading was taken.
    pub read_at: String,
}

/// What a timeline row says happened. `Changed` is any other member, named by `field`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// A subscription not seen before.
    Appeared,
    /// Status.
    Status,
    /// Plan.
    Plan,
    /// Seats.
    Seats,
    /// A new term began.
    Renewed,
    /// The term changed otherwise.
    Term,
    /// Auto-renew was switched.
    AutoRenew,
    /// Another member.
    Changed,
    /// A whole sweep went without it.
    Missing,
    /// It is listed again.
    Returned,
    /// A rule of the relay's could not activate the purchase.
    Activation,
}

/// How an event came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum EventSource {
    /// A reading differed from the one before.
    Observed,
    /// Microsoft said so.
    Announced,
}

/// One row of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEvent {
    /// Ours.
    pub id: String,
    /// What happened.
    pub kind: EventKind,
    /// How it came to be known.
    pub source: EventSource,
    /// Which member.
    pub field: Option<String>,
    /// Its text before.
    pub before: Option<String>,
    /// Its text after.
    pub after: Option<String>,
    /// It happened after this moment.
    pub seen_after: Option<String>,
    /// It had happened by this moment.
    pub seen_before: String,
    /// What the relay answered when it was asked for, where it told.
    pub told: Option<Sentence>,
    /// Milliseconds from the message's arrival to that answer.
    pub took_ms: Option<u32>,
    /// What Microsoft's own data said of that answer, where the relay has read it back.
    pub outcome: Option<Sentence>,
    /// What was received then.
    pub raw: String,
}

/// Usage that a price includes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Included {
    /// Metering dimension.
    pub dimension: String,
    /// Units, as received.
    pub units: String,
}

/// What one term costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Price {
    /// Decimal text.
    pub amount: String,
    /// ISO 4217 code as received.
    pub currency: String,
    /// Length of the term.
    pub term_unit: String,
    /// The service's own words for it.
    pub term_description: String,
    /// Usage the price includes.
    pub included: Vec<Included>,
}

/// The price of usage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Meter {
    /// Metering dimension.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// What one unit is.
    pub unit: String,
    /// Decimal text.
    pub price: String,
    /// ISO 4217 code as received.
    pub currency: String,
}

/// A plan this subscription uses or may move to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanCard {
    /// Plan id.
    pub plan_id: String,
    /// Its name.
    pub display_name: String,
    /// What the publisher says of it.
    pub description: String,
    /// The plan in use.
    pub current: bool,
    /// Why the subscription cannot move to it; nothing where it can.
    pub refused: Option<Sentence>,
    /// Only for chosen tenants.
    pub private_plan: bool,
    /// No longer sold.
    pub stop_sell: bool,
    /// Begins with a free trial.
    pub free_trial: bool,
    /// Sold per user.
    pub per_seat: bool,
    /// Fewest seats.
    pub min_seats: Option<u32>,
    /// Most seats.
    pub max_seats: Option<u32>,
    /// Country code.
    pub market: String,
    /// One per term and currency.
    pub prices: Vec<Price>,
    /// Metered dimensions.
    pub meters: Vec<Meter>,
    /// Members we do not know.
    pub other: Vec<Field>,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OperationCard {
    /// Operation id.
    pub id: String,
    /// Microsoft's word.
    pub action: String,
    /// Microsoft's word.
    pub status: String,
    /// `Azure`, `Partner` or nothing.
    pub source: String,
    /// Plan it leads to.
    pub plan: String,
    /// Seats it leads to.
    pub seats: Option<u32>,
    /// When it began.
    pub at: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// As received.
    pub raw: String,
}

/// Plans as last read, and why the last try failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Plans {
    /// `None`: never read.
    pub read_at: Option<String>,
    /// Why the last try failed.
    pub fault: Option<Fault>,
    /// The plan in use first.
    pub plans: Vec<PlanCard>,
}

/// Operations as last read, and why the last try failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Operations {
    /// `None`: never read.
    pub read_at: Option<String>,
    /// Why the last try failed.
    pub fault: Option<Fault>,
    /// Newest first.
    pub operations: Vec<OperationCard>,
}

/// Everything about one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CustomerPage {
    /// Who and what.
    pub head: CustomerHead,
    /// Newest first.
    pub timeline: Vec<TimelineEvent>,
    /// What the inbox has about it.
    pub items: Vec<InboxItem>,
    /// What was asked for and is not over, oldest first; and what ended lately.
    pub intents: Vec<IntentCard>,
    /// What can be changed now.
    pub buttons: ChangeButtons,
    /// It is watched closely.
    pub watched: bool,
    /// Plans it may move to.
    pub plans: Plans,
    /// Operations that wait.
    pub operations: Operations,
    /// Members we do not know.
    pub other: Vec<Field>,
    /// The record as received.
    pub raw: String,
    /// Why the last single read failed.
    pub fault: Option<Fault>,
}
