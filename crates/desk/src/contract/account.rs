//! The access to customers' accounts in the publisher's own service, and the receivers that are told of it.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{IntentCard, ItemButton, Sentence, StatusKind};

/// Whether a customer gets into the account. Never Microsoft's status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AccessKind {
    /// The customer gets in.
    Open,
    /// The customer does not get in; what is in the account stays.
    Suspended,
    /// The account is closed.
    Closed,
    /// Nobody has said, or in a word that is not known here.
    Unknown,
}

/// What a person can do to a customer's access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AccessAction {
    /// Withhold access.
    Suspend,
    /// Give access back.
    Reinstate,
    /// Close the account.
    Close,
}

/// A button: always there, and where it cannot be pressed it says why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AccessButton {
    /// What it does.
    pub action: AccessAction,
    /// Why it cannot be pressed.
    pub refused: Option<Sentence>,
}

/// Something that became known of an access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccessStepCard {
    /// When.
    pub at: String,
    /// What.
    pub what: Sentence,
    /// The access since then, where it was named.
    pub access: Option<AccessKind>,
    /// Who wanted it; may be empty.
    pub actor: String,
    /// Why; may be empty.
    pub reason: String,
    /// The hook's id, where there was one.
    pub hook: Option<String>,
}

/// What a rule of the relay's wants done about an account, and is stuck there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StuckHook {
    /// Its item in the inbox.
    pub item: String,
    /// What, in a line.
    pub what: Sentence,
    /// Why it is stuck and what to do, in sentences.
    pub why: Vec<Sentence>,
    /// What can be done.
    pub buttons: Vec<ItemButton>,
}

/// Gives up what is stuck at the relay.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct DropHook {
    /// The item.
    pub item: String,
    /// Why; every desk is told.
    pub reason: String,
}

/// The access to one customer's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerAccess {
    /// What holds.
    pub access: AccessKind,
    /// The service's own word, where it is not one of ours.
    pub word: Option<String>,
    /// Since when, as far as it is known here.
    pub since: Option<String>,
    /// Who wanted it so; may be empty.
    pub actor: String,
    /// Microsoft's status beside it.
    pub status: String,
    /// Our word for that.
    pub status_kind: StatusKind,
    /// How the two do not fit together, and what to do.
    pub drift: Option<Sentence>,
    /// What can be done.
    pub buttons: Vec<AccessButton>,
    /// What is on its way, or stuck; the oldest first.
    pub intents: Vec<IntentCard>,
    /// What rules of the relay's want done, and is stuck there.
    pub stuck: Vec<StuckHook>,
    /// What became known, the latest first.
    pub history: Vec<AccessStepCard>,
    /// Whether the service can be asked.
    pub can_ask: bool,
    /// Why the service did not say, where it was asked just now.
    pub unsaid: Option<Sentence>,
}

/// A change of a customer's access.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct ChangeAccess {
    /// Subscription id.
    pub subscription: String,
    /// To what.
    pub action: AccessAction,
    /// Why; the service is told.
    pub reason: String,
}

/// A receiver of hooks, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReceiverCard {
    /// The offer it is for; `None` for every offer that has none of its own.
    pub offer: Option<String>,
    /// Where hooks go.
    pub address: String,
    /// Where the service is asked; may be empty.
    pub status_address: String,
    /// Until then the secret before the present one signs too.
    pub old_until: Option<String>,
    /// The secret is not in the vault any more: nothing can be sent.
    pub secret_lost: bool,
}

/// Every receiver of the connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AccountReceivers {
    /// The one for every offer first.
    pub receivers: Vec<ReceiverCard>,
    /// Offers that may have one of their own.
    pub offers: Vec<String>,
    /// The name by which events name this publisher.
    pub connection: String,
}

/// A receiver as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReceiverDraft {
    /// The offer it is for; `None` for every offer that has none of its own.
    pub offer: Option<String>,
    /// Where hooks go.
    pub address: String,
    /// Where the service is asked; may be empty.
    pub status_address: String,
}

/// Which receiver.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct ReceiverOf {
    /// The offer it is for; `None` for every offer that has none of its own.
    pub offer: Option<String>,
}

/// What was kept, and a new secret where one was made.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReceiverKept {
    /// Every receiver now.
    pub receivers: AccountReceivers,
    /// A new secret, to be shown this once.
    pub secret: Option<String>,
}

impl fmt::Debug for ReceiverKept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiverKept").field("receivers", &self.receivers).finish_non_exhaustive()
    }
}

/// What came of a trial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReceiverTried {
    /// It was taken.
    pub good: bool,
    /// What came back, and what to do.
    pub sentence: Sentence,
    /// The receiver's own words.
    pub raw: Option<String>,
}
