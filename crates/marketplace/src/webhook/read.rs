//! Reads a webhook message, in every shape seen since 2019.

use domain::{Action, OperationSource, OperationStatus, Received};

use super::depth::is_too_deep;
use super::lenient::Lenient;
use super::message::Message;
use crate::read::Record;

/// The largest message that is read, in bytes. Real ones have some 2 KB.
pub const MAX_MESSAGE_BYTES: usize = 256 * 1024;

/// Why a message is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It has more bytes than [`MAX_MESSAGE_BYTES`].
    #[error("the message is larger than any that makes sense")]
    TooLarge,
    /// It is nested deeper than any reader need follow.
    #[error("the message is nested deeper than makes sense")]
    TooDeep,
    /// It is not UTF-8.
    #[error("the message is no text")]
    NotText,
    /// It is not a whole JSON object.
    #[error("the message is not a JSON object")]
    NotJson,
    /// It does not say whose it is.
    #[error("the message names no subscription")]
    NoSubscription,
    /// It does not say what happens.
    #[error("the message names no action")]
    NoAction,
}

/// Reads a message and keeps its text. Only subscription and action must be readable: any other member that is missing,
/// null, empty or strange is absent, and a strange one is named in [`Message::unread`].
///
/// # Errors
///
/// Where it cannot be known whose message it is, or what about.
pub fn read_message(body: &[u8]) -> Result<Received<Message>, Unreadable> {
    if body.len() > MAX_MESSAGE_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let raw = std::str::from_utf8(body).map_err(|_| Unreadable::NotText)?;
    let raw = raw.trim_start_matches('\u{feff}').trim();
    if is_too_deep(raw) {
        return Err(Unreadable::TooDeep);
    }
    let record = Record::read(raw).map_err(|_| Unreadable::NotJson)?;
    Ok(Received { value: message(&record)?, raw: raw.to_owned() })
}

fn message(record: &Record<'_>) -> Result<Message, Unreadable> {
    let mut lenient = Lenient::default();
    let inner = lenient.object(record, "subscription");
    let subscription = lenient.id(record, "subscriptionId").or_else(|| lenient.id(inner.as_ref()?, "id"));
    let subscription = subscription.ok_or(Unreadable::NoSubscription)?.into();
    // One documentation page calls the action `operationType`; the emulator spells the source in its own way.
    let action = lenient.first_text(record, &["action", "operationType"]).ok_or(Unreadable::NoAction)?;
    let source = lenient.first_text(record, &["operationRequestSource", "operationRequestedSource"]);
    Ok(Message {
        operation: lenient.text(record, "id").map(Into::into),
        activity_id: lenient.text(record, "activityId").unwrap_or_default(),
        publisher: lenient.text(record, "publisherId").unwrap_or_default(),
        offer: lenient.text(record, "offerId").map(Into::into),
        plan: lenient.text(record, "planId").map(Into::into),
        seats: lenient.take(record.count("quantity")),
        at: lenient.take(record.moment("timeStamp")),
        action: Action::read(&action),
        status: lenient.text(record, "status").map(|word| OperationStatus::read(&word)),
        source: source.map(|word| OperationSource::read(&word)),
        present: inner.and_then(|inner| lenient.present(&inner, &subscription)),
        subscription,
        unread: lenient.unread,
    })
}
