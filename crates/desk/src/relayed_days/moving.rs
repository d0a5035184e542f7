//! Hooks that are stuck at the relay: an item at every desk, which one of them moves on.

use std::time::Duration;

use hooks::Secret;
use tempfile::TempDir;

use super::{RelayAtWork, followed, followed_as};
use crate::Desk;
use crate::access_days::receiver::{Mood, Service};
use crate::contract::*;
use crate::deciding_days::{connected, items, ready, until};
use crate::testing::Computer;

/// A relay whose rules act, a service that wants none of it, and a customer who has paid again.
struct Scene {
    computer: Computer,
    desk: Desk,
    relay: RelayAtWork,
    service: Service,
    customer: String,
}

impl Scene {
    async fn begin() -> Self {
        let computer = Computer::new(60).await;
        let service = Service::start(&computer).await;
        let secret = Secret::new([5; 32]).expose();
        service.knows(&secret);
        service.is(Mood::Answers(410));
        let more = format!(
            "credential = {{ secret = {:?} }}\n[connection.access]\nhook = {:?}\nsecret = {secret:?}\n",
            computer.service.app().secret,
            service.hooks()
        );
        let relay = RelayAtWork::with(&computer, &more).await;
        let desk = ready(&computer).await;
        followed(&desk, &relay).await;
        let control = computer.service.control();
        let all = control.subscriptions(0, 60).into_iter();
        let mut paying = all.filter(|one| one["saasSubscriptionStatus"] == "Subscribed");
        let customer = paying.next().unwrap()["id"].as_str().unwrap().to_owned();
        control.suspend(&customer).unwrap();
        control.advance(Duration::from_secs(60)).await;
        control.reinstate(&customer).unwrap();
        Self { computer, desk, relay, service, customer }
    }

    async fn passes(&self) {
        self.computer.service.control().advance(Duration::from_secs(5)).await;
    }

    /// The item of what is stuck, at one desk.
    async fn stuck(&self, desk: &Desk) -> InboxItem {
        until("what is stuck is an item", async || {
            self.passes().await;
            let found = items(desk, "kind:intent").await;
            found.into_iter().find(|item| item.subscription.as_ref() == Some(&self.customer))
        })
        .await
    }

    /// Another desk that the relay knows.
    async fn another(&self, profile: &TempDir) -> Desk {
        let desk = connected(&self.computer, self.computer.start_elsewhere(profile)).await;
        followed_as(&desk, self.relay.draft_of("ben-desk").await).await;
        desk
    }

    async fn settled(&self, desk: &Desk, item: &str) -> Sentence {
        until("it is settled", async || {
            self.passes().await;
            detail(desk, item).await.settled
        })
        .await
    }

    async fn access(&self, desk: &Desk) -> CustomerAccess {
        desk.customer_access(CustomerRequest { id: self.customer.clone() }).await.unwrap()
    }

    /// Who did what about it, by the history of one desk.
    async fn done(&self, desk: &Desk, key: &str) -> HistoryLine {
        let request = HistoryRequest { subscription: Some(self.customer.clone()), before: None, limit: 50 };
        until("the history tells it", async || {
            let lines = desk.history(request.clone()).await.unwrap().lines;
            lines.into_iter().find(|line| line.what.key == key)
        })
        .await
    }
}

async fn detail(desk: &Desk, item: &str) -> ItemDetail {
    desk.inbox_item(ItemRequest { id: item.to_owned() }).await.unwrap()
}

fn moves(item: &InboxItem) -> Vec<(ItemAction, Option<&str>)> {
    let buttons =
        item.buttons.iter().map(|button| (button.action, button.refused.as_ref().map(|why| why.key.as_str())));
    buttons.filter(|(action, _)| matches!(action, ItemAction::TryAgain | ItemAction::Drop)).collect()
}

async fn again(desk: &Desk, item: &InboxItem) -> Result<(), Fault> {
    desk.try_hook_again(ItemRequest { id: item.id.clone() }).await
}

async fn give_up(desk: &Desk, item: &InboxItem, reason: &str) -> Result<(), Fault> {
    desk.drop_hook(DropHook { item: item.id.clone(), reason: reason.to_owned() }).await
}

#[tokio::test]
async fn what_is_stuck_is_one_item_at_every_desk_until_one_has_it_tried_again() {
    let scene = Scene::begin().await;
    let (ada, profile) = (&scene.desk, tempfile::tempdir().unwrap());
    let item = scene.stuck(ada).await;
    assert_eq!((item.what.key.as_str(), &*item.what.args["action"]), ("what-account-ruled", "reinstate"));
    assert_eq!(moves(&item), [(ItemAction::TryAgain, None), (ItemAction::Drop, None)]);
    let why = detail(ada, &item.id).await.explanation;
    assert_eq!(
        (why[0].key.as_str(), &*why[0].args["why"], why[1].key.as_str()),
        ("why-stuck", "refused", "why-stuck-next")
    );
    assert!(why[0].args["message"].starts_with("410"), "in the service's own words: {why:?}");
    let shown = scene.access(ada).await;
    assert_eq!(
        (shown.stuck.len(), shown.stuck[0].item.as_str(), shown.stuck[0].buttons.len()),
        (1, item.id.as_str(), 2)
    );
    assert_eq!(shown.history[0].what.key, "access-step-stuck");
    let ben = scene.another(&profile).await;
    let at_bens = scene.stuck(&ben).await;

    scene.service.is(Mood::Answers(422));
    again(ada, &item).await.unwrap();
    until("it is stuck again, and the same item", async || {
        scene.passes().await;
        let detail = detail(ada, &item.id).await;
        let is_new = detail.explanation.first().is_some_and(|why| why.args["message"].starts_with("422"));
        (is_new && detail.item.is_some_and(|item| moves(&item)[0].1.is_none())).then_some(())
    })
    .await;
    scene.service.is(Mood::Takes);
    again(ada, &item).await.unwrap();
    assert_eq!(scene.settled(ada, &item.id).await.key, "settled-stuck-sent");
    assert_eq!(scene.settled(&ben, &at_bens.id).await.key, "settled-stuck-sent", "and so it is for everybody");
    assert_eq!(again(ada, &item).await.unwrap_err().sentence.key, "no-stuck-over");

    let events = scene.service.events();
    assert_eq!(events.len(), 3);
    assert!(events.iter().all(|event| (&event.id, &event.body) == (&events[0].id, &events[0].body)), "one event");
    for desk in [ada, &ben] {
        let line = scene.done(desk, "told-hook-again").await;
        assert_eq!((line.actor.as_str(), line.asked.unwrap().key.as_str()), ("Ada (ada-desk)", "what-account-ruled"));
        let access = scene.access(desk).await;
        assert_eq!((access.access, access.stuck.len()), (AccessKind::Open, 0));
        let step = access.history.iter().find(|step| step.what.key == "access-step-again");
        assert_eq!(step.map(|step| step.actor.as_str()), Some("Ada (ada-desk)"));
    }
}

#[tokio::test]
async fn what_one_desk_drops_with_a_reason_is_over_for_the_other_and_never_sent() {
    let scene = Scene::begin().await;
    let (ada, profile) = (&scene.desk, tempfile::tempdir().unwrap());
    let item = scene.stuck(ada).await;
    let ben = scene.another(&profile).await;
    let at_bens = scene.stuck(&ben).await;
    assert_eq!(give_up(&ben, &at_bens, "  ").await.unwrap_err().sentence.key, "no-drop-reason");
    give_up(&ben, &at_bens, " Opened by hand ").await.unwrap();
    let too_late = again(ada, &item).await.unwrap_err().sentence.key;
    assert!(["relay-overtaken", "no-stuck-over"].contains(&too_late.as_str()), "{too_late}");
    for (desk, item) in [(ada, &item.id), (&ben, &at_bens.id)] {
        let settled = scene.settled(desk, item).await;
        assert_eq!((settled.key.as_str(), &*settled.args["who"]), ("settled-stuck-dropped", "Ada (ben-desk)"));
        let line = scene.done(desk, "told-hook-dropped").await;
        assert_eq!((&*line.what.args["reason"], line.actor.as_str()), ("Opened by hand", "Ada (ben-desk)"));
        let history = scene.access(desk).await.history;
        let dropped = history.iter().find(|step| step.what.key == "access-step-dropped").unwrap();
        assert_eq!((dropped.reason.as_str(), dropped.actor.as_str()), ("Opened by hand", "Ada (ben-desk)"));
    }
    scene.service.is(Mood::Takes);
    scene.computer.service.control().advance(Duration::from_hours(3)).await;
    assert_eq!(scene.service.events().len(), 1);
}

#[tokio::test]
async fn without_the_relay_the_buttons_say_so_and_nothing_is_lost() {
    let scene = Scene::begin().await;
    let item = scene.stuck(&scene.desk).await;
    let Scene { computer, desk, relay, .. } = scene;
    drop(relay);
    let refused = until("the buttons say so", async || {
        let item = detail(&desk, &item.id).await.item?;
        moves(&item).iter().all(|(_, why)| *why == Some("no-relay-offline")).then_some(())
    });
    refused.await;
    let fault = again(&desk, &item).await.unwrap_err();
    assert_eq!((fault.code, fault.sentence.key.as_str()), (Code::Offline, "no-relay-offline"));
    assert_eq!(give_up(&desk, &item, "by hand").await.unwrap_err().code, Code::Offline);
    drop(desk);
    let desk = computer.start();
    let shown = detail(&desk, &item.id).await.item.unwrap();
    assert_eq!(moves(&shown).len(), 2, "it is there after a restart");
    desk.set_relay(None).await.unwrap();
    let shown = detail(&desk, &item.id).await.item.unwrap();
    assert!(moves(&shown).iter().all(|(_, why)| *why == Some("no-relay")));
}
