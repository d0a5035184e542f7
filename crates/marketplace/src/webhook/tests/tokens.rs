//! What each claim must be, properly signed.

use rstest::rstest;
use serde_json::{Value, json};

use super::super::*;
use super::signing::*;

#[tokio::test]
async fn genuine_tokens_of_both_versions_are_believed() {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]).publishes(&[entra().published()]);
    assert_eq!(gate.judges(&entra().token(&gate.claims())).await, Judged::Genuine);
    assert_eq!(gate.judges(&entra().token(&gate.claims_v1())).await, Judged::Genuine);
    let shouting = json!({"tid": TENANT.to_uppercase(), "aud": APP.to_uppercase()});
    assert_eq!(gate.judges(&entra().token(&gate.claims_but(&shouting))).await, Judged::Genuine, "ids have no case");
}

#[rstest]
#[case::other_application(json!({"aud": MICROSOFT}), Doubtful::Audience)]
#[case::no_audience(json!({"aud": null}), Doubtful::Audience)]
#[case::several_audiences(json!({"aud": [APP]}), Doubtful::Audience)]
#[case::other_tenant(json!({"tid": "other"}), Doubtful::Tenant)]
#[case::no_tenant(json!({"tid": null}), Doubtful::Tenant)]
#[case::issued_for_another(json!({"iss": "https://login.microsoftonline.com/other/v2.0"}), Doubtful::Tenant)]
#[case::all_of_another(json!({"iss": "https://login.microsoftonline.com/other/v2.0", "tid": "other"}), Doubtful::Tenant)]
#[case::other_caller(json!({"azp": "someone"}), Doubtful::Caller)]
#[case::no_caller(json!({"azp": null}), Doubtful::Caller)]
#[case::caller_of_version_1(json!({"azp": null, "appid": MICROSOFT}), Doubtful::Caller)]
#[case::issuer_of_version_1(json!({"iss": format!("https://sts.windows.net/{TENANT}/")}), Doubtful::Version)]
#[case::no_version(json!({"ver": null}), Doubtful::Version)]
#[case::new_version(json!({"ver": "3.0"}), Doubtful::Version)]
#[case::no_end(json!({"exp": null}), Doubtful::Expired)]
#[case::end_in_words(json!({"exp": "tomorrow"}), Doubtful::Expired)]
#[case::end_beyond_time(json!({"exp": i64::MAX}), Doubtful::Expired)]
#[case::no_beginning(json!({"nbf": null}), Doubtful::NotYet)]
#[case::beginning_beyond_time(json!({"nbf": u64::MAX}), Doubtful::NotYet)]
#[tokio::test]
async fn what_entra_signed_but_does_not_fit_may_be_our_own_fault(#[case] claims: Value, #[case] why: Doubtful) {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]);
    let token = entra().token(&gate.claims_but(&claims));
    assert_eq!(gate.judges(&token).await, Judged::Doubtful(why), "{claims}");
}

#[tokio::test]
async fn each_version_names_its_caller_in_its_own_claim() {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]);
    let claims = otherwise(gate.claims_v1(), &json!({"appid": null, "azp": MICROSOFT}));
    assert_eq!(gate.judges(&entra().token(&claims)).await, Judged::Doubtful(Doubtful::Caller));
}

#[rstest]
#[case::just_ended(json!({"exp": -300}), None)]
#[case::ended(json!({"exp": -301}), Some(Doubtful::Expired))]
#[case::about_to_begin(json!({"nbf": 300}), None)]
#[case::far_from_it(json!({"nbf": 301}), Some(Doubtful::NotYet))]
#[tokio::test]
async fn clocks_may_be_five_minutes_apart(#[case] from_now: Value, #[case] why: Option<Doubtful>) {
    let gate = Gate::new();
    gate.publishes(&[entra().published()]);
    let (name, seconds) = from_now.as_object().unwrap().iter().next().unwrap();
    let token = entra().token(&gate.claims_but(&json!({name: gate.seconds() + seconds.as_i64().unwrap()})));
    assert_eq!(gate.judges(&token).await, why.map_or(Judged::Genuine, Judged::Doubtful));
}

#[tokio::test]
async fn an_emulator_may_call_where_the_settings_name_it_and_microsoft_may_not() {
    let gate = Gate::for_caller(Caller::Another(" emulator-app ".to_owned()));
    gate.publishes(&[entra().published()]);
    let emulated = entra().token(&gate.claims_but(&json!({"azp": "emulator-app"})));
    assert_eq!(gate.judges(&emulated).await, Judged::Genuine);
    assert_eq!(gate.judges(&entra().token(&gate.claims())).await, Judged::Doubtful(Doubtful::Caller));
    let nobody = Gate::for_caller(Caller::Another(String::new()));
    nobody.publishes(&[entra().published()]);
    let token = entra().token(&nobody.claims_but(&json!({"azp": ""})));
    assert_eq!(nobody.judges(&token).await, Judged::Doubtful(Doubtful::Caller), "an empty id is nobody's");
}

#[rstest]
#[case("")]
#[case("..")]
#[case("a/b")]
#[case("a?b")]
#[case("tenant name")]
fn a_tenant_is_one_name(#[case] tenant: &str) {
    let keys = KeySets::new(&crate::Settings::microsoft()).unwrap();
    let recipient = Recipient { tenant: tenant.to_owned(), application: APP.to_owned(), caller: Caller::Microsoft };
    assert_eq!(TokenCheck::new(recipient, keys.into()).err(), Some(NoTenant));
}
