use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{Announced, Happened, HeldState, ReadBack, Supersession};
use domain::{Seen, Status};
use futures::future::{BoxFuture, FutureExt as _, ready};
use http::StatusCode;
use serde_json::json;

use super::look::compare;
use super::{Looks, Reader};
use crate::testing::Rig;
use crate::testing::messages::{change_plan, notice, rule};

/// Microsoft, showing what the test says.
#[derive(Default)]
struct Shows {
    seen: Mutex<Option<Seen>>,
    acknowledged: Mutex<Vec<String>>,
}

impl Shows {
    fn plan(&self, plan: &str, status: Status) {
        *self.seen.lock().unwrap() = Some(Seen { status, plan: plan.into(), seats: Some(12) });
    }
}

impl Looks for Shows {
    fn look<'a>(&'a self, announced: &'a Announced, now: DateTime<Utc>) -> BoxFuture<'a, ReadBack> {
        ready(compare(announced, self.seen.lock().unwrap().as_ref(), now)).boxed()
    }

    fn acknowledge<'a>(&'a self, announced: &'a Announced) -> BoxFuture<'a, ()> {
        self.acknowledged.lock().unwrap().push(announced.key.clone());
        ready(()).boxed()
    }
}

fn reader(rig: &Rig, microsoft: &Arc<Shows>, old_contract: bool) -> Reader {
    let connection = Arc::clone(rig.relay.connection("harbour").unwrap());
    let microsoft: Arc<dyn Looks> = Arc::<Shows>::clone(microsoft);
    Reader::new(Arc::clone(&rig.relay), connection, microsoft, old_contract)
}

async fn pass(rig: &Rig, reader: &Reader, by: TimeDelta) {
    rig.time.advance(by);
    reader.turn().await.unwrap();
}

async fn read_back(rig: &Rig) -> Vec<ReadBack> {
    let told = rig.told().await.into_iter();
    told.filter_map(|told| if let Happened::ReadBack(one) = told { Some(*one) } else { None }).collect()
}

#[tokio::test]
async fn an_accepted_change_is_told_once_microsoft_shows_it() {
    let (rig, microsoft) = (Rig::that_reads_back(), Arc::new(Shows::default()));
    let reader = reader(&rig, &microsoft, false);
    microsoft.plan("crew", Status::Subscribed);
    rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    for seconds in [3, 15, 35] {
        pass(&rig, &reader, TimeDelta::seconds(seconds)).await;
    }
    assert!(read_back(&rig).await.is_empty(), "it does not show yet");
    microsoft.plan("bridge", Status::Subscribed);
    pass(&rig, &reader, TimeDelta::seconds(130)).await;
    let told = read_back(&rig).await;
    assert_eq!((told.len(), told[0].fits, told[0].shows_target), (1, true, Some(true)));
    pass(&rig, &reader, TimeDelta::days(1)).await;
    assert_eq!(read_back(&rig).await.len(), 1, "and then it is done");
    assert!(microsoft.acknowledged.lock().unwrap().is_empty(), "nothing is sent under the present contract");
}

#[tokio::test]
async fn a_refusal_that_took_effect_all_the_same_is_told_at_once() {
    let (rig, microsoft) = (Rig::that_reads_back(), Arc::new(Shows::default()));
    let reader = reader(&rig, &microsoft, false);
    rig.desk("north").await.rules(&rule(&json!("refuse"))).await;
    microsoft.plan("bridge", Status::Subscribed);
    assert_eq!(rig.posts(&change_plan("op-1", "crew", "bridge")).await, StatusCode::BAD_REQUEST);
    pass(&rig, &reader, TimeDelta::seconds(3)).await;
    pass(&rig, &reader, TimeDelta::seconds(15)).await;
    let told = read_back(&rig).await;
    assert_eq!((told.len(), told[0].fits), (1, false), "the answer did not reach Microsoft, or was not heeded");
}

#[tokio::test]
async fn nobody_decides_any_more_on_a_held_request_that_took_effect_all_the_same() {
    let (rig, microsoft) = (Rig::that_reads_back(), Arc::new(Shows::default()));
    let reader = reader(&rig, &microsoft, false);
    rig.desk("north").await.rules(&rule(&json!("hold"))).await;
    microsoft.plan("bridge", Status::Subscribed);
    assert_eq!(rig.posts(&change_plan("op-1", "crew", "bridge")).await, StatusCode::BAD_REQUEST);
    pass(&rig, &reader, TimeDelta::seconds(3)).await;
    pass(&rig, &reader, TimeDelta::seconds(15)).await;
    let held = rig.told().await.into_iter().rev();
    let mut held = held.filter_map(|told| if let Happened::Held(one) = told { Some(one.state) } else { None });
    let last = held.next().unwrap();
    assert!(matches!(last, HeldState::Superseded { by: Supersession::Change, .. }), "{last:?}");
    assert_eq!(held.next(), Some(HeldState::Open));
    assert_eq!(read_back(&rig).await.len(), 1);
}

#[tokio::test]
async fn a_notice_is_confirmed_by_the_status() {
    let (rig, microsoft) = (Rig::that_reads_back(), Arc::new(Shows::default()));
    let reader = reader(&rig, &microsoft, false);
    microsoft.plan("crew", Status::Suspended);
    rig.posts(&notice("op-1", "Suspend")).await;
    pass(&rig, &reader, TimeDelta::seconds(3)).await;
    pass(&rig, &reader, TimeDelta::seconds(15)).await;
    assert!(read_back(&rig).await[0].fits);
}

#[tokio::test]
async fn what_cannot_be_read_is_said_in_the_end() {
    let (rig, microsoft) = (Rig::that_reads_back(), Arc::new(Shows::default()));
    let reader = reader(&rig, &microsoft, false);
    rig.posts(&notice("op-1", "Suspend")).await;
    for _ in 0..6 {
        pass(&rig, &reader, TimeDelta::hours(3)).await;
    }
    assert!(read_back(&rig).await.is_empty(), "it is tried for hours");
    pass(&rig, &reader, TimeDelta::hours(3)).await;
    let told = read_back(&rig).await;
    assert_eq!((told.len(), told[0].was_read), (1, false));
}

#[tokio::test]
async fn under_the_old_contract_each_request_is_acknowledged_once_after_its_answer() {
    let (rig, microsoft) = (Rig::that_reads_back(), Arc::new(Shows::default()));
    let readers = [reader(&rig, &microsoft, true), reader(&rig, &microsoft, true)];
    rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    rig.posts(&notice("op-2", "Renew")).await;
    readers[0].turn().await.unwrap();
    assert!(microsoft.acknowledged.lock().unwrap().is_empty(), "not before the answer is given");
    for reader in &readers {
        pass(&rig, reader, TimeDelta::seconds(3)).await;
        pass(&rig, reader, TimeDelta::seconds(30)).await;
    }
    assert_eq!(microsoft.acknowledged.lock().unwrap().len(), 1, "a notice wants none, and two replicas send one");
}
