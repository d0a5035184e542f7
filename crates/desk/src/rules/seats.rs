//! Numbers of seats, in plain words.

use domain::rule::{SeatsCondition, Span};

use crate::contract::Sentence;

/// Every condition on seats, part by part.
pub(super) fn clauses(seats: &SeatsCondition) -> Vec<Sentence> {
    let total = seats.total.and_then(|total| between("rule-if-total", total.at_least, total.at_most));
    let change = seats.change.and_then(|change| grown("rule-if-change", change));
    let percent = seats.percent.and_then(|percent| {
        let wide = Span { at_least: percent.at_least.map(i64::from), at_most: percent.at_most.map(i64::from) };
        grown("rule-if-percent", wide)
    });
    let below = seats.below_use.then(|| Sentence::plain("rule-if-below-use"));
    [total, change, percent, below].into_iter().flatten().collect()
}

/// More where it can only be more, fewer where it can only be fewer, and else from here to there.
fn grown(key: &str, span: Span<i64>) -> Option<Sentence> {
    match (span.at_least, span.at_most) {
        (Some(least), None) if least > 0 => Some(Sentence::plain(&format!("{key}-more")).with("count", least)),
        (None, Some(most)) if most < 0 => Some(Sentence::plain(&format!("{key}-fewer")).with("count", most.abs())),
        (least, most) => between(key, least.map(signed), most.map(signed)),
    }
}

/// Between two ends, either of which may be open.
fn between(key: &str, least: Option<impl ToString>, most: Option<impl ToString>) -> Option<Sentence> {
    let named = |end: &str| Sentence::plain(&format!("{key}-{end}"));
    match (least.map(|least| least.to_string()), most.map(|most| most.to_string())) {
        (Some(least), Some(most)) if least == most => Some(named("exactly").with("exactly", least)),
        (Some(least), Some(most)) => Some(named("between").with("least", least).with("most", most)),
        (Some(least), None) => Some(named("least").with("least", least)),
        (None, Some(most)) => Some(named("most").with("most", most)),
        (None, None) => None,
    }
}

/// With its sign, and the minus of print.
fn signed(number: i64) -> String {
    match number {
        0 => "0".to_owned(),
        1.. => format!("+{number}"),
        _ => format!("−{}", number.unsigned_abs()),
    }
}
