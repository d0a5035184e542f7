//! One customer's page, from what is kept; and reading it anew.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Change, Operation, Person, Plan, Received, SubscriptionId};
use store::StoredSubscription;
use sync::{PullError, Reading, read_customer};

use crate::change::refusal;
use crate::contract::{
    self, Code, CustomerHead, CustomerPage, CustomerRequest, EventKind, EventSource, Fault, Field, Included, Meter,
    OperationCard, Operations, PlanCard, Plans, Price, Sentence, Tag, TimelineEvent,
};
use crate::explain;
use crate::listing::row;
use crate::opened::Opened;
use crate::sync_line::moment;
use crate::tidings::Tidings;

/// Plans change rarely; a reading of this age is shown without asking again.
const PLANS_STAY_FRESH: TimeDelta = TimeDelta::hours(24);
/// A subscription read within this time is not read again just because it was opened.
const READING_STAYS_FRESH: TimeDelta = TimeDelta::minutes(1);
/// How many events the page shows.
const EVENTS_SHOWN: u32 = 200;

impl Opened {
    /// What is kept, at once; where plans are missing or old, they are read meanwhile and the page is told.
    pub(crate) async fn customer(
        self: &Arc<Self>,
        request: &CustomerRequest,
        tidings: &Tidings,
    ) -> Result<CustomerPage, Fault> {
        let id = SubscriptionId::from(request.id.as_str());
        let page = self.page(&id, Reading::default()).await?;
        if self.wants_reading(&page) {
            let (opened, tidings) = (Arc::clone(self), tidings.clone());
            tokio::spawn(async move {
                opened.read(&id).await;
                opened.keep_inbox_soon();
                tidings.tell(Tag::Customer);
            });
        }
        Ok(page)
    }

    /// The page after reading everything anew; what could not be read says why.
    pub(crate) async fn refreshed_customer(&self, request: &CustomerRequest) -> Result<CustomerPage, Fault> {
        let id = SubscriptionId::from(request.id.as_str());
        let reading = self.read(&id).await;
        self.keep_inbox_soon();
        self.page(&id, reading).await
    }

    pub(crate) async fn read(&self, id: &SubscriptionId) -> Reading {
        read_customer(&self.source.api, &self.source.store, &self.source.clock, id).await
    }

    fn wants_reading(&self, page: &CustomerPage) -> bool {
        let now = self.source.clock.now();
        let older_than = |at: &Option<String>, age: TimeDelta| {
            at.as_deref().and_then(|at| at.parse::<DateTime<Utc>>().ok()).is_none_or(|at| now - at > age)
        };
        older_than(&page.plans.read_at, PLANS_STAY_FRESH) && older_than(&page.operations.read_at, READING_STAYS_FRESH)
    }

    async fn page(&self, id: &SubscriptionId, reading: Reading) -> Result<CustomerPage, Fault> {
        let store = &self.source.store;
        let stored = store.cache.subscription(id).await.map_err(explain::store)?.ok_or_else(unknown)?;
        let plans = store.cache.plans(id).await.map_err(explain::store)?;
        let operations = store.cache.operations(id).await.map_err(explain::store)?;
        let timeline = store.journal.timeline(id, EVENTS_SHOWN, None).await.map_err(explain::store)?;
        let standing = self.standing(id).await.ok();
        let mut plans = plans_of(plans, &stored, reading.plans.as_ref());
        for card in &mut plans.0.plans {
            let to = Change::Plan(card.plan_id.as_str().into());
            card.refused = standing.as_ref().and_then(|standing| refusal(&standing.asked(), Some(&to)));
        }
        Ok(CustomerPage {
            items: self.items_of(id).await?,
            intents: self.intents_about(id).await?,
            buttons: standing.as_ref().map_or_else(
                || unchangeable(&stored),
                |standing| standing.buttons(self.profile.preferences().may_cancel),
            ),
            watched: store.journal.watched().await.map_err(explain::store)?.contains(id),
            timeline: self.joined(id, timeline).await?,
            operations: operations_of(operations, reading.operations.as_ref()),
            other: other_fields(&stored.raw),
            fault: reading.subscription.as_ref().map(explain::pull),
            head: head(&stored, &plans.1),
            raw: stored.raw,
            plans: plans.0,
        })
    }
}

/// A record that cannot be read says nothing about what may be changed.
fn unchangeable(stored: &StoredSubscription) -> contract::ChangeButtons {
    let why = Some(Sentence::plain("no-unreadable"));
    contract::ChangeButtons {
        plan_refused: why.clone(),
        seats_refused: why.clone(),
        activate_refused: why.clone(),
        cancel_refused: why,
        min_seats: None,
        max_seats: None,
        status_kind: row(stored.row.clone()).status_kind,
    }
}

fn unknown() -> Fault {
    Fault::new(Code::NotFound, Sentence::plain("fault-not-found"))
}

fn head(stored: &StoredSubscription, private_offers: &[String]) -> CustomerHead {
    let read = marketplace::read_subscription(&stored.raw).ok().map(|received| received.value);
    let person = |person: Option<&Person>| person.map(person_of).unwrap_or_else(|| person_of(&Person::default()));
    CustomerHead {
        publisher: read.as_ref().map(|read| read.publisher.clone()).unwrap_or_default(),
        buyer: person(read.as_ref().map(|read| &read.purchaser)),
        user: person(read.as_ref().map(|read| &read.beneficiary)),
        allowed_operations: read.as_ref().map(|read| read.allowed.clone()).unwrap_or_default(),
        test: read.as_ref().is_some_and(|read| read.is_test),
        sandbox: read.as_ref().map(|read| read.sandbox.clone()).unwrap_or_default(),
        session_mode: read.as_ref().map(|read| read.session_mode.clone()).unwrap_or_default(),
        charge_duration: read.and_then(|read| read.term.charge_duration),
        private_offers: private_offers.to_vec(),
        read_at: moment(stored.read_at),
        row: row(stored.row.clone()),
    }
}

pub(crate) fn person_of(person: &Person) -> contract::Person {
    contract::Person {
        email: person.email.clone(),
        object_id: person.object_id.clone(),
        tenant_id: person.tenant_id.clone(),
        puid: person.puid.clone(),
    }
}

pub(crate) fn event(event: store::Event) -> TimelineEvent {
    TimelineEvent {
        kind: match event.kind {
            store::EventKind::Appeared => EventKind::Appeared,
            store::EventKind::Status => EventKind::Status,
            store::EventKind::Plan => EventKind::Plan,
            store::EventKind::Seats => EventKind::Seats,
            store::EventKind::Renewed => EventKind::Renewed,
            store::EventKind::Term => EventKind::Term,
            store::EventKind::AutoRenew => EventKind::AutoRenew,
            store::EventKind::Changed => EventKind::Changed,
            store::EventKind::Missing => EventKind::Missing,
            store::EventKind::Returned => EventKind::Returned,
        },
        source: match event.source {
            store::EventSource::Observed => EventSource::Observed,
            store::EventSource::Announced => EventSource::Announced,
        },
        id: event.id,
        field: event.field,
        before: event.before,
        after: event.after,
        seen_after: event.seen_after.map(moment),
        seen_before: moment(event.seen_before),
        told: None,
        took_ms: None,
        outcome: None,
        raw: event.raw,
    }
}

/// The plans, the one in use first, and the private offers they name.
fn plans_of(
    kept: Option<store::Raws>,
    stored: &StoredSubscription,
    failed: Option<&PullError>,
) -> (Plans, Vec<String>) {
    let (read_at, raws) = kept.map_or((None, Vec::new()), |kept| (Some(moment(kept.read_at)), kept.raws));
    let plans: Vec<Plan> =
        raws.iter().filter_map(|raw| marketplace::read_plan(raw).ok()).map(|plan| plan.value).collect();
    let private_offers = plans.iter().flat_map(|plan| plan.private_offers.clone()).collect();
    let mut cards: Vec<PlanCard> = plans.into_iter().map(|plan| plan_card(plan, stored)).collect();
    cards.sort_by_key(|card| !card.current);
    (Plans { read_at, fault: failed.map(explain::pull), plans: cards }, private_offers)
}

fn plan_card(plan: Plan, stored: &StoredSubscription) -> PlanCard {
    PlanCard {
        refused: None,
        current: plan.id == stored.row.plan,
        plan_id: plan.id.to_string(),
        display_name: plan.display_name,
        description: plan.description,
        private_plan: plan.is_private,
        stop_sell: plan.is_stop_sell,
        free_trial: plan.has_free_trial,
        per_seat: plan.is_per_seat,
        min_seats: plan.min_seats,
        max_seats: plan.max_seats,
        market: plan.market,
        prices: plan.prices.into_iter().map(price).collect(),
        meters: plan.meters.into_iter().map(meter).collect(),
        other: plan.other.into_iter().map(|(name, value)| Field { name, value: value.to_string() }).collect(),
    }
}

fn price(price: domain::Price) -> Price {
    let included = |included: domain::Included| Included { dimension: included.dimension, units: included.units };
    Price {
        amount: price.amount.value.to_string(),
        currency: price.amount.code,
        term_unit: price.term.to_string(),
        term_description: price.description,
        included: price.included.into_iter().map(included).collect(),
    }
}

fn meter(meter: domain::Meter) -> Meter {
    Meter {
        id: meter.id,
        display_name: meter.display_name,
        unit: meter.unit,
        price: meter.price.value.to_string(),
        currency: meter.price.code,
    }
}

fn operations_of(kept: Option<store::Raws>, failed: Option<&PullError>) -> Operations {
    let (read_at, raws) = kept.map_or((None, Vec::new()), |kept| (Some(moment(kept.read_at)), kept.raws));
    let mut operations: Vec<OperationCard> =
        raws.iter().filter_map(|raw| marketplace::read_operation(raw).ok()).map(operation_card).collect();
    operations.sort_by(|left, right| right.at.cmp(&left.at));
    Operations { read_at, fault: failed.map(explain::pull), operations }
}

fn operation_card(received: Received<Operation>) -> OperationCard {
    let operation = received.value;
    OperationCard {
        id: operation.id.to_string(),
        action: operation.action.to_string(),
        status: operation.status.to_string(),
        source: operation.source.map(|source| source.to_string()).unwrap_or_default(),
        plan: operation.plan.map(|plan| plan.to_string()).unwrap_or_default(),
        seats: operation.seats,
        at: operation.at.map(moment),
        error: operation.error,
        raw: received.raw,
    }
}

fn other_fields(raw: &str) -> Vec<Field> {
    marketplace::other_members(raw).into_iter().map(|(name, value)| Field { name, value }).collect()
}
