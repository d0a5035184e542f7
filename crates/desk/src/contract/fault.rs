//! The one error that reaches a person.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the console can do about a failure. The page switches on this, never on text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// Nobody answers; it will be tried again.
    Offline,
    /// Somebody asks for patience; it will be tried again.
    Throttled,
    /// The sign-in needs a person.
    SignIn,
    /// There is no such thing, or not any more.
    NotFound,
    /// Microsoft said no.
    Refused,
    /// Microsoft's answer could not be read.
    Unreadable,
    /// The local store has a problem.
    Store,
    /// The vault is locked.
    Locked,
    /// What was typed cannot be used.
    Invalid,
    /// The console is wrong.
    Bug,
}

/// A sentence of the words files: its key and what goes into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Sentence {
    /// Key in the words files.
    pub key: String,
    /// What goes into its places.
    pub args: BTreeMap<String, String>,
}

impl Sentence {
    /// A sentence without places.
    pub fn plain(key: &str) -> Self {
        Self { key: key.to_owned(), args: BTreeMap::new() }
    }

    /// The same sentence with one place filled.
    #[must_use]
    pub fn with(mut self, place: &str, value: impl Display) -> Self {
        self.args.insert(place.to_owned(), value.to_string());
        self
    }
}

/// The only error that reaches the page. `raw` is the other side's text, free of secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error, TS)]
#[error("{}", sentence.key)]
pub struct Fault {
    /// What can be done about it.
    pub code: Code,
    /// What is said about it.
    pub sentence: Sentence,
    /// The other side's own words, one click away.
    pub raw: Option<String>,
    /// What Microsoft's support asks for.
    pub correlation: Option<String>,
}

impl Fault {
    /// A fault without the other side's words.
    pub fn new(code: Code, sentence: Sentence) -> Self {
        Self { code, sentence, raw: None, correlation: None }
    }

    /// What was typed into `field` cannot be used.
    pub fn invalid(field: &str) -> Self {
        Self::new(Code::Invalid, Sentence::plain("fault-invalid-input").with("field", field))
    }
}
