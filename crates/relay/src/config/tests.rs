use rstest::rstest;

use super::{Config, ConfigError, Environment};

const ONE: &str = r#"
    [[connection]]
    name = "harbour"
    tenant = "t"
    application = "a"
"#;

const ACTIVATES: &str = "[[connection.activate]]\noffer = \"tidewatch\"\nplans = [\"crew\"]\n";

fn read(text: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let variables = variables.iter().map(|(name, value)| (format!("MARKETDESK_RELAY_{name}"), (*value).to_owned()));
    Config::read(text, &Environment::of(variables))
}

fn landing(address: &str, questions: &str) -> String {
    format!("[connection.landing]\naddress = \"{address}\"\napplication = \"b\"\npublisher = \"N\"\n{questions}")
}

#[test]
fn a_landing_page_takes_its_path_from_its_address() {
    let config = read(&format!("{ONE}{}", landing("https://relay.example.com/landing/n", "")), &[]).unwrap();
    let landing = config.connections[0].landing.as_ref().unwrap();
    assert_eq!(landing.path(), "/landing/n");
    assert_eq!(landing.redirect().as_str(), "https://relay.example.com/landing/n/signed-in");
}

#[test]
fn a_tenant_and_an_application_are_enough() {
    let config = read(ONE, &[]).unwrap();
    assert_eq!(config.connections[0].path(), "/webhook/harbour");
    assert!(config.listen.ip().is_loopback(), "nothing is opened to the world unasked");
    assert_eq!(config.log.keep_days, 400);
}

#[test]
fn the_environment_alone_is_enough() {
    let config = read("", &[("TENANT", "t"), ("APPLICATION", "a"), ("LISTEN", "0.0.0.0:80"), ("CLIENT_SECRET", "s")]);
    let config = config.unwrap();
    assert_eq!((config.connections[0].name.as_str(), config.listen.port()), ("main", 80));
    assert!(config.connections[0].credential.is_some());
}

#[test]
fn the_environment_wins_over_the_file() {
    let config = read(ONE, &[("TENANT", "other")]).unwrap();
    assert_eq!(config.connections[0].tenant, "other");
}

#[rstest]
#[case::no_connection("", "no connection")]
#[case::two_of_one_name(&format!("{ONE}{ONE}"), "another connection's")]
#[case::a_path_of_ours(&format!("{ONE}path = \"/v1/x\""), "relay's own")]
#[case::a_path_with_a_pattern(&format!("{ONE}path = \"/{{x}}\""), "plain letters")]
#[case::an_open_landing_page(&format!("{ONE}{}", landing("http://relay.example.com/x", "")), "https")]
#[case::a_landing_page_with_a_hash(&format!("{ONE}{}", landing("https://relay.example.com/x#y", "")), "neither")]
#[case::a_landing_page_at_the_root(&format!("{ONE}{}", landing("https://relay.example.com/", "")), "has a path")]
#[case::a_landing_page_at_the_webhook(&format!("{ONE}{}", landing("https://r.example.com/webhook/harbour", "")), "another connection's")]
#[case::a_question_without_words(&format!("{ONE}{}", landing("https://r.example.com/x", "[[connection.landing.question]]\nid = \"a\"\nlabel = { fr = \"b\" }")), "English")]
#[case::a_choice_of_nothing(&format!("{ONE}{}", landing("https://r.example.com/x", "[[connection.landing.question]]\nid = \"a\"\nkind = \"choice\"\nlabel = { en = \"b\" }")), "choices")]
#[case::activating_without_a_credential(&format!("{ONE}{}{ACTIVATES}", landing("https://r.example.com/x", "")), "credential")]
#[case::activating_without_a_landing_page(&format!("{ONE}credential = {{ secret = \"s\" }}\n{ACTIVATES}"), "landing page")]
#[case::activating_no_offer(&format!("{ONE}credential = {{ secret = \"s\" }}\n{}{}", landing("https://r.example.com/x", ""), ACTIVATES.replace("tidewatch", " ")), "id of its offer")]
#[case::nothing_kept(&format!("log.keep_days = 0\n{ONE}"), "eight hours")]
#[case::a_slow_body(&format!("limits.body_seconds = 9\n{ONE}"), "ten seconds")]
fn what_will_not_do_is_said(#[case] text: &str, #[case] words: &str) {
    let said = read(text, &[]).unwrap_err().to_string();
    assert!(said.contains(words), "{said}");
}

#[test]
fn no_error_shows_a_secret() {
    let text = format!("log.key = \"hush-hush\"\nlog.unknown = \"hush-hush\"\n{ONE}");
    let said = format!("{:?}", read(&text, &[]).unwrap_err());
    assert!(!said.contains("hush-hush"), "{said}");
    let text = format!("log.postgres = [\"hush-hush\"]\n{ONE}");
    let said = format!("{:?}", read(&text, &[]).unwrap_err());
    assert!(!said.contains("hush-hush"), "{said}");
    let config = read(&format!("log.key = \"hush-hush\"\n{ONE}"), &[]).unwrap();
    assert!(!format!("{config:?}").contains("hush-hush"));
}

#[test]
fn a_misspelt_setting_is_not_passed_over() {
    let said = read(&format!("listne = \"0.0.0.0:80\"\n{ONE}"), &[]).unwrap_err();
    assert!(matches!(said, ConfigError::Toml { line: 1, .. }), "{said:?}");
}

#[rstest]
#[case::named("tidewatch", "crew", true, true)]
#[case::another_plan("tidewatch", "bridge", true, false)]
#[case::in_preview("tidewatch-preview", "crew", true, false)]
#[case::not_answered("tidewatch", "crew", false, false)]
#[case::every_plan("fieldbook", "solo", true, true)]
#[case::not_answered_where_that_is_enough("fieldbook", "solo", false, true)]
#[case::another_offer("harbourdesk", "crew", true, false)]
fn a_purchase_is_activated_where_the_owner_says_so(
    #[case] offer: &str,
    #[case] plan: &str,
    #[case] is_answered: bool,
    #[case] is_allowed: bool,
) {
    let every = "[[connection.activate]]\noffer = \"fieldbook\"\nanswered = false\n";
    let own = format!("{ONE}credential = {{ secret = \"s\" }}\n{}", landing("https://r.example.com/x", ""));
    let config = read(&format!("{own}{ACTIVATES}{every}"), &[]).unwrap();
    let rules = &config.connections[0].activate;
    assert_eq!(rules.iter().any(|rule| rule.allows(&offer.into(), &plan.into(), is_answered)), is_allowed);
}

#[test]
fn the_environment_names_offers_and_their_plans() {
    let own = format!("{ONE}credential = {{ secret = \"s\" }}\n{}", landing("https://r.example.com/x", ""));
    let config = read(&format!("{own}{ACTIVATES}"), &[("ACTIVATE", "fieldbook, tidewatch:crew:bridge")]).unwrap();
    let rules: Vec<_> =
        config.connections[0].activate.iter().map(|rule| (rule.offer.as_str(), rule.plans.join(" "))).collect();
    assert_eq!(rules, [("fieldbook", String::new()), ("tidewatch", "crew bridge".to_owned())]);
    let said = read(&own, &[("ACTIVATE", "tidewatch:")]).unwrap_err().to_string();
    assert!(said.contains("no plan's id is empty"), "{said}");
}
