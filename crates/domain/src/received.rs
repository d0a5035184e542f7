//! Things as they came: what we understood beside what was sent.

/// Something Microsoft sent: the value we read and the JSON it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Received<T> {
    /// What we understood.
    pub value: T,
    /// The JSON text as received.
    pub raw: String,
}

/// What is wrong with a member that could not be read. Its value is not told: it may be a person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misread {
    /// It is missing, and the record is of no use without it.
    Missing,
    /// It is not an object.
    NotAnObject,
    /// It is not a list.
    NotAList,
    /// It is a list of something else than words.
    NotWords,
    /// It is not text.
    NotText,
    /// It is neither true nor false.
    NotAFlag,
    /// It is not a count.
    NotACount,
    /// It is not a number that can be held exactly.
    NotANumber,
    /// It is not a moment in time.
    NotAMoment,
    /// It is not a day.
    NotADay,
}

impl Misread {
    /// The word under which it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotAnObject => "not-an-object",
            Self::NotAList => "not-a-list",
            Self::NotWords => "not-words",
            Self::NotText => "not-text",
            Self::NotAFlag => "not-a-flag",
            Self::NotACount => "not-a-count",
            Self::NotANumber => "not-a-number",
            Self::NotAMoment => "not-a-moment",
            Self::NotADay => "not-a-day",
        }
    }
}

/// A record that could not be read. It costs itself alone: the rest of its page goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRecord {
    /// The subscription's id, where at least that could be read.
    pub id: Option<String>,
    /// Path of the member that could not be read, for example `term.startDate`.
    pub field: String,
    /// What was wrong with it.
    pub misread: Misread,
    /// The JSON text as received.
    pub raw: String,
}
