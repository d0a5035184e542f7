//! Things a person should look at. Each is told to desks once an hour, however often it happens.

use std::sync::Arc;

use chrono::Timelike as _;
use domain::relay_feed::{Happened, Trouble};
use marketplace::{Doubtful, Unreadable};

use crate::digest;
use crate::door::TooMuch;
use crate::log::{NewEvent, Write};
use crate::relay::{Connection, Relay};

/// What was seen.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seen {
    /// A properly signed token that does not fit, or one that could not be checked.
    Token(Doubtful),
    /// A message that cannot be understood.
    Message(Unreadable),
    /// A message that was not sent to its end.
    Body(TooMuch),
    /// A decision that took too long.
    TooSlow,
    /// Nothing but 503 for a minute.
    Alarm,
}

impl Seen {
    fn what(self) -> &'static str {
        match self {
            Self::Token(_) => "token",
            Self::Message(_) | Self::Body(_) => "message",
            Self::TooSlow | Self::Alarm => "alarm",
        }
    }

    fn which(self) -> String {
        match self {
            Self::Token(why) => hyphened(&format!("{why:?}")),
            Self::Message(why) => hyphened(&format!("{why:?}")),
            Self::Body(why) => why.word().to_owned(),
            Self::TooSlow => "too-slow".to_owned(),
            Self::Alarm => "nothing-answered".to_owned(),
        }
    }

    fn words(self) -> String {
        match self {
            Self::Token(why) => format!("A call was not believed: {why}. It may be a setting or the clock here."),
            Self::Message(why) => format!("A message could not be read: {why}."),
            Self::Body(_) => "A message was too large, too slow, or broke off.".to_owned(),
            Self::TooSlow => "A decision took longer than Microsoft waits.".to_owned(),
            Self::Alarm => "Nothing could be answered for a minute. Microsoft decides by silence meanwhile.".to_owned(),
        }
    }
}

/// Counts it, and writes it down where this hour has not seen it. Nobody waits for that.
pub(super) fn note(relay: &Arc<Relay>, connection: &Arc<Connection>, seen: Seen) {
    let (what, which) = (seen.what(), seen.which());
    relay.metrics.count("trouble_total", &[("connection", &connection.name), ("what", what), ("which", &which)]);
    let at = relay.time.now();
    let hour = format!("{}T{}", at.date_naive(), at.hour());
    let id = digest::of(&["trouble", what, &which, &hour]);
    if !connection.standing.is_news(&id) {
        return;
    }
    tracing::warn!(connection = %connection.name, what, which, "{}", seen.words());
    let trouble = Trouble { what: what.to_owned(), which, words: seen.words(), at };
    let happened = Happened::Trouble(Box::new(trouble));
    let Ok(body) = happened.body() else { return };
    let event = NewEvent { id: id.clone(), kind: happened.kind().to_owned(), subscription: None, body };
    let write = Write::new(&connection.id, at).event(event);
    let (relay, connection) = (Arc::clone(relay), Arc::clone(connection));
    tokio::spawn(async move {
        if relay.log.write(write).await.is_err() {
            connection.standing.forget_news(&id);
        }
    });
}

/// Rings where nothing has been answered for a minute.
pub(super) fn ring(relay: &Arc<Relay>, connection: &Arc<Connection>) {
    if connection.alarm.rings_at(relay.time.now()) {
        note(relay, connection, Seen::Alarm);
    }
}

/// `KeysOutOfReach` as `keys-out-of-reach`.
fn hyphened(name: &str) -> String {
    let mut word = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('-');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}
