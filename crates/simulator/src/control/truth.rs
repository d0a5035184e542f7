//! Looking at the world, the ledger and the wire.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json, value::RawValue};

use super::Control;
use crate::{
    api::route::RouteKind,
    ledger::{Entry, SeenCall},
    world::Counts,
};

impl Control {
    /// How many subscriptions there are, in any state.
    pub fn size(&self) -> u32 {
        self.sim.read().world.len()
    }

    /// Subscriptions in the world's own order, from an index on, as the API would show them.
    pub fn subscriptions(&self, from: u32, limit: u32) -> Vec<Value> {
        let texts = self.subscriptions_raw(from, limit);
        texts.iter().filter_map(|text| serde_json::from_str(text.get()).ok()).collect()
    }

    /// The same as written, in the service's own member order.
    pub fn subscriptions_raw(&self, from: u32, limit: u32) -> Vec<Box<RawValue>> {
        self.sim.read().world.truth(from, limit)
    }

    /// One subscription as the API would show it.
    pub fn subscription(&self, id: &str) -> Option<Value> {
        let state = self.sim.read();
        serde_json::to_value(state.world.view(state.world.find(id)?)).ok()
    }

    /// All operations of a subscription, finished ones too.
    pub fn operations(&self, id: &str) -> Vec<Value> {
        let state = self.sim.read();
        let Some(index) = state.world.find(id) else { return Vec::new() };
        state.books.of(index).filter_map(|operation| serde_json::to_value(operation).ok()).collect()
    }

    /// How many subscriptions are in each state.
    pub fn counts(&self) -> Counts {
        self.sim.read().world.counts()
    }

    /// Every name and address by which a person or company could be recognised, for searching leaks.
    pub fn personal(&self) -> BTreeSet<String> {
        self.sim.read().world.personal()
    }

    /// The offers and the ids of their plans.
    pub fn offers(&self) -> Value {
        let state = self.sim.read();
        let offers = state.world.catalog.offers.iter().map(|offer| {
            let plans: Vec<&str> = offer.plans.iter().map(|plan| plan.id.as_ref()).collect();
            json!({ "offerId": offer.id, "plans": plans })
        });
        offers.collect()
    }

    /// What happened after a ledger number; 0 for everything that is kept.
    pub fn ledger(&self, after: u64) -> Vec<Entry> {
        self.sim.read().ledger.after(after)
    }

    /// Calls answered after a number; the last few thousand are kept.
    pub fn calls(&self, after: u64) -> Vec<SeenCall> {
        self.sim.read().ledger.calls_after(after)
    }

    /// How many calls of each kind were answered.
    pub fn call_counts(&self) -> BTreeMap<RouteKind, u64> {
        self.sim.read().ledger.counts().clone()
    }

    /// Webhook messages the built-in receiver took.
    pub fn inbox(&self) -> Vec<Value> {
        self.inbox_raw().iter().filter_map(|text| serde_json::from_str(text.get()).ok()).collect()
    }

    /// The same as sent, in the service's own member order.
    pub fn inbox_raw(&self) -> Vec<Box<RawValue>> {
        self.sim.read().ledger.inbox()
    }
}
