//! Connecting a publisher, and the guided check.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Fault, Sentence};

/// Whether money is real there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Environment {
    /// Real customers, real money.
    Production,
    /// Previews, emulators, the simulator.
    Test,
}

/// What proves the application's identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialKind {
    /// A client secret.
    Secret,
    /// A certificate with its private key.
    Certificate,
}

/// A connected publisher, without anything secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionCard {
    /// Ours.
    pub id: String,
    /// The name a person gave it.
    pub publisher: String,
    /// Whether money is real there.
    pub environment: Environment,
    /// Directory id.
    pub tenant: String,
    /// Application id.
    pub application: String,
    /// What proves its identity.
    pub credential: CredentialKind,
    /// When that ends, a day or a moment; `None` where nobody said.
    pub credential_expires: Option<String>,
}

/// A credential as typed. Its debug form shows its kind alone.
#[derive(Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(rename = "Credential")]
pub enum CredentialDraft {
    /// A client secret and the day it ends, where known: the API does not tell.
    Secret {
        /// The secret's value.
        value: String,
        /// `2027-01-31`.
        expires: Option<String>,
    },
    /// Certificate and private key.
    Certificate {
        /// Both, PEM.
        pem: String,
    },
}

impl fmt::Debug for CredentialDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Secret { .. } => "Secret(…)",
            Self::Certificate { .. } => "Certificate(…)",
        })
    }
}

/// A publisher to connect, as typed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConnectionDraft {
    /// A name for people.
    pub publisher: String,
    /// Whether money is real there.
    pub environment: Environment,
    /// Directory id or verified domain.
    pub tenant: String,
    /// Application id.
    pub application: String,
    /// What proves its identity.
    pub credential: CredentialDraft,
    /// Another sign-in service than Microsoft's; for test environments.
    pub authority: Option<String>,
    /// Another marketplace API than Microsoft's; for test environments.
    pub base: Option<String>,
}

/// One step of the guided check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CheckStepName {
    /// What was typed can be used.
    Details,
    /// Microsoft's sign-in service answers.
    Reach,
    /// This computer's clock agrees with Microsoft's.
    Clock,
    /// The directory exists.
    Directory,
    /// The directory has the application.
    Application,
    /// The credential is right and alive.
    Credential,
    /// The marketplace is known in the directory.
    Resource,
    /// Subscriptions can be read.
    Subscriptions,
    /// There are some.
    NotEmpty,
}

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CheckState {
    /// Waits for the one before.
    Waiting,
    /// Being tried.
    Running,
    /// In order.
    Done,
    /// Works, but a person should look.
    Attention,
    /// Does not work.
    Failed,
}

/// One step and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckStep {
    /// Which one.
    pub name: CheckStepName,
    /// How far.
    pub state: CheckState,
    /// What was found.
    pub detail: Option<Sentence>,
    /// Why it failed.
    pub fault: Option<Fault>,
    /// When it was tried.
    pub asked_at: Option<String>,
}

/// The guided check, whole or under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CheckReport {
    /// In order.
    pub steps: Vec<CheckStep>,
    /// Nothing stands in the way of connecting.
    pub passed: bool,
}

/// A publisher has been connected.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Connected {
    /// The new connection.
    pub connection: ConnectionCard,
    /// Shown once: it unwraps the store's key should the vault be lost. `None` where a known publisher got a new
    /// credential: its code stays the one it has.
    pub recovery_code: Option<String>,
}
