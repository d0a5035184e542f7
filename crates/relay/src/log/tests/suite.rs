//! The tests themselves, each given two handles on one log: two replicas, or twice the same.

use std::sync::Arc;

use chrono::TimeDelta;
use futures::future::join_all;

use super::{at, done, event, harbour, held, ids, told};
use crate::log::{Bounds, Kind, Log, Put, Which, Write, Written};

pub(super) type Handles = [Arc<dyn Log>; 2];

/// Runs each of these against one kind of log.
macro_rules! log_tests {
    ($open:path) => {
        log_tests!($open:
            what_is_written_is_there_for_every_handle,
            a_write_that_was_overtaken_leaves_nothing_behind,
            of_many_who_put_the_same_document_one_is_first,
            of_many_who_change_the_same_version_one_is_first,
            one_overtaken_write_does_not_cost_its_neighbours,
            events_of_two_connections_do_not_mix,
            an_event_is_told_once,
            a_decision_sees_the_answer_and_what_is_open,
            only_open_documents_are_listed_where_only_they_are_asked_for,
            old_events_are_forgotten_and_the_feed_says_so,
            what_is_held_is_never_forgotten,
            old_rows_are_forgotten_in_steps_that_nobody_waits_long_for,
            positions_grow_and_pages_lead_to_the_end,
            both_handles_have_the_name_of_the_log,
            followers_are_woken_through_either_handle,
            a_closed_log_takes_nothing_more,
            text_of_any_kind_comes_back_as_it_was,
        );
    };
    ($open:path: $($name:ident,)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            let Some((logs, _keep)) = $open().await else { return };
            $crate::log::tests::suite::$name(logs).await;
        }
    )*};
}
pub(super) use log_tests;

pub(super) async fn what_is_written_is_there_for_every_handle([one, other]: Handles) {
    done(&*one, told("a").put(held("h", "wants gold"))).await;

    assert_eq!(ids(&*other).await, ["a"]);
    let doc = other.doc(&harbour(), Kind::Held, "h").await.unwrap().unwrap();
    assert_eq!((doc.version, doc.read::<String>().unwrap().as_str()), (1, "wants gold"));
    assert_eq!(doc.subscription, Some("s-1".into()));
}

pub(super) async fn a_write_that_was_overtaken_leaves_nothing_behind([one, other]: Handles) {
    done(&*one, told("a").put(held("h", "first"))).await;

    let late = told("b").put(held("h2", "also")).put(held("h", "second"));
    assert_eq!(other.write(late).await.unwrap(), Written::Overtaken { by: Kind::Held });

    assert_eq!(ids(&*other).await, ["a"], "its event is not told");
    assert_eq!(other.doc(&harbour(), Kind::Held, "h2").await.unwrap(), None, "its other document is not there");
}

pub(super) async fn of_many_who_put_the_same_document_one_is_first(logs: Handles) {
    let tries = (0..20).map(|n| logs[n % 2].write(told(&format!("e{n}")).put(held("h", &n.to_string()))));
    let outcomes = join_all(tries).await;
    let firsts = outcomes.into_iter().filter(|outcome| *outcome.as_ref().unwrap() == Written::Done).count();
    assert_eq!(firsts, 1, "one is first");
    assert_eq!(ids(&*logs[0]).await.len(), 1, "one is told");
}

pub(super) async fn of_many_who_change_the_same_version_one_is_first(logs: Handles) {
    done(&*logs[0], told("a").put(held("h", "open"))).await;
    let doc = logs[1].doc(&harbour(), Kind::Held, "h").await.unwrap().unwrap();

    let tries = (0..20).map(|n| {
        let put = Put::over(&doc, &format!("desk {n}")).unwrap();
        logs[n % 2].write(Write::new(&harbour(), at(1)).put(put))
    });
    let outcomes = join_all(tries).await;

    let firsts = outcomes.into_iter().filter(|outcome| *outcome.as_ref().unwrap() == Written::Done).count();
    assert_eq!(firsts, 1, "a claim belongs to one desk");
    let after = logs[0].doc(&harbour(), Kind::Held, "h").await.unwrap().unwrap();
    assert_eq!(after.version, 2, "each put adds one");
}

pub(super) async fn one_overtaken_write_does_not_cost_its_neighbours([one, _]: Handles) {
    done(&*one, told("first").put(held("h", "x"))).await;
    let writes = (0..40).map(|n| {
        let write = told(&format!("e{n}"));
        one.write(if n % 4 == 0 { write.put(held("h", "y")) } else { write })
    });
    let outcomes = join_all(writes).await;
    let done = outcomes.iter().filter(|outcome| *outcome.as_ref().unwrap() == Written::Done).count();
    assert_eq!(done, 30, "those in the same batch go on");
    assert_eq!(ids(&*one).await.len(), 31);
}

pub(super) async fn events_of_two_connections_do_not_mix([one, other]: Handles) {
    done(&*one, told("same").put(held("h", "ours"))).await;
    let theirs = Write::new(&"lighthouse".into(), at(0)).event(event("same")).put(held("h", "theirs"));
    done(&*other, theirs).await;

    assert_eq!(ids(&*one).await.len(), 1);
    let about = one.about(&"lighthouse".into(), "none", &"s-1".into()).await.unwrap();
    assert_eq!(about.open.len(), 1);
    assert_eq!(about.open[0].read::<String>().unwrap(), "theirs");
}

pub(super) async fn an_event_is_told_once([one, other]: Handles) {
    done(&*one, told("a")).await;
    done(&*other, told("a").event(event("b"))).await;
    assert_eq!(ids(&*one).await, ["a", "b"]);
}

pub(super) async fn a_decision_sees_the_answer_and_what_is_open([one, other]: Handles) {
    let closed = held("closed", "c").open(false);
    let elsewhere = Put::new(Kind::Pass, "p2", &"p").unwrap().of(&"s-2".into());
    let write = Write::new(&harbour(), at(0))
        .put(Put::new(Kind::Answer, "key", &200).unwrap().open(false))
        .put(Put::new(Kind::Rules, "rules", &"[]").unwrap())
        .put(held("open", "o"))
        .put(closed)
        .put(elsewhere);
    done(&*one, write).await;

    let about = other.about(&harbour(), "key", &"S-1".into()).await.unwrap();

    assert_eq!(about.answer.unwrap().read::<u16>().unwrap(), 200);
    let open: Vec<_> = about.open.iter().map(|doc| doc.id.as_str()).collect();
    assert_eq!(open, ["open"], "open ones of this subscription, however its id is written");
    assert_eq!((about.rules_version, about.facts_version), (1, 0));
}

pub(super) async fn only_open_documents_are_listed_where_only_they_are_asked_for([one, _]: Handles) {
    done(&*one, Write::new(&harbour(), at(0)).put(held("a", "")).put(held("b", "").open(false))).await;
    let count =
        async |open_only| one.docs(&harbour(), Which { kind: Kind::Held, open_only, limit: 10 }).await.unwrap().len();
    assert_eq!((count(true).await, count(false).await), (1, 2));
}

pub(super) async fn old_events_are_forgotten_and_the_feed_says_so([one, other]: Handles) {
    done(&*one, told("old").event(event("old too"))).await;
    let old = one.bounds(&harbour()).await.unwrap().last;
    done(&*one, Write::new(&harbour(), at(100)).event(event("new"))).await;

    assert_eq!(other.forget(&harbour(), at(50)).await.unwrap(), 2);

    assert_eq!(ids(&*one).await, ["new"]);
    let bounds = one.bounds(&harbour()).await.unwrap();
    assert_eq!(bounds.forgotten, old, "whoever had read less than this has missed something");
    assert!(bounds.last > old, "and the end is where it was");

    other.forget(&harbour(), at(500)).await.unwrap();
    let emptied = one.bounds(&harbour()).await.unwrap();
    assert_eq!(emptied, Bounds { forgotten: bounds.last, last: bounds.last }, "an empty feed keeps its place");
}

pub(super) async fn what_is_held_is_never_forgotten([one, _]: Handles) {
    let answer = Put::new(Kind::Answer, "key", &200).unwrap().open(false);
    done(&*one, told("a").put(held("h", "")).put(held("over", "").open(false)).put(answer)).await;
    one.forget(&harbour(), at(0) + TimeDelta::days(500)).await.unwrap();

    assert!(one.doc(&harbour(), Kind::Held, "h").await.unwrap().is_some(), "an open request");
    assert!(one.doc(&harbour(), Kind::Held, "over").await.unwrap().is_some(), "a decision that was made");
    assert!(one.doc(&harbour(), Kind::Answer, "key").await.unwrap().is_none(), "an answer nobody asks for any more");
}

pub(super) async fn old_rows_are_forgotten_in_steps_that_nobody_waits_long_for([one, other]: Handles) {
    for hundred in 0..45 {
        let write = (0..100).fold(Write::new(&harbour(), at(0)), |write, n| {
            let key = format!("{hundred}-{n}");
            let answer = Put::new(Kind::Answer, &*key, &200).unwrap().of(&"s-1".into()).open(false);
            write.event(event(&key)).put(answer)
        });
        done(&*one, write).await;
    }
    done(&*one, Write::new(&harbour(), at(100)).event(event("new"))).await;

    let mut steps = Vec::new();
    loop {
        let count = other.forget(&harbour(), at(50)).await.unwrap();
        let left = one.events(&harbour(), 0, 1).await.unwrap().first().map(|event| event.position);
        let bounds = one.bounds(&harbour()).await.unwrap();
        assert!(left.is_some_and(|left| left > bounds.forgotten), "the feed never has a hole that it does not tell of");
        if count == 0 {
            break;
        }
        steps.push(count);
    }
    assert_eq!(steps, [4_000, 4_000, 1_000], "as many events as answers");
    assert_eq!(ids(&*one).await, ["new"]);
}

pub(super) async fn positions_grow_and_pages_lead_to_the_end(logs: Handles) {
    for n in 0..25 {
        done(&*logs[n % 2], told(&format!("e{n}"))).await;
    }
    let (mut seen, mut cursor) = (Vec::new(), 0);
    loop {
        let page = logs[0].events(&harbour(), cursor, 10).await.unwrap();
        let Some(last) = page.last() else { break };
        assert!(page.windows(2).all(|pair| pair[0].position < pair[1].position), "in order");
        cursor = last.position;
        seen.extend(page.into_iter().map(|event| event.what.id));
    }
    let expected: Vec<_> = (0..25).map(|n| format!("e{n}")).collect();
    assert_eq!(seen, expected);
    assert_eq!(logs[1].bounds(&harbour()).await.unwrap().last, cursor);
}

pub(super) async fn both_handles_have_the_name_of_the_log([one, other]: Handles) {
    assert_eq!(one.name(), other.name());
    assert!(!one.name().is_empty());
}

pub(super) async fn followers_are_woken_through_either_handle([one, other]: Handles) {
    let mut stirred = other.stirred();
    stirred.mark_unchanged();
    done(&*one, told("a")).await;
    while ids(&*other).await.is_empty() {
        stirred.changed().await.unwrap();
    }
}

pub(super) async fn a_closed_log_takes_nothing_more([one, other]: Handles) {
    let last = one.write(told("last"));
    let (last, ()) = futures::join!(last, one.close());
    assert_eq!(last.unwrap(), Written::Done, "what was on its way is written");
    assert!(one.write(told("late")).await.is_err(), "and nothing after it");
    assert_eq!(ids(&*other).await, ["last"]);
}

pub(super) async fn text_of_any_kind_comes_back_as_it_was([one, other]: Handles) {
    let odd = "quote ' \" \\ é 漢 \u{1F6F0} $1 ?1 -- ;";
    let mut strange = event(odd);
    strange.body = serde_json::json!({ odd: odd }).to_string();
    done(&*one, Write::new(&harbour(), at(0)).event(strange.clone()).put(held(odd, odd))).await;

    let events = other.events(&harbour(), 0, 10).await.unwrap();
    assert_eq!(events[0].what, strange);
    assert_eq!(events[0].at, at(0));
    assert_eq!(other.doc(&harbour(), Kind::Held, odd).await.unwrap().unwrap().read::<String>().unwrap(), odd);
}
