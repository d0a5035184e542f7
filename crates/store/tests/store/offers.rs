//! What the whole cache knows of offers, and changes of plans and seats.

use domain::{Received, Status, Subscription};

use crate::given::{Bought, Desk, at};

fn of(id: &str, plan: &str, seats: u32) -> Received<Subscription> {
    Bought::by(id, id).plan(plan).seats(Some(seats)).received()
}

#[tokio::test]
async fn plans_in_use_are_counted_without_the_cancelled() {
    let desk = Desk::new();
    let gone = Bought::by("d", "d").plan("gold").status(Status::Unsubscribed).received();
    desk.sweeps(&[&[of("a", "silver", 1), of("b", "gold", 1), of("c", "gold", 1), gone]], at(0)).await;
    let used = desk.store.cache.plans_in_use().await.unwrap();
    let used: Vec<_> = used.iter().map(|used| (used.offer.as_str(), used.plan.as_str(), used.subscriptions)).collect();
    assert_eq!(used, [("fieldbook", "gold", 2), ("fieldbook", "silver", 1)]);
    let raws = desk.store.cache.live_raws(0, 2).await.unwrap();
    let rest = desk.store.cache.live_raws(raws[1].0, 2).await.unwrap();
    assert_eq!((raws.len(), rest.len()), (2, 1), "page by page, without the cancelled");
}

#[tokio::test]
async fn readings_of_plans_know_their_offer_and_come_newest_first() {
    let desk = Desk::new();
    desk.sweeps(&[&[of("a", "silver", 1), of("b", "gold", 1)]], at(0)).await;
    for (id, text, minutes) in [("a", "older", 1), ("b", "newer", 2), ("nobody", "stray", 3)] {
        desk.store.cache.save_plans(&id.into(), vec![text.to_owned()], at(minutes)).await.unwrap();
    }
    let readings = desk.store.cache.plan_readings().await.unwrap();
    let readings: Vec<_> = readings.iter().map(|(offer, raws)| (offer.as_str(), raws[0].as_str())).collect();
    assert_eq!(readings, [("fieldbook", "newer"), ("fieldbook", "older")]);
}

#[tokio::test]
async fn changes_of_plan_and_seats_are_found_since_a_moment_and_nothing_else() {
    let desk = Desk::new();
    desk.sweeps(&[&[of("a", "silver", 1), of("b", "gold", 1)]], at(0)).await;
    desk.sweeps(&[&[of("a", "gold", 1), of("b", "gold", 1)]], at(10)).await;
    let suspended = Bought::by("b", "b").plan("gold").seats(Some(4)).status(Status::Suspended).received();
    desk.sweeps(&[&[of("a", "gold", 1), suspended]], at(20)).await;
    let found = |minutes| desk.store.journal.plan_and_seat_events(at(minutes), 10);
    let kinds = |events: Vec<store::Event>| events.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>();
    assert_eq!(kinds(found(0).await.unwrap()), ["seats", "plan"], "the latest first");
    assert_eq!(kinds(found(15).await.unwrap()), ["seats"]);
}
