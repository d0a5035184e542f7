//! A customer of the simulator's world who may change plans.

use anyhow::{Context as _, Result, ensure};
use domain::{Subscription, SubscriptionId};
use reqwest::Method;
use serde_json::{Value, json};

use crate::market::Market;
use crate::pull;

/// A customer, the plan in use, and another that may be had.
#[derive(Debug, Clone)]
pub struct Customer {
    /// The subscription as it was found.
    pub subscription: Subscription,
    /// The other plan.
    pub other: String,
}

impl Customer {
    /// The first of the world that may change to another plan and back.
    ///
    /// # Errors
    /// Where the world has none.
    pub async fn who_may_change(market: &Market) -> Result<Self> {
        Self::all_who_may_change(market, 1).await?.pop().context("one was found")
    }

    /// So many who may change to another plan and back, the first of the world.
    ///
    /// # Errors
    /// Where the world has fewer.
    pub async fn all_who_may_change(market: &Market, count: usize) -> Result<Vec<Self>> {
        Self::all_who(may_change, market, count).await
    }

    /// The first of the world who bought from a reseller: the publisher may not change its plan, the customer may.
    ///
    /// # Errors
    /// Where the world has none.
    pub async fn who_bought_from_a_reseller(market: &Market) -> Result<Self> {
        Self::all_who(is_resold, market, 1).await?.pop().context("one was found")
    }

    async fn all_who(fits: fn(&Subscription) -> bool, market: &Market, count: usize) -> Result<Vec<Self>> {
        let api = pull::api(&market.at)?;
        let mut found = Vec::new();
        for record in market.world().await?.values() {
            if found.len() == count {
                break;
            }
            let read = marketplace::read_subscription(&record.to_string());
            let subscription = read.map_err(|bad| anyhow::anyhow!("{}", bad.misread.word()))?.value;
            if !fits(&subscription) {
                continue;
            }
            let plans = api.plans(&subscription.id, None).await?;
            let mut sold = plans.iter().map(|plan| &plan.value).filter(|plan| !plan.is_stop_sell);
            let other = sold.clone().find(|plan| plan.id != subscription.plan).map(|plan| plan.id.to_string());
            if let (true, Some(other)) = (sold.any(|plan| plan.id == subscription.plan), other) {
                found.push(Self { subscription, other });
            }
        }
        ensure!(found.len() == count, "the world has only {} who may change", found.len());
        Ok(found)
    }

    /// Its subscription's id.
    pub fn id(&self) -> &SubscriptionId {
        &self.subscription.id
    }

    /// The plan it had when it was found.
    pub fn plan(&self) -> &str {
        self.subscription.plan.as_str()
    }

    /// Asks for the other plan at the storefront.
    ///
    /// # Errors
    /// Where the storefront refuses.
    pub async fn asks(&self, market: &Market) -> Result<()> {
        self.at_the_storefront(market, "plan", json!({ "plan": self.other })).await
    }

    /// Does something at the storefront: `plan`, `seats`, `suspend` and so on.
    ///
    /// # Errors
    /// Where the storefront refuses.
    pub async fn at_the_storefront(&self, market: &Market, what: &str, body: Value) -> Result<()> {
        let path = format!("/control/storefront/{}/{what}", self.id());
        market.control(Method::POST, &path, Some(body)).await.map(drop)
    }

    /// Microsoft's own list of its operations.
    ///
    /// # Errors
    /// Where the simulator does not answer.
    pub async fn operations(&self, market: &Market) -> Result<Vec<Value>> {
        let answer = market.control(Method::GET, &format!("/control/world/operations/{}", self.id()), None).await?;
        Ok(answer.as_array().or_else(|| answer.get("operations")?.as_array()).cloned().unwrap_or_default())
    }

    /// The plan Microsoft's world says it has now.
    ///
    /// # Errors
    /// Where the simulator does not answer.
    pub async fn plan_now(&self, market: &Market) -> Result<String> {
        let record = market.subscription(self.id().as_str()).await?;
        Ok(record.get("planId").and_then(Value::as_str).context("a plan")?.to_owned())
    }
}

fn is_resold(subscription: &Subscription) -> bool {
    subscription.status == domain::Status::Subscribed && subscription.channel() == domain::Channel::Reseller
}

fn may_change(subscription: &Subscription) -> bool {
    subscription.status == domain::Status::Subscribed
        && subscription.channel() == domain::Channel::Direct
        && subscription.allowed.iter().any(|word| word == "Update")
}
