//! Holds what the rules say against what the relay answered and what Microsoft made of it.
//!
//! An answer can be right and not count: it is lost on the way until the window has run out, or the contract takes no
//! status code for an answer. Each such reason is proven from Microsoft's ledger before it is believed.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::Change;
use serde_json::Value;
use simulator::Contract;

use super::books::{Asked, Books, Course};
use super::line::Call;
use super::rules::Ruled;
use super::tally::Tally;

/// How long after a refusal a change back may be Microsoft's own.
const TAKEN_BACK_WITHIN: TimeDelta = TimeDelta::days(1);

/// What was found about one request.
enum Finding {
    AsRuled { by_silence: bool },
    Because(&'static str),
    Unexplained(String),
}

/// A request at the relay: when it was first heard there, what the rules said then, and every answer given.
#[derive(Debug, Clone)]
pub struct AtRelay {
    /// When it was first heard.
    pub at: DateTime<Utc>,
    /// What it was to be answered.
    pub ruled: Ruled,
    /// What it was answered, each time.
    pub answers: Vec<u16>,
}

impl AtRelay {
    /// What it was answered, where that was a decision.
    pub fn answer(&self) -> Option<Ruled> {
        match self.answers.first()? {
            200 => Some(Ruled::Yes),
            400 => Some(Ruled::No),
            _ => None,
        }
    }
}

/// What the relay heard of each request, by operation. What takes a refused change back is none.
pub fn heard(calls: &[Call], books: &Books) -> BTreeMap<String, AtRelay> {
    let mut all: BTreeMap<String, AtRelay> = BTreeMap::new();
    for call in calls {
        let Some(operation) = call.message.get("id").and_then(Value::as_str) else { continue };
        let Some(asked) = books.asked.get(operation) else { continue };
        if let (Some(answer), true) = (call.answered, is_the_request(&call.message, asked)) {
            let known = all.entry(operation.to_owned()).or_insert_with(|| AtRelay {
                at: call.at,
                ruled: call.ruled,
                answers: Vec::new(),
            });
            known.answers.push(answer);
        }
    }
    all
}

fn is_the_request(message: &Value, asked: &Asked) -> bool {
    match &asked.to {
        Change::Plan(plan) => message.get("planId").is_none_or(|wanted| wanted.as_str() == Some(plan.as_str())),
        Change::Seats(seats) => message.get("quantity").is_none_or(|wanted| wanted.as_u64() == Some((*seats).into())),
    }
}

/// Looks at every request.
pub fn judge(books: &Books, heard: &BTreeMap<String, AtRelay>, contract: Contract, tally: &mut Tally) {
    for (operation, asked) in &books.asked {
        let course = books.course(operation);
        let at_relay = heard.get(operation);
        let finding = match at_relay {
            Some(at_relay) => of_heard(at_relay, &course, contract, || looks_taken_back(asked, at_relay, books, heard)),
            None => of_unheard(&course),
        };
        tally.requests += 1;
        match finding {
            Finding::AsRuled { by_silence } => {
                tally.as_ruled += 1;
                tally.by_silence += u32::from(by_silence);
            }
            Finding::Because(why) => *tally.deviations.entry(why).or_default() += 1,
            Finding::Unexplained(what) => {
                tally.unexplained += 1;
                tally.words.push(format!("{operation}: {what}: {asked:?} {at_relay:?} {course:?}"));
            }
        }
    }
    tally.reverts_refused += books.reverts_refused;
}

fn of_heard(
    at_relay: &AtRelay,
    course: &Course,
    contract: Contract,
    looks_taken_back: impl FnOnce() -> bool,
) -> Finding {
    if at_relay.answers.windows(2).any(|two| two.first() != two.last()) {
        return Finding::Unexplained("two answers to one message".to_owned());
    }
    let Some(answer) = at_relay.answer() else {
        return Finding::Unexplained("no decision was answered".to_owned());
    };
    match (at_relay.ruled, answer) {
        (Ruled::Yes, Ruled::No) => Finding::Unexplained("refused against the rules".to_owned()),
        (Ruled::No, Ruled::Yes) if looks_taken_back() => Finding::Because("taken for Microsoft taking it back"),
        (Ruled::No, Ruled::Yes) => Finding::Unexplained("accepted against the rules".to_owned()),
        (Ruled::Yes, Ruled::Yes) => of_yes(course, contract),
        (Ruled::No, Ruled::No) => of_no(course, contract),
    }
}

fn of_yes(course: &Course, contract: Contract) -> Finding {
    match (&course.accepted, &course.refused) {
        (Some((_, by)), _) => Finding::AsRuled { by_silence: by == "silence" },
        (None, Some(by)) => Finding::Unexplained(format!("refused by {by} at Microsoft")),
        (None, None) => lapsed(course, contract),
    }
}

fn of_no(course: &Course, contract: Contract) -> Finding {
    let was_heard_first = |accepted: u64| course.heard.is_some_and(|(heard, _)| heard < accepted);
    match (&course.refused, &course.accepted) {
        (Some(_), _) => Finding::AsRuled { by_silence: false },
        (None, Some((at, by))) if by == "silence" && !was_heard_first(*at) => {
            Finding::Because("the window ran out before an answer was heard")
        }
        (None, Some((_, by))) => Finding::Unexplained(format!("accepted by {by} at Microsoft")),
        (None, None) => lapsed(course, contract),
    }
}

/// Microsoft waits no longer: no answer came through, or none of a kind that counts under the contract.
fn lapsed(course: &Course, contract: Contract) -> Finding {
    match (course.has_lapsed, course.heard) {
        (false, _) => Finding::Unexplained("Microsoft has not decided".to_owned()),
        (true, None) => Finding::Because("no answer came through until Microsoft gave up"),
        (true, Some(_)) if contract == Contract::Old => {
            Finding::Because("the old contract takes no status for an answer")
        }
        (true, Some(_)) if course.unheard > 0 => Finding::Because("Microsoft gave up on a later delivery"),
        (true, Some(_)) => Finding::Unexplained("an answer was heard and did not count".to_owned()),
    }
}

/// The relay knows nothing of it.
fn of_unheard(course: &Course) -> Finding {
    match (&course.accepted, course.has_lapsed, course.heard) {
        (Some((_, by)), _, None) if by == "silence" => {
            Finding::Because("the relay never heard of it and silence accepted")
        }
        (None, true, None) => Finding::Because("the relay never heard of it and it lapsed"),
        _ => Finding::Unexplained("the relay never heard of it".to_owned()),
    }
}

/// A refusal that was not heard in time did not count; if the customer goes back within a day, that cannot be told from
/// Microsoft taking the change back.
fn looks_taken_back(asked: &Asked, at_relay: &AtRelay, books: &Books, heard: &BTreeMap<String, AtRelay>) -> bool {
    heard.iter().any(|(operation, before)| {
        books.asked.get(operation).is_some_and(|other| {
            other.subscription == asked.subscription
                && other.from == asked.to
                && other.to == asked.from
                && before.answer() == Some(Ruled::No)
                && (at_relay.at - before.at).abs() <= TAKEN_BACK_WITHIN
        })
    })
}
