//! Messages in every shape seen since 2019.

use chrono::{DateTime, Utc};
use domain::rule::{Request, RequestKind, Seats};
use domain::{Action, Channel, OperationSource, OperationStatus, Status};
use rstest::rstest;
use serde_json::{Value, json};

use super::super::*;

const SUBSCRIPTION: &str = "7c1d4a0e-93b2-6f58-c4e1-0a5be27d9f31";
const TENANT: &str = "B8E04C31-7a16-4f0b-a6d2-95c3f1e870aa";

/// A change of plan as Microsoft sends it today.
fn full() -> Value {
    let person = json!({"emailId": "ines@seahall.example", "objectId": "o", "tenantId": TENANT, "puid": "p"});
    json!({
        "id": "e2f7c6a8-51d0-4c3e-9b77-2c1f0d9a6b14", "activityId": "a-1", "publisherId": "northquay",
        "offerId": "tidewatch", "planId": "bridge", "quantity": 12, "subscriptionId": SUBSCRIPTION,
        "timeStamp": "2026-03-05T09:14:22.1180457Z", "action": "ChangePlan", "status": "InProgress",
        "operationRequestSource": "Azure", "purchaseToken": null,
        "subscription": {
            "id": SUBSCRIPTION, "name": "Harbour office", "publisherId": "northquay", "offerId": "tidewatch",
            "planId": "crew", "quantity": 12, "beneficiary": person, "purchaser": person,
            "allowedCustomerOperations": ["Delete", "Update", "Read"], "sessionMode": "None", "isFreeTrial": false,
            "isTest": false, "sandboxType": "None", "saasSubscriptionStatus": "Subscribed",
            "term": {"startDate": "2026-02-20T00:00:00Z", "endDate": "2026-03-19T00:00:00Z", "termUnit": "P1M"},
            "autoRenew": true, "created": "2025-11-19T16:40:03.5122310Z",
        },
    })
}

fn read(message: &Value) -> Message {
    read_message(message.to_string().as_bytes()).unwrap().value
}

/// A full message with some members made otherwise, by their paths.
fn but(changes: &[(&str, Value)]) -> Value {
    let mut message = full();
    for (path, value) in changes {
        *message.pointer_mut(path).unwrap() = value.clone();
    }
    message
}

fn now() -> DateTime<Utc> {
    "2026-03-05T09:14:23Z".parse().unwrap()
}

fn request(message: &Value) -> Request {
    read(message).request(now()).unwrap()
}

#[test]
fn a_full_message_is_read_whole() {
    let raw = full().to_string();
    let received = read_message(raw.as_bytes()).unwrap();
    assert_eq!(received.raw, raw);
    let message = received.value;
    assert_eq!(message.operation, Some("e2f7c6a8-51d0-4c3e-9b77-2c1f0d9a6b14".into()));
    assert_eq!((message.plan, message.seats), (Some("bridge".into()), Some(12)), "what is asked for");
    assert_eq!((message.action, message.status), (Action::ChangePlan, Some(OperationStatus::InProgress)));
    assert_eq!(message.source, Some(OperationSource::Azure));
    assert_eq!(message.at.unwrap().to_rfc3339(), "2026-03-05T09:14:22.118045700+00:00", "seven digits");
    let present = message.present.unwrap();
    assert_eq!((present.plan, present.status, present.seats), ("crew".into(), Status::Subscribed, Some(12)));
    assert_eq!(present.term.end.unwrap().to_string(), "2026-03-19");
    assert_eq!(message.unread, Vec::<String>::new());
}

#[test]
fn a_request_for_a_plan_tells_what_there_is_and_what_is_asked_for() {
    let expected = Request {
        offer: Some("tidewatch".into()),
        from_plan: Some("crew".into()),
        to_plan: Some("bridge".into()),
        from_seats: Seats::Count(12),
        purchaser: Some(TENANT.into()),
        beneficiary: Some(TENANT.into()),
        channel: Some(Channel::Direct),
        ..Request::new(SUBSCRIPTION.into(), RequestKind::Plan, now())
    };
    assert_eq!(request(&full()), expected);
}

#[test]
fn a_request_for_seats_tells_both_numbers_and_no_plan_to_go_to() {
    let message = but(&[("/action", json!("ChangeQuantity")), ("/planId", json!("crew")), ("/quantity", json!("20"))]);
    let request = request(&message);
    assert_eq!((request.kind, request.from_seats, request.to_seats), (RequestKind::Seats, Seats::Count(12), Some(20)));
    assert_eq!((request.from_plan, request.to_plan), (Some("crew".into()), None));
}

#[rstest]
#[case::flat(json!(null), Seats::Flat)]
#[case::flat_by_empty_text(json!(""), Seats::Flat)]
#[case::text(json!("7"), Seats::Count(7))]
#[case::strange(json!({"seats": 7}), Seats::Unknown)]
#[case::negative(json!(-3), Seats::Unknown)]
fn seats_there_are_are_known_or_not(#[case] quantity: Value, #[case] seats: Seats) {
    assert_eq!(request(&but(&[("/subscription/quantity", quantity)])).from_seats, seats);
}

#[rstest]
#[case::other_tenant("/subscription/purchaser/tenantId", json!("reseller"), Some(Channel::Reseller))]
#[case::sandbox("/subscription/sandboxType", json!("Csp"), Some(Channel::Reseller))]
#[case::read_only("/subscription/allowedCustomerOperations", json!(["Read"]), Some(Channel::Reseller))]
#[case::no_purchaser("/subscription/purchaser", json!(null), None)]
#[case::no_tenant("/subscription/beneficiary/tenantId", json!(""), None)]
fn who_sold_it_is_known_or_not(#[case] path: &str, #[case] value: Value, #[case] channel: Option<Channel>) {
    assert_eq!(request(&but(&[(path, value)])).channel, channel);
}

#[rstest]
#[case::sparse(json!({
    "id": "0d0f3f5e", "activityId": "0d0f3f5e", "operationRequestSource": "Azure", "subscriptionId": SUBSCRIPTION,
    "timeStamp": "2021-05-27T05:36:41.1791983Z", "action": "Suspend",
}), Action::Suspend)]
#[case::empty_strings(json!({
    "id": "org:7a1f,9c2e", "subscriptionId": SUBSCRIPTION, "action": "Renew", "status": "", "offerId": "", "planId": "",
    "quantity": "", "timeStamp": "", "subscription": "",
}), Action::Renew)]
#[case::two_members(json!({"subscriptionId": SUBSCRIPTION, "operationType": "Unsubscribe"}), Action::Unsubscribe)]
#[case::nulls(json!({"subscriptionId": SUBSCRIPTION, "action": "Reinstate", "subscription": null, "quantity": null}), Action::Reinstate)]
#[case::camel_case(json!({"SubscriptionID": SUBSCRIPTION, "Action": "changePlan"}), Action::ChangePlan)]
#[case::old_spelling(json!({"subscriptionId": SUBSCRIPTION, "action": "Suspended"}), Action::Suspend)]
#[case::of_2019(json!({"subscriptionId": SUBSCRIPTION, "action": "transfer"}), Action::Other("transfer".to_owned()))]
#[case::blanks(json!({"subscriptionId": format!(" {SUBSCRIPTION} "), "action": " ChangeQuantity "}), Action::ChangeQuantity)]
#[case::id_within(json!({"action": "Subscribe", "subscription": {"id": SUBSCRIPTION}}), Action::Subscribe)]
fn sparse_and_odd_messages_are_read(#[case] message: Value, #[case] action: Action) {
    let message = read(&message);
    assert_eq!((message.subscription.as_str(), &message.action), (SUBSCRIPTION, &action));
    assert_eq!((message.plan, message.seats, message.at, message.status), (None, None, message.at, None));
    assert_eq!(message.unread, Vec::<String>::new());
}

#[test]
fn the_emulator_spells_the_source_in_its_own_way() {
    let message = json!({"subscriptionId": "s", "action": "Renew", "operationRequestedSource": "Partner"});
    assert_eq!(read(&message).source, Some(OperationSource::Partner));
}

#[test]
fn an_abbreviated_subscription_tells_what_it_tells() {
    let message = json!({
        "subscriptionId": "s", "action": "ChangeQuantity", "quantity": 20,
        "subscription": {"planId": "crew", "quantity": 12, "saasSubscriptionStatus": "Subscribed"},
    });
    let request = request(&message);
    assert_eq!((request.from_seats, request.to_seats), (Seats::Count(12), Some(20)));
    assert_eq!((request.offer, request.channel, request.purchaser), (None, None, None));
}

#[rstest]
#[case("/quantity", json!("many"), "quantity")]
#[case("/timeStamp", json!("yesterday"), "timeStamp")]
#[case("/planId", json!(["bridge"]), "planId")]
#[case("/subscription", json!([1]), "subscription")]
#[case("/subscription/term", json!("P1M"), "subscription.term")]
#[case("/subscription/purchaser/tenantId", json!({}), "subscription.purchaser.tenantId")]
#[case("/subscription/id", json!("of-somebody-else"), "subscription.id")]
fn a_strange_member_costs_itself_alone(#[case] path: &str, #[case] value: Value, #[case] unread: &str) {
    let message = read(&but(&[(path, value)]));
    assert_eq!(message.unread, [unread]);
    assert_eq!(message.subscription.as_str(), SUBSCRIPTION);
    assert_eq!(message.offer, Some("tidewatch".into()), "the rest is read");
}

#[test]
fn a_subscription_of_somebody_else_tells_nothing() {
    let message = read(&but(&[("/subscription/id", json!("of-somebody-else"))]));
    assert_eq!(message.present, None);
    assert_eq!(message.request(now()).unwrap().from_plan, None);
}

#[rstest]
#[case(b"", Unreadable::NotJson)]
#[case(b"null", Unreadable::NotJson)]
#[case(b"[]", Unreadable::NotJson)]
#[case(b"subscriptionId=s&action=Renew", Unreadable::NotJson)]
#[case(br#"{"subscriptionId":"s","action":"Ren"#, Unreadable::NotJson)]
#[case(b"{\"subscriptionId\":\"\xff\",\"action\":\"Renew\"}", Unreadable::NotText)]
#[case(br#"{"action":"Renew"}"#, Unreadable::NoSubscription)]
#[case(br#"{"action":"Renew","subscriptionId":""}"#, Unreadable::NoSubscription)]
#[case(br#"{"action":"Renew","subscriptionId":7}"#, Unreadable::NoSubscription)]
#[case(br#"{"subscriptionId":"s"}"#, Unreadable::NoAction)]
#[case(br#"{"subscriptionId":"s","action":" "}"#, Unreadable::NoAction)]
#[case(br#"{"subscriptionId":"s","action":{}}"#, Unreadable::NoAction)]
fn what_cannot_be_known_is_refused(#[case] body: &[u8], #[case] why: Unreadable) {
    assert_eq!(read_message(body).unwrap_err(), why);
}

#[test]
fn size_and_depth_have_limits() {
    let padded = |bytes: usize| json!({"subscriptionId": "s", "action": "Renew", "x": "y".repeat(bytes)}).to_string();
    assert!(read_message(padded(MAX_MESSAGE_BYTES - 100).as_bytes()).is_ok());
    assert_eq!(read_message(padded(MAX_MESSAGE_BYTES).as_bytes()), Err(Unreadable::TooLarge));
    let deep =
        |depth| format!(r#"{{"subscriptionId":"s","action":"Renew","x":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    assert!(read_message(deep(31).as_bytes()).is_ok());
    assert_eq!(read_message(deep(32).as_bytes()), Err(Unreadable::TooDeep));
    let brackets = json!({"subscriptionId": "s", "action": "Renew", "x": "[\"{\\".repeat(99)}).to_string();
    assert!(read_message(brackets.as_bytes()).is_ok(), "brackets in a text are no depth");
}

#[test]
fn a_byte_order_mark_is_no_content() {
    assert!(read_message("\u{feff} {\"subscriptionId\":\"s\",\"action\":\"Renew\"}\n".as_bytes()).is_ok());
}

#[test]
fn unknown_members_are_kept_as_they_came() {
    let raw = r#"{"subscriptionId":"s","action":"Renew","novelty":{"a":[1,2.50]}}"#;
    assert_eq!(read_message(raw.as_bytes()).unwrap().raw, raw);
}

#[test]
fn only_two_actions_ask() {
    for action in ["Subscribe", "Renew", "Suspend", "Reinstate", "Unsubscribe", "transfer"] {
        let message = read(&json!({"subscriptionId": "s", "action": action}));
        assert_eq!((message.asks(), message.request(now())), (None, None), "{action}");
    }
}
