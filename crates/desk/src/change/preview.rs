//! A change, now and after, before anybody asks for it.

use domain::{Change, Lane, Plan, Seen, Subscription, SubscriptionId};
use outbox::State;
use store::StoredSubscription;

use super::money::{self, TermPrice};
use super::rules::{self, Asked, refusal};
use crate::contract::{
    ChangeButtons, ChangePreview, ChangeRequest, Code, Fault, LifeStep, Money, Sentence, Side, WantedChange,
};
use crate::explain;
use crate::inbox::Known;
use crate::inbox::facts::{About, Request, Stage};
use crate::life;
use crate::opened::Opened;
use crate::sync_line::moment;

/// What is known of a subscription that decides what may be changed.
pub(crate) struct Standing {
    pub subscription: Subscription,
    pub stored: StoredSubscription,
    pub plans: Vec<Plan>,
    pub operation_runs: bool,
    pub change_waits: bool,
    pub is_read_only: bool,
}

impl Standing {
    pub(crate) fn asked(&self) -> Asked<'_> {
        Asked {
            subscription: &self.subscription,
            plans: &self.plans,
            operation_runs: self.operation_runs,
            change_waits: self.change_waits,
            is_read_only: self.is_read_only,
        }
    }

    /// The plan the customer has now, where plans were read.
    pub(crate) fn present_plan(&self) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id == self.subscription.plan)
    }

    /// The buttons on a customer's page.
    pub(crate) fn buttons(&self, may_cancel: bool) -> ChangeButtons {
        let asked = self.asked();
        let (min_seats, max_seats) = rules::limits(&asked);
        ChangeButtons {
            plan_refused: refusal(&asked, None),
            seats_refused: rules::no_seats(&asked),
            activate_refused: life::refusal(&asked, LifeStep::Activate, may_cancel),
            cancel_refused: life::refusal(&asked, LifeStep::Cancel, may_cancel),
            min_seats,
            max_seats,
            status_kind: crate::listing::row(self.stored.row.clone()).status_kind,
        }
    }
}

impl From<WantedChange> for Change {
    fn from(wanted: WantedChange) -> Self {
        match wanted {
            WantedChange::Plan(plan) => Self::Plan(plan.trim().into()),
            WantedChange::Seats(seats) => Self::Seats(seats),
        }
    }
}

impl From<&Change> for WantedChange {
    fn from(change: &Change) -> Self {
        match change {
            Change::Plan(plan) => Self::Plan(plan.as_str().to_owned()),
            Change::Seats(seats) => Self::Seats(*seats),
        }
    }
}

impl Opened {
    /// Everything that decides what may be changed, as last read.
    pub(crate) async fn standing(&self, id: &SubscriptionId) -> Result<Standing, Fault> {
        let (cache, journal) = (&self.source.store.cache, &self.source.store.journal);
        let unknown = || Fault::new(Code::NotFound, Sentence::plain("fault-not-found"));
        let stored = cache.subscription(id).await.map_err(explain::store)?.ok_or_else(unknown)?;
        let subscription = marketplace::read_subscription(&stored.raw).map_err(|_| unknown())?.value;
        let plans = cache.plans(id).await.map_err(explain::store)?.map(|raws| raws.raws).unwrap_or_default();
        let plans = plans.iter().filter_map(|raw| marketplace::read_plan(raw).ok()).map(|read| read.value).collect();
        let operations = cache.operations(id).await.map_err(explain::store)?.map(|raws| raws.raws).unwrap_or_default();
        let operation_runs = operations
            .iter()
            .filter_map(|raw| marketplace::read_operation(raw).ok())
            .any(|read| !read.value.status.is_final());
        let intents = journal.intents_of(id, 50).await.map_err(explain::store)?;
        let change_waits = intents.iter().any(|entry| {
            let is_about_microsoft = entry.intent.wish.lane() != Lane::Accounts;
            is_about_microsoft && !entry.state.is_over() && !matches!(entry.state, State::Stuck { .. })
        });
        Ok(Standing { subscription, stored, plans, operation_runs, change_waits, is_read_only: journal.is_read_only() })
    }

    /// The same; where plans were never read, they are read first, as far as the network goes.
    pub(crate) async fn standing_with_plans(&self, id: &SubscriptionId) -> Result<Standing, Fault> {
        if self.source.store.cache.plans(id).await.map_err(explain::store)?.is_none() {
            self.read(id).await;
        }
        self.standing(id).await
    }

    pub(crate) async fn preview_change(&self, request: ChangeRequest) -> Result<ChangePreview, Fault> {
        let standing = self.standing_with_plans(&request.subscription.as_str().into()).await?;
        self.preview(&standing, &request.change.into()).await
    }

    pub(crate) async fn preview(&self, standing: &Standing, change: &Change) -> Result<ChangePreview, Fault> {
        let subscription = &standing.subscription;
        let seen = Seen::from(subscription);
        let after = seen.clone().after(change);
        let (now_prices, after_prices) = self.both_prices(standing, &seen, &after).await?;
        let term = subscription.term.unit.as_ref();
        let pair = money::pair(&now_prices, &after_prices);
        let (now_price, after_price) = pair.map_or_else(
            || (money::only(&now_prices), money::only(&after_prices)),
            |(now, then)| (Some(now), Some(then)),
        );
        let plan_of = |seen: &Seen| standing.plans.iter().find(|plan| plan.id == seen.plan);
        Ok(ChangePreview {
            subscription: subscription.id.as_str().to_owned(),
            customer: subscription.name.clone(),
            change: change.into(),
            now: money::side(&seen, plan_of(&seen), term, now_price),
            after: money::side(&after, plan_of(&after), term, after_price),
            difference: pair.and_then(|(now, after)| money::difference(now, after)),
            refused: refusal(&standing.asked(), Some(change)),
            notes: notes(standing, change, pair, &now_prices, &after_prices),
            read_at: moment(standing.stored.read_at),
        })
    }

    /// What a customer has, and what it costs.
    pub(crate) async fn side_of(&self, standing: &Standing) -> Result<Side, Fault> {
        let seen = Seen::from(&standing.subscription);
        let prices = self.prices_of(standing, &seen).await?;
        let term = standing.subscription.term.unit.as_ref();
        Ok(money::side(&seen, standing.present_plan(), term, money::only(&prices)))
    }

    /// What the customer would pay more each month, where that is known.
    pub(crate) async fn difference(
        &self,
        id: &SubscriptionId,
        before: &Seen,
        change: &Change,
    ) -> Result<Option<Money>, Fault> {
        let standing = self.standing(id).await?;
        let (now, after) = self.both_prices(&standing, before, &before.clone().after(change)).await?;
        Ok(money::pair(&now, &after).and_then(|(now, after)| money::difference(now, after)))
    }

    async fn both_prices(
        &self,
        standing: &Standing,
        now: &Seen,
        after: &Seen,
    ) -> Result<(Vec<TermPrice>, Vec<TermPrice>), Fault> {
        Ok((self.prices_of(standing, now).await?, self.prices_of(standing, after).await?))
    }

    async fn prices_of(&self, standing: &Standing, seen: &Seen) -> Result<Vec<TermPrice>, Fault> {
        let Some(term) = &standing.subscription.term.unit else { return Ok(Vec::new()) };
        let (own, offer) = (self.price_list().await?, standing.subscription.offer.as_str());
        let plan = standing.plans.iter().find(|plan| plan.id == seen.plan);
        Ok(money::prices(plan, seen.plan.as_str(), offer, seen.seats, term, &own))
    }

    /// The change an item is about: for a request what the customer asks for, for one that happened the way back.
    pub(crate) async fn change_about(&self, known: &Known) -> Result<Option<ChangePreview>, Fault> {
        let (About::Request(request), Some(id)) = (&known.facts.about, &known.item.subscription) else {
            return Ok(None);
        };
        let Ok(standing) = self.standing_with_plans(id).await else { return Ok(None) };
        match request.stage {
            Stage::Live | Stage::Waiting => {
                let mut preview = self.preview(&standing, &request.asked).await?;
                preview.refused = None;
                Ok(Some(preview))
            }
            Stage::Held => self.preview(&standing, &request.asked).await.map(Some),
            Stage::Silent | Stage::Unseen | Stage::Ruled | Stage::Overruled => match way_back(request) {
                Some(back) => self.preview(&standing, &back).await.map(Some),
                None => Ok(None),
            },
        }
    }
}

/// The change that undoes what was asked for.
fn way_back(request: &Request) -> Option<Change> {
    match request.asked {
        Change::Plan(_) => Some(Change::Plan(request.before.plan.clone())),
        Change::Seats(_) => request.before.seats.map(Change::Seats),
    }
}

fn notes(
    standing: &Standing,
    change: &Change,
    pair: Option<(&TermPrice, &TermPrice)>,
    now: &[TermPrice],
    after: &[TermPrice],
) -> Vec<Sentence> {
    let mut notes = Vec::new();
    let plain = Sentence::plain;
    match pair {
        Some((one, other)) => {
            if [one, other].iter().any(|price| price.source == crate::contract::PriceSource::PriceList) {
                notes.push(plain("note-price-list"));
            }
        }
        None if now.is_empty() || after.is_empty() => notes.push(plain("note-no-price")),
        None => notes.push(plain("note-no-price-currency")),
    }
    notes.push(plain("note-proration"));
    if let (Change::Plan(_), Some(present)) = (change, standing.present_plan())
        && !present.meters.is_empty()
    {
        notes.push(plain("note-usage").with("plan", &present.display_name));
    }
    if standing.subscription.is_free_trial
        && let Change::Plan(plan) = change
    {
        let stays = standing.plans.iter().any(|known| known.id == *plan && known.has_free_trial);
        notes.push(plain(if stays { "note-trial-kept" } else { "note-trial-ends" }));
    }
    notes
}
