//! Reads an operation.

use domain::{Action, BadRecord, Operation, OperationSource, OperationStatus, Received};

use super::received;
use super::record::{Record, Unread};

/// Reads an operation as Microsoft sends it, from whatever year.
pub fn read_operation(raw: &str) -> Result<Received<Operation>, BadRecord> {
    received(raw, operation)
}

fn operation(record: &Record<'_>) -> Result<Operation, Unread> {
    Ok(Operation {
        id: record.id("id")?.into(),
        activity_id: record.text("activityId")?,
        subscription: record.text("subscriptionId")?.into(),
        action: Action::read(&record.text("action")?),
        status: OperationStatus::read(&record.text("status")?),
        source: record.optional_text("operationRequestSource")?.map(|word| OperationSource::read(&word)),
        plan: record.optional_text("planId")?.map(Into::into),
        seats: record.count("quantity")?,
        at: record.moment("timeStamp")?,
        error: error(record)?,
    })
}

/// Code and message; each may be missing.
fn error(record: &Record<'_>) -> Result<Option<String>, Unread> {
    let words = [record.optional_text("errorStatusCode")?, record.optional_text("errorMessage")?];
    let words: Vec<_> = words.into_iter().flatten().collect();
    Ok(Some(words.join(": ")).filter(|words| !words.is_empty()))
}
