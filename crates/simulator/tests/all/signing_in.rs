//! Signing in: secrets, certificates, and every way to be refused.

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use simulator::{App, RESOURCE};

use crate::visitor::{Visitor, still};

#[tokio::test]
async fn lifetimes_are_text_in_version_one_and_numbers_in_version_two() {
    let visitor = Visitor::of(still(10)).await;
    let app = visitor.running.app().clone();
    let (status, v1) = visitor.token(&app, "oauth2/token").await;
    assert_eq!((status, &v1["expires_in"]), (200, &json!("3599")), "text: {v1}");
    assert_eq!(v1["resource"], RESOURCE, "only version one names the resource");
    let (status, v2) = visitor.token(&app, "oauth2/v2.0/token").await;
    assert_eq!((status, &v2["expires_in"]), (200, &json!(3599)), "a number: {v2}");
    assert_eq!(v2.get("expires_on"), None, "only version one says when");
}

fn with(app: &App, change: impl FnOnce(&mut App)) -> App {
    let mut app = app.clone();
    change(&mut app);
    app
}

#[rstest]
#[case::unknown_tenant(|app: &mut App| app.tenant = "5a7505ae-8f72-5578-87be-4a572ec47089".into(), 400, 90_002)]
#[case::malformed_tenant(|app: &mut App| app.tenant = "not-a-tenant".into(), 400, 900_023)]
#[case::unknown_application(|app: &mut App| app.application = "nobody".into(), 400, 700_016)]
#[case::wrong_secret(|app: &mut App| app.secret.push('x'), 401, 7_000_215)]
#[case::no_secret(|app: &mut App| app.secret.clear(), 401, 7_000_218)]
#[tokio::test]
async fn a_wrong_member_is_refused_by_number(#[case] change: fn(&mut App), #[case] status: u16, #[case] code: u32) {
    let visitor = Visitor::of(still(10)).await;
    for end in ["oauth2/token", "oauth2/v2.0/token"] {
        let (got, body) = visitor.token(&with(visitor.running.app(), change), end).await;
        assert_eq!((got, &body["error_codes"]), (status, &json!([code])), "{body}");
        let words = body["error_description"].as_str().unwrap();
        assert!(words.starts_with(&format!("AADSTS{code}: ")), "the number is in the text too: {words}");
    }
}

#[tokio::test]
async fn scope_and_resource_are_checked() {
    let visitor = Visitor::of(still(10)).await;
    let app = visitor.running.app().clone();
    let mut form = vec![
        ("grant_type", "client_credentials"),
        ("client_id", &app.application),
        ("client_secret", &app.secret),
        ("scope", RESOURCE),
    ];
    let (_, body) = visitor.form(&app.tenant, "oauth2/v2.0/token", &form).await;
    assert_eq!(body["error_codes"], json!([70_011]), "the scope ends in /.default");
    form[3] = ("scope", "62d94f6c-d599-489b-a797-3e10e42fbe22/.default");
    let (_, body) = visitor.form(&app.tenant, "oauth2/v2.0/token", &form).await;
    assert_eq!(body["error_codes"], json!([500_011]), "the resource of version one of the API is another one");
}

#[tokio::test]
async fn an_expired_secret_says_so_and_a_new_one_works() {
    let visitor = Visitor::of(still(10)).await;
    let control = visitor.running.control();
    let app = visitor.running.app().clone();
    let newer = with(&app, |app| app.secret = control.add_secret(Some(1)));
    assert!(control.expire_secret(&app.secret), "it existed");
    assert_eq!(visitor.token(&app, "oauth2/token").await.1["error_codes"], json!([7_000_222]), "expired");
    assert_eq!(visitor.token(&newer, "oauth2/token").await.0, 200, "two secrets live side by side");
    control.advance(std::time::Duration::from_secs(86_401)).await;
    assert_eq!(visitor.token(&newer, "oauth2/token").await.1["error_codes"], json!([7_000_222]), "a day later");
}

#[tokio::test]
async fn tokens_expire_with_the_clock() {
    let visitor = Visitor::of(still(10)).await;
    assert_eq!(visitor.call(Method::GET, "", None).await.status(), 200, "fresh");
    visitor.running.control().advance(std::time::Duration::from_secs(3_601)).await;
    let answer = visitor.call(Method::GET, "", None).await;
    assert_eq!(answer.status(), 401, "an hour later");
    assert!(answer.json::<Value>().await.unwrap().is_string(), "a bare string says why");
}

#[tokio::test]
async fn a_foreign_app_is_forbidden_and_a_foreign_tenant_sees_nothing() {
    let mut visitor = Visitor::of(still(10)).await;
    let (foreign, elsewhere) = {
        let control = visitor.running.control();
        (control.foreign_app().clone(), control.app_elsewhere().clone())
    };
    let token = async |visitor: &Visitor, app| visitor.token(app, "oauth2/v2.0/token").await.1["access_token"].clone();
    visitor.bearer = token(&visitor, &foreign).await.as_str().unwrap().to_owned();
    let answer = visitor.call(Method::GET, "", None).await;
    assert_eq!(answer.status(), 403, "no offer names this app");
    assert!(answer.json::<Value>().await.unwrap().is_string(), "a bare string");
    visitor.bearer = token(&visitor, &elsewhere).await.as_str().unwrap().to_owned();
    assert_eq!(visitor.get("").await, json!({ "subscriptions": [] }), "an empty list and no error");
}

/// An assertion as a client with the certificate makes it.
fn assertion(visitor: &Visitor, change: impl FnOnce(&mut Value, &mut Header)) -> String {
    let control = visitor.running.control();
    let (certificate, app) = (control.certificate().unwrap(), control.app());
    let now = control.clock().now().timestamp();
    let mut claims = json!({
        "aud": format!("{}/{}/oauth2/v2.0/token", visitor.running.addresses().authority, app.tenant),
        "iss": app.application, "sub": app.application, "jti": "1", "nbf": now, "iat": now, "exp": now + 300,
    });
    let mut header = Header::new(Algorithm::PS256);
    header.x5t_s256 = Some(certificate.x5t_s256);
    change(&mut claims, &mut header);
    let key = EncodingKey::from_rsa_pem(certificate.private_key_pem.as_bytes()).unwrap();
    encode(&header, &claims, &key).unwrap()
}

async fn sign_in_with(visitor: &Visitor, assertion: &str) -> (u16, Value) {
    let app = visitor.running.app().clone();
    let scope = format!("{RESOURCE}/.default");
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", app.application.as_str()),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion),
        ("scope", &scope),
    ];
    visitor.form(&app.tenant, "oauth2/v2.0/token", &form).await
}

#[tokio::test]
async fn a_certificate_signs_in_with_either_thumbprint() {
    let visitor = Visitor::of(still(10)).await;
    let newer = assertion(&visitor, |_, _| {});
    assert_eq!(sign_in_with(&visitor, &newer).await.0, 200, "PS256 and x5t#S256");
    let older = assertion(&visitor, |_, header| {
        header.alg = Algorithm::RS256;
        header.x5t_s256 = None;
        header.x5t = Some(visitor.running.control().certificate().unwrap().x5t);
    });
    assert_eq!(sign_in_with(&visitor, &older).await.0, 200, "RS256 and x5t");
}

#[rstest]
#[case::unregistered(|_: &mut Value, header: &mut Header| header.x5t_s256 = Some("other".into()), 700_027)]
#[case::wrong_subject(|claims: &mut Value, _: &mut Header| claims["sub"] = json!("other"), 700_021)]
#[case::wrong_audience(|claims: &mut Value, _: &mut Header| claims["aud"] = json!("https://elsewhere"), 700_023)]
#[case::out_of_time(|claims: &mut Value, _: &mut Header| claims["exp"] = json!(1_000), 700_024)]
#[tokio::test]
async fn a_wrong_assertion_is_refused_by_number(#[case] change: fn(&mut Value, &mut Header), #[case] code: u32) {
    let visitor = Visitor::of(still(10)).await;
    let (status, body) = sign_in_with(&visitor, &assertion(&visitor, change)).await;
    assert_eq!((status, &body["error_codes"]), (401, &json!([code])), "{body}");
}

#[tokio::test]
async fn both_versions_publish_their_keys() {
    let visitor = Visitor::of(still(10)).await;
    let tenant = &visitor.running.app().tenant;
    for document in [".well-known/openid-configuration", "v2.0/.well-known/openid-configuration"] {
        let url = format!("{}/{tenant}/{document}", visitor.running.addresses().authority);
        let found: Value = visitor.http.get(url).send().await.unwrap().json().await.unwrap();
        let keys: Value =
            visitor.http.get(found["jwks_uri"].as_str().unwrap()).send().await.unwrap().json().await.unwrap();
        assert_eq!(keys["keys"][0]["kty"], "RSA", "found through {found}");
    }
}
