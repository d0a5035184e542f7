//! The questions beside the listing: plans, operations, a single subscription.

use domain::{PlanId, SubscriptionId};
use rstest::rstest;

use super::fake::FakeMarketplace;
use crate::ApiError;

fn id() -> SubscriptionId {
    "a b/c".into()
}

#[tokio::test]
async fn paths_are_built_from_ids_that_stay_in_their_place() {
    let market = FakeMarketplace::new();
    let api = market.api();
    market
        .answers(200, r#"{"id":"a b/c"}"#)
        .answers(200, "")
        .answers(200, "")
        .answers(200, "")
        .answers(200, r#"{"id":"o"}"#);
    api.subscription(&id()).await.unwrap();
    api.plans(&id(), None).await.unwrap();
    api.plans(&id(), Some(&PlanId::from("crew&x=1"))).await.unwrap();
    api.operations(&id()).await.unwrap();
    api.operation(&id(), &"o".into()).await.unwrap();
    let asked = market.calls(|call| {
        let url = call.url();
        format!("{}?{}", url.path(), url.query().unwrap())
    });
    insta::assert_snapshot!(asked.join("\n"), @r"
    /api/saas/subscriptions/a%20b%2Fc?api-version=2018-08-31
    /api/saas/subscriptions/a%20b%2Fc/listAvailablePlans?api-version=2018-08-31
    /api/saas/subscriptions/a%20b%2Fc/listAvailablePlans?api-version=2018-08-31&planId=crew%26x%3D1
    /api/saas/subscriptions/a%20b%2Fc/operations?api-version=2018-08-31
    /api/saas/subscriptions/a%20b%2Fc/operations/o?api-version=2018-08-31
    ");
}

#[rstest]
#[case("")]
#[case(" ")]
#[case(".")]
#[case("..")]
#[tokio::test]
async fn an_id_that_an_address_would_swallow_names_nothing(#[case] id: &str) {
    let market = FakeMarketplace::new();
    assert!(matches!(market.api().subscription(&id.into()).await, Err(ApiError::NotFound { .. })));
    assert!(matches!(market.api().operation(&"a".into(), &id.into()).await, Err(ApiError::NotFound { .. })));
    assert!(market.calls(|_| ()).is_empty());
}

#[rstest]
#[case::object(r#"{"operations":[{"id":"o","subscriptionId":"a","action":"Reinstate","status":"InProgress"}]}"#, 1)]
#[case::array(r#"[{"id":"o"},{"id":"p"}]"#, 2)]
#[case::empty_object("{}", 0)]
#[case::empty_array("[]", 0)]
#[case::null("null", 0)]
#[case::nothing("", 0)]
#[tokio::test]
async fn outstanding_operations_come_in_several_shapes(#[case] body: &'static str, #[case] count: usize) {
    let market = FakeMarketplace::new();
    market.answers(200, body);
    assert_eq!(market.api().operations(&id()).await.unwrap().len(), count);
}

#[tokio::test]
async fn an_unknown_operation_is_not_found_whichever_way_it_is_said() {
    let market = FakeMarketplace::new();
    for status in [400, 404] {
        market.answers(status, r#"{"code":"BadRequest","message":""}"#);
        assert!(matches!(market.api().operation(&id(), &"o".into()).await, Err(ApiError::NotFound { .. })), "{status}");
    }
}

#[tokio::test]
async fn a_plan_that_cannot_be_read_is_named() {
    let market = FakeMarketplace::new();
    market.answers(200, r#"{"plans":[{"planId":"a"},{"planId":"b","minQuantity":"few"}]}"#);
    let error = market.api().plans(&id(), None).await.unwrap_err();
    assert!(matches!(&error, ApiError::UnreadableAnswer { field, .. } if field == "plans[1].minQuantity"));
}
