//! Tokens that were made up, spoilt, or made to trick the reader.

use jsonwebtoken::{Algorithm, EncodingKey};
use rstest::rstest;
use serde_json::{Value, json};

use super::super::*;
use super::signing::*;

async fn judged(make: impl FnOnce(&Gate) -> String) -> Judged {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]);
    let token = make(&gate);
    gate.judges(&token).await
}

#[rstest]
#[case(json!("none"))]
#[case(json!("None"))]
#[case(json!("HS256"))]
#[case(json!("RS384"))]
#[case(json!("PS256"))]
#[case(json!("ES256"))]
#[case(json!("rs256"))]
#[case(json!(""))]
#[tokio::test]
async fn any_other_algorithm_is_forged(#[case] algorithm: Value) {
    let header = otherwise(entra().header(), &json!({"alg": algorithm}));
    let unsigned = judged(|gate| format!("{}.", signed(&header, &gate.claims()))).await;
    assert_eq!(unsigned, Judged::Forged(Forged::Algorithm));
    let well_signed = judged(|gate| entra().token_under(&header, &gate.claims())).await;
    assert_eq!(well_signed, Judged::Forged(Forged::Algorithm), "though the signature is right for RS256");
}

#[tokio::test]
async fn the_public_key_is_no_shared_secret() {
    for algorithm in ["HS256", "RS256"] {
        let secret = EncodingKey::from_secret(entra().modulus.as_bytes());
        let header = otherwise(entra().header(), &json!({"alg": algorithm}));
        let outcome = judged(|gate| {
            let signed = signed(&header, &gate.claims());
            let signature = jsonwebtoken::crypto::sign(signed.as_bytes(), &secret, Algorithm::HS256).unwrap();
            format!("{signed}.{signature}")
        });
        assert!(matches!(outcome.await, Judged::Forged(_)), "{algorithm}");
    }
}

#[tokio::test]
async fn a_signature_by_another_key_under_a_known_name_is_forged() {
    let header = entra().header();
    assert_eq!(judged(|gate| stranger().token_under(&header, &gate.claims())).await, Judged::Forged(Forged::Signature));
    assert_eq!(judged(|gate| format!("{}.", signed(&header, &gate.claims()))).await, Judged::Forged(Forged::Signature));
}

#[tokio::test]
async fn a_claim_changed_after_signing_is_forged() {
    let outcome = judged(|gate| {
        let token = entra().token(&gate.claims_but(&json!({"aud": "another"})));
        let signature = token.rsplit_once('.').unwrap().1;
        format!("{}.{signature}", signed(&entra().header(), &gate.claims()))
    });
    assert_eq!(outcome.await, Judged::Forged(Forged::Signature));
}

#[rstest]
#[case("https://issuer.example/")]
#[case("https://sts.windows.net.evil.example/t/")]
#[case("https://accounts.google.com")]
#[case("")]
#[tokio::test]
async fn a_foreign_issuer_is_forged_whoever_signed(#[case] issuer: &str) {
    for signer in [entra(), stranger()] {
        let outcome = judged(|gate| signer.token(&gate.claims_but(&json!({"iss": issuer})))).await;
        assert_eq!(outcome, Judged::Forged(Forged::Issuer), "{issuer}");
    }
}

#[rstest]
#[case::of_a_stranger(json!("stranger-1"))]
#[case::empty(json!(""))]
#[case::missing(json!(null))]
#[case::path(json!("../entra-1"))]
#[case::other_case(json!("ENTRA-1"))]
#[case::blanks(json!(" entra-1 "))]
#[case::query(json!("entra-1' OR '1'='1"))]
#[case::long(json!("entra-1".repeat(500)))]
#[tokio::test]
async fn a_key_the_tenant_does_not_have_is_doubtful(#[case] kid: Value) {
    let header = otherwise(stranger().header(), &json!({"kid": kid}));
    let outcome = judged(|gate| stranger().token_under(&header, &gate.claims())).await;
    assert_eq!(outcome, Judged::Doubtful(Doubtful::UnknownKey));
}

#[tokio::test]
async fn a_token_cannot_bring_its_own_key() {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]);
    let own = json!({
        "jku": "https://evil.example/keys", "x5u": "https://evil.example/cert", "jwk": stranger().published(),
        "x5c": ["MIIB"], "kid": "entra-1",
    });
    let header = otherwise(stranger().header(), &own);
    assert_eq!(gate.judges(&stranger().token_under(&header, &gate.claims())).await, Judged::Forged(Forged::Signature));
    let header = otherwise(entra().header(), &own);
    assert_eq!(gate.judges(&entra().token_under(&header, &gate.claims())).await, Judged::Genuine, "they are ignored");
    let hosts = gate.market.sign_ins(|asked| asked.url().host_str().unwrap().to_owned());
    assert_eq!(hosts, ["login.microsoftonline.com"; 2]);
    assert_eq!(gate.market.calls(|_| ()).len(), 0, "nobody else was asked");
}

#[rstest]
#[case::empty(b"", Doubtful::Missing)]
#[case::scheme_alone(b"Bearer", Doubtful::Missing)]
#[case::blanks(b"Bearer    ", Doubtful::Missing)]
#[case::other_scheme(b"Basic dXNlcjpzZWNyZXQ=", Doubtful::Missing)]
#[case::word(b"Bearer hello", Doubtful::Unreadable)]
#[case::dots(b"Bearer ..", Doubtful::Unreadable)]
#[case::two_parts(b"Bearer e30.e30", Doubtful::Unreadable)]
#[case::four_parts(b"Bearer e30.e30.e30.e30", Doubtful::Unreadable)]
#[case::no_algorithm(b"Bearer e30.e30.e30", Doubtful::Unreadable)]
#[case::no_text(b"Bearer \xff\xfe.\xc3\x28.\x80", Doubtful::Unreadable)]
#[case::not_base64(b"Bearer !!.!!.!!", Doubtful::Unreadable)]
#[case::two_tokens(b"Bearer e30.e30.e30, Bearer e30.e30.e30", Doubtful::Unreadable)]
#[tokio::test]
async fn what_is_no_token_may_have_been_spoilt_on_its_way(#[case] header: &[u8], #[case] why: Doubtful) {
    let gate = Gate::new();
    assert_eq!(gate.judges_header(Some(header)).await, Judged::Doubtful(why));
    assert_eq!(gate.market.sign_ins(|_| ()).len(), 0, "no key was looked for");
}

#[tokio::test]
async fn a_call_without_a_header_is_doubtful() {
    assert_eq!(Gate::new().judges_header(None).await, Judged::Doubtful(Doubtful::Missing));
}

#[tokio::test]
async fn a_token_of_no_sane_size_or_shape_is_not_looked_at() {
    let padded = |gate: &Gate| entra().token(&gate.claims_but(&json!({"padding": "x".repeat(20_000)})));
    assert_eq!(judged(padded).await, Judged::Doubtful(Doubtful::Unreadable), "too large");
    let deep = format!("{}{}", "[".repeat(4_000), "]".repeat(4_000));
    let header = encoded(entra().header().to_string());
    assert_eq!(judged(|_| format!("{header}.{}.e30", encoded(&deep))).await, Judged::Doubtful(Doubtful::Unreadable));
    let twice = encoded(r#"{"alg":"RS256","alg":"none","kid":"entra-1"}"#);
    assert_eq!(judged(|_| format!("{twice}.e30.e30")).await, Judged::Doubtful(Doubtful::Unreadable), "two algorithms");
    let critical = otherwise(entra().header(), &json!({"crit": ["b64"], "b64": false}));
    let outcome = judged(|gate| entra().token_under(&critical, &gate.claims())).await;
    assert_eq!(outcome, Judged::Doubtful(Doubtful::Unreadable), "it asks for what we do not know");
}
