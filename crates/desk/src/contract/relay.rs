//! The relay of a connection: what hears Microsoft's webhooks while the console is closed.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Sentence;

/// How it stands with the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RelayState {
    /// The connection has none.
    None,
    /// It was not reached yet.
    Trying,
    /// What it tells is followed.
    Connected,
    /// Nobody answers, or nothing comes.
    Silent,
    /// It does not take this desk's token.
    Refused,
    /// One of the two is too old for the other.
    OtherVersion,
}

/// The relay, without its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RelayCard {
    /// How it stands.
    pub state: RelayState,
    /// Since when.
    pub since: Option<String>,
    /// Where it is.
    pub address: String,
    /// The name it has for this publisher.
    pub connection: String,
    /// The name it has for this desk.
    pub desk: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// Whether it reads its decisions back by itself.
    pub reads_back: bool,
    /// Whether it encrypts what it keeps.
    pub encrypted: bool,
    /// Version of the rules in force there; 0 where there are none.
    pub rules_version: u32,
    /// Purchases that it activates by itself.
    pub activates: Vec<ActivatedOffer>,
    /// Why it is not followed.
    pub problem: Option<Sentence>,
}

/// An offer whose purchases the relay activates by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ActivatedOffer {
    /// Its id.
    pub offer: String,
    /// Ids of plans; every plan where none is named.
    pub plans: Vec<String>,
}

/// A relay as typed.
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
pub struct RelayDraft {
    /// Where it is.
    pub address: String,
    /// The name it has for this publisher.
    pub connection: String,
    /// This desk's token; `None` keeps the one there is, for the same address.
    pub token: Option<String>,
}

impl fmt::Debug for RelayDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RelayDraft").field("address", &self.address).finish_non_exhaustive()
    }
}
