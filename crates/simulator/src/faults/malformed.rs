//! Records that are not what they should be.
//!
//! Which records are hit depends on their bytes and the seed, not on chance: a client that reads twice meets the same
//! bad records twice, as it would with bad data at the source.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json, value::RawValue};

use crate::seed::scramble;

/// A way to be malformed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Flaw {
    /// Members of the wrong type.
    WrongTypes,
    /// No id.
    MissingId,
    /// Not an object.
    NotAnObject,
    /// The id is a number.
    NumberAsId,
    /// An unknown member nested deeper than parsers like.
    DeepNesting,
    /// The quantity is text; a reader should take it.
    TextAsQuantity,
    /// Dates that are none.
    OddDates,
}

const FLAWS: [Flaw; 7] = [
    Flaw::WrongTypes,
    Flaw::MissingId,
    Flaw::NotAnObject,
    Flaw::NumberAsId,
    Flaw::DeepNesting,
    Flaw::TextAsQuantity,
    Flaw::OddDates,
];

/// Levels of nesting; common parsers give up at 128.
const DEPTH: usize = 200;

#[derive(Deserialize, Serialize)]
struct Page<'a> {
    #[serde(borrow)]
    subscriptions: Vec<&'a RawValue>,
    #[serde(borrow, rename = "@nextLink", default, skip_serializing_if = "Option::is_none")]
    next_link: Option<&'a RawValue>,
}

/// Spoils some records of a list page, or the one record of a Get answer; nothing where the body is neither.
pub(crate) fn spoil(body: &[u8], seed: u64, every: u32, flaw: Option<Flaw>) -> Option<Vec<u8>> {
    let Ok(page) = serde_json::from_slice::<Page<'_>>(body) else {
        return record(std::str::from_utf8(body).ok()?, seed, every, flaw).map(String::into_bytes);
    };
    let spoiled: Vec<Option<Box<RawValue>>> = page
        .subscriptions
        .iter()
        .map(|raw| RawValue::from_string(record(raw.get(), seed, every, flaw)?).ok())
        .collect();
    let subscriptions = page.subscriptions.iter().zip(&spoiled).map(|(raw, bad)| bad.as_deref().unwrap_or(raw));
    serde_json::to_vec(&Page { subscriptions: subscriptions.collect(), next_link: page.next_link }).ok()
}

/// A list page without some of its records; nothing where the body is none.
pub(crate) fn leave_out(body: &[u8], seed: u64, every: u32) -> Option<Vec<u8>> {
    let mut page: Page<'_> = serde_json::from_slice(body).ok()?;
    let is_struck = |raw: &RawValue| -> Option<u64> { luck(&serde_json::from_str(raw.get()).ok()?, seed, every) };
    page.subscriptions.retain(|raw| is_struck(raw).is_none());
    serde_json::to_vec(&page).ok()
}

/// A number that depends on the record's id and the seed; nothing where the record is not one of the unlucky ones.
fn luck(record: &Value, seed: u64, every: u32) -> Option<u64> {
    let id = record.get("id")?.as_str()?;
    let luck = id.bytes().fold(scramble(seed), |hash, byte| scramble(hash ^ u64::from(byte)));
    luck.is_multiple_of(u64::from(every.max(1))).then_some(luck)
}

/// The record with a flaw, where it is one of the unlucky ones.
fn record(text: &str, seed: u64, every: u32, flaw: Option<Flaw>) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    let luck = luck(&value, seed, every)?;
    let drawn = FLAWS.get((scramble(luck) % FLAWS.len() as u64) as usize).copied();
    apply(value, flaw.or(drawn)?)
}

fn apply(mut value: Value, flaw: Flaw) -> Option<String> {
    let members = value.as_object_mut()?;
    let mut set = |name: &str, value: Value| drop(members.insert(name.to_owned(), value));
    match flaw {
        Flaw::WrongTypes => {
            set("autoRenew", json!("maybe"));
            set("term", json!("monthly"));
            set("beneficiary", json!([]));
        }
        Flaw::MissingId => drop(members.remove("id")),
        Flaw::NotAnObject => return Some("\"tombstone\"".to_owned()),
        Flaw::NumberAsId => set("id", json!(4_815_162_342_u64)),
        Flaw::DeepNesting => {
            let deep = format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
            let text = value.to_string();
            return Some(format!("{{\"extensions\":{deep},{}", text.strip_prefix('{')?));
        }
        Flaw::TextAsQuantity => set("quantity", json!("12")),
        Flaw::OddDates => {
            set("created", json!("31/02/2026 25:00"));
            set("term", json!({ "startDate": "", "endDate": "2026-02-30T00:00:00Z", "termUnit": "P1M" }));
        }
    }
    Some(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_records_are_bad_every_time() {
        let records: Vec<Value> = (0..500).map(|n| json!({ "id": format!("id-{n}"), "autoRenew": true })).collect();
        let body = json!({ "subscriptions": records }).to_string();
        let once = spoil(body.as_bytes(), 7, 50, Some(Flaw::MissingId)).unwrap();
        assert_eq!(spoil(body.as_bytes(), 7, 50, Some(Flaw::MissingId)).unwrap(), once, "not chance");
        let page: Value = serde_json::from_slice(&once).unwrap();
        let bad = page["subscriptions"].as_array().unwrap().iter().filter(|record| record.get("id").is_none()).count();
        assert!((2..25).contains(&bad), "about one in fifty, got {bad}");
    }

    #[test]
    fn what_is_left_out_is_what_would_be_malformed() {
        let records: Vec<Value> = (0..500).map(|n| json!({ "id": format!("id-{n}") })).collect();
        let body = json!({ "subscriptions": records, "@nextLink": "further" }).to_string();
        let page: Value = serde_json::from_slice(&leave_out(body.as_bytes(), 7, 50).unwrap()).unwrap();
        let spoiled: Value =
            serde_json::from_slice(&spoil(body.as_bytes(), 7, 50, Some(Flaw::MissingId)).unwrap()).unwrap();
        let whole = |page: &Value| {
            let records = page["subscriptions"].as_array().unwrap().clone();
            records.into_iter().filter(|record| record.get("id").is_some()).collect::<Vec<_>>()
        };
        assert_eq!(whole(&page), whole(&spoiled));
        assert_eq!(
            (page["subscriptions"].as_array().unwrap().len(), &page["@nextLink"]),
            (whole(&spoiled).len(), &json!("further"))
        );
    }

    #[test]
    fn deep_nesting_is_still_json() {
        let body = r#"{"id":"a","name":"b"}"#;
        let bad = spoil(body.as_bytes(), 7, 1, Some(Flaw::DeepNesting)).unwrap();
        assert!(serde_json::from_slice::<&RawValue>(&bad).is_err() || bad.len() > 400, "deeper than most parsers like");
        assert!(bad.ends_with(b"\"name\":\"b\"}"), "the rest of the record is there");
    }
}
