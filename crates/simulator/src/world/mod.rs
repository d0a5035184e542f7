//! The truth the simulator serves: what is sold, to whom, and in which state each subscription is.
//!
//! A world is a base that can be computed or read (`made`, `recorded`) and an overlay of what changed since. A million
//! subscriptions therefore cost no memory until they change.

pub(crate) mod catalog;
mod culture;
mod customer;
pub(crate) mod live;
mod made;
pub(crate) mod pages;
pub(crate) mod plans;
mod recorded;
mod slug;
mod truth;
pub(crate) mod wire;

use std::{collections::HashMap, path::Path};

use uuid::Uuid;

use self::{
    catalog::{Catalog, Plan},
    customer::Customer,
    live::Live,
    made::{Fixed, Made},
    pages::Pages,
    plans::PlanView,
    recorded::Recorded,
    wire::Subscription,
};
use crate::{Error, clock::Millis};

pub use self::{truth::Counts, wire::Status};

/// The publisher's whole business at Microsoft.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) catalog: Catalog,
    pub(crate) pages: Pages,
    made: Made,
    recorded: Option<Recorded>,
    bought: Vec<Fixed>,
    changed: HashMap<u32, Live>,
}

impl World {
    /// A world invented from a seed, for this moment.
    pub(crate) fn made(seed: u64, size: u32, now: Millis) -> Self {
        Self {
            catalog: Catalog::of_northquay(),
            pages: Pages::made(seed, size),
            made: Made::new(seed, size, now),
            recorded: None,
            bought: Vec::new(),
            changed: HashMap::new(),
        }
    }

    /// The world of a folder of recorded answers.
    pub(crate) fn recorded(seed: u64, folder: &Path, now: Millis) -> Result<Self, Error> {
        let (recorded, catalog, pages) = recorded::read(folder)?;
        let made = Made::new(seed, recorded.rows.len() as u32, now);
        Ok(Self { catalog, pages, made, recorded: Some(recorded), bought: Vec::new(), changed: HashMap::new() })
    }

    /// How many subscriptions there are, in any state.
    pub(crate) fn len(&self) -> u32 {
        self.made.size + self.bought.len() as u32
    }

    /// Whether time alone changes what was there at the beginning. A recording is from another time and stays as it is.
    pub(crate) const fn ages(&self) -> bool {
        self.recorded.is_none()
    }

    /// The index behind an id, where such a subscription exists.
    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        let id = Uuid::parse_str(id).ok()?;
        let recorded = self.recorded.as_ref().and_then(|recorded| recorded.index(id));
        recorded.or_else(|| self.made.index(id).filter(|&index| index < self.len() && !self.is_recorded(index)))
    }

    /// The id of a subscription.
    pub(crate) fn id(&self, index: u32) -> String {
        let row = self.recorded.as_ref().and_then(|recorded| recorded.row(index));
        row.map_or_else(|| self.made.id(index).to_string(), |row| row.view.id.clone())
    }

    fn is_recorded(&self, index: u32) -> bool {
        self.recorded.as_ref().is_some_and(|recorded| recorded.row(index).is_some())
    }

    /// The changeable part as it is now.
    pub(crate) fn live(&self, index: u32) -> Live {
        if let Some(live) = self.changed.get(&index) {
            return live.clone();
        }
        match self.recorded.as_ref().and_then(|recorded| recorded.row(index)) {
            Some(row) => row.begin.clone(),
            None => self.made.begin(&self.catalog, index).1,
        }
    }

    /// Changes a subscription.
    pub(crate) fn edit(&mut self, index: u32, change: impl FnOnce(&mut Live)) {
        let mut live = self.live(index);
        change(&mut live);
        self.changed.insert(index, live);
    }

    /// Adds a subscription; `by_reseller` chooses the kind of customer where it matters.
    pub(crate) fn add(&mut self, live: Live, by_reseller: Option<bool>, now: Millis) -> u32 {
        let index = self.len();
        let fixed = self.made.bought(index, now);
        let fixed = by_reseller.map_or(fixed, |wanted| self.made.with_channel(fixed, wanted));
        self.bought.push(fixed);
        self.changed.insert(index, live);
        self.pages.insert(index);
        index
    }

    fn fixed(&self, index: u32) -> Fixed {
        let bought = index.checked_sub(self.made.size).and_then(|late| self.bought.get(late as usize));
        bought.copied().unwrap_or_else(|| self.made.begin(&self.catalog, index).0)
    }

    /// The subscription as the service writes it.
    pub(crate) fn view(&self, index: u32) -> Subscription {
        if let Some(row) = self.recorded.as_ref().and_then(|recorded| recorded.row(index)) {
            return self.changed.get(&index).map_or_else(|| row.view.clone(), |live| self.redrawn(&row.view, live));
        }
        let (fixed, live) = self.row(index);
        self.made.view(&self.catalog, fixed, &live)
    }

    /// A recorded subscription after a change.
    fn redrawn(&self, view: &Subscription, live: &Live) -> Subscription {
        let plan = self.catalog.plan(live.plan).map(|plan| plan.id.clone());
        Subscription {
            name: live.name.as_deref().unwrap_or(&view.name).to_owned(),
            saas_subscription_status: live.status,
            plan_id: plan.unwrap_or_else(|| view.plan_id.clone()),
            term: made::term(live),
            auto_renew: live.auto_renew,
            is_free_trial: live.is_free_trial,
            quantity: live.quantity,
            ..view.clone()
        }
    }

    /// Appends the subscription to `out` as JSON; recorded ones as they were recorded until they change.
    pub(crate) fn write(&self, index: u32, out: &mut Vec<u8>) {
        let raw = self.recorded.as_ref().and_then(|recorded| recorded.row(index));
        match raw.filter(|_| !self.changed.contains_key(&index)) {
            Some(row) => out.extend_from_slice(row.text.get().as_bytes()),
            None => drop(serde_json::to_writer(out, &self.view(index))),
        }
    }

    /// Appends the subscriptions of a page, in the order of their purchase and separated by commas.
    pub(crate) fn write_page(&self, page: usize, out: &mut Vec<u8>) {
        let members = self.pages.members(page);
        if self.recorded.is_some() {
            members.for_each(|index| append(out, |out| self.write(index, out)));
            return;
        }
        let mut rows: Vec<(Fixed, Live)> = members.map(|index| self.row(index)).collect();
        rows.sort_by_key(|(fixed, _)| fixed.created_ticks());
        for (fixed, live) in rows {
            let view = self.made.view(&self.catalog, fixed, &live);
            append(out, |out| drop(serde_json::to_writer(out, &view)));
        }
    }

    fn row(&self, index: u32) -> (Fixed, Live) {
        match self.changed.get(&index) {
            Some(live) => (self.fixed(index), live.clone()),
            None => self.made.begin(&self.catalog, index),
        }
    }

    /// When it was bought.
    pub(crate) fn bought_at(&self, index: u32) -> Millis {
        match self.recorded.as_ref().and_then(|recorded| recorded.row(index)) {
            Some(row) => row.begin.since,
            None => self.fixed(index).created_millis(),
        }
    }

    /// The plan a subscription has.
    pub(crate) fn plan(&self, index: u32) -> Option<&Plan> {
        self.catalog.plan(self.live(index).plan)
    }

    /// The plans this subscription may move to, and the one it has.
    pub(crate) fn available(&self, index: u32) -> Vec<&Plan> {
        let live = self.live(index);
        let has_agreement = self.customer(index).has_agreement();
        let own = self.catalog.plan(live.plan).map(|plan| plan.id.as_ref());
        let plans = self.catalog.offer(live.plan).map_or(&[][..], |offer| &offer.plans);
        let open = plans.iter().filter(|plan| {
            own == Some(plan.id.as_ref()) || (!plan.is_stop_sell && (!plan.is_private || has_agreement))
        });
        open.collect()
    }

    fn customer(&self, index: u32) -> Customer {
        self.made.customer(self.fixed(index))
    }

    /// The answer to List available plans as JSON.
    pub(crate) fn write_plans(&self, index: u32, only: Option<&str>) -> Vec<u8> {
        let view = self.view(index);
        let recorded = self.recorded.as_ref().and_then(|recorded| recorded.plans.get(&view.id));
        if let (Some(body), None) = (recorded, only) {
            return body.get().as_bytes().to_vec();
        }
        let customer = self.customer(index);
        // Recordings do not say where a customer is; their plan lists are American.
        let culture = if self.is_recorded(index) { culture::HOME } else { customer.culture };
        let plans = self.available(index);
        let wanted = plans.into_iter().filter(|plan| only.is_none_or(|only| only == plan.id));
        let views = wanted.map(|plan| {
            let is_own = only.is_some() && plan.id == view.plan_id && customer.has_agreement();
            PlanView::of(plan, culture, is_own.then(|| self.private_offer(index)))
        });
        let body = serde_json::to_vec(&PlansBody { plans: views.collect() });
        body.unwrap_or_default()
    }

    fn private_offer(&self, index: u32) -> String {
        self.made.id(u32::MAX - index).to_string()
    }
}

/// Adds one element to a list that is being written.
fn append(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    if out.last().is_some_and(|&last| last != b'[') {
        out.push(b',');
    }
    write(out);
}

#[derive(serde::Serialize)]
struct PlansBody {
    plans: Vec<PlanView>,
}
