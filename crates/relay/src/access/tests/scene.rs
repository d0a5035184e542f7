//! A relay that acts, a Microsoft that shows what the test says, and a service that takes hooks or does not.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::{get, post};
use chrono::TimeDelta;
use domain::account::Event;
use domain::relay_feed::{AccessState, AccessStep, AccessWork, Happened};
use domain::{Clock as _, OperationId, Status, Subscription, SubscriptionId};
use futures::future::{BoxFuture, FutureExt as _, pending, ready};
use hooks::{Address, Endpoint, Secret};
use http::{HeaderMap, StatusCode};
use serde_json::json;
use tokio::net::TcpListener;

use super::super::{Access, Reading, Reads, Sender};
use crate::config::AccessConfig;
use crate::log::Log;
use crate::testing::Rig;
use crate::testing::messages::SUBSCRIPTION;

/// What the subscription is.
#[derive(Clone)]
pub(super) struct Microsoft(Arc<Mutex<Option<(Status, String, u32)>>>);

impl Reads for Microsoft {
    fn read<'a>(&'a self, _: &'a SubscriptionId, _: Option<&'a OperationId>) -> BoxFuture<'a, Reading> {
        let now = self.0.lock().unwrap().clone();
        ready(now.map_or(Reading::NotNow, |(status, plan, seats)| Reading::Found {
            subscription: Box::new(subscription(&status, &plan, seats)),
            operation: None,
        }))
        .boxed()
    }
}

fn subscription(status: &Status, plan: &str, seats: u32) -> Subscription {
    let text = json!({
        "id": SUBSCRIPTION, "name": "Harbour office", "publisherId": "northquay", "offerId": "tidewatch",
        "planId": plan, "quantity": seats, "saasSubscriptionStatus": status.as_str(),
        "beneficiary": { "emailId": "ines@seahall.example", "tenantId": "t", "objectId": "o" },
    });
    marketplace::read_subscription(&text.to_string()).unwrap().value
}

/// The publisher's own service.
#[derive(Clone, Default)]
pub(super) struct Service(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    /// What it answers to the next hooks; 204 after that. 0 is no answer at all.
    answers: VecDeque<u16>,
    came: Vec<(String, Event)>,
    access: Option<String>,
}

impl Service {
    pub(super) fn answers(&self, answers: &[u16]) {
        self.0.lock().unwrap().answers.extend(answers);
    }

    pub(super) fn says(&self, access: &str) {
        self.0.lock().unwrap().access = Some(access.to_owned());
    }

    /// Types of all events that came, in their order; those that were not taken too.
    pub(super) fn came(&self) -> Vec<String> {
        self.0.lock().unwrap().came.iter().map(|(_, event)| event.event.to_string()).collect()
    }

    pub(super) fn ids(&self) -> Vec<String> {
        self.0.lock().unwrap().came.iter().map(|(id, _)| id.clone()).collect()
    }

    pub(super) fn last(&self) -> Event {
        self.0.lock().unwrap().came.last().unwrap().1.clone()
    }

    async fn serve(&self) -> String {
        let router = Router::new().route("/hooks", post(take)).route("/access", get(say)).with_state(self.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }
}

async fn take(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let id = headers["webhook-id"].to_str().unwrap().to_owned();
    let answer = {
        let mut inside = service.0.lock().unwrap();
        inside.came.push((id, serde_json::from_slice(&body).unwrap()));
        inside.answers.pop_front().unwrap_or(204)
    };
    match answer {
        0 => pending().await,
        status => StatusCode::from_u16(status).unwrap(),
    }
}

async fn say(State(service): State<Service>) -> (StatusCode, String) {
    let access = service.0.lock().unwrap().access.clone();
    (StatusCode::OK, json!({ "access": access }).to_string())
}

/// All of it.
pub(super) struct Scene {
    pub(super) rig: Rig,
    pub(super) service: Service,
    microsoft: Microsoft,
}

impl Scene {
    pub(super) async fn begin(rules: &str) -> Self {
        let (service, microsoft) = (Service::default(), Microsoft(Arc::default()));
        let access = acting(&service, &microsoft, rules).await;
        let scene = Self { rig: Rig::that_acts(access), service, microsoft };
        scene.shows(Status::Subscribed, "crew", 12);
        scene
    }

    /// Two relays on logs that lead to one database.
    pub(super) async fn two(logs: [Arc<dyn Log>; 2], rules: &str) -> [Self; 2] {
        let (service, microsoft) = (Service::default(), Microsoft(Arc::default()));
        let access = acting(&service, &microsoft, rules).await;
        let scenes = logs.map(|log| Self {
            rig: Rig::acting_on(log, &access),
            service: service.clone(),
            microsoft: microsoft.clone(),
        });
        scenes[0].shows(Status::Subscribed, "crew", 12);
        scenes
    }

    pub(super) fn shows(&self, status: Status, plan: &str, seats: u32) {
        *self.microsoft.0.lock().unwrap() = Some((status, plan.to_owned(), seats));
    }

    pub(super) fn is_out_of_reach(&self) {
        *self.microsoft.0.lock().unwrap() = None;
    }

    pub(super) fn sender(&self, holder: &str) -> Sender {
        let connection = Arc::clone(self.rig.relay.connection("harbour").unwrap());
        let access = Arc::clone(connection.access.as_ref().unwrap());
        Sender::new(Arc::clone(&self.rig.relay), connection, access, holder.to_owned())
    }

    /// Time passes, a minute or ten at a time, and the relay works at each.
    pub(super) async fn passes(&self, by: TimeDelta) {
        let (sender, until) = (self.sender("one"), self.rig.time.now() + by);
        let step = if by > TimeDelta::hours(3) { TimeDelta::minutes(10) } else { TimeDelta::minutes(1) };
        while self.rig.time.now() < until {
            sender.turn().await.unwrap();
            self.rig.time.advance(step);
        }
        sender.turn().await.unwrap();
    }

    /// Every step that desks were told.
    pub(super) async fn told(&self) -> Vec<AccessStep> {
        let told = self.rig.told().await.into_iter();
        told.filter_map(|happened| if let Happened::Access(step) = happened { Some(*step) } else { None }).collect()
    }

    /// How far each has come, in the order in which they were asked for.
    pub(super) async fn stands(&self) -> Vec<(AccessWork, AccessState)> {
        let mut last: Vec<AccessStep> = Vec::new();
        for step in self.told().await {
            match last.iter_mut().find(|known| known.id == step.id) {
                Some(known) => *known = step,
                None => last.push(step),
            }
        }
        last.into_iter().map(|step| (step.what, step.state)).collect()
    }

    /// The same as words.
    pub(super) async fn words(&self) -> Vec<String> {
        let word = |state: AccessState| serde_json::to_value(state).unwrap()["state"].as_str().unwrap().to_owned();
        self.stands().await.into_iter().map(|(_, state)| word(state)).collect()
    }
}

async fn acting(service: &Service, microsoft: &Microsoft, rules: &str) -> impl Fn() -> Access + use<> {
    let at = service.serve().await;
    let is_asked = rules.contains("status");
    let rules = rules.replace("status", "");
    let (hook, secret) = (format!("{at}/hooks"), Secret::new([7; 32]));
    let rules: AccessConfig = toml::from_str(&format!("hook = {hook:?}\n{rules}")).unwrap();
    let status = is_asked.then(|| Address::read(&format!("{at}/access")).unwrap());
    let endpoint = Endpoint::new(Address::read(&hook).unwrap(), status, secret.into()).unwrap();
    let microsoft = microsoft.clone();
    move || Access::new(rules.clone(), "t/a".to_owned(), endpoint.clone(), Arc::new(microsoft.clone()))
}
