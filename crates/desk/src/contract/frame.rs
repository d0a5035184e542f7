//! What stands around every screen.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ConnectionCard, ItemKind, SyncLine};

/// What the window can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// No publisher is connected yet.
    FirstRun,
    /// The vault or the store needs a person first.
    Locked,
    /// Everything.
    Ready,
}

/// Where keys and secrets rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum VaultState {
    /// In the operating system's key store.
    System,
    /// In a file sealed by a passphrase, which is open.
    Passphrase,
    /// In a file sealed by a passphrase, which is wanted.
    PassphraseNeeded,
    /// Nowhere yet: the system has no key store, so a passphrase has to be chosen.
    PassphraseNew,
}

/// The language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English.
    En,
    /// French.
    Fr,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system does.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How much room a row takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Density {
    /// 36 pixels a row.
    #[default]
    Comfortable,
    /// 28 pixels a row.
    Compact,
}

/// What a person chose for the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    /// `None`: as the system does.
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// How much room a row takes.
    pub density: Density,
    /// Leave cancelled subscriptions out of lists.
    pub hide_cancelled: bool,
    /// The name under which decisions are written down; empty for the one this computer knows the person by.
    pub operator: String,
    /// Single keys decide, move and write; without them everything is still reached by Tab and Enter.
    pub single_keys: bool,
    /// What the desktop is told of.
    pub notices: Notices,
    /// Closing the window keeps watching.
    pub keep_watching: bool,
    /// Start when this person signs in to the computer.
    pub start_at_login: bool,
    /// Seconds in which something asked for can be taken back; 0 for none.
    pub undo_seconds: u32,
    /// Subscriptions may be cancelled from this console.
    pub may_cancel: bool,
}

/// What the desktop is told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Notices {
    /// Kinds that are not told of.
    pub muted: Vec<ItemKind>,
    /// Nothing is told from this local time (`22:00`) …
    pub quiet_from: Option<String>,
    /// … to this one (`07:00`).
    pub quiet_to: Option<String>,
}

impl Default for Notices {
    fn default() -> Self {
        Self { muted: vec![ItemKind::Renewal, ItemKind::Cancelled], quiet_from: None, quiet_to: None }
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::System,
            density: Density::Comfortable,
            hide_cancelled: true,
            operator: String::new(),
            single_keys: true,
            notices: Notices::default(),
            keep_watching: true,
            start_at_login: false,
            undo_seconds: 10,
            may_cancel: true,
        }
    }
}

/// What stands around every screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Frame {
    /// What the window can show.
    pub phase: Phase,
    /// Where keys and secrets rest.
    pub vault: VaultState,
    /// The program's version.
    pub version: String,
    /// Every publisher that was connected.
    pub connections: Vec<ConnectionCard>,
    /// The one that is open.
    pub current: Option<ConnectionCard>,
    /// What the person chose.
    pub preferences: Preferences,
    /// How fresh the data is.
    pub sync: Option<SyncLine>,
    /// Items of the inbox that are not put off.
    pub inbox: u32,
    /// What was asked for and has not left yet.
    pub outbox: u32,
    /// The desktop's own notices cannot be used; the page shows a banner instead.
    pub no_notices: bool,
    /// Why the current connection could not be opened.
    pub fault: Option<super::Fault>,
}

/// A passphrase to open, or first to seal, the vault's file.
#[derive(Clone, Deserialize, TS)]
pub struct Unlock {
    /// As typed.
    pub passphrase: String,
}

/// A recovery code that unwraps a connection's store key.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Recover {
    /// Id of the connection.
    pub connection: String,
    /// As typed: blanks, dashes and case do not matter.
    pub recovery_code: String,
}

/// What the core says has changed; the page asks again for what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Tag {
    /// Connections, phase or preferences.
    Frame,
    /// How fresh the data is.
    Sync,
    /// The guided check has come further.
    Check,
    /// Some subscription in the cache.
    Subscriptions,
    /// Plans, operations or timeline of some customer.
    Customer,
    /// Some item of the inbox, or how many there are.
    Inbox,
    /// Something asked for has come further.
    Intents,
    /// Something that is done to many has come further.
    Many,
    /// The rules in force, or what is known of the relay that has them.
    Rules,
    /// How it stands with the relay.
    Relay,
    /// The access to some customer's account, or the receivers that are told of it.
    Account,
}
