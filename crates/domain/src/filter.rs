//! What an operator types to narrow a list: free words and tokens such as `status:suspended` or `ends<60d`.
//!
//! One grammar for every list. A token that is not understood is kept and named, never silently dropped: a list that
//! ignores half of what was asked would lie.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use crate::subscription::{Channel, Status};

/// A search as the operator typed it, understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Free words, joined by single blanks: all of them must occur.
    pub words: Vec<String>,
    /// Conditions from tokens that were understood, all of which must hold.
    pub conditions: Vec<Condition>,
    /// Every token, understood or not, in typed order.
    pub tokens: Vec<Token>,
}

/// One token of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As typed.
    pub text: String,
    /// What stands before the sign.
    pub field: String,
    /// What stands after it.
    pub value: String,
    /// Why it was not understood.
    pub problem: Option<Problem>,
}

/// Why a token was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// No list has such a field.
    UnknownField,
    /// Neither a day (`2027-01-31`) nor a distance (`60d`, `8w`, `3m`, `1y`).
    BadDate,
    /// Not a whole number.
    BadNumber,
    /// Not one of the field's words.
    BadWord,
}

/// One condition on a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Status is one of these; an empty list stands for any.
    Status(Vec<Status>),
    /// Offer is one of these, without regard to case.
    Offer(Vec<String>),
    /// Plan is one of these, without regard to case.
    Plan(Vec<String>),
    /// Sold by.
    Channel(Channel),
    /// Auto-renew is on, or off.
    Renew(bool),
    /// In a free trial, or not.
    Trial(bool),
    /// Length of term is one of these, as Microsoft writes it.
    Term(Vec<String>),
    /// Last day of the term.
    Ends(Bound<NaiveDate>),
    /// Moment of purchase.
    Created(Bound<NaiveDate>),
    /// Number of seats.
    Seats(Bound<u32>),
}

/// A limit on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound<T> {
    /// Smaller, or earlier; the limit itself is not meant.
    Below(T),
    /// Larger, or later; the limit itself is not meant.
    Above(T),
    /// Exactly.
    At(T),
}

impl Filter {
    /// Reads what was typed. `now` gives distances (`60d`) their day.
    pub fn read(search: &str, now: DateTime<Utc>) -> Self {
        let mut filter = Self::default();
        for word in split(search) {
            match sign_in(&word) {
                Some((field, sign, value)) => filter.take(&word, &field, sign, &value, now),
                None => filter.words.push(word),
            }
        }
        filter
    }

    /// The statuses it asks for, where it asks.
    pub fn asks_for_status(&self) -> bool {
        self.conditions.iter().any(|condition| matches!(condition, Condition::Status(_)))
    }

    fn take(&mut self, text: &str, field: &str, sign: Sign, value: &str, now: DateTime<Utc>) {
        let understood = condition(field, sign, value, now);
        let problem = understood.as_ref().err().copied();
        self.tokens.push(Token { text: text.to_owned(), field: field.to_owned(), value: value.to_owned(), problem });
        self.conditions.extend(understood.ok());
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Is,
    Below,
    Above,
}

/// Words, with `"two words"` kept together.
fn split(search: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in search.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => words.push(String::new()),
            c => {
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A token's three parts. Only letters may stand before the sign, so that an address or a time stays a free word.
fn sign_in(word: &str) -> Option<(String, Sign, String)> {
    let (field, sign, value) = [(':', Sign::Is), ('<', Sign::Below), ('>', Sign::Above)]
        .into_iter()
        .filter_map(|(mark, sign)| word.split_once(mark).map(|(field, value)| (field, sign, value)))
        .min_by_key(|(field, _, _)| field.len())?;
    let named = !field.is_empty() && field.chars().all(char::is_alphabetic) && !value.is_empty();
    named.then(|| (field.to_lowercase(), sign, value.to_owned()))
}

fn condition(field: &str, sign: Sign, value: &str, now: DateTime<Utc>) -> Result<Condition, Problem> {
    match (field, sign) {
        ("status", Sign::Is) => statuses(value).map(Condition::Status),
        ("offer", Sign::Is) => Ok(Condition::Offer(listed(value))),
        ("plan", Sign::Is) => Ok(Condition::Plan(listed(value))),
        ("term", Sign::Is) => Ok(Condition::Term(listed(value))),
        ("channel", Sign::Is) => channel(value).map(Condition::Channel),
        ("renew", Sign::Is) => yes_or_no(value).map(Condition::Renew),
        ("trial", Sign::Is) => yes_or_no(value).map(Condition::Trial),
        ("ends", sign) => day(value, now, 1).map(|day| Condition::Ends(bound(sign, day))),
        ("created", Sign::Is) => day(value, now, -1).map(|day| Condition::Created(Bound::At(day))),
        ("created", sign) => created(sign, value, now).map(Condition::Created),
        ("seats", sign) => {
            value.parse().map(|seats| Condition::Seats(bound(sign, seats))).map_err(|_| Problem::BadNumber)
        }
        _ => Err(Problem::UnknownField),
    }
}

/// `created<30d` reads "less than 30 days ago", so a distance turns the sign around; a day does not.
fn created(sign: Sign, value: &str, now: DateTime<Utc>) -> Result<Bound<NaiveDate>, Problem> {
    let at = day(value, now, -1)?;
    let is_distance = value.parse::<NaiveDate>().is_err();
    Ok(match (sign, is_distance) {
        (Sign::Below, true) => Bound::Above(at),
        (Sign::Above, true) => Bound::Below(at),
        (sign, _) => bound(sign, at),
    })
}

fn bound<T>(sign: Sign, value: T) -> Bound<T> {
    match sign {
        Sign::Is => Bound::At(value),
        Sign::Below => Bound::Below(value),
        Sign::Above => Bound::Above(value),
    }
}

fn listed(value: &str) -> Vec<String> {
    value.split(',').map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty()).collect()
}

/// Our words and Microsoft's, in English and French; `any` lifts "hide cancelled".
fn statuses(value: &str) -> Result<Vec<Status>, Problem> {
    let mut statuses = Vec::new();
    for word in listed(value) {
        match word.as_str() {
            "any" | "tous" => return Ok(Vec::new()),
            "active" | "actif" | "subscribed" => statuses.push(Status::Subscribed),
            "suspended" | "suspendu" => statuses.push(Status::Suspended),
            "pending" | "attente" | "pendingfulfillmentstart" => statuses.push(Status::PendingFulfillmentStart),
            "cancelled" | "canceled" | "annulé" | "unsubscribed" => statuses.push(Status::Unsubscribed),
            "notstarted" => statuses.push(Status::NotStarted),
            _ => return Err(Problem::BadWord),
        }
    }
    Ok(statuses)
}

fn channel(value: &str) -> Result<Channel, Problem> {
    match value.to_lowercase().as_str() {
        "direct" => Ok(Channel::Direct),
        "reseller" | "revendeur" | "csp" => Ok(Channel::Reseller),
        _ => Err(Problem::BadWord),
    }
}

fn yes_or_no(value: &str) -> Result<bool, Problem> {
    match value.to_lowercase().as_str() {
        "yes" | "on" | "true" | "oui" => Ok(true),
        "no" | "off" | "false" | "non" => Ok(false),
        _ => Err(Problem::BadWord),
    }
}

/// A day as `2027-01-31`, or as a distance from today: `60d`, `8w`, `3m` (30 days each), `1y` (365 days).
fn day(value: &str, now: DateTime<Utc>, direction: i64) -> Result<NaiveDate, Problem> {
    if let Ok(day) = value.parse() {
        return Ok(day);
    }
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let days = match value.strip_prefix(digits) {
        Some("d" | "j") => 1,
        Some("w" | "s") => 7,
        Some("m") => 30,
        Some("y" | "a") => 365,
        _ => return Err(Problem::BadDate),
    };
    let count: i32 = digits.parse().map_err(|_| Problem::BadDate)?;
    now.date_naive()
        .checked_add_signed(Duration::try_days(direction * days * i64::from(count)).ok_or(Problem::BadDate)?)
        .ok_or(Problem::BadDate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn read(search: &str) -> Filter {
        Filter::read(search, "2026-11-20T10:00:00Z".parse().unwrap())
    }

    fn ymd(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("status:suspended", Condition::Status(vec![Status::Suspended]))]
    #[case("status:active,Unsubscribed", Condition::Status(vec![Status::Subscribed, Status::Unsubscribed]))]
    #[case("status:any", Condition::Status(vec![]))]
    #[case("offer:Fieldbook,archive", Condition::Offer(vec!["fieldbook".into(), "archive".into()]))]
    #[case("channel:reseller", Condition::Channel(Channel::Reseller))]
    #[case("renew:off", Condition::Renew(false))]
    #[case("ends<60d", Condition::Ends(Bound::Below(ymd("2027-01-19"))))]
    #[case("ends>2027-01-01", Condition::Ends(Bound::Above(ymd("2027-01-01"))))]
    #[case("created<30d", Condition::Created(Bound::Above(ymd("2026-10-21"))))]
    #[case("created<2026-01-01", Condition::Created(Bound::Below(ymd("2026-01-01"))))]
    #[case("seats>10", Condition::Seats(Bound::Above(10)))]
    fn a_token_becomes_a_condition(#[case] typed: &str, #[case] expected: Condition) {
        assert_eq!(read(typed).conditions, [expected]);
    }

    #[rstest]
    #[case("colour:red", Problem::UnknownField)]
    #[case("ends<soon", Problem::BadDate)]
    #[case("ends<99999999999999y", Problem::BadDate)]
    #[case("seats>many", Problem::BadNumber)]
    #[case("status:happy", Problem::BadWord)]
    fn a_token_that_is_not_understood_says_why(#[case] typed: &str, #[case] problem: Problem) {
        let filter = read(typed);
        assert_eq!(filter.tokens.first().and_then(|token| token.problem), Some(problem));
        assert_eq!(filter.conditions, [], "{typed} must not filter by a guess");
    }

    #[rstest]
    #[case("ines@seahall.example")]
    #[case("14:02")]
    #[case(":x")]
    #[case("offer:")]
    fn what_is_no_token_stays_a_free_word(#[case] typed: &str) {
        assert_eq!(read(typed).words, [typed]);
    }

    #[test]
    fn words_and_tokens_mix_and_quotes_keep_words_together() {
        let filter = read(r#"harbour "vale ltd" status:active plan:"gold plus""#);
        assert_eq!(filter.words, ["harbour", "vale ltd"]);
        assert_eq!(filter.conditions.last(), Some(&Condition::Plan(vec!["gold plus".into()])));
    }

    proptest! {
        #[test]
        fn no_search_breaks_the_reader(search in ".{0,60}") {
            read(&search);
        }
    }
}
