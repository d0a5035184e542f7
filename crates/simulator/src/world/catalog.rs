//! What the publisher sells: offers, plans, prices, meters.
//!
//! Prices are list prices in US cents; other markets see them in their own currency. One offer per shape that a client
//! must cope with: flat with meters, per seat with limits, trials, preview, private plans, several terms, stop-sell.

use super::wire::Text;

/// How one plan is paid for one length of term.
#[derive(Debug, Clone)]
pub(crate) struct Price {
    pub(crate) unit: Text,
    pub(crate) cents: u64,
}

/// Something counted and billed by use.
#[derive(Debug, Clone)]
pub(crate) struct Meter {
    pub(crate) id: Text,
    pub(crate) name: Text,
    pub(crate) unit: Text,
    pub(crate) cents: u64,
    pub(crate) included: u32,
}

/// One plan of an offer.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) id: Text,
    pub(crate) name: Text,
    pub(crate) description: Text,
    pub(crate) is_private: bool,
    /// Least and most seats; none for flat-rate plans.
    pub(crate) seats: Option<(u32, u32)>,
    pub(crate) has_trial: bool,
    pub(crate) is_stop_sell: bool,
    pub(crate) prices: Vec<Price>,
    pub(crate) meters: Vec<Meter>,
}

/// One offer with its plans.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    pub(crate) id: Text,
    pub(crate) plans: Vec<Plan>,
}

/// Everything on sale, and what was.
#[derive(Debug, Clone)]
pub(crate) struct Catalog {
    pub(crate) publisher: Text,
    pub(crate) offers: Vec<Offer>,
}

/// Where a plan stands in the catalog.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct PlanKey {
    pub(crate) offer: u16,
    pub(crate) plan: u16,
}

impl Catalog {
    pub(crate) fn offer(&self, key: PlanKey) -> Option<&Offer> {
        self.offers.get(usize::from(key.offer))
    }

    pub(crate) fn plan(&self, key: PlanKey) -> Option<&Plan> {
        self.offer(key)?.plans.get(usize::from(key.plan))
    }

    /// The plan with this id in the same offer.
    pub(crate) fn sibling(&self, key: PlanKey, plan_id: &str) -> Option<PlanKey> {
        let plan = self.offer(key)?.plans.iter().position(|plan| plan.id == plan_id)?;
        Some(PlanKey { offer: key.offer, plan: plan as u16 })
    }

    pub(crate) fn find(&self, offer_id: &str, plan_id: &str) -> Option<PlanKey> {
        let offer = self.offers.iter().position(|offer| offer.id == offer_id)?;
        self.sibling(PlanKey { offer: offer as u16, plan: 0 }, plan_id)
    }

    /// The catalog of every made world.
    pub(crate) fn of_northquay() -> Self {
        let offers = vec![tidewatch(), harbourdesk(), lumen(), orchid(), contour(), quayline()];
        Self { publisher: Text::Borrowed("northquay"), offers }
    }
}

impl Plan {
    /// A public plan paid by the month.
    pub(crate) fn new(id: impl Into<Text>, name: impl Into<Text>, description: impl Into<Text>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            description: description.into(),
            is_private: false,
            seats: None,
            has_trial: false,
            is_stop_sell: false,
            prices: Vec::new(),
            meters: Vec::new(),
        }
    }

    pub(crate) fn paid(mut self, unit: impl Into<Text>, cents: u64) -> Self {
        self.prices.push(Price { unit: unit.into(), cents });
        self
    }

    pub(crate) const fn per_seat(mut self, least: u32, most: u32) -> Self {
        self.seats = Some((least, most));
        self
    }

    const fn private(mut self) -> Self {
        self.is_private = true;
        self
    }

    const fn with_trial(mut self) -> Self {
        self.has_trial = true;
        self
    }

    const fn no_longer_sold(mut self) -> Self {
        self.is_stop_sell = true;
        self
    }

    fn metered(mut self, (id, name, unit): (&'static str, &'static str, &'static str), cents: u64, free: u32) -> Self {
        self.meters.push(Meter { id: id.into(), name: name.into(), unit: unit.into(), cents, included: free });
        self
    }
}

const ALERTS: (&str, &str, &str) = ("alerts", "Alerts sent", "alert");
const HOURS: (&str, &str, &str) = ("sensor-hours", "Sensor hours", "hour");
const STORAGE: (&str, &str, &str) = ("archive-gb", "Archive kept", "GB");

/// Flat rate with meters.
fn tidewatch() -> Offer {
    let plans = vec![
        Plan::new("shore", "Shore", "One site, alerts by e-mail").paid("P1M", 4_900).metered(ALERTS, 2, 500),
        Plan::new("bridge", "Bridge", "Five sites, alerts by phone")
            .paid("P1M", 19_900)
            .paid("P1Y", 199_000)
            .metered(ALERTS, 2, 5_000)
            .metered(HOURS, 1, 100),
        Plan::new("ocean", "Ocean", "Any number of sites")
            .paid("P1Y", 990_000)
            .paid("P3Y", 2_520_000)
            .metered(ALERTS, 1, 50_000)
            .metered(HOURS, 1, 2_000)
            .metered(STORAGE, 12, 250),
    ];
    Offer { id: "tidewatch".into(), plans }
}

/// Per seat with limits, one private plan.
fn harbourdesk() -> Offer {
    let plans = vec![
        Plan::new("crew", "Crew", "For small teams").per_seat(1, 50).paid("P1M", 900).paid("P1Y", 9_600),
        Plan::new("deck", "Deck", "For departments").per_seat(5, 500).paid("P1M", 1_400).paid("P1Y", 14_400),
        Plan::new("fleet", "Fleet", "For whole companies").per_seat(50, 10_000).paid("P1Y", 12_000),
        Plan::new("fleet-agreed", "Fleet (agreed)", "By agreement").per_seat(50, 100_000).paid("P1Y", 9_900).private(),
    ];
    Offer { id: "harbourdesk".into(), plans }
}

/// An offer still in preview, flat, with trials.
fn lumen() -> Offer {
    let plans = vec![
        Plan::new("starter", "Starter", "A first look").paid("P1M", 0).with_trial(),
        Plan::new("analyst", "Analyst", "Reports and exports").paid("P1M", 7_900).with_trial(),
    ];
    Offer { id: "lumen-analytics-preview".into(), plans }
}

/// Per seat with trials; one plan no longer sold.
fn orchid() -> Offer {
    let plans = vec![
        Plan::new("forms", "Forms", "Unlimited forms").per_seat(1, 1_000).paid("P1M", 600).with_trial(),
        Plan::new("forms-plus", "Forms Plus", "With approvals")
            .per_seat(1, 1_000)
            .paid("P1M", 1_100)
            .paid("P1Y", 11_400),
        Plan::new("classic_2019", "Classic", "No longer sold").per_seat(1, 200).paid("P1M", 400).no_longer_sold(),
    ];
    Offer { id: "orchid-forms".into(), plans }
}

/// Flat, all terms up to three years, one private plan.
fn contour() -> Offer {
    let plans = vec![
        Plan::new("sync", "Sync", "Two systems").paid("P1M", 12_000).paid("P1Y", 120_000),
        Plan::new("sync-pro", "Sync Pro", "Ten systems")
            .paid("P1Y", 480_000)
            .paid("P2Y", 864_000)
            .paid("P3Y", 1_152_000),
        Plan::new("sync-harbours", "Sync for harbours", "By agreement").paid("P1Y", 333_333).private(),
    ];
    Offer { id: "contour-sync".into(), plans }
}

/// Per seat, long terms.
fn quayline() -> Offer {
    let plans = vec![
        Plan::new("view", "View", "Read-only seats").per_seat(1, 100_000).paid("P1M", 300).paid("P1Y", 3_000),
        Plan::new("work", "Work", "Full seats")
            .per_seat(1, 20_000)
            .paid("P1M", 2_900)
            .paid("P1Y", 29_900)
            .paid("P5Y", 120_000),
    ];
    Offer { id: "quayline-insights".into(), plans }
}
