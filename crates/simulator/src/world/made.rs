//! A world invented from a seed: subscription N is computed when it is asked for, and is the same every time.

use uuid::Uuid;

use super::{
    catalog::{Catalog, PlanKey},
    customer::{AGREEMENTS, Customer},
    live::{GRACE, Live, Span, TermUnit},
    wire::{Person, Status, Subscription, Term, Text},
};
use crate::{
    clock::Millis,
    seed::{Draw, Room, scramble, unscramble},
    when::{DAY, HOUR, NEVER, TICKS_PER_MILLI, add_months, day_of, start_of, write_day, write_ticks},
};

/// The invented world. Its statuses and dates fit the moment it was made for.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) seed: u64,
    /// The moment for which statuses and dates were computed.
    epoch: Millis,
    /// Subscriptions that exist from the beginning.
    pub(crate) size: u32,
    customers: u64,
}

/// What never changes in an invented subscription.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fixed {
    index: u32,
    customer: u64,
    people: (u64, u64),
    created: i64,
    traits: u64,
}

/// A subscription's history in outline, before it is written down.
struct Story {
    created: Millis,
    status: Status,
    since: Millis,
    span: Option<Span>,
}

impl Made {
    pub(crate) fn new(seed: u64, size: u32, epoch: Millis) -> Self {
        Self { seed, epoch, size, customers: u64::from(size) * 3 / 5 + 1 }
    }

    /// The id of subscription `index`: the index itself, stirred, and a check that only this world knows.
    pub(crate) fn id(&self, index: u32) -> Uuid {
        let high = scramble(u64::from(index) ^ self.lock());
        Uuid::from_u64_pair(high, scramble(high ^ self.lock()))
    }

    /// The index an id was made from, whether or not that subscription exists yet.
    pub(crate) fn index(&self, id: Uuid) -> Option<u32> {
        let (high, _) = id.as_u64_pair();
        let index = u32::try_from(unscramble(high) ^ self.lock()).ok()?;
        (self.id(index) == id).then_some(index)
    }

    fn lock(&self) -> u64 {
        scramble(self.seed ^ 0x6d61_726b_6574)
    }

    /// Everything about subscription `index` as the world began.
    pub(crate) fn begin(&self, catalog: &Catalog, index: u32) -> (Fixed, Live) {
        let mut draw = Draw::new(self.seed, Room::Subscription, u64::from(index));
        let fixed = self.fixed(&mut draw, index);
        let plan = choose_plan(catalog, &mut draw, fixed.customer.is_multiple_of(AGREEMENTS));
        let details = catalog.plan(plan);
        let prices = details.map(|plan| plan.prices.len()).unwrap_or_default();
        let price = details.and_then(|plan| plan.prices.get(draw.below(prices as u64) as usize));
        let unit = price.and_then(|price| TermUnit::parse(&price.unit)).unwrap_or(TermUnit::Month);
        let story = self.story(&mut draw, unit);
        let is_first_month = story.span.is_some_and(|span| day_of(story.created) + 3 > span.first);
        let has_trial = details.is_some_and(|plan| plan.has_trial);
        let live = Live {
            status: story.status,
            plan,
            quantity: details.and_then(|plan| plan.seats).map(|seats| seats_bought(&mut draw, seats)),
            unit,
            span: story.span,
            auto_renew: !draw.chance(80),
            is_free_trial: (!draw.chance(50)).then_some(has_trial && is_first_month),
            since: story.since,
            name: None,
        };
        let ticks = story.created * TICKS_PER_MILLI + draw.below(10_000) as i64;
        (Fixed { created: ticks, ..fixed }, live)
    }

    /// What never changes, for a subscription bought while the simulator runs.
    pub(crate) fn bought(&self, index: u32, now: Millis) -> Fixed {
        let mut draw = Draw::new(self.seed, Room::Subscription, u64::from(index));
        let fixed = self.fixed(&mut draw, index);
        Fixed { created: now * TICKS_PER_MILLI + draw.below(10_000) as i64, ..fixed }
    }

    /// The same purchase by the nearest customer that does (or does not) buy through a reseller.
    pub(crate) fn with_channel(&self, fixed: Fixed, by_reseller: bool) -> Fixed {
        let fits = |&customer: &u64| Customer::of(self.seed, customer).reseller.is_some() == by_reseller;
        let customer = (fixed.customer..fixed.customer + 1_000).find(fits);
        Fixed { customer: customer.unwrap_or(fixed.customer), ..fixed }
    }

    fn fixed(&self, draw: &mut Draw, index: u32) -> Fixed {
        // Squared, so that a few customers have many subscriptions and most have one.
        let fraction = draw.unit();
        let customer = (fraction * fraction * self.customers as f64) as u64;
        let user = draw.below(4);
        let buyer = if draw.chance(60) { draw.below(4) } else { user };
        Fixed { index, customer, people: (user, buyer), created: 0, traits: draw.bits() }
    }

    /// Invents dates that fit a status drawn from the mix 60 % subscribed, 6 % suspended, 4 % pending, 30 % ended.
    fn story(&self, draw: &mut Draw, unit: TermUnit) -> Story {
        match draw.below(1_000) {
            0..600 => self.subscribed(draw, unit),
            600..660 => self.suspended(draw, unit),
            660..700 => self.pending(draw),
            _ => self.ended(draw, unit),
        }
    }

    fn ago(&self, draw: &mut Draw, longest: Millis) -> Millis {
        self.epoch - HOUR - (draw.unit() * (longest - HOUR) as f64) as Millis
    }

    fn subscribed(&self, draw: &mut Draw, unit: TermUnit) -> Story {
        let created = self.ago(draw, 1_400 * DAY);
        let waited = (draw.unit() * 2.0 * DAY as f64) as Millis;
        let since = (created + waited).min(self.epoch - HOUR / 2);
        let span = Span::containing(day_of(self.epoch), day_of(since), unit);
        Story { created, status: Status::Subscribed, since, span: Some(span) }
    }

    /// The payment that is missing is the one for a term that had just begun.
    fn suspended(&self, draw: &mut Draw, unit: TermUnit) -> Story {
        let since = self.ago(draw, GRACE - 12 * HOUR);
        let first = day_of(since);
        let terms = 1 + draw.below(24) as i32 / unit.months();
        let activated = add_months(first, -terms * unit.months());
        let created = start_of(activated) - part_of(draw, DAY);
        Story { created, status: Status::Suspended, since, span: Some(Span::from(first, unit)) }
    }

    fn pending(&self, draw: &mut Draw) -> Story {
        let created = self.ago(draw, GRACE - 2 * HOUR);
        Story { created, status: Status::PendingFulfillmentStart, since: created, span: None }
    }

    /// Two in five were never activated and so have no dates.
    fn ended(&self, draw: &mut Draw, unit: TermUnit) -> Story {
        let created = self.ago(draw, 1_800 * DAY) - GRACE;
        if draw.chance(400) {
            let since = created + if draw.chance(700) { GRACE } else { part_of(draw, GRACE) };
            return Story { created, status: Status::Unsubscribed, since, span: None };
        }
        let since = created + 2 * DAY + part_of(draw, self.epoch - HOUR - created - 2 * DAY);
        let span = Span::containing(day_of(since), day_of(created + DAY), unit);
        Story { created, status: Status::Unsubscribed, since, span: Some(span) }
    }

    /// The customer a subscription belongs to.
    pub(crate) fn customer(&self, fixed: Fixed) -> Customer {
        Customer::of(self.seed, fixed.customer)
    }

    /// Writes a subscription down as the service does.
    pub(crate) fn view(&self, catalog: &Catalog, fixed: Fixed, live: &Live) -> Subscription {
        let customer = self.customer(fixed);
        let (beneficiary, purchaser) = self.people(&customer, fixed);
        let traits = fixed.traits;
        let plan = catalog.plan(live.plan);
        Subscription {
            id: self.id(fixed.index).to_string(),
            publisher_id: catalog.publisher.clone(),
            offer_id: catalog.offer(live.plan).map(|offer| offer.id.clone()).unwrap_or_default(),
            name: live.name.as_deref().map_or_else(|| subscription_name(&customer, traits), str::to_owned),
            saas_subscription_status: live.status,
            beneficiary,
            purchaser,
            plan_id: plan.map(|plan| plan.id.clone()).unwrap_or_default(),
            term: term(live),
            auto_renew: live.auto_renew,
            is_test: false,
            is_free_trial: live.is_free_trial,
            allowed_customer_operations: allowed(customer.reseller.is_some(), traits),
            sandbox_type: if customer.reseller.is_some() && traits.is_multiple_of(97) { "Csp" } else { "None" }.into(),
            created: write_ticks(fixed.created),
            last_modified: Text::Borrowed(NEVER),
            quantity: live.quantity,
            session_mode: if traits.is_multiple_of(211) { "DryRun" } else { "None" }.into(),
        }
    }

    fn people(&self, customer: &Customer, fixed: Fixed) -> (Person, Person) {
        let user = customer.person(self.seed, fixed.people.0);
        let buyer = match customer.reseller {
            Some(reseller) => Customer::reseller(self.seed, reseller).person(self.seed ^ 1, fixed.people.1),
            None if fixed.people.0 == fixed.people.1 => user.clone(),
            None => customer.person(self.seed, fixed.people.1),
        };
        (user, buyer)
    }
}

impl Fixed {
    pub(crate) const fn created_ticks(self) -> i64 {
        self.created
    }

    pub(crate) const fn created_millis(self) -> Millis {
        self.created / TICKS_PER_MILLI
    }
}

/// A random part of a length of time.
fn part_of(draw: &mut Draw, whole: Millis) -> Millis {
    (draw.unit() * whole as f64) as Millis
}

/// The term as written: no dates before activation.
pub(crate) fn term(live: &Live) -> Term {
    Term {
        start_date: live.span.map(|span| write_day(span.first)),
        end_date: live.span.map(|span| write_day(span.last)),
        term_unit: Text::Borrowed(live.unit.text()),
    }
}

/// What the beneficiary may do: nothing but read where a reseller bought.
fn allowed(by_reseller: bool, traits: u64) -> Vec<Text> {
    let list: &[&'static str] = match (by_reseller, traits % 3) {
        (true, _) => &["Read"],
        (false, 0) => &["Delete", "Read", "Update"],
        (false, _) => &["Delete", "Update", "Read"],
    };
    list.iter().copied().map(Text::Borrowed).collect()
}

/// A plan of a random offer; private ones only for customers with an agreement, unsold ones rarely.
fn choose_plan(catalog: &Catalog, draw: &mut Draw, has_agreement: bool) -> PlanKey {
    let offer = draw.below(catalog.offers.len() as u64) as u16;
    let plans = catalog.offers.get(usize::from(offer)).map_or(&[][..], |offer| &offer.plans);
    let plan = draw.below(plans.len() as u64) as u16;
    let is_open = plans.get(usize::from(plan)).is_some_and(|plan| !plan.is_private || has_agreement);
    PlanKey { offer, plan: if is_open { plan } else { 0 } }
}

/// Mostly a handful of seats above the least, rarely hundreds.
fn seats_bought(draw: &mut Draw, (least, most): (u32, u32)) -> u32 {
    let fraction = draw.unit();
    let extra = fraction * fraction * fraction * f64::from((most - least).min(400));
    least + extra as u32
}

/// What the buyer called it. A few names are there to trip a careless client.
fn subscription_name(customer: &Customer, traits: u64) -> String {
    let firm = customer.name();
    match traits >> 8 & 1_023 {
        0 => format!("=SUM({firm})"),
        1 => format!("\"{firm}\", <b>main</b> & more"),
        2 => format!("  {firm}  "),
        3 => format!("{firm} {}", "département ".repeat(12)),
        4 => format!("{firm} 🚢⚓"),
        5..250 => format!("{firm} – {}", customer.town),
        250..400 => format!("{firm} test"),
        _ => firm.to_owned(),
    }
}
