//! The list of subscriptions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Sentence;

/// A column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SortField {
    /// Name.
    Name,
    /// Status, by urgency.
    Status,
    /// Offer.
    Offer,
    /// Plan.
    Plan,
    /// Seats.
    Seats,
    /// Last day of the term.
    TermEnd,
    /// Moment of purchase.
    Created,
}

/// One column and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Sort {
    /// The column.
    pub field: SortField,
    /// Largest, or latest, first.
    pub descending: bool,
}

/// `search` holds free words and filter tokens (`status:suspended offer:fieldbook ends<60d`); the core parses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListQuery {
    /// As typed.
    pub search: String,
    /// Leave cancelled ones out, unless a token asks for a status.
    pub hide_cancelled: bool,
    /// Columns in order of weight; by name where there is none.
    pub sort: Vec<Sort>,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ListRequest {
    /// The list.
    pub query: ListQuery,
    /// Position of the first row wanted, from 0.
    pub from: u32,
    /// How many rows; 200 at most.
    pub limit: u32,
}

/// How the core understood one token of the search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Token {
    /// As typed.
    pub text: String,
    /// What it narrows.
    pub field: Option<String>,
    /// To what.
    pub value: String,
    /// Why it was not understood.
    pub problem: Option<Sentence>,
}

/// What we know of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum StatusKind {
    /// `NotStarted`.
    NotStarted,
    /// `PendingFulfillmentStart`.
    Pending,
    /// `Subscribed`.
    Subscribed,
    /// `Suspended`.
    Suspended,
    /// `Unsubscribed`.
    Unsubscribed,
    /// A word we have not heard yet.
    Unknown,
}

/// Who sold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// The storefront.
    Direct,
    /// A reseller.
    Reseller,
}

/// One line of the list. `status` is Microsoft's word as received, `status_kind` what we know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionRow {
    /// Its id.
    pub id: String,
    /// The name the buyer gave it.
    pub name: String,
    /// Offer id.
    pub offer: String,
    /// Plan id.
    pub plan: String,
    /// Seats, for a plan sold per user.
    pub seats: Option<u32>,
    /// Microsoft's word.
    pub status: String,
    /// What we know of it.
    pub status_kind: StatusKind,
    /// First day of the term.
    pub term_start: Option<String>,
    /// Last day of the term, inclusive.
    pub term_end: Option<String>,
    /// Length of the term.
    pub term_unit: Option<String>,
    /// Whether it renews.
    pub auto_renew: Option<bool>,
    /// Who sold it.
    pub channel: Channel,
    /// In its free trial.
    pub free_trial: bool,
    /// Moment of purchase.
    pub created: Option<String>,
    /// Address of the purchaser, or else of the beneficiary.
    pub buyer: String,
    /// The last whole sweep no longer found it.
    pub missing: bool,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ListPage {
    /// Position of the first row.
    pub from: u32,
    /// The rows.
    pub rows: Vec<SubscriptionRow>,
    /// How many rows the list has, where that is known already.
    pub total: Option<u32>,
    /// How the search was understood.
    pub tokens: Vec<Token>,
}

/// How many rows a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct ListCount {
    /// Rows of this list.
    pub total: u32,
    /// Rows of the same list, cancelled ones too and without words or tokens.
    pub everything: u32,
}
