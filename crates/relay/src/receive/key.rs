//! What makes two messages the same: id, action and content.
//!
//! Not byte by byte: a repeat may show the subscription's name or its last change anew. And not the id alone: the
//! message that takes a refused change back may carry the id of the refused one.

use marketplace::Message;

use crate::digest;

/// The same for the same message, on every replica.
pub(super) fn of(message: &Message) -> String {
    let seats = |seats: Option<u32>| seats.map_or_else(String::new, |seats| seats.to_string());
    let present = message.present.as_ref();
    let source = message.source.as_ref().map_or("", |source| source.as_str());
    let status = message.status.as_ref().map_or("", |status| status.as_str());
    // Only the sparsest messages have no id; two of them are told apart by when they happened.
    let when = message.at.filter(|_| message.operation.is_none()).map_or_else(String::new, |at| at.to_rfc3339());
    digest::of(&[
        &message.operation.as_ref().map_or("", |id| id.as_str()).to_ascii_lowercase(),
        &message.action.as_str().to_ascii_lowercase(),
        &message.subscription.as_str().to_ascii_lowercase(),
        message.plan.as_ref().map_or("", |plan| plan.as_str()),
        &seats(message.seats),
        &status.to_ascii_lowercase(),
        &source.to_ascii_lowercase(),
        present.map_or("", |present| present.plan.as_str()),
        &seats(present.and_then(|present| present.seats)),
        &when,
    ])
}
