//! Searches of the inbox: words, and tokens such as `name:aldero kind:request offer:tidewatch due<24h owner:me is:snoozed`.

use chrono::{DateTime, TimeDelta, Utc};
use domain::folding::fold;

use super::Known;
use super::facts::{About, Stage};
use crate::contract::{Sentence, Token};

/// A search as it was understood.
pub(crate) struct Search {
    conditions: Vec<Condition>,
    tokens: Vec<Token>,
}

enum Condition {
    Word(String),
    Name(String),
    Kind(String),
    Stage(String),
    Offer(String),
    Owner(String),
    Nobody,
    DueWithin(TimeDelta),
    PutOff,
}

impl Search {
    /// Understands a search; what is not understood is kept as a token with its problem and finds nothing less.
    pub(crate) fn read(text: &str, me: &str) -> Self {
        let (mut conditions, mut tokens) = (Vec::new(), Vec::new());
        for part in text.split_whitespace() {
            let understood = understand(part, me);
            tokens.push(Token {
                text: part.to_owned(),
                field: understood.field,
                value: understood.value,
                problem: understood.problem,
            });
            conditions.extend(understood.condition);
        }
        Self { conditions, tokens }
    }

    pub(crate) fn tokens(self) -> Vec<Token> {
        self.tokens
    }

    /// Items that are put off are found only by asking for them.
    pub(crate) fn finds(&self, known: &Known, now: DateTime<Utc>) -> bool {
        let wants_put_off = self.conditions.iter().any(|condition| matches!(condition, Condition::PutOff));
        known.is_put_off(now) == wants_put_off && self.conditions.iter().all(|condition| condition.holds(known, now))
    }
}

impl Condition {
    fn holds(&self, known: &Known, now: DateTime<Utc>) -> bool {
        match self {
            Self::Word(word) => known.words.contains(word),
            Self::Name(name) => fold(&known.facts.customer).contains(name),
            Self::Kind(kind) => known.item.kind == *kind,
            Self::Stage(stage) if stage == "held" => matches!(stage_word(known), Some("held" | "unconfirmed")),
            Self::Stage(stage) => stage_word(known) == Some(stage),
            Self::Offer(offer) => known.facts.offer.eq_ignore_ascii_case(offer),
            Self::Owner(owner) => fold(&known.item.owner) == *owner,
            Self::Nobody => known.item.owner.is_empty(),
            Self::DueWithin(time) => known.item.due - now < *time,
            Self::PutOff => true,
        }
    }
}

fn stage_word(known: &Known) -> Option<&'static str> {
    match &known.facts.about {
        About::Request(request) => Some(match request.stage {
            Stage::Live => "live",
            Stage::Waiting => "waiting",
            Stage::Silent => "silent",
            Stage::Unseen => "unseen",
            Stage::Held if request.is_unconfirmed() => "unconfirmed",
            Stage::Held if request.is_passed() => "promised",
            Stage::Held => "held",
            Stage::Ruled => "ruled",
            Stage::Overruled => "overruled",
        }),
        _ => None,
    }
}

struct Understood {
    field: Option<String>,
    value: String,
    condition: Option<Condition>,
    problem: Option<Sentence>,
}

fn understand(part: &str, me: &str) -> Understood {
    let Some(at) = part.find([':', '<']).filter(|at| *at > 0) else {
        let word = Some(Condition::Word(fold(part)));
        return Understood { field: None, value: part.to_owned(), condition: word, problem: None };
    };
    let (field, rest) = part.split_at(at);
    let value = rest.trim_start_matches([':', '<']);
    let field = field.to_ascii_lowercase();
    let condition = match (field.as_str(), value) {
        ("name", value) => Some(Condition::Name(fold(value))),
        ("kind", value) => Some(Condition::Kind(value.to_ascii_lowercase())),
        ("stage", value) => Some(Condition::Stage(value.to_ascii_lowercase())),
        ("offer", value) => Some(Condition::Offer(value.to_owned())),
        ("owner", "me") => Some(Condition::Owner(fold(me))),
        ("owner", "nobody" | "") => Some(Condition::Nobody),
        ("owner", value) => Some(Condition::Owner(fold(value))),
        ("is", "snoozed") => Some(Condition::PutOff),
        ("due", value) => match time(value) {
            Some(time) => Some(Condition::DueWithin(time)),
            None => {
                let problem = Some(Sentence::plain("token-bad-date").with("value", value));
                return Understood { field: Some(field), value: value.to_owned(), condition: None, problem };
            }
        },
        _ => {
            let problem = Some(Sentence::plain("token-unknown-field").with("field", &field));
            return Understood { field: Some(field), value: value.to_owned(), condition: None, problem };
        }
    };
    Understood { field: Some(field), value: value.to_owned(), condition, problem: None }
}

/// `24h`, `7d` or `30m`.
fn time(text: &str) -> Option<TimeDelta> {
    let unit = text.chars().last()?;
    let number: i64 = text.strip_suffix(unit)?.parse().ok()?;
    match unit {
        'm' => TimeDelta::try_minutes(number),
        'h' => TimeDelta::try_hours(number),
        'd' => TimeDelta::try_days(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("24h", Some(TimeDelta::hours(24)))]
    #[case("7d", Some(TimeDelta::days(7)))]
    #[case("30m", Some(TimeDelta::minutes(30)))]
    #[case("soon", None)]
    #[case("9223372036854775807d", None)]
    #[case("", None)]
    #[case("é", None)]
    fn a_time_ahead_is_a_number_and_a_unit(#[case] text: &str, #[case] expected: Option<TimeDelta>) {
        assert_eq!(time(text), expected);
    }

    #[rstest]
    #[case("colour:red", "token-unknown-field")]
    #[case("due<soon", "token-bad-date")]
    fn what_is_not_understood_says_so(#[case] text: &str, #[case] key: &str) {
        let search = Search::read(text, "ada");
        assert_eq!(
            search.tokens().first().and_then(|token| token.problem.clone()).map(|said| said.key),
            Some(key.to_owned())
        );
    }
}
