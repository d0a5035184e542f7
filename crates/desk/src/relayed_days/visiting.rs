//! Buyers at the landing page: the desk knows who came with a purchase, and finds out what was bought where the relay
//! cannot.

use reqwest::redirect::Policy;
use rstest::rstest;
use simulator::{Buyer, Purchase};

use super::{RelayAtWork, followed};
use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{items, ready, until};
use crate::testing::Computer;

/// A credential of the relay's own, as it is configured.
pub(super) fn credential(computer: &Computer) -> String {
    format!("credential = {{ secret = {:?} }}\n", computer.service.app().secret)
}

/// A landing page, as it is configured.
pub(super) fn landing(computer: &Computer) -> String {
    let app = computer.service.control().landing_app().clone();
    format!(
        "[connection.landing]\naddress = \"ADDRESS/landing/main\"\napplication = {:?}\nsecret = {:?}\npublisher = \"Northquay\"\n",
        app.application, app.secret,
    )
}

/// A purchase, and its landing page opened by the person who will use it, all the way through Entra.
pub(super) async fn somebody_buys_and_comes(computer: &Computer, relay: &RelayAtWork) -> String {
    let control = computer.service.control();
    let id = control.purchase(&Purchase::default()).unwrap();
    let user = control.subscription(&id).unwrap()["beneficiary"].clone();
    let text = |name: &str| user[name].as_str().unwrap().to_owned();
    control.signs_in(Some(Buyer {
        tenant: text("tenantId"),
        object: text("objectId"),
        name: "Ines Moreau".to_owned(),
        email: Some("ines@seahall.example".to_owned()),
        ..Buyer::default()
    }));
    let browser = reqwest::Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
    let token = control.landing(&id).unwrap().encoded;
    let (mut at, mut cookie) = (format!("{}/landing/main?token={token}", relay.address), String::new());
    for _ in 0..4 {
        let answer = browser.get(&at).header("cookie", &cookie).send().await.unwrap();
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        if let Some(given) = header("set-cookie").and_then(|given| given.split(';').next().map(str::to_owned)) {
            cookie = given;
        }
        let Some(next) = header("location") else { break };
        at = if next.starts_with('/') { format!("{}{next}", relay.address) } else { next };
    }
    id
}

async fn purchase_of(desk: &Desk, id: &str) -> LifePreview {
    until("the purchase is in the inbox with its visitor", async || {
        let found =
            items(desk, "kind:purchase").await.into_iter().find(|item| item.subscription.as_deref() == Some(id));
        let purchase = desk.inbox_item(ItemRequest { id: found?.id }).await.ok()?.purchase?;
        (!purchase.visitors.is_empty()).then_some(purchase)
    })
    .await
}

#[rstest]
#[case::by_the_relay(true)]
#[case::by_a_desk(false)]
#[tokio::test]
async fn a_visit_brings_its_purchase_before_any_sweep(#[case] by_the_relay: bool) {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let own = if by_the_relay { credential(&computer) } else { String::new() };
    let relay = RelayAtWork::with(&computer, &format!("{own}{}", landing(&computer))).await;
    followed(&desk, &relay).await;

    let id = somebody_buys_and_comes(&computer, &relay).await;
    let purchase = purchase_of(&desk, &id).await;
    let [visitor] = &purchase.visitors[..] else { panic!("one visitor: {purchase:?}") };
    assert_eq!((visitor.name.as_str(), visitor.relation.as_str()), ("Ines Moreau", "beneficiary"));
    assert_eq!(visitor.contact.as_deref(), Some("ines@seahall.example"));
    assert_eq!(purchase.refused, None);
}
