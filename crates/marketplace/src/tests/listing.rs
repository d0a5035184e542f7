//! Walking the listing: pages, links, and places kept for later.

use futures::TryStreamExt as _;
use rstest::rstest;

use super::fake::{FakeMarketplace, link_to};
use crate::{ApiError, Continuation, Page};

#[tokio::test]
async fn an_empty_page_in_the_middle_is_not_the_end() {
    let market = FakeMarketplace::new();
    market.lists_subscriptions(&[2, 0, 1]);
    let pages: Vec<_> = market.api().pages(None).try_collect().await.unwrap();
    let sizes: Vec<_> = pages.iter().map(|page| page.records.len()).collect();
    assert_eq!(sizes, [2, 0, 1], "the third page is reached through an empty one");
}

#[tokio::test]
async fn the_token_of_a_link_goes_to_the_host_we_know() {
    let market = FakeMarketplace::new();
    market.lists_subscriptions(&[1, 1]);
    let _: Vec<Page> = market.api().pages(None).try_collect().await.unwrap();
    let asked = market.calls(|call| call.request.uri().to_string());
    assert_eq!(
        asked,
        [
            "https://marketplaceapi.microsoft.com/api/saas/subscriptions?api-version=2018-08-31",
            "https://marketplaceapi.microsoft.com/api/saas/subscriptions?api-version=2018-08-31&continuationToken=page+1%2B%2F%3D",
        ],
        "decoded once, encoded once"
    );
}

#[tokio::test]
async fn a_sweep_goes_on_from_a_place_that_was_kept() {
    let market = FakeMarketplace::new();
    market.lists_subscriptions(&[1, 1, 1]);
    let kept = market.api().page(None).await.unwrap().next.unwrap();
    let kept: Continuation = serde_json::from_str(&serde_json::to_string(&kept).unwrap()).unwrap();
    let pages: Vec<_> = market.api().pages(Some(kept)).try_collect().await.unwrap();
    assert_eq!(pages.len(), 2);
}

#[rstest]
#[case::array("[{\"id\":\"a\"},{\"id\":\"b\"}]", 2)]
#[case::nothing("", 0)]
#[case::blanks(" \r\n", 0)]
#[case::null("null", 0)]
#[case::empty_object("{}", 0)]
#[case::empty_list(r#"{"subscriptions":[],"@nextLink":""}"#, 0)]
#[case::null_list(r#"{"subscriptions":null,"@nextLink":null}"#, 0)]
#[case::capitals(r#"{"Subscriptions":[{"Id":"a"}]}"#, 1)]
#[case::byte_order_mark("\u{feff}{\"subscriptions\":[{\"id\":\"a\"}]}", 1)]
#[tokio::test]
async fn every_shape_of_a_last_page_is_read(#[case] body: &'static str, #[case] records: usize) {
    let market = FakeMarketplace::new();
    market.answers(200, body);
    let page = market.api().page(None).await.unwrap();
    assert_eq!((page.records.len(), page.next.is_none(), page.bytes), (records, true, body.len()));
    assert!(page.records.iter().all(Result::is_ok));
}

#[rstest]
#[case::at_next_link("@nextLink")]
#[case::next_link("nextLink")]
#[case::capitals("@NEXTLINK")]
#[tokio::test]
async fn a_link_has_several_names(#[case] name: &str) {
    let market = FakeMarketplace::new();
    market.answers(200, format!(r#"{{"subscriptions":[],"{name}":"{}"}}"#, link_to("t")));
    assert_eq!(market.api().page(None).await.unwrap().next, Some(Continuation::from("t".to_owned())));
}

#[tokio::test]
async fn the_first_documentation_gave_the_token_itself() {
    let market = FakeMarketplace::new();
    market.answers(200, r#"{"subscriptions":[],"continuationToken":"a+b="}"#);
    assert_eq!(market.api().page(None).await.unwrap().next, Some(Continuation::from("a+b=".to_owned())));
}

#[rstest]
#[case::relative("/api/saas/subscriptions/?continuationToken=t", Some("t"))]
#[case::plus_is_plus("https://marketplaceapi.microsoft.com/api/x?CONTINUATIONTOKEN=a+b", Some("a+b"))]
#[case::foreign_with_token("https://evil.example/?continuationToken=t", Some("t"))]
#[case::empty_token("https://marketplaceapi.microsoft.com/api/x?continuationToken=", None)]
#[case::trusted_link(
    "https://main.prod.marketplaceapi.azure.com/api/x?skip=2",
    Some("https://main.prod.marketplaceapi.azure.com/api/x?skip=2")
)]
#[tokio::test]
async fn what_is_kept_of_a_link(#[case] link: &str, #[case] kept: Option<&str>) {
    let market = FakeMarketplace::new();
    market.answers(200, format!(r#"{{"subscriptions":[],"@nextLink":"{link}"}}"#));
    let next = market.api().page(None).await.unwrap().next;
    assert_eq!(next.as_ref().map(Continuation::as_str), kept);
}

#[rstest]
#[case("https://evil.example/api?skip=2")]
#[case("http://marketplaceapi.microsoft.com/api?skip=2")]
#[case("https://marketplaceapi.microsoft.com@evil.example/api?skip=2")]
#[tokio::test]
async fn a_link_to_another_host_is_refused_when_read_and_when_kept(#[case] link: &str) {
    let market = FakeMarketplace::new();
    market.answers(200, format!(r#"{{"subscriptions":[],"@nextLink":"{link}"}}"#));
    assert!(matches!(market.api().page(None).await, Err(ApiError::ForeignLink { .. })));
    let kept = Continuation::from(link.to_owned());
    assert!(matches!(market.api().page(Some(&kept)).await, Err(ApiError::ForeignLink { .. })));
    assert_eq!(market.calls(|_| ()).len(), 1, "nothing was sent after the kept link");
}

#[tokio::test]
async fn a_trusted_link_without_a_token_is_followed() {
    let market = FakeMarketplace::new();
    let link = "https://main.prod.marketplaceapi.azure.com/api/x?skip=2";
    market.answers(200, format!(r#"{{"subscriptions":[],"@nextLink":"{link}"}}"#));
    market.answers(200, "{}");
    let pages: Vec<_> = market.api().pages(None).try_collect().await.unwrap();
    assert_eq!(pages.len(), 2);
    assert_eq!(market.calls(|call| call.request.uri().to_string())[1], link);
}

#[tokio::test]
async fn a_link_that_leads_back_to_its_own_page_ends_the_walk() {
    let market = FakeMarketplace::new();
    for _ in 0..3 {
        market.answers(200, format!(r#"{{"subscriptions":[],"@nextLink":"{}"}}"#, link_to("again")));
    }
    let walk: Result<Vec<Page>, _> = market.api().pages(None).try_collect().await;
    assert!(matches!(walk, Err(ApiError::UnreadableAnswer { field, .. }) if field == "@nextLink"));
    assert_eq!(market.calls(|_| ()).len(), 2);
}

#[rstest]
#[case(400)]
#[case(404)]
#[case(410)]
#[tokio::test]
async fn an_old_place_may_be_forgotten(#[case] status: u16) {
    let market = FakeMarketplace::new();
    market.answers(status, r#"{"code":"BadRequest","message":"Invalid continuation token."}"#);
    let outcome = market.api().page(Some(&Continuation::from("old".to_owned()))).await;
    assert!(matches!(outcome, Err(ApiError::ContinuationExpired { .. })));
    market.answers(400, r#"{"code":"BadRequest","message":"No."}"#);
    assert!(
        matches!(market.api().page(None).await, Err(ApiError::Refused { status: 400, .. })),
        "the first page has no place"
    );
}

#[tokio::test]
async fn an_object_that_is_no_page_is_not_taken_for_an_empty_one() {
    let market = FakeMarketplace::new();
    market.answers(200, r#"{"message":"Hello"}"#);
    let outcome = market.api().page(None).await;
    assert!(matches!(outcome, Err(ApiError::UnreadableAnswer { field, .. }) if field == "subscriptions"));
}

#[tokio::test]
async fn a_bad_record_costs_itself_alone() {
    let market = FakeMarketplace::new();
    let records = r#"{"id":"a"},17,{"name":"nobody"},{"id":"d","term":{"startDate":"soon"}},{"id":"e"}"#;
    market.answers(200, format!(r#"{{"subscriptions":[{records}]}}"#));
    let page = market.api().page(None).await.unwrap();
    let read: Vec<_> = page
        .records
        .iter()
        .map(|record| match record {
            Ok(good) => good.value.id.to_string(),
            Err(bad) => format!("{:?} {} {}", bad.id, bad.field, bad.misread.word()),
        })
        .collect();
    let expected = ["a", "None  not-an-object", "None id missing", "Some(\"d\") term.startDate not-a-day", "e"];
    assert_eq!(read, expected);
}
