//! What left the relay, as its callers saw it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use domain::relay_feed::Announced;
use relay::log::{Event, Log};

use super::letters::number_of;
use super::station::Keeping;

/// The connection's name, where the owner names none.
pub const CONNECTION: &str = "main";
/// Events read at once.
const PAGE: u32 = 2_000;

/// Every answer that reached a caller, by its message.
#[derive(Default)]
pub struct Ledger(Mutex<Answers>);

#[derive(Default)]
struct Answers {
    by_number: BTreeMap<u32, u16>,
    changed: u32,
}

/// What the log says against the callers.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// Messages that were answered.
    pub answered: u32,
    /// Answers that are not in the log.
    pub missing: u32,
    /// Messages that are in the log more than once.
    pub doubled: u32,
    /// Repeats that were answered otherwise, and answers that the log holds otherwise.
    pub changed_answers: u32,
}

impl Ledger {
    /// An answer arrived. Anything but a decision is none.
    pub fn note(&self, number: u32, status: u16) {
        if status == 503 {
            return;
        }
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first = *answers.by_number.entry(number).or_insert(status);
        answers.changed += u32::from(first != status);
    }

    /// How many messages have had their answer.
    pub fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_number.len()
    }

    /// Holds the log against it.
    pub fn compare(&self, log: &[Event]) -> Comparison {
        let mut told: BTreeMap<u32, Vec<u16>> = BTreeMap::new();
        for event in log.iter().filter(|event| event.what.kind == "announced") {
            let Ok(announced) = serde_json::from_str::<Announced>(&event.what.body) else { continue };
            if let Some(number) = announced.operation.and_then(|operation| number_of(operation.as_str())) {
                told.entry(number).or_default().push(announced.answered.status);
            }
        }
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = Comparison { changed_answers: answers.changed, ..Comparison::default() };
        for (number, status) in &answers.by_number {
            found.answered += 1;
            match told.get(number).map(Vec::as_slice) {
                None | Some([]) => found.missing += 1,
                Some(told) => found.changed_answers += u32::from(told.iter().any(|told| told != status)),
            }
        }
        found.doubled = u32::try_from(told.values().filter(|told| told.len() > 1).count()).unwrap_or(u32::MAX);
        found
    }
}

/// Everything a log tells of the connection, read while no relay writes to it.
///
/// # Errors
/// Where it cannot be opened.
pub async fn whole_log(keeping: &Keeping) -> Result<Vec<Event>> {
    let log = relay::opening::open_log(&keeping.config()).await?;
    let events = read_all(&*log).await;
    log.close().await;
    events
}

async fn read_all(log: &dyn Log) -> Result<Vec<Event>> {
    let (mut events, mut after) = (Vec::new(), 0);
    loop {
        let page = log.events(&CONNECTION.into(), after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(events) };
        after = last.position;
        events.extend(page);
    }
}

#[cfg(test)]
mod tests {
    use relay::log::NewEvent;
    use serde_json::json;

    use super::*;
    use crate::relay::letters::operation;

    fn told(number: u32, status: u16) -> Event {
        let body = json!({
            "key": "k", "operation": operation(number), "subscription": "s", "action": "Renew", "tookMs": 1,
            "receivedAt": "2026-02-15T09:14:22Z", "way": "asked", "raw": "{}",
            "answered": { "status": status, "verdict": "noted", "because": { "because": "notice" } },
        });
        let what = NewEvent {
            id: format!("{number}-{status}"),
            kind: "announced".to_owned(),
            subscription: None,
            body: body.to_string(),
        };
        Event { position: 1, at: chrono::DateTime::UNIX_EPOCH, what }
    }

    #[test]
    fn what_is_not_as_it_left_is_counted() {
        let ledger = Ledger::default();
        for (number, status) in [(1, 200), (2, 200), (3, 400), (4, 200), (4, 400), (5, 503), (6, 200)] {
            ledger.note(number, status);
        }
        let log = [told(1, 200), told(3, 200), told(4, 200), told(6, 200), told(6, 200), told(7, 200)];
        let expected = Comparison { answered: 5, missing: 1, doubled: 1, changed_answers: 2 };
        assert_eq!(ledger.compare(&log), expected);
    }
}
