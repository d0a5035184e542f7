//! Reads what Microsoft sends, as tolerantly as is honest.
//!
//! JSON is taken apart layer by layer and borrowed from the answer: page, record, member. So a record that cannot be
//! read costs itself alone, its text is kept as it came, and no depth of nesting can exhaust the stack. Member names
//! are compared without regard to case and surrounding blanks. A member that is missing, null or empty is absent; one
//! that says something we cannot understand makes its record bad, and the path of it is told.

mod failure;
mod json;
mod moment;
mod operation;
mod other;
mod plan;
mod record;
mod resolved;
mod subscription;

use domain::{BadRecord, Received};

pub(crate) use failure::Failure;
pub(crate) use json::{Members, elements, text_of};
pub use operation::read_operation;
pub use other::other_members;
pub use plan::read_plan;
pub(crate) use record::{Record, Unread};
pub use resolved::Resolved;
pub(crate) use resolved::read_resolved;
pub use subscription::read_subscription;

/// Why an answer could not be taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotRead {
    /// It ends too early.
    CutShort,
    /// It is not what we expect at this path.
    Field(String),
    /// It links to a host that must not see our token.
    ForeignLink(String),
}

/// Reads one record and keeps its text.
fn received<'a, T>(
    raw: &'a str,
    build: impl FnOnce(&Record<'a>) -> Result<T, Unread>,
) -> Result<Received<T>, BadRecord> {
    let record = Record::read(raw);
    let id = record.as_ref().ok().and_then(|record| record.id("id").ok());
    record
        .and_then(|record| build(&record))
        .map(|value| Received { value, raw: raw.to_owned() })
        .map_err(|Unread { field, misread }| BadRecord { id, field, misread, raw: raw.to_owned() })
}

/// Reads an answer that is one record. Here, unlike in a list, an early end is told from a bad record.
pub(crate) fn one<T>(
    text: &str,
    read: impl Fn(&str) -> Result<Received<T>, BadRecord>,
) -> Result<Received<T>, NotRead> {
    Members::read(text)?;
    read(text).map_err(|bad| NotRead::Field(bad.field))
}

/// Reads every record of a list that is an object's one member or the whole answer. Here a bad record costs the list:
/// these lists are short, and one without a member would be taken for the truth.
pub(crate) fn all<T>(
    text: &str,
    name: &str,
    read: impl Fn(&str) -> Result<Received<T>, BadRecord>,
) -> Result<Vec<Received<T>>, NotRead> {
    let list = match text {
        "" | "null" => Vec::new(),
        _ if text.starts_with('[') => elements(text, name)?,
        _ => Members::read(text)?.get(name).map(|list| elements(list, name)).transpose()?.unwrap_or_default(),
    };
    let at = |(index, raw)| read(raw).map_err(|bad| NotRead::Field(format!("{name}[{index}].{}", bad.field)));
    list.into_iter().enumerate().map(at).collect()
}
