//! What the relay told is kept once, together with the place it leads to.

use domain::relay_feed::FeedEvent;
use serde_json::json;
use store::{FeedPlace, FoundItem, ItemWrite, Removed};

use super::given::{Desk, at};

fn event(id: &str, kind: &str) -> FeedEvent {
    FeedEvent {
        cursor: String::new(),
        id: id.to_owned(),
        at: at(1),
        kind: kind.to_owned(),
        subscription: Some("s-1".into()),
        body: json!({ "of": id }),
    }
}

fn place(cursor: &str) -> FeedPlace {
    FeedPlace { log: "log-a".to_owned(), cursor: cursor.to_owned() }
}

#[tokio::test]
async fn an_event_that_comes_again_is_kept_once_and_the_place_moves_on() {
    let desk = Desk::new();
    let journal = &desk.store.journal;
    assert_eq!(journal.feed_place().await.unwrap(), None);
    let both = vec![event("e-1", "announced"), event("e-2", "eclipse")];
    assert_eq!(journal.take_in(place("log-a-2"), both.clone(), at(2)).await.unwrap(), 2);
    assert_eq!(journal.take_in(place("log-a-2"), both.clone(), at(3)).await.unwrap(), 0);
    let other = FeedPlace { log: "log-b".to_owned(), cursor: "log-b-1".to_owned() };
    assert_eq!(journal.take_in(other.clone(), vec![event("e-1", "announced")], at(4)).await.unwrap(), 1);
    let (desk, _) = desk.reopened();
    let journal = &desk.store.journal;
    assert_eq!(journal.feed_place().await.unwrap(), Some(other));
    let told: Vec<FeedEvent> = journal.feed_after(0, 10).await.unwrap().into_iter().map(|(_, event)| event).collect();
    assert_eq!(told, [both[0].clone(), both[1].clone(), both[0].clone()], "kinds of tomorrow are kept too");
    assert_eq!(journal.feed_of(&"S-1".into(), 1).await.unwrap().len(), 1, "of one subscription, the latest first");
    journal.forget_feed_place().await.unwrap();
    assert_eq!(journal.feed_place().await.unwrap(), None);
}

async fn told(desk: &Desk, id: &str, subscription: &str, minute: i64) {
    let event = FeedEvent { subscription: Some(subscription.into()), ..event(id, "announced") };
    assert_eq!(desk.store.journal.take_in(place(id), vec![event], at(minute)).await.unwrap(), 1);
}

async fn left(desk: &Desk) -> Vec<String> {
    desk.store.journal.feed_after(0, 10).await.unwrap().into_iter().map(|(_, event)| event.id).collect()
}

#[tokio::test]
async fn what_was_told_long_ago_goes_a_little_at_a_time_and_what_an_open_item_needs_stays() {
    let desk = Desk::new();
    let journal = &desk.store.journal;
    for (id, subscription, minute) in [("e-1", "s-1", 1), ("e-2", "s-2", 2), ("e-3", "s-1", 3), ("e-4", "s-1", 9)] {
        told(&desk, id, subscription, minute).await;
    }
    let item = FoundItem {
        id: "i-1".to_owned(),
        kind: "request".to_owned(),
        subscription: Some("S-2".into()),
        facts: json!({}),
        due: at(9),
    };
    journal.write_items(vec![ItemWrite::Found { item, silently: true }], at(2)).await.unwrap();
    let first = journal.remove_told(at(5), i64::MAX, 0, 2).await.unwrap();
    assert_eq!((first, left(&desk).await), (Removed { events: 1, reached: Some(2) }, ids(["e-2", "e-3", "e-4"])));
    let unseen = journal.remove_told(at(5), 2, 2, 2).await.unwrap();
    assert_eq!(unseen, Removed { events: 0, reached: None }, "nobody has looked at it yet");
    let second = journal.remove_told(at(5), i64::MAX, 2, 2).await.unwrap();
    assert_eq!((second, left(&desk).await), (Removed { events: 1, reached: None }, ids(["e-2", "e-4"])));
    let settled = ItemWrite::Settled { id: "i-1".to_owned(), how: "done".to_owned() };
    journal.write_items(vec![settled], at(6)).await.unwrap();
    journal.remove_told(at(5), i64::MAX, 0, 2).await.unwrap();
    assert_eq!(left(&desk).await, ids(["e-4"]));
}

fn ids<const N: usize>(ids: [&str; N]) -> Vec<String> {
    ids.map(str::to_owned).to_vec()
}
