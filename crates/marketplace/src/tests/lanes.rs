//! Who waits for whom.

use std::time::Duration;

use domain::SubscriptionId;
use futures::future::{join, join_all};
use http::Method;
use tokio::time::Instant;

use super::fake::FakeMarketplace;
use super::writes::{Write, ids, send};
use crate::Api;

const SLOWNESS: Duration = Duration::from_secs(1);

/// A marketplace that answers anything with a subscription, slowly.
fn slow_market(calls: usize) -> FakeMarketplace {
    let market = FakeMarketplace::new();
    market.is_slow(SLOWNESS);
    for _ in 0..calls {
        market.answers(200, r#"{"id":"a"}"#);
    }
    market
}

async fn read(api: &Api, times: usize) {
    let id = SubscriptionId::from("a");
    for outcome in join_all((0..times).map(|_| api.subscription(&id))).await {
        outcome.unwrap();
    }
}

/// How many calls of a method began in each second.
fn per_second(market: &FakeMarketplace, method: &Method, since: Instant) -> Vec<usize> {
    let begun = market.calls(|call| (call.request.method() == *method).then(|| (call.at - since).as_secs()));
    let begun: Vec<_> = begun.into_iter().flatten().collect();
    begun.chunk_by(|a, b| a == b).map(<[_]>::len).collect()
}

#[tokio::test(start_paused = true)]
async fn writes_and_what_is_read_for_them_do_not_wait_behind_a_sweep() {
    let market = slow_market(20);
    let api = market.api();
    api.token_check().await.unwrap();
    let urgent = api.urgent();
    let before_writing = async {
        read(&urgent, 1).await;
        send(&api, Write::Plan, &ids(1)).await.unwrap();
        Instant::now()
    };
    let begun = Instant::now();
    let (_, done) = join(read(&api, 16), before_writing).await;
    assert_eq!(done - begun, 2 * SLOWNESS, "one for the reading and one for the write");
    assert_eq!(per_second(&market, &Method::GET, begun), [5, 4, 4, 4], "the sweep keeps its own pace");
}

#[tokio::test(start_paused = true)]
async fn no_more_than_four_writes_are_under_way_at_once() {
    let market = slow_market(20);
    let api = market.api();
    api.token_check().await.unwrap();
    let begun = Instant::now();
    let ids: Vec<_> = (0..9).map(ids).collect();
    let (_, outcomes) = join(read(&api, 4), join_all(ids.iter().map(|ids| send(&api, Write::Seats, ids)))).await;
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!(per_second(&market, &Method::PATCH, begun), [4, 4, 1]);
    assert_eq!(per_second(&market, &Method::GET, begun), [4], "writes leave the readers their own");
}

#[tokio::test(start_paused = true)]
async fn an_urgent_reader_shares_token_and_patience() {
    let market = FakeMarketplace::new();
    let api = market.hasty_api();
    market.answers(200, r#"{"id":"a"}"#).answers(500, "").answers(200, r#"{"id":"a"}"#);
    api.subscription(&"a".into()).await.unwrap();
    assert!(api.urgent().subscription(&"a".into()).await.is_err(), "as hasty as the other");
    assert_eq!((market.sign_ins(|_| ()).len(), market.calls(|_| ()).len()), (1, 2));
}
