//! One customer, read now: the subscription, then its plans and operations.

use std::sync::Arc;

use domain::{Clock, PlanId, SubscriptionId};
use marketplace::{Api, ApiError};
use serde_json::{Map, Value};
use store::{Applied, Store, StoreError};

use crate::PullError;

/// How the parts of one reading went. Each part that came is already in the cache.
#[derive(Debug, Default)]
pub struct Reading {
    /// Why the subscription itself could not be read.
    pub subscription: Option<PullError>,
    /// Why its plans could not be read.
    pub plans: Option<PullError>,
    /// Why its operations could not be read.
    pub operations: Option<PullError>,
}

/// Reads a subscription, its plans and its waiting operations, and keeps what came.
///
/// The three are independent: a subscription whose plans are refused still shows its status.
pub async fn read_customer(api: &Api, store: &Store, clock: &Arc<dyn Clock>, id: &SubscriptionId) -> Reading {
    let (subscription, plans, operations) = tokio::join!(
        read_one(api, store, clock, id),
        read_plans(api, store, clock, id),
        read_operations(api, store, clock, id)
    );
    Reading { subscription: subscription.err(), plans: plans.err(), operations: operations.err() }
}

/// Reads one subscription and keeps it; says whether it differed.
pub(crate) async fn read_one(
    api: &Api,
    store: &Store,
    clock: &Arc<dyn Clock>,
    id: &SubscriptionId,
) -> Result<bool, PullError> {
    let record = api.subscription(id).await?;
    let applied = store.apply_one(record, clock.now()).await?;
    Ok(applied != Applied::Unchanged)
}

async fn read_plans(api: &Api, store: &Store, clock: &Arc<dyn Clock>, id: &SubscriptionId) -> Result<(), PullError> {
    let purchased = store.cache.subscription(id).await?.map(|stored| stored.row.plan);
    let mut plans = raws(api.plans(id, None).await)?;
    if let Some(purchased) = purchased {
        name_private_offers(api, id, &purchased, &mut plans).await;
    }
    keep(store.cache.save_plans(id, plans, clock.now()).await)
}

/// Private offers are named only where the plan in use is asked for by name. Their absence is no failure.
async fn name_private_offers(api: &Api, id: &SubscriptionId, purchased: &PlanId, plans: &mut [String]) {
    let Ok(named) = api.plans(id, Some(purchased)).await else { return };
    let Some(named) = named.into_iter().find(|named| named.value.id == *purchased) else { return };
    let of_that_plan = |raw: &&mut String| marketplace::read_plan(raw).is_ok_and(|plan| plan.value.id == *purchased);
    if let Some(plan) = plans.iter_mut().find(of_that_plan)
        && let Some(with_offers) = with_offers_of(plan, &named.raw)
    {
        *plan = with_offers;
    }
}

/// The first answer with the one member that only the second has: the second says less of everything else.
fn with_offers_of(plan: &str, named: &str) -> Option<String> {
    let mut plan: Map<String, Value> = serde_json::from_str(plan).ok()?;
    let mut named: Map<String, Value> = serde_json::from_str(named).ok()?;
    plan.insert("sourceOffers".to_owned(), named.remove("sourceOffers")?);
    serde_json::to_string(&plan).ok()
}

async fn read_operations(
    api: &Api,
    store: &Store,
    clock: &Arc<dyn Clock>,
    id: &SubscriptionId,
) -> Result<(), PullError> {
    let operations = raws(api.operations(id).await)?;
    keep(store.cache.save_operations(id, operations, clock.now()).await)
}

fn raws<T>(received: Result<Vec<domain::Received<T>>, ApiError>) -> Result<Vec<String>, PullError> {
    Ok(received?.into_iter().map(|one| one.raw).collect())
}

fn keep(saved: Result<(), StoreError>) -> Result<(), PullError> {
    Ok(saved?)
}
