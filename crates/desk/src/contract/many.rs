//! Many at once: which customers, what is done to each, what it would come to, and how far it has come.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{IntentCard, ListQuery, Money, Sentence};

/// Customers somebody selected. A hundred thousand of them are named by what they have in common.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Selection {
    /// These.
    These {
        /// Subscription ids.
        ids: Vec<String>,
    },
    /// All that match a search, but some.
    AllBut {
        /// The list.
        query: ListQuery,
        /// Ids of those left out.
        but: Vec<String>,
    },
}

/// What is done to each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum ManyAction {
    /// Begin what was bought: from then on it is billed.
    Activate,
    /// Have the publisher's own service keep the customer out of the account.
    SuspendAccess,
    /// Give every item the inbox has about it to somebody.
    Assign {
        /// To whom; empty for nobody.
        owner: String,
    },
    /// Write a note about it, on the item of the inbox that is due first.
    Note {
        /// What.
        text: String,
    },
    /// Write it to a file, one a line.
    Export,
}

/// What somebody thinks of doing to many.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct ManyRequest {
    /// To whom.
    pub selection: Selection,
    /// What.
    pub action: ManyAction,
}

/// Customers that are left out for the same reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ManySkipped {
    /// Why.
    pub why: Sentence,
    /// How many.
    pub count: u32,
    /// The names of the first of them.
    pub first: Vec<String>,
}

/// What it would come to, before anybody does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ManyPreview {
    /// How many were selected.
    pub selected: u32,
    /// To how many it would be done.
    pub touched: u32,
    /// The names of the first of them.
    pub first: Vec<String>,
    /// Who would be left out, the most first.
    pub skipped: Vec<ManySkipped>,
    /// What those that it is done to would pay in a month, one sum a currency; only for what begins billing.
    pub per_month: Vec<Money>,
    /// For how many of them no price is known.
    pub unpriced: u32,
    /// What to know before.
    pub notes: Vec<Sentence>,
    /// Why it cannot be done at all; nothing where it can.
    pub refused: Option<Sentence>,
    /// Stands for exactly these customers: it is begun only as it was shown.
    pub agreed: String,
}

/// It is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct BeginMany {
    /// To whom.
    pub selection: Selection,
    /// What.
    pub action: ManyAction,
    /// Why; may be empty, except where the publisher's own service is told.
    pub reason: String,
    /// What the preview said they are.
    pub agreed: String,
}

/// What came of it at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ManyBegun {
    /// It goes on behind; its id.
    pub id: Option<String>,
    /// A file was written.
    pub path: Option<String>,
}

/// What became of one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ManyFate {
    /// It needs a person.
    Stuck,
    /// It could not be.
    Refused,
    /// It is on its way.
    Working,
    /// Nothing was begun.
    NotBegun,
    /// It was taken back before it left.
    Withdrawn,
    /// It was so before.
    AlreadySo,
    /// It is done.
    Effective,
}

/// How many had a fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ManyCount {
    /// Which.
    pub fate: ManyFate,
    /// How many.
    pub count: u32,
}

/// How far the whole of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ManyState {
    /// It can be taken back as a whole: nothing has left yet.
    Held,
    /// It goes on.
    Going,
    /// Somebody stopped it; what had left goes on.
    Stopped,
    /// Nothing of it is on its way any more.
    Over,
}

/// Something that is done to many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ManyCard {
    /// Its id.
    pub id: String,
    /// What; nothing where a newer program began it.
    pub action: Option<ManyAction>,
    /// Who asked for it.
    pub actor: String,
    /// Why; may be empty.
    pub reason: String,
    /// When.
    pub begun_at: String,
    /// How far.
    pub state: ManyState,
    /// Nothing leaves before; only while it is held.
    pub held_until: Option<String>,
    /// How many customers.
    pub total: u32,
    /// With how many of them nothing was begun, because it was so already or could not be.
    pub left_out: u32,
    /// What became of them; fates nobody had are left out.
    pub counts: Vec<ManyCount>,
    /// It can be stopped.
    pub may_stop: bool,
    /// It was stopped and can go on.
    pub may_go_on: bool,
}

/// One customer of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ManyRow {
    /// Subscription id.
    pub subscription: String,
    /// Its name; the id where it was never read.
    pub customer: String,
    /// What became of it.
    pub fate: ManyFate,
    /// In words; nothing where the fate says all.
    pub why: Option<Sentence>,
    /// What it became, where that is an intent.
    pub intent: Option<IntentCard>,
}

/// What is asked about them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct ManyProgress {
    /// Which; with none, only the latest are told.
    pub id: Option<String>,
    /// Only customers with this fate.
    pub only: Option<ManyFate>,
    /// Place of the first row wanted, from 0.
    pub from: u32,
    /// How many rows; 200 at most.
    pub limit: u32,
}

/// How far they have come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ManyPage {
    /// The latest, the newest first.
    pub latest: Vec<ManyCard>,
    /// The one that was asked for.
    pub many: Option<ManyCard>,
    /// Part of its customers, in the order of the list they were chosen in.
    pub rows: Vec<ManyRow>,
    /// How many of them there are, with the fate that was asked for.
    pub total: u32,
}
