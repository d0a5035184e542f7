//! Nothing that can be printed carries a secret or a token.

use std::error::Error;
use std::io;
use std::sync::{Arc, Mutex};

use domain::SubscriptionId;
use rstest::rstest;
use tracing_subscriber::fmt::MakeWriter;

use super::fake::{FakeMarketplace, SECRET, credential, token};
use super::writes::{ALL, ids, send};
use crate::{Api, ApiError, Identity, Patience};

const TOKEN: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl";
const OPAQUE: &str = "0.AXoA-opaque-access-token";

/// An error and its causes, in words and in full.
fn printed(error: &ApiError) -> String {
    let mut text = format!("{error} {error:?} {error:#?} {:?} {:?}", error.raw(), error.trace());
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(" {error} {error:?}");
        cause = error.source();
    }
    text
}

fn assert_silent(text: &str) {
    let encoded: String = url::form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    for secret in [SECRET, encoded.as_str(), TOKEN, OPAQUE, "opaque-token-number"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[rstest]
#[case::broken_json(200, format!(r#"{{"access_token":"{OPAQUE}","token_type":"Bearer","expires_in":"#))]
#[case::wrong_type(200, format!(r#"{{"token_type":{{"x":"{TOKEN}"}},"access_token":"{OPAQUE}"}}"#))]
#[case::token_as_number(200, format!(r#"{{"token_type":"Bearer","{OPAQUE}":1,"access_token":7}}"#))]
#[case::token_that_no_header_can_carry(200, format!("{{\"token_type\":\"Bearer\",\"access_token\":\"{OPAQUE}\\n\"}}"))]
#[case::bare_token(200, format!("\"{OPAQUE}\""))]
#[case::page(200, format!("<html>{TOKEN} {SECRET}</html>"))]
#[case::redirect(302, format!("{{\"access_token\":\"{OPAQUE}\"}}"))]
#[case::echoed_secret(401, format!(r#"{{"error":"invalid_client","error_description":"AADSTS7000215: '{SECRET}' is wrong. {TOKEN}"}}"#))]
#[case::echoed_in_another_member(400, format!(r#"{{"error":"{SECRET}","claims":"{TOKEN}"}}"#))]
#[case::echoed_form(500, "client_secret=s3cr%2Bt%2Fof%7Ethe.app&grant_type".to_owned())]
#[tokio::test]
async fn no_failed_sign_in_tells_what_was_sent_or_granted(#[case] status: u16, #[case] body: String) {
    let market = FakeMarketplace::new();
    market.entra_answers(status, body);
    let error = market.hasty_api().token_check().await.unwrap_err();
    assert_silent(&printed(&error));
}

#[tokio::test]
async fn what_the_endpoint_said_is_told_by_its_path_alone() {
    let market = FakeMarketplace::new();
    market.entra_answers(200, format!(r#"{{"token_type":"Bearer","access_token":["{OPAQUE}"]}}"#));
    let error = market.hasty_api().token_check().await.unwrap_err();
    assert!(matches!(&error, ApiError::UnreadableAnswer { field, .. } if field == "access_token"), "{error:?}");
    assert_eq!(error.raw(), None);
}

#[rstest]
#[case(400, format!(r#"{{"code":"x","message":"Bearer {} is odd"}}"#, token(1)))]
#[case(401, format!(r#""{} is odd""#, token(1)))]
#[case(500, format!("authorization: Bearer {}", token(1)))]
#[case(200, format!("<pre>{}</pre>", token(1)))]
#[case(404, format!("\"{TOKEN}\""))]
#[tokio::test]
async fn no_failed_call_tells_its_token(#[case] status: u16, #[case] body: String) {
    let market = FakeMarketplace::new();
    market.entra_answers(200, format!(r#"{{"token_type":"Bearer","access_token":"{}"}}"#, token(1)));
    market.entra_answers(200, format!(r#"{{"token_type":"Bearer","access_token":"{}"}}"#, token(1)));
    market.answers(status, body.clone()).answers(status, body);
    let error = market.hasty_api().subscription(&SubscriptionId::from("a")).await.unwrap_err();
    assert_silent(&printed(&error));
}

#[rstest]
#[case(400, format!(r#"{{"code":"x","message":"{} is locked"}}"#, token(1)))]
#[case(400, format!("already has {TOKEN}"))]
#[case(401, format!(r#""{} is odd, {TOKEN}""#, token(1)))]
#[case(404, format!("\"{TOKEN}\""))]
#[case(409, format!(r#"{{"message":"Bearer {}"}}"#, token(1)))]
#[case(500, format!("authorization: Bearer {}", token(1)))]
#[case(200, format!("<pre>{}</pre>", token(1)))]
#[case(202, format!("\"{}\"", token(1)))]
#[tokio::test]
async fn no_write_tells_its_token(#[case] status: u16, #[case] body: String) {
    for write in ALL {
        let market = FakeMarketplace::new();
        market.entra_answers(200, format!(r#"{{"token_type":"Bearer","access_token":"{}"}}"#, token(1)));
        market.entra_answers(200, format!(r#"{{"token_type":"Bearer","access_token":"{}"}}"#, token(1)));
        market.answers(status, body.clone()).answers(status, body.clone());
        match send(&market.api(), write, &ids(1)).await {
            Ok(accepted) => assert_silent(&format!("{accepted:?}")),
            Err(error) => assert_silent(&printed(&error)),
        }
    }
}

#[test]
fn what_holds_a_secret_prints_without_it() {
    let identity = Identity { tenant: "t".into(), application: "a".into(), credential: credential() };
    assert_silent(&format!("{identity:?}"));
    let api = FakeMarketplace::new().api();
    assert_silent(&format!("{api:?}"));
}

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn no_log_line_tells_a_secret_or_a_place_in_the_listing() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(writer).finish();
    // With nobody listening anywhere else, a test beside this one could have the same lines switched off for all.
    let ears = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(io::sink).finish();
    let _set_by_another = tracing::subscriber::set_global_default(ears);
    let guard = tracing::subscriber::set_default(subscriber);
    let market = FakeMarketplace::new();
    market.lists_subscriptions(&[1, 1]).answers(401, "\"no\"").answers(401, "\"no\"");
    let api: Api = market.api().with_patience(Patience::NONE);
    let first = api.page(None).await.unwrap();
    api.page(first.next.as_ref()).await.unwrap();
    let error = api.subscription(&"a".into()).await.unwrap_err();
    for write in ALL {
        market.answers(202, "");
        let accepted = send(&api, write, &ids(1)).await;
        tracing::info!(?accepted, "as one who is glad would");
    }
    tracing::error!(%error, ?error, ?api, "as a careless caller would");
    drop(guard);
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("asked the marketplace") && text.contains("asked Entra"), "{text}");
    assert!(!text.contains("continuationToken"));
    assert_silent(&text);
}
