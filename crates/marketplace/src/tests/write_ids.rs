//! Under which ids a write goes out, and where.

use domain::{Answer, Change, OperationId};
use rstest::rstest;

use super::fake::FakeMarketplace;
use super::writes::{ALL, Write, ids, send};
use crate::ApiError;
use crate::wire::Broken;

#[tokio::test]
async fn the_first_attempt_has_the_callers_ids_and_the_second_a_request_id_of_its_own() {
    for write in ALL {
        let market = FakeMarketplace::new();
        market.answers(401, "\"Expired.\"").answers(202, "");
        let accepted = send(&market.api(), write, &ids(7)).await.unwrap();
        let requests = market.calls(|call| call.header("x-ms-requestid").to_owned());
        let correlations = market.calls(|call| call.header("x-ms-correlationid").to_owned());
        assert_eq!(requests[0], "07070707-0707-0707-0707-070707070707", "{write:?}");
        assert!(requests[1] != requests[0] && requests[1].len() == 36, "{write:?}: {}", requests[1]);
        assert_eq!(correlations, ["a7a7a7a7-a7a7-a7a7-a7a7-a7a7a7a7a7a7"; 2], "{write:?}");
        assert_eq!(accepted.trace.request(), Some(requests[1].as_str()), "the trace tells the last");
        assert_eq!(accepted.trace.correlation(), Some(correlations[0].as_str()));
        let bodies = market.calls(|call| (call.request.method().clone(), call.url(), call.body()));
        assert_eq!(bodies[0], bodies[1], "the same once more");
    }
}

#[tokio::test]
async fn a_write_that_failed_is_known_by_the_callers_ids() {
    for write in ALL {
        let market = FakeMarketplace::new();
        market.breaks(Broken::TooLate);
        let error = send(&market.api(), write, &ids(7)).await.unwrap_err();
        let trace = error.trace().unwrap();
        assert_eq!(trace.request(), Some("07070707-0707-0707-0707-070707070707"), "{write:?}");
        assert_eq!(trace.correlation(), Some("a7a7a7a7-a7a7-a7a7-a7a7-a7a7a7a7a7a7"), "{write:?}");
    }
}

#[tokio::test]
async fn each_write_has_the_ids_it_was_given() {
    let market = FakeMarketplace::new();
    let api = market.api();
    for n in [1, 2, 3] {
        market.answers(202, "");
        send(&api, Write::Seats, &ids(n)).await.unwrap();
    }
    let sent = market.calls(|call| call.header("x-ms-requestid").to_owned());
    assert_eq!(sent, [1, 2, 3].map(|n| ids(n).request.to_string()));
}

#[rstest]
#[case(Broken::TooLate)]
#[case(Broken::Lost)]
#[tokio::test]
async fn a_failed_sign_in_is_told_from_a_write_in_doubt(#[case] broken: Broken) {
    let write = ids(7).correlation.to_string();
    let before = FakeMarketplace::new();
    before.entra_breaks(broken);
    let error = send(&before.api(), Write::Plan, &ids(7)).await.unwrap_err();
    assert!(before.calls(|_| ()).is_empty(), "nothing was sent");
    assert_ne!(error.correlation(), Some(write.as_str()));
    let between = FakeMarketplace::new();
    between.entra_answers(200, r#"{"token_type":"Bearer","access_token":"x"}"#).entra_breaks(broken).answers(401, "");
    let error = send(&between.api(), Write::Plan, &ids(7)).await.unwrap_err();
    assert_eq!(between.calls(|_| ()).len(), 1, "sent once and refused");
    assert_ne!(error.correlation(), Some(write.as_str()));
}

#[tokio::test]
async fn odd_ids_stay_in_their_place() {
    let market = FakeMarketplace::new();
    let api = market.api();
    market.answers(200, "").answers(200, "").answers(202, "");
    let odd: OperationId = "org:5b9f1c7e-6a0d,0c2d1e9b-7a64".into();
    api.answer(&"a".into(), &odd, Answer::Accept, &ids(1)).await.unwrap();
    api.answer(&"a b/c".into(), &"../x?y#z".into(), Answer::Refuse, &ids(2)).await.unwrap();
    api.change(&"a b/c".into(), &Change::Plan("quo\"ted\\é".into()), &ids(3)).await.unwrap();
    let sent = market.calls(|call| format!("{} {}", call.url().path(), call.body()));
    insta::assert_snapshot!(sent.join("\n"), @r#"
    /api/saas/subscriptions/a/operations/org:5b9f1c7e-6a0d,0c2d1e9b-7a64 {"status":"Success"}
    /api/saas/subscriptions/a%20b%2Fc/operations/..%2Fx%3Fy%23z {"status":"Failure"}
    /api/saas/subscriptions/a%20b%2Fc {"planId":"quo\"ted\\é"}
    "#);
}

#[rstest]
#[case("")]
#[case(" ")]
#[case(".")]
#[case("..")]
#[tokio::test]
async fn what_an_address_would_swallow_is_not_sent(#[case] id: &str) {
    let market = FakeMarketplace::new();
    let api = market.api();
    let outcomes = [
        api.change(&id.into(), &Change::Seats(2), &ids(1)).await,
        api.answer(&id.into(), &"o".into(), Answer::Accept, &ids(2)).await,
        api.answer(&"a".into(), &id.into(), Answer::Accept, &ids(3)).await,
        api.cancel(&id.into(), &ids(4)).await,
    ];
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Err(ApiError::NotFound { .. }))));
    assert!(market.calls(|_| ()).is_empty() && market.sign_ins(|_| ()).is_empty());
}
