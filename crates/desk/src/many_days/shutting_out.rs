//! Many customers are kept out of their accounts at once: the publisher's own service is told of each by itself.

use super::*;
use crate::access_days::receiver::{Mood, Service};

const SHUT_OUT: ManyAction = ManyAction::SuspendAccess;

/// A desk, and a service that it tells of accounts.
async fn with_service(size: u32) -> (Computer, Desk, Service) {
    let computer = Computer::new(size).await;
    let desk = ready(&computer).await;
    let service = Service::start(&computer).await;
    told_to(&desk, &service).await;
    (computer, desk, service)
}

async fn told_to(desk: &Desk, service: &Service) {
    let kept = desk.set_receiver(service.draft()).await.unwrap();
    service.knows(kept.secret.as_deref().unwrap());
}

/// Customers who pay.
async fn paying(desk: &Desk, number: u32) -> Vec<String> {
    let rows = desk.list_subscriptions(listed("status:active", number)).await.unwrap().rows;
    rows.into_iter().map(|row| row.id).collect()
}

fn these(ids: &[String]) -> Selection {
    Selection::These { ids: ids.to_vec() }
}

async fn suspend(desk: &Desk, id: &str) {
    let request =
        ChangeAccess { subscription: id.to_owned(), action: AccessAction::Suspend, reason: "Before".to_owned() };
    desk.change_access(request).await.unwrap();
}

async fn access(desk: &Desk, id: &str) -> CustomerAccess {
    desk.customer_access(CustomerRequest { id: id.to_owned() }).await.unwrap()
}

fn why(preview: &ManyPreview) -> BTreeMap<&str, u32> {
    preview.skipped.iter().map(|group| (group.why.key.as_str(), group.count)).collect()
}

#[tokio::test]
async fn a_preview_says_who_cannot_be_kept_out_and_why() {
    let computer = Computer::new(60).await;
    let bought = buy(&computer, "Rush", 2);
    let desk = ready(&computer).await;
    desk.set_preferences(Preferences { undo_seconds: 0, ..Preferences::default() }).await.unwrap();
    let customers = paying(&desk, 5).await;
    let said = preview(&desk, &these(&customers), &SHUT_OUT).await;
    assert_eq!((why(&said), said.touched), (BTreeMap::from([("no-access-receiver", 5)]), 0));
    assert_eq!(said.refused.map(|why| why.key).as_deref(), Some("many-nobody"));

    let service = Service::start(&computer).await;
    told_to(&desk, &service).await;
    suspend(&desk, &customers[0]).await;
    until("one is kept out", async || {
        (access(&desk, &customers[0]).await.access == AccessKind::Suspended).then_some(())
    })
    .await;
    service.is(Mood::Answers(503));
    suspend(&desk, &customers[1]).await;
    let mut ids = customers.clone();
    ids.extend(bought);
    ids.push("nobody-knows-me".to_owned());
    let said = preview(&desk, &these(&ids), &SHUT_OUT).await;
    let expected = [("no-access-suspended", 1), ("no-access-waiting", 1), ("many-no-account", 2), ("many-unknown", 1)];
    assert_eq!((why(&said), said.selected, said.touched), (BTreeMap::from(expected), 8, 3));
    let notes: Vec<_> = said.notes.iter().map(|note| note.key.as_str()).collect();
    assert_eq!(notes, ["many-pay", "many-shut-out"], "somebody who pays is shut out all the same");
    assert_eq!(said.notes[0].args["count"], "3");
    assert!(said.per_month.is_empty(), "nothing begins to be billed");
}

#[tokio::test]
async fn each_is_told_once_with_who_and_why_and_who_was_shut_out_already_is_told_apart() {
    let (computer, desk, service) = with_service(60).await;
    let customers = paying(&desk, 12).await;
    let selection = these(&customers);
    let agreed = preview(&desk, &selection, &SHUT_OUT).await.agreed;
    let nobody_says_why = BeginMany { selection: selection.clone(), action: SHUT_OUT, reason: "  ".to_owned(), agreed };
    assert_eq!(desk.begin_many(nobody_says_why).await.unwrap_err().sentence.key, "no-access-reason");
    let id = begin(&desk, selection.clone(), SHUT_OUT).await.id.unwrap();
    assert_eq!(card(&desk, &id).await.state, ManyState::Held, "it can be taken back as a whole");
    assert!(service.events().is_empty());
    let over = passing(&computer, &desk, &id, |card| card.state == ManyState::Over).await;
    assert_eq!((number(&over, ManyFate::Effective), over.total), (12, 12));
    let told: BTreeSet<_> =
        service.events().iter().map(|event| event.body["data"]["subscription"].to_string()).collect();
    assert_eq!((told.len(), service.events().len()), (12, 12));
    for event in service.events() {
        assert_eq!((&event.body["type"], &event.body["data"]["by"]), (&"account.suspended".into(), &"Ada".into()));
        assert_eq!(event.body["data"]["reason"], "the spring fair");
    }
    for id in &customers {
        let access = access(&desk, id).await;
        assert_eq!((access.access, access.actor.as_str()), (AccessKind::Suspended, "Ada"));
    }
    let again = preview(&desk, &selection, &SHUT_OUT).await;
    assert_eq!(why(&again), BTreeMap::from([("no-access-suspended", 12)]));
}

#[tokio::test]
async fn what_is_stopped_stays_and_goes_on_after_a_restart_and_each_is_told_of_one_event() {
    let (computer, desk, service) = with_service(150).await;
    let customers = paying(&desk, 30).await;
    service.is(Mood::Answers(503));
    let id = begin(&desk, these(&customers), SHUT_OUT).await.id.unwrap();
    passing(&computer, &desk, &id, |card| number(card, ManyFate::Working) > 0 && !service.events().is_empty()).await;
    let working = number(&card(&desk, &id).await, ManyFate::Working);
    assert!(working <= 8, "a service in trouble is not overrun: {working}");
    service.is(Mood::Takes);
    passing(&computer, &desk, &id, |card| number(card, ManyFate::Effective) > 4).await;
    desk.stop_many(id.clone()).await.unwrap();
    passing(&computer, &desk, &id, |card| number(card, ManyFate::Working) == 0).await;
    let left = service.events().len();
    computer.service.control().advance(Duration::from_secs(60)).await;
    assert_eq!(service.events().len(), left, "nothing more leaves");
    drop(desk);

    let desk = computer.start();
    desk.go_on_many(id.clone()).await.unwrap();
    let over = passing(&computer, &desk, &id, |card| card.state == ManyState::Over).await;
    assert_eq!(number(&over, ManyFate::Effective), 30, "{over:?}");
    let mut events: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for event in service.events() {
        events.entry(event.body["data"]["subscription"].to_string()).or_default().insert(event.id);
    }
    assert_eq!(events.len(), 30);
}

#[tokio::test]
async fn what_the_service_refuses_is_said_in_its_own_words_and_stops_nobody_else() {
    let (computer, desk, service) = with_service(60).await;
    let customers = paying(&desk, 4).await;
    service.is(Mood::Answers(410));
    let id = begin(&desk, these(&customers[..2]), SHUT_OUT).await.id.unwrap();
    let refused = passing(&computer, &desk, &id, |card| card.state == ManyState::Over).await;
    assert_eq!(number(&refused, ManyFate::Refused), 2);
    let rows = page(&desk, &id, Some(ManyFate::Refused)).await.rows;
    let said = rows.iter().filter_map(|row| row.intent.as_ref()?.raw.clone());
    assert!(said.clone().count() == 2 && said.clone().all(|raw| raw.starts_with("410")), "{rows:?}");
    service.is(Mood::Takes);
    let id = begin(&desk, these(&customers), SHUT_OUT).await.id.unwrap();
    let over = passing(&computer, &desk, &id, |card| card.state == ManyState::Over).await;
    assert_eq!((number(&over, ManyFate::Effective), over.left_out), (2, 2), "the two that need somebody are left out");
}
