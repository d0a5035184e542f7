//! The storefront's side of a change: question, window, refusal, revert, retry.

use std::time::Duration;

use jsonwebtoken::dangerous::insecure_decode;
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use simulator::{Contract, Members, Options, RESOURCE, Revert, TokenVersion, WindowStart};

use crate::{
    receiver::Receiver,
    visitor::{Visitor, still},
};

const SECOND: Duration = Duration::from_secs(1);

/// A world with a receiver and a per-seat subscription whose customer asks for one seat more.
struct Asked {
    visitor: Visitor,
    receiver: Receiver,
    id: String,
    seats: u64,
    operation: String,
}

async fn ask(statuses: &[u16], change: impl FnOnce(&mut simulator::Switches)) -> Asked {
    let receiver = Receiver::answering(statuses).await;
    let mut options = Options { webhook: Some(receiver.url.clone()), ..still(1_000) };
    options.switches.effect_delay_ms = 0;
    change(&mut options.switches);
    let visitor = Visitor::of(options).await;
    let fits = |s: &Value| s["saasSubscriptionStatus"] == "Subscribed" && s["offerId"] == "harbourdesk";
    let subscription = visitor.some(fits).await;
    let (id, seats) = (subscription["id"].as_str().unwrap().to_owned(), subscription["quantity"].as_u64().unwrap());
    let control = visitor.running.control();
    let operation = control.change_seats(&id, seats as u32 + 1).unwrap().unwrap();
    control.settle().await;
    Asked { visitor, receiver, id, seats, operation }
}

impl Asked {
    async fn seats_now(&self) -> u64 {
        self.visitor.get(&format!("/{}", self.id)).await["quantity"].as_u64().unwrap()
    }

    async fn status(&self) -> Value {
        self.visitor.get(&format!("/{}/operations/{}", self.id, self.operation)).await["status"].clone()
    }

    async fn acknowledge(&self, status: &str) -> u16 {
        let path = format!("/{}/operations/{}", self.id, self.operation);
        self.visitor.call(Method::PATCH, &path, Some(json!({ "status": status }))).await.status().as_u16()
    }

    /// Time passes; the visitor signs in again, because tokens live an hour.
    async fn advance(&mut self, by: Duration) {
        self.visitor.running.control().advance(by).await;
        self.visitor.sign_in().await;
    }

    fn deliveries(&self) -> usize {
        self.receiver.arrived().iter().filter(|arrived| arrived.body["id"] == json!(self.operation)).count()
    }
}

#[tokio::test]
async fn silence_accepts_after_ten_seconds() {
    let mut asked = ask(&[], |_| {}).await;
    let message = &asked.receiver.arrived()[0].body;
    assert_eq!(message["quantity"], asked.seats + 1, "outside: what is wanted");
    assert_eq!(message["subscription"]["quantity"], asked.seats, "inside: what there is");
    assert_eq!(message["status"], "InProgress", "a question");
    let listed = asked.visitor.get(&format!("/{}/operations", asked.id)).await;
    assert_eq!(listed["operations"][0]["id"], json!(asked.operation), "outstanding");
    asked.advance(SECOND * 9).await;
    assert_eq!((asked.status().await, asked.seats_now().await), (json!("InProgress"), asked.seats), "not yet");
    asked.advance(SECOND * 2).await;
    assert_eq!(
        (asked.status().await, asked.seats_now().await),
        (json!("Succeeded"), asked.seats + 1),
        "silence is yes"
    );
    assert_eq!(asked.acknowledge("Failure").await, 409, "too late");
}

#[tokio::test]
async fn a_4xx_answer_refuses_and_is_followed_by_a_revert() {
    let mut asked = ask(&[400], |_| {}).await;
    asked.advance(SECOND * 20).await;
    assert_eq!((asked.status().await, asked.seats_now().await), (json!("Failed"), asked.seats), "refused");
    let arrived = asked.receiver.arrived();
    assert_eq!(arrived.len(), 2, "question and revert");
    let revert = &arrived[1].body;
    assert_eq!(revert["quantity"], revert["subscription"]["quantity"], "wants what there is");
    assert_ne!(revert["id"], json!(asked.operation), "a new id by default");
}

#[rstest]
#[case::same(Revert::Same, 2)]
#[case::none(Revert::None, 1)]
#[tokio::test]
async fn reverts_may_keep_their_id_or_never_come(#[case] revert: Revert, #[case] messages: usize) {
    let mut asked = ask(&[400], |switches| switches.revert = revert).await;
    asked.advance(SECOND * 20).await;
    let arrived = asked.receiver.arrived();
    assert_eq!(arrived.len(), messages, "by switch");
    assert!(arrived.iter().all(|arrived| arrived.body["id"] == json!(asked.operation)), "one id");
}

#[tokio::test]
async fn patch_failure_refuses_or_is_ignored() {
    let asked = ask(&[], |_| {}).await;
    assert_eq!(asked.acknowledge("Failure").await, 200, "noted");
    assert_eq!(asked.status().await, "Failed", "and honoured");
    let mut asked = ask(&[], |switches| switches.patch_failure_honoured = false).await;
    assert_eq!(asked.acknowledge("Failure").await, 200, "noted");
    asked.advance(SECOND * 11).await;
    assert_eq!(asked.seats_now().await, asked.seats + 1, "and ignored");
}

#[tokio::test]
async fn patch_success_accepts_at_once() {
    let asked = ask(&[], |_| {}).await;
    assert_eq!(asked.acknowledge("Success").await, 200, "noted");
    asked.visitor.running.control().settle().await;
    assert_eq!(asked.seats_now().await, asked.seats + 1, "no need to wait for the window");
}

#[tokio::test]
async fn server_errors_are_retried_and_may_stop_the_window() {
    let mut asked = ask(&[503], |_| {}).await;
    asked.advance(SECOND * 11).await;
    assert_eq!(asked.status().await, "Succeeded", "the window runs on from the sending");
    let mut asked = ask(&[503], |switches| switches.server_error_stops_window = true).await;
    asked.advance(SECOND * 57).await;
    assert_eq!(asked.status().await, "InProgress", "stopped");
    asked.advance(SECOND * 2).await;
    assert_eq!(asked.receiver.arrived().len(), 2, "asked again after about a minute");
    asked.advance(SECOND * 11).await;
    assert_eq!(asked.status().await, "Succeeded", "ten seconds after the 200");
}

#[tokio::test]
async fn the_window_may_begin_with_the_answer() {
    let mut asked = ask(&[503], |switches| switches.window_starts = WindowStart::Answer).await;
    asked.advance(SECOND * 50).await;
    assert_eq!(asked.status().await, "InProgress", "no answer, no window");
    asked.advance(SECOND * 18).await;
    assert_eq!(asked.status().await, "Succeeded", "asked again at 57.6 s, accepted ten seconds later");
}

#[tokio::test]
async fn a_question_never_answered_fails_after_eight_hours() {
    let mut asked = ask(&[503; 4_000], |switches| switches.window_starts = WindowStart::Answer).await;
    asked.advance(SECOND * 8 * 3_600).await;
    assert_eq!(asked.deliveries(), 500, "five hundred times");
    assert_eq!(asked.status().await, "Failed", "then given up");
}

#[tokio::test]
async fn the_old_contract_waits_for_an_acknowledgement() {
    let mut asked = ask(&[], |switches| switches.contract = Contract::Old).await;
    asked.advance(SECOND * 3_600).await;
    assert_eq!(asked.status().await, "InProgress", "silence decides nothing");
    assert_eq!(asked.acknowledge("Success").await, 200, "noted");
    asked.visitor.running.control().settle().await;
    assert_eq!(asked.status().await, "Succeeded", "now it is done");
}

#[tokio::test]
async fn messages_may_be_sparse_and_come_twice() {
    let asked = ask(&[], |switches| {
        switches.webhook_members = Members::Sparse;
        switches.duplicates = 1;
    })
    .await;
    let arrived = asked.receiver.arrived();
    assert_eq!(arrived.len(), 2, "a duplicate");
    assert_eq!(arrived[0].body, arrived[1].body, "the same message");
    assert_eq!(arrived[0].body.as_object().unwrap().len(), 6, "ids, time and action only");
}

#[rstest]
#[case::one(TokenVersion::V1, "appid")]
#[case::two(TokenVersion::V2, "azp")]
#[tokio::test]
async fn the_token_names_the_publisher_and_the_caller(#[case] version: TokenVersion, #[case] caller: &str) {
    let asked = ask(&[], |switches| switches.webhook_token = version).await;
    let claims: Value = insecure_decode(&asked.receiver.arrived()[0].bearer).unwrap().claims;
    let app = asked.visitor.running.app();
    assert_eq!((&claims["aud"], &claims["tid"]), (&json!(app.application), &json!(app.tenant)), "{claims}");
    assert_eq!(claims[caller], RESOURCE, "the marketplace calls: {claims}");
}

#[tokio::test]
async fn the_publishers_own_change_is_echoed_and_cannot_be_acknowledged() {
    let mut asked = ask(&[400], |switches| switches.effect_delay_ms = 4_000).await;
    asked.advance(SECOND * 20).await;
    let direct = |s: &Value| {
        s["allowedCustomerOperations"].as_array().unwrap().len() == 3
            && s["offerId"] == "harbourdesk"
            && s["saasSubscriptionStatus"] == "Subscribed"
    };
    let subscription = asked.visitor.some(direct).await;
    asked.id = subscription["id"].as_str().unwrap().to_owned();
    let body = json!({ "quantity": subscription["quantity"].as_u64().unwrap() + 1 });
    let answer = asked.visitor.call(Method::PATCH, &format!("/{}", asked.id), Some(body)).await;
    asked.operation = answer.headers()["operation-id"].to_str().unwrap().to_owned();
    asked.advance(SECOND * 3).await;
    let echo = asked.receiver.arrived().last().unwrap().body.clone();
    assert_eq!((&echo["id"], &echo["operationRequestSource"]), (&json!(asked.operation), &json!("Partner")), "{echo}");
    assert_eq!(asked.acknowledge("Success").await, 500, "as observed");
    asked.advance(SECOND * 2).await;
    assert_eq!(asked.status().await, "Succeeded", "publisher-started operations succeed");
}

#[tokio::test]
async fn suspension_and_reinstatement_are_told_after_and_before() {
    let mut asked = ask(&[], |_| {}).await;
    asked.advance(SECOND * 11).await;
    let control = asked.visitor.running.control();
    control.suspend(&asked.id).unwrap();
    control.reinstate(&asked.id).unwrap();
    control.settle().await;
    let arrived = asked.receiver.arrived();
    let told = |at: usize| (&arrived[at].body["action"], &arrived[at].body["subscription"]["saasSubscriptionStatus"]);
    assert_eq!(asked.receiver.actions(), ["ChangeQuantity", "Suspend", "Reinstate"], "in order");
    assert_eq!(told(1), (&json!("Suspend"), &json!("Suspended")), "already changed");
    assert_eq!(told(2), (&json!("Reinstate"), &json!("Suspended")), "not yet changed");
    let now = asked.visitor.get(&format!("/{}", asked.id)).await;
    assert_eq!(now["saasSubscriptionStatus"], "Subscribed", "it ends by itself");
}
