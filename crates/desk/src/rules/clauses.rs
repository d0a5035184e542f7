//! Direction and hours, in plain words.

use std::collections::BTreeSet;

use chrono::NaiveTime;
use domain::rule::{Condition, Day, Direction, Window};

use crate::contract::Sentence;

/// Monday to Friday.
const WORKING: [Day; 5] = [Day::Monday, Day::Tuesday, Day::Wednesday, Day::Thursday, Day::Friday];

/// Which ways the change goes.
pub(super) fn direction(ways: &BTreeSet<Direction>) -> Sentence {
    let word = |way: &Direction| match way {
        Direction::Upgrade => "way-upgrade",
        Direction::Downgrade => "way-downgrade",
        Direction::Same => "way-same",
        Direction::Unordered => "way-unordered",
    };
    any_of("rule-if-direction", &ways.iter().map(word).collect::<Vec<_>>())
}

/// When it arrives: one part for each window, the later ones as alternatives.
pub(super) fn hours(windows: &[Window]) -> Vec<Sentence> {
    windows.iter().enumerate().map(|(place, window)| hour(window, place > 0)).collect()
}

fn hour(window: &Window, is_alternative: bool) -> Sentence {
    let first = if is_alternative { "rule-or-hours" } else { "rule-if-hours" };
    let days: Vec<&str> = window.days.iter().map(|day| name(*day)).collect();
    let days = if window.days.is_empty() {
        vec!["day-any"]
    } else if window.days.iter().copied().eq(WORKING) {
        vec!["day-working"]
    } else {
        days
    };
    let whole = window.from == window.to && window.from == NaiveTime::MIN;
    let said = any_of(&if whole { format!("{first}-whole") } else { first.to_owned() }, &days);
    let clock = |hour: NaiveTime| hour.format("%H:%M").to_string();
    let said = said.with("zone", window.zone.name());
    if whole { said } else { said.with("from", clock(window.from)).with("to", clock(window.to)) }
}

fn name(day: Day) -> &'static str {
    match day {
        Day::Monday => "day-monday",
        Day::Tuesday => "day-tuesday",
        Day::Wednesday => "day-wednesday",
        Day::Thursday => "day-thursday",
        Day::Friday => "day-friday",
        Day::Saturday => "day-saturday",
        Day::Sunday => "day-sunday",
    }
}

/// A sentence with a place for several keys of further words.
pub(super) fn any_of(key: &str, keys: &[&str]) -> Sentence {
    Sentence::plain(key).with("anyOf", keys.join("\n"))
}

/// A condition's name for people.
pub(super) fn word(condition: Condition) -> &'static str {
    match condition {
        Condition::Asks => "condition-asks",
        Condition::Offers => "condition-offers",
        Condition::FromPlans => "condition-from",
        Condition::ToPlans => "condition-to",
        Condition::Direction => "condition-direction",
        Condition::Seats => "condition-seats",
        Condition::Customers => "condition-customers",
        Condition::Channel => "condition-channel",
        Condition::Hours => "condition-hours",
    }
}
