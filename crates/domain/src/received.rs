//! Things as they came: what we understood beside what was sent.

/// Something Microsoft sent: the value we read and the JSON it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Received<T> {
    /// What we understood.
    pub value: T,
    /// The JSON text as received.
    pub raw: String,
}

/// A record that could not be read. It costs itself alone: the rest of its page goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRecord {
    /// The subscription's id, where at least that could be read.
    pub id: Option<String>,
    /// Path of the member that could not be read, for example `term.startDate`.
    pub field: String,
    /// What was wrong with it, without the value.
    pub problem: String,
    /// The JSON text as received.
    pub raw: String,
}
