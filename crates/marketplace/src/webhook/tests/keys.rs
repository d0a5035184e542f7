//! How keys are fetched, kept and shared.

use std::time::Duration;

use chrono::TimeDelta;
use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};

use super::super::*;
use super::signing::*;
use crate::wire::Broken;

const UNKNOWN: Judged = Judged::Doubtful(Doubtful::UnknownKey);
const OUT_OF_REACH: Judged = Judged::Doubtful(Doubtful::KeysOutOfReach);

/// A token of this key that is good at this moment.
async fn judged(gate: &Gate, signer: &Signer) -> Judged {
    gate.judges(&signer.token(&gate.claims())).await
}

fn asked(gate: &Gate) -> Vec<String> {
    gate.market.sign_ins(|asked| asked.url().path().replace(TENANT, "T"))
}

#[tokio::test]
async fn each_version_has_its_own_set_found_through_its_configuration() {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]).publishes(&[entra().published()]);
    gate.judges(&entra().token(&gate.claims_v1())).await;
    assert_eq!(asked(&gate), ["/T/.well-known/openid-configuration", "/T/discovery/v2.0/keys"]);
    gate.judges(&entra().token(&gate.claims())).await;
    assert_eq!(asked(&gate)[2], "/T/v2.0/.well-known/openid-configuration");
    assert!(gate.market.sign_ins(|asked| asked.header("authorization").to_owned()).iter().all(String::is_empty));
}

#[tokio::test]
async fn keys_are_kept_for_a_day() {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]).publishes(&[stranger().published()]);
    for (hours, fetches) in [(0, 1), (23, 1), (1, 2)] {
        gate.market.clock.move_by(TimeDelta::hours(hours));
        judged(&gate, entra()).await;
        assert_eq!(asked(&gate).len(), fetches * 2, "after {hours} h");
    }
    assert_eq!(judged(&gate, entra()).await, UNKNOWN, "the new set does not hold it any more");
}

#[tokio::test]
async fn an_unknown_key_is_looked_for_every_five_minutes() {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]).publishes(&[entra().published(), stranger().published()]);
    assert_eq!(judged(&gate, stranger()).await, UNKNOWN);
    for _ in 0..20 {
        assert_eq!(judged(&gate, stranger()).await, UNKNOWN);
    }
    assert_eq!(asked(&gate).len(), 2, "made-up tokens do not make us ask");
    gate.market.clock.move_by(TimeDelta::minutes(5));
    assert_eq!(judged(&gate, stranger()).await, Judged::Genuine, "a new key was found");
    assert_eq!(asked(&gate).len(), 4);
}

#[tokio::test]
async fn after_a_rotation_the_new_key_is_believed_at_once_and_the_old_one_is_in_doubt_but_never_forged() {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]);
    assert_eq!(judged(&gate, entra()).await, Judged::Genuine);
    gate.market.clock.move_by(TimeDelta::minutes(10));
    gate.publishes(&[stranger().published()]);
    assert_eq!(judged(&gate, entra()).await, Judged::Genuine, "nothing tells of the rotation yet");
    assert_eq!(judged(&gate, stranger()).await, Judged::Genuine);
    assert_eq!(judged(&gate, entra()).await, UNKNOWN);
}

#[tokio::test]
async fn a_day_without_entra_changes_nothing_for_keys_that_are_held() {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]);
    for hour in 0..30 {
        assert_eq!(judged(&gate, entra()).await, Judged::Genuine, "after {hour} hours");
        gate.market.entra_breaks(Broken::NoConnection);
        gate.market.clock.move_by(TimeDelta::hours(1));
    }
    assert!(asked(&gate).len() <= 2 + 30, "it is asked seldom");
}

#[tokio::test]
async fn a_clock_set_back_or_forward_by_years_keeps_the_keys_and_asks_again() {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]);
    assert_eq!(judged(&gate, entra()).await, Judged::Genuine);
    for days in [-4_000, 8_000] {
        gate.publishes(&[entra().published()]);
        gate.market.clock.move_by(TimeDelta::days(days));
        assert_eq!(judged(&gate, entra()).await, Judged::Genuine, "moved by {days} days");
    }
    assert_eq!(asked(&gate).len(), 6);
}

#[tokio::test]
async fn the_last_good_set_is_kept_while_entra_is_down() {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]);
    assert_eq!(judged(&gate, entra()).await, Judged::Genuine);
    gate.market.clock.move_by(TimeDelta::days(3));
    gate.market.entra_breaks(Broken::NoConnection);
    assert_eq!(judged(&gate, entra()).await, Judged::Genuine);
    assert_eq!(judged(&gate, stranger()).await, UNKNOWN);
    assert_eq!(asked(&gate).len(), 3, "one try in five minutes");
    gate.market.clock.move_by(TimeDelta::minutes(5));
    gate.publishes(&[]);
    assert_eq!(judged(&gate, entra()).await, Judged::Genuine, "an empty set does not take its place");
}

#[tokio::test]
async fn without_any_set_entra_is_asked_again_after_fifteen_seconds() {
    let gate = Gate::new();
    gate.market.entra_breaks(Broken::TooLate);
    assert_eq!(judged(&gate, entra()).await, OUT_OF_REACH);
    assert_eq!(judged(&gate, entra()).await, OUT_OF_REACH);
    assert_eq!(asked(&gate).len(), 1);
    gate.market.clock.move_by(TimeDelta::seconds(15));
    gate.publishes(&[entra().published()]);
    assert_eq!(judged(&gate, entra()).await, Judged::Genuine);
}

#[rstest]
#[case::page(200, "<html>".to_owned())]
#[case::nothing(200, String::new())]
#[case::no_address(200, json!({"issuer": "x"}).to_string())]
#[case::no_url(200, json!({"jwks_uri": "keys"}).to_string())]
#[case::refusal(404, json!({"error": "invalid_tenant"}).to_string())]
#[case::trouble(503, "{}".to_owned())]
#[case::moved(302, "{}".to_owned())]
#[tokio::test]
async fn an_answer_that_is_no_configuration_leaves_keys_out_of_reach(#[case] status: u16, #[case] body: String) {
    let gate = Gate::new();
    gate.market.entra_answers(status, body);
    assert_eq!(judged(&gate, entra()).await, OUT_OF_REACH);
    assert_eq!(asked(&gate).len(), 1);
}

#[rstest]
#[case("https://evil.example/keys")]
#[case("http://login.microsoftonline.com/keys")]
#[case("https://login.microsoftonline.com:8443/keys")]
#[case("https://login.microsoftonline.com.evil.example/keys")]
#[case("https://login.microsoftonline.com@evil.example/keys")]
#[case("file:///etc/passwd")]
#[tokio::test]
async fn keys_come_from_the_authority_alone(#[case] address: &str) {
    let gate = Gate::new();
    gate.market.entra_answers(200, json!({"jwks_uri": address}).to_string());
    gate.market.entra_answers(200, json!({"keys": [entra().published()]}).to_string());
    assert_eq!(judged(&gate, entra()).await, OUT_OF_REACH, "{address}");
    assert_eq!(asked(&gate).len(), 1);
    assert_eq!(gate.market.calls(|_| ()).len(), 0, "nobody else was asked");
}

#[rstest]
#[case::for_encryption(json!({"use": "enc"}), false)]
#[case::without_purpose(json!({"use": null}), true)]
#[case::other_kind(json!({"kty": "EC"}), false)]
#[case::nameless(json!({"kid": null}), false)]
#[case::short(json!({"n": "AQAB"}), false)]
#[case::damaged(json!({"n": "!!"}), false)]
#[case::even(json!({"e": "Ag"}), false)]
#[case::of_this_tenant(json!({"issuer": format!("https://login.microsoftonline.com/{TENANT}/v2.0")}), true)]
#[case::of_any_tenant(json!({"issuer": "https://login.microsoftonline.com/{tenantid}/v2.0"}), true)]
#[case::of_another_tenant(json!({"issuer": "https://login.microsoftonline.com/9188040d/v2.0"}), false)]
#[tokio::test]
async fn a_key_that_is_no_good_is_left_out(#[case] other: Value, #[case] is_good: bool) {
    let gate = Gate::new();
    gate.publishes(&[otherwise(entra().published(), &other), stranger().published(), json!("strange")]);
    let expected = if is_good { Judged::Genuine } else { UNKNOWN };
    assert_eq!(judged(&gate, entra()).await, expected, "and makes nothing look forged");
    assert_eq!(judged(&gate, stranger()).await, Judged::Genuine, "the others are as good as ever");
}

#[tokio::test(start_paused = true)]
async fn however_many_calls_wait_a_set_is_fetched_once() {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]);
    gate.market.is_slow(Duration::from_secs(1));
    let token = entra().token(&gate.claims());
    let outcomes = join_all((0..50).map(|_| gate.judges(&token))).await;
    assert!(outcomes.iter().all(|outcome| *outcome == Judged::Genuine));
    assert_eq!(asked(&gate).len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_waits_three_seconds_and_the_fetch_goes_on() {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]);
    gate.market.is_slow(Duration::from_secs(5));
    let begun = tokio::time::Instant::now();
    assert_eq!(judged(&gate, entra()).await, OUT_OF_REACH);
    assert_eq!(begun.elapsed(), Duration::from_secs(3));
    tokio::time::sleep(Duration::from_secs(8)).await;
    assert_eq!(judged(&gate, entra()).await, Judged::Genuine);
    assert_eq!(asked(&gate).len(), 2);
}

#[tokio::test]
async fn keys_fetched_ahead_are_there_for_the_first_call() {
    use domain::Clock as _;
    let gate = Gate::new();
    gate.publishes(&[entra().published()]).publishes(&[entra().published()]);
    gate.check.warm(gate.market.clock.now()).await;
    gate.check.warm(gate.market.clock.now()).await;
    assert_eq!(judged(&gate, entra()).await, Judged::Genuine);
    assert_eq!(asked(&gate).len(), 4, "both versions, once");
}
