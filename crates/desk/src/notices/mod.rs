//! Being told: what needs a person is said once by the computer's own desktop, and taken back when it is settled.
//!
//! [`plan`](plan::plan) decides, [`words`] says it, and [`Teller`] does it in this order: first the journal learns that
//! the desktop was told of an item, then the desktop is told. A crash in between loses a notice, which the inbox makes
//! good; the other order would repeat notices, and people mute what repeats. So each item is told of at most once,
//! across restarts and however many programs share the journal.

mod plan;
mod teller;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use teller::Teller;
pub(crate) use words::Words;
pub use words::{TrayWords, tray_words};

/// The computer's own notices.
///
/// Calls may take a few seconds. The desk makes them one after the other, where blocking is allowed.
pub trait Desktop: Send + Sync {
    /// Whether there is one at all. Where there is none, nothing is written down as told.
    fn is_there(&self) -> bool {
        true
    }
    /// Shows a notice.
    ///
    /// # Errors
    /// Where nothing on this computer shows notices now.
    fn show(&self, notice: &Notice) -> Result<(), NoDesktop>;
    /// Takes a notice back that is still shown, by its id.
    fn withdraw(&self, notice: &str);
    /// Shows how many items wait.
    fn count(&self, items: u32);
}

/// What the desktop shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id: the item's, or one of the group's own.
    pub id: String,
    /// The item that a click opens; `None` for a group, which opens the inbox.
    pub item: Option<String>,
    /// In a few words, of ours alone.
    pub title: String,
    /// In a line or a few, which quote the customer's data: plain text, to be escaped where the desktop reads markup.
    pub body: String,
}

/// Why the desktop shows nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoDesktop(pub String);

/// A computer that shows no notices: a test's, or a server's.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nowhere;

impl Desktop for Nowhere {
    fn is_there(&self) -> bool {
        false
    }

    fn show(&self, _: &Notice) -> Result<(), NoDesktop> {
        Err(NoDesktop("there is no desktop".to_owned()))
    }

    fn withdraw(&self, _: &str) {}

    fn count(&self, _: u32) {}
}
