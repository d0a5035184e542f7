//! What we sign, kept for receivers in other languages to be tried on: `sample/signed.json`.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use chrono::{DateTime, TimeDelta, Utc};
use domain::Status;
use domain::account::{Account, AccountAction, Cause, Customer, Hook};
use hooks::{Secret, Secrets, Signed, check, sign};
use http::HeaderMap;
use serde_json::{Value, json};

fn signed() -> Value {
    let at: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
    let (newer, older) = (Secret::new([2; 32]), Secret::new([1; 32]));
    let secrets = Secrets::one(newer.clone()).and(older.clone(), at + TimeDelta::days(7));
    let account = Account {
        connection: "t/a".to_owned(),
        subscription: "s-1".into(),
        customer: Customer { name: "Lümen “Optik”".to_owned(), ..Customer::default() },
        offer: "fieldbook".into(),
        plan: "crew".into(),
        seats: Some(12),
        status: Status::Suspended,
    };
    let hook = Hook::new(account, AccountAction::Suspend, Cause::Operation("op-1".into()), at);
    let (body, query) = (hook.event.body(), "connection=t%2Fa&subscription=s-1");
    let signed = |id: &str, content: &str| {
        let signature = sign(id, at, content.as_bytes(), &secrets);
        json!({ "id": id, "timestamp": at.timestamp().to_string(), "signature": signature })
    };
    let mut event = signed(hook.id.as_str(), &body);
    event["body"] = body.into();
    let mut question = signed("ask_1", query);
    question["query"] = query.into();
    json!({ "secrets": [newer.expose(), older.expose()], "event": event, "question": question })
}

#[test]
fn what_receivers_are_tried_on_is_what_we_sign() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample/signed.json");
    let now = format!("{:#}\n", signed());
    if std::env::var_os("MARKETDESK_GENERATE").is_some() {
        std::fs::write(&file, &now).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), now);
}

#[test]
fn either_secret_fits_what_is_kept() {
    let kept = signed();
    let at = "2026-11-20T12:04:59Z".parse().unwrap();
    for secret in kept["secrets"].as_array().unwrap() {
        let secret = Secret::read(secret.as_str().unwrap()).unwrap();
        let mut headers = HeaderMap::new();
        for name in ["id", "timestamp", "signature"] {
            let name_there: http::HeaderName = format!("webhook-{name}").parse().unwrap();
            headers.insert(name_there, kept["event"][name].as_str().unwrap().parse().unwrap());
        }
        let body = kept["event"]["body"].as_str().unwrap();
        assert_eq!(check(&headers, body.as_bytes(), &secret.into(), at), Signed::Rightly);
    }
}
