//! What the relay told is kept once, together with the place it leads to.

use domain::relay_feed::FeedEvent;
use serde_json::json;
use store::FeedPlace;

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
