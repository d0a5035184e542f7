//! What drafts are tried on: offers, prices and past requests as this computer knows them, gathered once and kept.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain::rule::Rules;
use domain::{Intent, SubscriptionId};

use super::book::Kept;
use super::past::{self, DAYS, MOST, Past};
use super::preview::Names;
use super::renewing::Renewed;
use super::snapshot::{self, Offers};
use crate::contract::Fault;
use crate::explain;
use crate::opened::Opened;

/// So long what was gathered is good enough for another try.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(5);
/// Intents of one customer that are looked through.
const INTENTS: u32 = 50;

/// What drafts are tried on.
#[derive(Debug)]
pub(super) struct Ground {
    /// When it was gathered.
    pub at: DateTime<Utc>,
    /// From when on requests of the past were looked for.
    pub since: DateTime<Utc>,
    pub offers: Offers,
    pub past: Vec<Past>,
}

impl Ground {
    /// What plans are called.
    pub(super) fn names(&self) -> Names {
        let plans = self.offers.iter().flat_map(|(offer, plans)| {
            plans.iter().map(move |(id, plan)| ((offer.clone(), id.clone()), plan.name.clone()))
        });
        Names { plans: plans.collect(), customers: BTreeMap::new() }
    }
}

/// The rules in force, as last heard.
#[derive(Debug, Default)]
pub(super) struct InForce {
    pub kept: Option<Kept>,
    pub rules: Rules,
}

/// What is kept between two questions of the page.
#[derive(Default)]
pub(crate) struct Memory {
    ground: Mutex<Option<Arc<Ground>>>,
    in_force: Mutex<Option<Arc<InForce>>>,
    /// When the facts at the relay were last looked after.
    pub(super) renewed: Mutex<Renewed>,
}

impl Memory {
    pub(super) fn in_force(&self) -> Arc<InForce> {
        self.in_force.lock().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default()
    }

    pub(super) fn heard(&self, in_force: InForce) {
        *self.in_force.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(in_force));
    }

    /// Another relay, or none, is meant from now on.
    pub(crate) fn forget_in_force(&self) {
        *self.in_force.lock().unwrap_or_else(PoisonError::into_inner) = None;
        *self.renewed.lock().unwrap_or_else(PoisonError::into_inner) = Renewed::default();
    }

    fn ground(&self, now: DateTime<Utc>) -> Option<Arc<Ground>> {
        let kept = self.ground.lock().unwrap_or_else(PoisonError::into_inner).clone();
        kept.filter(|ground| now - ground.at < GOOD_FOR)
    }
}

impl Opened {
    /// What drafts are tried on, gathered lately; `anew` gathers it now.
    pub(super) async fn ground(&self, anew: bool) -> Result<Arc<Ground>, Fault> {
        let now = self.source.clock.now();
        if let Some(known) = self.rules.ground(now).filter(|_| !anew) {
            return Ok(known);
        }
        let since = now - TimeDelta::days(DAYS);
        let ground = Arc::new(Ground { at: now, since, offers: self.offers().await?, past: self.past(since).await? });
        *self.rules.ground.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&ground));
        Ok(ground)
    }

    async fn offers(&self) -> Result<Offers, Fault> {
        let cache = &self.source.store.cache;
        let in_use = cache.plans_in_use().await.map_err(explain::store)?;
        let readings = cache.plan_readings().await.map_err(explain::store)?;
        Ok(snapshot::offers(&in_use, &readings, &self.price_list().await?))
    }

    async fn past(&self, since: DateTime<Utc>) -> Result<Vec<Past>, Fault> {
        let events = self.source.store.journal.plan_and_seat_events(since, MOST).await.map_err(explain::store)?;
        let mut asked: BTreeMap<SubscriptionId, Vec<Intent>> = BTreeMap::new();
        let mut requests = Vec::new();
        for found in events.iter().filter_map(past::of) {
            let id = &found.request.subscription;
            if !asked.contains_key(id) {
                let entries = self.source.store.journal.intents_of(id, INTENTS).await.map_err(explain::store)?;
                asked.insert(id.clone(), entries.into_iter().map(|entry| entry.intent).collect());
            }
            if !past::is_ours(&found, asked.get(id).into_iter().flatten()) {
                requests.push(found);
            }
        }
        Ok(requests)
    }

    /// What things are called, the customers that rules name included.
    pub(super) async fn names(&self, ground: &Ground, rules: &Rules) -> Result<Names, Fault> {
        let mut names = ground.names();
        let chosen = rules.rules.iter().filter_map(|rule| rule.conditions.customers.as_ref());
        for id in chosen.flat_map(|customers| &customers.subscriptions) {
            let found = self.source.store.cache.subscription(id).await.map_err(explain::store)?;
            let name = found.map(|found| found.row.name).filter(|name| !name.is_empty());
            names.customers.extend(name.map(|name| (id.to_string(), name)));
        }
        Ok(names)
    }
}
