//! Webhooks: what is in them, how they are sent, and what the answer means.

pub(crate) mod delivery;
pub(crate) mod letter;
mod message;

pub(crate) use self::message::write as message_of;
