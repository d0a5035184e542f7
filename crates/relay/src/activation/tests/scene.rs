//! A relay that activates, and a Microsoft that does what the test says.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use domain::relay_feed::{ActivationState, ActivationStep, Bought, Happened, Relation, Visit, VisitState, Visitor};
use domain::{Clock as _, Intent, Status, Subscription, SubscriptionId};
use futures::future::{BoxFuture, FutureExt as _, pending};
use outbox::{CallIds, Heard, Read, Sent, Wait};
use serde_json::json;

use super::super::{Activation, Activator, Microsoft, plan};
use crate::access::Access;
use crate::config::ActivationRule;
use crate::log::{Log, Write, Written};
use crate::testing::Rig;
use crate::testing::messages::SUBSCRIPTION;

/// What comes of a call.
#[derive(Clone)]
pub(super) enum Answer {
    /// This, and it takes effect.
    Effective(Sent),
    /// This, and it does not.
    Vain(Sent),
    /// It takes effect, and no answer ever comes.
    Hangs,
}

pub(super) fn taken() -> Sent {
    Sent::Accepted { operation: None, retry_after: None }
}

pub(super) fn lost() -> Sent {
    Sent::Lost { message: "502".to_owned() }
}

pub(super) fn refused() -> Sent {
    Sent::Refused { message: "400 not in this state".to_owned() }
}

pub(super) fn not_now(why: Wait) -> Sent {
    Sent::NotNow { why, after: Duration::ZERO }
}

/// Microsoft's side: one purchase.
#[derive(Clone)]
pub(super) struct Fake(Arc<Mutex<Inside>>);

struct Inside {
    present: Read<Subscription>,
    answers: VecDeque<Answer>,
    sent: Vec<(String, Option<u32>)>,
    reads: usize,
}

impl Fake {
    fn new() -> Self {
        let present = Read::Found(purchase(&Status::PendingFulfillmentStart, "crew", 12));
        Self(Arc::new(Mutex::new(Inside { present, answers: VecDeque::new(), sent: Vec::new(), reads: 0 })))
    }

    /// To the next calls; after those it takes each on, and it takes effect.
    pub(super) fn answers(&self, answers: &[Answer]) {
        self.0.lock().unwrap().answers.extend(answers.iter().cloned());
    }

    /// Whatever it was to answer, it is well now.
    pub(super) fn is_well(&self) {
        self.0.lock().unwrap().answers.clear();
    }

    pub(super) fn shows(&self, status: &Status, plan: &str) {
        self.0.lock().unwrap().present = Read::Found(purchase(status, plan, 12));
    }

    pub(super) fn reads(&self, read: Read<Subscription>) {
        self.0.lock().unwrap().present = read;
    }

    /// Plan and seats of every call.
    pub(super) fn sent(&self) -> Vec<(String, Option<u32>)> {
        self.0.lock().unwrap().sent.clone()
    }

    /// How often it was asked.
    pub(super) fn asked(&self) -> usize {
        self.0.lock().unwrap().reads
    }
}

impl Microsoft for Fake {
    fn read<'a>(&'a self, _: &'a SubscriptionId) -> BoxFuture<'a, Read<Subscription>> {
        let mut inside = self.0.lock().unwrap();
        inside.reads += 1;
        std::future::ready(inside.present.clone()).boxed()
    }

    fn activate<'a>(&'a self, intent: &'a Intent, _: &'a CallIds) -> BoxFuture<'a, Heard> {
        async move {
            let seen = &intent.seen;
            let answer = {
                let mut inside = self.0.lock().unwrap();
                inside.sent.push((seen.plan.to_string(), seen.seats));
                inside.answers.pop_front().unwrap_or_else(|| Answer::Effective(taken()))
            };
            if !matches!(answer, Answer::Vain(_)) {
                self.shows(&Status::Subscribed, seen.plan.as_str());
            }
            let sent = match answer {
                Answer::Effective(sent) | Answer::Vain(sent) => sent,
                Answer::Hangs => pending().await,
            };
            Heard { sent, ids: Vec::new() }
        }
        .boxed()
    }
}

pub(super) fn purchase(status: &Status, plan: &str, seats: u32) -> Subscription {
    let text = json!({
        "id": SUBSCRIPTION, "name": "Harbour office", "publisherId": "northquay", "offerId": "tidewatch",
        "planId": plan, "quantity": seats, "saasSubscriptionStatus": status.as_str(),
        "beneficiary": { "emailId": "ines@seahall.example", "tenantId": "t", "objectId": "o" },
    });
    marketplace::read_subscription(&text.to_string()).unwrap().value
}

/// Somebody who bought the plan `crew`, and has answered everything.
pub(super) fn visit() -> Visit {
    Visit {
        id: "v-1".to_owned(),
        version: 1,
        bought: Some(Bought {
            subscription: SUBSCRIPTION.into(),
            name: "Harbour office".to_owned(),
            offer: "tidewatch".into(),
            plan: "crew".into(),
            seats: Some(12),
            status: Some(Status::PendingFulfillmentStart),
        }),
        unresolved: None,
        who: Visitor {
            tenant: "t".to_owned(),
            object: "o".to_owned(),
            name: "Ines".to_owned(),
            contact: Some("ines@seahall.example".to_owned()),
            relation: Some(Relation::Beneficiary),
            language: "en".to_owned(),
        },
        answers: Vec::new(),
        came_at: crate::testing::begin(),
        state: VisitState::Complete,
    }
}

/// All of it.
pub(super) struct Scene {
    pub(super) rig: Rig,
    pub(super) microsoft: Fake,
}

/// The plan `crew`, once everything is answered.
pub(super) const CREW: &str = "plans = [\"crew\"]";

fn activation(rule: &str, microsoft: &Fake) -> Activation {
    let rule: ActivationRule = toml::from_str(&format!("offer = \"tidewatch\"\n{rule}")).unwrap();
    Activation::new(vec![rule], Arc::new(microsoft.clone()))
}

impl Scene {
    pub(super) fn begin(rule: &str) -> Self {
        let microsoft = Fake::new();
        Self { rig: Rig::that_activates(|| activation(rule, &microsoft)), microsoft }
    }

    /// A relay that also tells the publisher's own service of accounts.
    pub(super) fn that_tells(access: impl Fn() -> Access) -> Self {
        let microsoft = Fake::new();
        Self { rig: Rig::that_activates_and_acts(|| activation(CREW, &microsoft), access), microsoft }
    }

    /// Two relays on logs that lead to one database.
    pub(super) fn two(logs: [Arc<dyn Log>; 2], rule: &str) -> [Self; 2] {
        let microsoft = Fake::new();
        logs.map(|log| Self {
            rig: Rig::activating_on(log, || activation(rule, &microsoft)),
            microsoft: microsoft.clone(),
        })
    }

    /// Somebody comes; whether that calls for anything.
    pub(super) async fn comes(&self, visit: &Visit) -> bool {
        let connection = self.rig.relay.connection("harbour").unwrap();
        let called_for = plan(&self.rig.relay, connection, visit).await.unwrap();
        let is_called_for = called_for.is_some();
        let write = Write::new(&connection.id, self.rig.time.now()).and(called_for);
        assert_eq!(self.rig.log.write(write).await.unwrap(), Written::Done);
        is_called_for
    }

    pub(super) fn activator(&self, holder: &str) -> Activator {
        let connection = Arc::clone(self.rig.relay.connection("harbour").unwrap());
        let activation = Arc::clone(connection.activation.as_ref().unwrap());
        Activator::new(Arc::clone(&self.rig.relay), connection, activation, holder.to_owned())
    }

    /// Time passes, a minute or ten at a time, and the relay works at each.
    pub(super) async fn passes(&self, by: TimeDelta) {
        let (activator, until) = (self.activator("one"), self.rig.time.now() + by);
        let step = if by > TimeDelta::hours(3) { TimeDelta::minutes(10) } else { TimeDelta::minutes(1) };
        while self.rig.time.now() < until {
            activator.turn().await.unwrap();
            self.rig.time.advance(step);
        }
        activator.turn().await.unwrap();
    }

    /// Every step that desks were told.
    pub(super) async fn told(&self) -> Vec<ActivationStep> {
        let told = self.rig.told().await.into_iter();
        told.filter_map(|happened| if let Happened::Activation(step) = happened { Some(*step) } else { None }).collect()
    }

    /// The words of all states that desks were told, in their order.
    pub(super) async fn words(&self) -> Vec<&'static str> {
        self.told().await.into_iter().map(|step| step.state.word()).collect()
    }

    /// How far it has come, as desks know it.
    pub(super) async fn state(&self) -> ActivationState {
        self.told().await.pop().unwrap().state
    }
}
