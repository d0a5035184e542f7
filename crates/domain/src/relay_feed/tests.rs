use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::*;
use crate::account::{AccountAction, Cause};
use crate::intent::Change;
use crate::rule::{Decision, Expected, Outcome, Pass, Request, RequestKind};

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds)
}

fn request() -> Request {
    Request { to_plan: Some("bridge".into()), ..Request::new("s-1".into(), RequestKind::Plan, at(0)) }
}

fn decision() -> Decision {
    Decision { outcome: Outcome::Hold, rule: Some("r-1".into()), version: 3, review: None, why: Vec::new() }
}

fn held(state: HeldState) -> HeldRequest {
    HeldRequest {
        id: "h-1".to_owned(),
        version: 2,
        request: request(),
        operation: Some("op-1".into()),
        decision: decision(),
        priced: None,
        opened_at: at(0),
        state,
        ask_again: Some(AskAgain::PriceChanged { at: at(1) }),
        joined: vec![Joined { key: "k".to_owned(), what: "revert".to_owned(), at: at(2) }],
        nothing_came: None,
    }
}

fn announced() -> Announced {
    Announced {
        key: "k".to_owned(),
        operation: Some("op-1".into()),
        activity_id: String::new(),
        subscription: "s-1".into(),
        action: crate::Action::ChangePlan,
        source: None,
        request: Some(request()),
        message_at: None,
        received_at: at(0),
        took_ms: 2,
        way: Way::Asked,
        answered: Answered {
            status: 400,
            verdict: Verdict::Held,
            because: Because::Rule,
            decision: Some(decision()),
            held: Some("h-1".to_owned()),
        },
        is_confirmed: false,
        raw: "{}".to_owned(),
    }
}

fn access(what: AccessWork, state: AccessState) -> AccessStep {
    AccessStep {
        id: "acct_1".into(),
        version: 2,
        subscription: "s-1".into(),
        what,
        cause: Cause::Operation("op-1".into()),
        caused_at: at(0),
        attempts: 1,
        again: None,
        state,
    }
}

fn everything() -> Vec<Happened> {
    let to = Change::Plan("bridge".into());
    let pass = Pass { subscription: "s-1".into(), to: to.clone(), until: at(9), given_by: "north".to_owned() };
    let expected = Expected { subscription: "s-1".into(), to, until: at(9) };
    let consent = Consent { who: "a buyer".to_owned(), how: "by mail".to_owned(), at: at(3) };
    let how = ApprovedHow::Pass { pass: "p-1".to_owned() };
    let key = Some("intent-1".to_owned());
    let approval = Approval { by: "north".to_owned(), at: at(4), consent, how, key, sent_at: Some(at(5)) };
    let unsent = Approval { key: None, sent_at: None, ..approval.clone() };
    let nothing_came = Some(NothingCame { approval: unsent, at: at(604) });
    vec![
        Happened::Announced(Box::new(announced())),
        Happened::Held(Box::new(held(HeldState::Claimed { by: "north".to_owned(), at: at(1) }))),
        Happened::Held(Box::new(held(HeldState::Superseded { by: Supersession::NewerRequest, at: at(1) }))),
        Happened::Held(Box::new(held(HeldState::Approved(approval)))),
        Happened::Held(Box::new(HeldRequest { nothing_came, ..held(HeldState::Open) })),
        Happened::Pass(Box::new(GivenPass { id: "p-1".to_owned(), pass, held: "h-1".to_owned(), used_by: None })),
        Happened::Coming(Box::new(Coming {
            id: "c-1".to_owned(),
            expected,
            by: "north".to_owned(),
            held: None,
            echo: Some("k".to_owned()),
        })),
        Happened::Question(Box::new(Question {
            id: "k".to_owned(),
            request: request(),
            decision: decision(),
            asked_at: at(0),
            until: at(5),
            shown_by: vec!["north".to_owned()],
            state: QuestionState::Open,
        })),
        Happened::Rules(Box::new(RulesKept {
            version: 3,
            author: "lea (north)".to_owned(),
            reason: "too lenient".to_owned(),
            at: at(0),
            rules: json!({ "rules": [], "ofTomorrow": 1 }),
        })),
        Happened::Facts(Box::new(FactsKept { version: 1, taken_at: at(0), by: "north".to_owned() })),
        Happened::Trouble(Box::new(Trouble {
            what: "token".to_owned(),
            which: "audience".to_owned(),
            words: "A call was not believed.".to_owned(),
            at: at(0),
        })),
        Happened::ReadBack(Box::new(ReadBack {
            key: "k".to_owned(),
            at: at(20),
            status: None,
            shows_target: Some(false),
            fits: true,
            was_read: true,
        })),
    ]
    .into_iter()
    .chain(accesses())
    .chain(activations())
    .collect()
}

fn accesses() -> [Happened; 5] {
    let by = || "Ada (north)".to_owned();
    let again = Some(AccessAgain { by: by(), at: at(8), of: 2 });
    [
        Happened::Access(Box::new(access(
            AccessWork::Hook(AccountAction::Suspend),
            AccessState::Waiting { until: at(86_400) },
        ))),
        Happened::Access(Box::new(access(
            AccessWork::Hook(AccountAction::Suspend),
            AccessState::Stuck { why: AccessTrouble::Refused { words: "410 gone".to_owned() } },
        ))),
        Happened::Access(Box::new(access(
            AccessWork::DataDeletion,
            AccessState::Withdrawn { why: AccessOver::NotSoAnyMore, at: at(9) },
        ))),
        Happened::Access(Box::new(AccessStep {
            again,
            ..access(AccessWork::Hook(AccountAction::Reinstate), AccessState::Confirming)
        })),
        Happened::Access(Box::new(access(
            AccessWork::Hook(AccountAction::Suspend),
            AccessState::Dropped { by: by(), reason: "told by phone".to_owned(), at: at(9), of: 2 },
        ))),
    ]
}

fn activation(state: ActivationState) -> ActivationStep {
    ActivationStep {
        id: "activate-1".into(),
        version: 3,
        subscription: "s-1".into(),
        offer: "tidewatch".into(),
        plan: "crew".into(),
        seats: Some(12),
        visit: "v-1".to_owned(),
        asked_at: at(0),
        attempts: 1,
        state,
    }
}

fn activations() -> [Happened; 7] {
    let refused = ActivationTrouble::Refused { words: "400 no".to_owned() };
    [
        ActivationState::Confirming { why: None },
        ActivationState::Sending { why: Some("busy".to_owned()) },
        ActivationState::Sent { at: at(2) },
        ActivationState::Active { at: at(9) },
        ActivationState::Failed { at: at(9) },
        ActivationState::Stuck { why: refused, at: at(9) },
        ActivationState::Withdrawn { why: ActivationOver::AlreadyActive, at: at(9) },
    ]
    .map(|state| Happened::Activation(Box::new(activation(state))))
}

fn event(kind: &str, body: Value) -> FeedEvent {
    FeedEvent {
        cursor: "log-1".to_owned(),
        id: "e".to_owned(),
        at: at(0),
        kind: kind.to_owned(),
        subscription: None,
        body,
    }
}

#[test]
fn whatever_happened_is_read_as_it_was_told() {
    for happened in everything() {
        let body: Value = serde_json::from_str(&happened.body().unwrap()).unwrap();
        assert_eq!(event(happened.kind(), body).happened(), happened);
    }
}

#[test]
fn what_a_newer_relay_tells_is_passed_over_not_stumbled_upon() {
    assert_eq!(event("eclipse", json!({ "of": "the moon" })).happened(), Happened::Unknown);
    assert_eq!(event("held", json!({ "state": "levitating" })).happened(), Happened::Unknown);
    let mut body: Value = serde_json::from_str(&everything().remove(0).body().unwrap()).unwrap();
    body["ofTomorrow"] = json!([1, 2]);
    assert_eq!(event("announced", body).happened(), everything().remove(0), "a member more changes nothing");
}

#[test]
fn what_an_older_relay_or_desk_says_of_an_approval_is_still_understood() {
    let consent = json!({ "who": "a buyer", "how": "by mail", "at": at(3) });
    let approve: Approve = serde_json::from_value(json!({ "version": 2, "consent": consent })).unwrap();
    assert_eq!((approve.key, approve.pass_days), (None, None));
    let approval = json!({ "by": "north", "at": at(4), "consent": consent, "how": { "how": "change", "coming": "c" } });
    let approval: Approval = serde_json::from_value(approval).unwrap();
    assert_eq!((approval.key, approval.sent_at), (None, None));
}

/// These bytes are in the logs of relays and on the way to desks of other versions: a change here breaks both.
#[test]
fn the_words_on_the_wire_stay_what_they_are() {
    let told: Vec<Value> = everything()
        .iter()
        .map(|happened| {
            json!({ "kind": happened.kind(), "body": serde_json::from_str::<Value>(&happened.body().unwrap()).unwrap() })
        })
        .collect();
    insta::assert_json_snapshot!(told);
}

fn visit() -> Visit {
    Visit {
        id: "v-1".to_owned(),
        version: 2,
        bought: Some(Bought {
            subscription: "s-1".into(),
            name: "Harbour office".to_owned(),
            offer: "tidewatch".into(),
            plan: "crew".into(),
            seats: Some(12),
            status: Some(crate::Status::PendingFulfillmentStart),
        }),
        unresolved: None,
        who: Visitor {
            tenant: "t-1".to_owned(),
            object: "o-1".to_owned(),
            name: "Ines".to_owned(),
            contact: Some("ines@seahall.example".to_owned()),
            relation: Some(Relation::Beneficiary),
            language: "fr".to_owned(),
        },
        answers: vec![VisitAnswer {
            question: "team".to_owned(),
            asked: "How large is your team?".to_owned(),
            answer: "12".to_owned(),
        }],
        came_at: at(0),
        state: VisitState::Complete,
    }
}

#[test]
fn a_visit_is_read_as_it_was_told_and_unknown_to_whoever_does_not_ask_for_it() {
    let told = event(Visit::KIND, serde_json::to_value(visit()).unwrap());
    assert_eq!(Visit::told_by(&told), Some(visit()));
    assert_eq!(told.happened(), Happened::Unknown, "an older desk passes it over");
    assert_eq!(Visit::told_by(&event("held", told.body)), None);
}

#[test]
fn what_a_visit_says_on_the_wire_stays_what_it_is() {
    insta::assert_json_snapshot!(visit());
}

#[test]
fn an_older_relay_says_nothing_of_what_it_can_do_besides() {
    let hello = json!({
        "protocol": 1, "oldestProtocol": 1, "version": "0.1.0", "connection": "harbour", "desk": "north", "log": "log-a",
        "readsBack": false, "isEncrypted": true, "rulesVersion": 0, "factsVersion": 0, "now": at(0),
    });
    let hello: Hello = serde_json::from_value(hello).unwrap();
    assert_eq!((hello.moves_stuck, hello.opens_accounts, hello.activates), (false, false, vec![]));
}

#[test]
fn a_snapshot_of_an_older_relay_has_no_visits() {
    let snapshot: FeedSnapshot = serde_json::from_value(json!({ "cursor": "c-1", "at": at(0) })).unwrap();
    assert!(snapshot.visits.is_empty() && snapshot.access.is_empty() && snapshot.activations.is_empty());
}

#[test]
fn what_a_newer_relay_says_of_an_activation_spoils_nothing_else_in_a_snapshot() {
    let of_tomorrow = [
        json!({ "state": "levitating", "height": 3 }),
        json!({ "state": "stuck", "trouble": "eclipse", "of": "the moon", "at": at(9) }),
        json!({ "state": "withdrawn", "over": "eclipse", "at": at(9) }),
    ];
    let told = of_tomorrow.map(|state| {
        let mut step = serde_json::to_value(activation(ActivationState::Other)).unwrap();
        step["state"] = state;
        step
    });
    let snapshot = json!({ "cursor": "c-1", "at": at(0), "activations": told });
    let snapshot: FeedSnapshot = serde_json::from_value(snapshot).unwrap();
    let states: Vec<_> = snapshot.activations.into_iter().map(|step| step.state).collect();
    assert_eq!(
        states,
        [
            ActivationState::Other,
            ActivationState::Stuck { why: ActivationTrouble::Other, at: at(9) },
            ActivationState::Withdrawn { why: ActivationOver::Other, at: at(9) },
        ]
    );
}
