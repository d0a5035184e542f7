//! Tokens: how they are asked for, kept, shared and refused.

use std::time::Duration;

use aws_lc_rs::encoding::AsDer as _;
use chrono::TimeDelta;
use futures::future::join_all;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use rstest::rstest;
use serde_json::Value;

use super::fake::{FakeMarketplace, SECRET, credential};
use crate::{ApiError, Certificate, Credential, CredentialError, Identity, Settings, SignInProblem, TokenVersion};

fn form(text: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

#[rstest]
#[case::v2(
    TokenVersion::V2,
    "/harbour.example/oauth2/v2.0/token",
    "scope",
    "20e940b3-4c77-4b0b-9a53-9e16a1b010a7/.default"
)]
#[case::v1(TokenVersion::V1, "/harbour.example/oauth2/token", "resource", "20e940b3-4c77-4b0b-9a53-9e16a1b010a7")]
#[tokio::test]
async fn both_versions_are_asked_in_their_own_words(
    #[case] token_version: TokenVersion,
    #[case] path: &str,
    #[case] aim: &str,
    #[case] aimed: &str,
) {
    let market = FakeMarketplace::new();
    let api = market.api_of(Settings { token_version, ..Settings::microsoft() }, credential());
    api.token_check().await.unwrap();
    assert_eq!(market.sign_ins(|asked| asked.url().path().to_owned()), [path]);
    let sent = form(&market.sign_ins(super::fake::Asked::body)[0]);
    for (name, value) in
        [("grant_type", "client_credentials"), ("client_id", "app-1"), (aim, aimed), ("client_secret", SECRET)]
    {
        assert!(sent.contains(&(name.to_owned(), value.to_owned())), "{name} in {sent:?}");
    }
    assert_eq!(sent.len(), 4);
}

#[rstest]
#[case::number("3599")]
#[case::text("\"3599\"")]
#[tokio::test]
async fn a_token_is_kept_until_five_minutes_before_its_end(#[case] expires_in: &str) {
    let market = FakeMarketplace::new();
    let api = market.hasty_api();
    market.entra_answers(200, format!(r#"{{"token_type":"bearer","expires_in":{expires_in},"access_token":"first"}}"#));
    for (minutes, tokens) in [(0, 1), (54, 1), (1, 2)] {
        market.clock.move_by(TimeDelta::minutes(minutes));
        let _ = api.page(None).await;
        assert_eq!(market.sign_ins(|_| ()).len(), tokens);
    }
    market.clock.move_by(TimeDelta::days(-1));
    let _ = api.page(None).await;
    assert_eq!(market.sign_ins(|_| ()).len(), 3, "a clock that was set back says nothing about a token's age");
}

#[tokio::test(start_paused = true)]
async fn however_many_ask_one_token_is_fetched() {
    let market = FakeMarketplace::new();
    let api = market.hasty_api();
    market.is_slow(Duration::from_secs(1));
    join_all((0..20).map(|_| api.page(None))).await;
    assert_eq!(market.sign_ins(|_| ()).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_failed_sign_in_is_shared_by_those_who_wait_and_not_kept() {
    let market = FakeMarketplace::new();
    let api = market.hasty_api();
    market.is_slow(Duration::from_secs(1));
    market.entra_answers(401, r#"{"error":"invalid_client","error_codes":[7000222]}"#);
    let outcomes = join_all((0..5).map(|_| api.page(None))).await;
    assert!(
        outcomes.iter().all(
            |outcome| matches!(outcome, Err(ApiError::SignIn(error)) if error.kind == SignInProblem::SecretExpired)
        )
    );
    assert_eq!(market.sign_ins(|_| ()).len(), 1);
    api.token_check().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn one_who_gives_up_waiting_does_not_leave_the_others_without_a_token() {
    let market = FakeMarketplace::new();
    let api = market.hasty_api();
    market.is_slow(Duration::from_secs(2));
    let impatient = tokio::time::timeout(Duration::from_secs(1), api.token_check());
    let (gone, token) = futures::join!(impatient, api.token_check());
    assert!(gone.is_err() && token.is_ok());
    assert_eq!(market.sign_ins(|_| ()).len(), 1);
}

#[rstest]
#[case(7000215, SignInProblem::SecretWrong)]
#[case(7000222, SignInProblem::SecretExpired)]
#[case(7000218, SignInProblem::SecretMissing)]
#[case(700016, SignInProblem::AppUnknown)]
#[case(7000112, SignInProblem::AppDisabled)]
#[case(90002, SignInProblem::TenantUnknown)]
#[case(900023, SignInProblem::TenantMalformed)]
#[case(500011, SignInProblem::ResourceMissing)]
#[case(70011, SignInProblem::ScopeMalformed)]
#[case(1002012, SignInProblem::ScopeMalformed)]
#[case(700027, SignInProblem::CertificateUnknown)]
#[case(700021, SignInProblem::CertificateAudience)]
#[case(700023, SignInProblem::CertificateAudience)]
#[case(700024, SignInProblem::ClockWrong)]
#[case(50012, SignInProblem::CertificateUnknown)]
#[case(50027, SignInProblem::CertificateUnknown)]
#[case(530032, SignInProblem::PolicyBlocks)]
#[case(53003, SignInProblem::PolicyBlocks)]
#[case(80013, SignInProblem::ClockWrong)]
#[case(90038, SignInProblem::NationalCloud)]
#[case(900382, SignInProblem::NationalCloud)]
#[case(90055, SignInProblem::Throttled)]
#[case(50196, SignInProblem::Throttled)]
#[case(90033, SignInProblem::Trouble)]
#[case(50033, SignInProblem::Trouble)]
#[case(90024, SignInProblem::Trouble)]
#[case(12345, SignInProblem::Other)]
#[tokio::test]
async fn every_number_we_know_has_its_class(#[case] number: u32, #[case] kind: SignInProblem) {
    let market = FakeMarketplace::new();
    let listed = format!(r#"{{"error":"x","error_description":"AADSTS{number}: Words.","error_codes":[{number}]}}"#);
    let told = format!(r#"{{"error":"x","error_description":"AADSTS{number}: Words."}}"#);
    for body in [listed, told] {
        market.entra_answers(400, body);
        let ApiError::SignIn(error) = market.hasty_api().token_check().await.unwrap_err() else { panic!() };
        assert_eq!((error.kind, error.number), (kind, Some(number)));
        assert_eq!(error.description, format!("AADSTS{number}: Words."));
    }
}

#[rstest]
#[case::throttled(429, "", SignInProblem::Throttled)]
#[case::trouble(503, "<html>", SignInProblem::Trouble)]
#[case::by_word(400, r#"{"error":"invalid_scope"}"#, SignInProblem::ScopeMalformed)]
#[case::unknown(400, r#"{"error":"new_word"}"#, SignInProblem::Other)]
#[case::no_object(400, r#"["?"]"#, SignInProblem::Other)]
#[tokio::test]
async fn a_refusal_without_a_number_has_a_class_too(
    #[case] status: u16,
    #[case] body: &'static str,
    #[case] kind: SignInProblem,
) {
    let market = FakeMarketplace::new();
    market.entra_answers(status, body);
    let outcome = market.hasty_api().token_check().await;
    assert!(matches!(outcome, Err(ApiError::SignIn(error)) if error.kind == kind && error.number.is_none()));
}

#[rstest]
#[case("", false)]
#[case("..", false)]
#[case("har bour", false)]
#[case("common/../x", false)]
#[case(" 4f0b9b5e-0000-4000-8000-9188040d6c67 ", true)]
#[case("harbour.example", true)]
#[tokio::test]
async fn a_tenant_that_cannot_be_one_is_refused_before_anything_is_sent(#[case] tenant: &str, #[case] good: bool) {
    let market = FakeMarketplace::new();
    let identity = Identity { tenant: tenant.into(), application: "a".into(), credential: credential() };
    let api = crate::Api::new(Settings::microsoft(), identity, market.clock.clone());
    assert_eq!(api.is_ok(), good);
    assert!(good || matches!(api, Err(ApiError::SignIn(error)) if error.kind == SignInProblem::TenantMalformed));
}

#[tokio::test]
async fn a_tenant_is_looked_up_without_any_credential() {
    let market = FakeMarketplace::new();
    let issuer = "https://login.microsoftonline.com/4f0b9b5e-0000/v2.0";
    market.entra_answers(200, format!(r#"{{"issuer":"{issuer}","tenant_region_scope":"EU"}}"#));
    let directory = market.api().directory_exists().await.unwrap();
    assert_eq!((directory.issuer.as_str(), directory.tenant.as_deref()), (issuer, Some("4f0b9b5e-0000")));
    assert_eq!(directory.region.as_deref(), Some("EU"));
    let asked = market.sign_ins(|asked| (asked.request.method().to_string(), asked.url().to_string(), asked.body()));
    let address = "https://login.microsoftonline.com/harbour.example/v2.0/.well-known/openid-configuration";
    assert_eq!(asked, [("GET".to_owned(), address.to_owned(), String::new())]);
    market.entra_answers(400, r#"{"error":"invalid_tenant","error_codes":[90002]}"#);
    let unknown = market.api().directory_exists().await;
    assert!(matches!(unknown, Err(ApiError::SignIn(error)) if error.kind == SignInProblem::TenantUnknown));
}

/// A certificate for a test, its key, and the key in both wrappings.
fn certificate() -> (String, String, String, Vec<u8>) {
    let key = aws_lc_rs::rsa::KeyPair::generate(aws_lc_rs::rsa::KeySize::Rsa2048).unwrap();
    let pkcs8 = key.as_der().unwrap().as_ref().to_vec();
    let signer = rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&pkcs8.clone().into(), &rcgen::PKCS_RSA_SHA256).unwrap();
    let mut params = rcgen::CertificateParams::new(vec!["marketdesk.example".to_owned()]).unwrap();
    params.not_after = rcgen::date_time_ymd(2027, 5, 4);
    let certificate = params.self_signed(&signer).unwrap();
    (certificate.pem(), signer.serialize_pem(), pkcs1(&pkcs8), certificate.der().to_vec())
}

/// The same key as older tools write it.
fn pkcs1(pkcs8: &[u8]) -> String {
    use base64::Engine as _;
    let wrapped = 26; // version, algorithm and the header of the octets around a 2048-bit key
    let body = base64::prelude::BASE64_STANDARD.encode(&pkcs8[wrapped..]);
    format!("-----BEGIN RSA PRIVATE KEY-----\r\n{body}\r\n-----END RSA PRIVATE KEY-----\r\n")
}

#[test]
fn a_pem_file_is_read_whatever_its_order_and_remarks() {
    let (certificate, key, older_key, _) = certificate();
    let (other_certificate, ..) = self::certificate();
    for file in [
        format!("{certificate}{key}"),
        format!("Bag Attributes\n  friendlyName: x\n{key}\nsubject=CN = x\n{certificate}"),
        format!("{older_key}{certificate}"),
        format!("{key}{other_certificate}{certificate}"),
    ] {
        let read = Certificate::from_pem(&file).unwrap();
        assert_eq!(read.expires().to_rfc3339(), "2027-05-04T00:00:00+00:00");
    }
}

#[test]
fn a_pem_file_that_is_of_no_use_says_why() {
    let (certificate, key, ..) = certificate();
    let (other, ..) = self::certificate();
    let broken = certificate.replacen("MII", "AAA", 1);
    for (file, reason) in [
        (String::new(), CredentialError::NoKey),
        (certificate.clone(), CredentialError::NoKey),
        (key.clone(), CredentialError::NoCertificate),
        (format!("{other}{key}"), CredentialError::KeyOfAnother),
        (format!("{broken}{key}"), CredentialError::CertificateUnreadable),
        (format!("{certificate}{}", key.replace("PRIVATE", "ENCRYPTED PRIVATE")), CredentialError::KeyEncrypted),
        (format!("{certificate}{}", key.replace("PRIVATE", "EC PRIVATE")), CredentialError::KeyUnreadable),
        (format!("{certificate}{}", key.replacen("MII", "AAA", 1)), CredentialError::KeyUnreadable),
    ] {
        assert_eq!(Certificate::from_pem(&file).unwrap_err(), reason, "{file}");
    }
}

#[tokio::test]
async fn a_certificate_signs_a_short_proof_meant_for_the_endpoint_alone() {
    use aws_lc_rs::digest;
    use base64::Engine as _;
    let (certificate, key, _, der) = certificate();
    let market = FakeMarketplace::new();
    let credential = Credential::Certificate(Certificate::from_pem(&format!("{key}{certificate}")).unwrap());
    let api = market.api_of(Settings::microsoft(), credential);
    api.token_check().await.unwrap();
    api.token_check().await.unwrap();
    let sent: Vec<_> = market.sign_ins(|asked| form(&asked.body()));
    let member = |form: &[(String, String)], name: &str| form.iter().find(|(n, _)| n == name).unwrap().1.clone();
    assert_eq!(member(&sent[0], "client_assertion_type"), "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    assert!(!sent[0].iter().any(|(name, _)| name == "client_secret"));

    let proof = member(&sent[0], "client_assertion");
    let mut validation = Validation::new(Algorithm::RS256);
    let endpoint = "https://login.microsoftonline.com/harbour.example/oauth2/v2.0/token";
    validation.set_audience(&[endpoint]);
    validation.validate_exp = false;
    let public = rcgen::KeyPair::from_pem(&key).unwrap();
    let public = DecodingKey::from_rsa_der(rcgen::PublicKeyData::der_bytes(&public));
    let read = jsonwebtoken::decode::<Value>(&proof, &public, &validation).unwrap();
    let print = |algorithm| base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(digest::digest(algorithm, &der));
    assert_eq!(read.header.x5t, Some(print(&digest::SHA1_FOR_LEGACY_USE_ONLY)));
    assert_eq!(read.header.x5t_s256, Some(print(&digest::SHA256)));
    assert_eq!((&read.claims["iss"], &read.claims["sub"]), (&Value::from("app-1"), &Value::from("app-1")));
    let life = read.claims["exp"].as_i64().unwrap() - read.claims["nbf"].as_i64().unwrap();
    assert!(life > 0 && life <= 600);
    assert_ne!(proof, member(&sent[1], "client_assertion"), "each proof is used once");
}
