//! The board: every open suspension, and those that ended lately.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Status, SubscriptionId};
use store::{SuspensionPlan, WithPlans};

use super::access::BoardAccess;
use super::stages::STAGES;
use super::turns::{Turn, Turned};
use super::{months, pricing, sums};
use crate::change::PriceList;
use crate::contract::{Fault, SuspensionCard, SuspensionStage, Suspensions, SuspensionsRequest};
use crate::explain;
use crate::inbox::Known;
use crate::inbox::clocks::GRACE;
use crate::inbox::facts::{About, Suspended};
use crate::opened::Opened;
use crate::sync_line::moment;

/// The most cards of one stage in one answer.
const MOST_CARDS: u32 = 500;
/// How long those that ended stay on the board.
const SHOWN_AFTER_THE_END: TimeDelta = TimeDelta::days(30);

/// Everything the board is made of.
pub(super) struct Whole {
    pub cards: Vec<SuspensionCard>,
    turns: Vec<Turn>,
    subscriptions: BTreeMap<SubscriptionId, WithPlans>,
}

impl Opened {
    /// The board. Plans of those without a price are read meanwhile, and the page is told.
    pub(crate) async fn suspensions(self: &Arc<Self>, request: &SuspensionsRequest) -> Result<Suspensions, Fault> {
        let now = self.source.clock.now();
        let whole = self.all_suspensions(now).await?;
        let known_since = self.source.store.journal.known_since().await.map_err(explain::store)?;
        let stages: Vec<_> = STAGES.into_iter().map(|stage| sums::of_stage(stage, &whole.cards)).collect();
        let (at_risk, unpriced) = sums::monthly(whole.cards.iter().filter(|card| card.stage.is_open()));
        let cards = first_of_each_stage(whole.cards, request.limit.min(MOST_CARDS));
        let shown = cards.iter().filter(|card| card.stage.is_open());
        let shown: Vec<WithPlans> =
            shown.filter_map(|card| whole.subscriptions.get(&card.subscription.as_str().into()).cloned()).collect();
        self.read_plans_of(&shown);
        Ok(Suspensions {
            cards,
            stages,
            at_risk,
            unpriced,
            months: months::over_time(&whole.turns, known_since, now),
            is_read_only: self.source.store.journal.is_read_only(),
        })
    }

    pub(super) async fn all_suspensions(&self, now: DateTime<Utc>) -> Result<Whole, Fault> {
        let journal = &self.source.store.journal;
        let open = self.open_items().await?;
        let suspended = open.iter().filter(|known| matches!(known.facts.about, About::Suspended(_)));
        let mut items: Vec<Known> = suspended.cloned().collect();
        let turns = self.turns(months::beginning(now)).await?;
        let ended = ended_lately(&turns, now);
        let settled = journal.suspensions_settled(now - SHOWN_AFTER_THE_END).await.map_err(explain::store)?;
        items.extend(settled.into_iter().filter_map(Known::read));
        let plans = journal.suspension_plans(items.iter().map(|known| known.item.id.clone()).collect());
        let plans = plans.await.map_err(explain::store)?;
        let mut ids: Vec<_> = items.iter().filter_map(|known| known.item.subscription.clone()).collect();
        ids.extend(ended.iter().map(|turn| turn.subscription.clone()));
        ids.sort();
        ids.dedup();
        let found = self.source.store.cache.with_plans(ids).await.map_err(explain::store)?;
        let subscriptions: BTreeMap<_, _> = found.into_iter().map(|one| (one.row.id.clone(), one)).collect();
        let own = self.price_list().await?;
        let access = self.board_access().await?;
        let board =
            Board { now, items: &items, plans: &plans, subscriptions: &subscriptions, own: &own, access: &access };
        let mut cards = board.open();
        cards.extend(ended.into_iter().filter_map(|turn| board.ended(turn, &turns)));
        Ok(Whole { cards, turns, subscriptions })
    }

    /// How suspensions began and ended since a moment, the earliest first.
    async fn turns(&self, since: DateTime<Utc>) -> Result<Vec<Turn>, Fault> {
        let journal = &self.source.store.journal;
        let told = self.told_of_suspensions(since - GRACE).await?;
        let changes = journal.status_changes(since).await.map_err(explain::store)?;
        Ok(changes.iter().filter_map(|change| Turn::of(change, &told)).collect())
    }
}

/// The last turn of each subscription, where it is an end and not long ago; the latest first.
fn ended_lately(turns: &[Turn], now: DateTime<Utc>) -> Vec<&Turn> {
    let last: BTreeMap<&SubscriptionId, &Turn> = turns.iter().map(|turn| (&turn.subscription, turn)).collect();
    let is_late = |turn: &&Turn| turn.turned != Turned::Suspended && now - turn.at <= SHOWN_AFTER_THE_END;
    let mut ended: Vec<&Turn> = last.into_values().filter(is_late).collect();
    ended.sort_by_key(|turn| std::cmp::Reverse(turn.at));
    ended
}

fn first_of_each_stage(cards: Vec<SuspensionCard>, limit: u32) -> Vec<SuspensionCard> {
    let mut shown = BTreeMap::<SuspensionStage, u32>::new();
    let mut is_shown = |card: &SuspensionCard| {
        let before = shown.entry(card.stage).or_default();
        *before += 1;
        *before <= limit
    };
    cards.into_iter().filter(|card| is_shown(card)).collect()
}

/// What cards are drawn from.
struct Board<'a> {
    now: DateTime<Utc>,
    /// Open ones, and those settled lately.
    items: &'a [Known],
    plans: &'a BTreeMap<String, SuspensionPlan>,
    subscriptions: &'a BTreeMap<SubscriptionId, WithPlans>,
    own: &'a PriceList,
    access: &'a BoardAccess,
}

impl Board<'_> {
    /// Those that are suspended now, with the least time left first. The item of one that has just ended may still be
    /// open: what was last read says whether it is.
    fn open(&self) -> Vec<SuspensionCard> {
        let open = self.items.iter().filter(|known| known.item.settled_at.is_none());
        let mut cards: Vec<_> = open
            .filter_map(|known| {
                let found = self.subscriptions.get(known.item.subscription.as_ref()?)?;
                let ends = began(known)? + GRACE;
                let plan = self.plans.get(&known.item.id);
                let stage = plan.map_or(SuspensionStage::Suspended, |kept| SuspensionStage::read(&kept.plan.stage));
                let card = SuspensionCard {
                    stage,
                    ends_at: Some(moment(ends)),
                    days_left: u32::try_from((ends - self.now).num_days()).unwrap_or(0),
                    is_overdue: ends <= self.now,
                    ..self.card(found, Some(known))
                };
                (found.row.status == Status::Suspended).then_some((ends, card))
            })
            .collect();
        cards.sort_by(|(left, one), (right, other)| left.cmp(right).then_with(|| one.customer.cmp(&other.customer)));
        cards.into_iter().map(|(_, card)| card).collect()
    }

    /// One that ended, with what people did about it.
    fn ended(&self, turn: &Turn, turns: &[Turn]) -> Option<SuspensionCard> {
        let found = self.subscriptions.get(&turn.subscription)?;
        let known = self.item_of(turn);
        let began = match known {
            Some(known) => began(known),
            None => beginning_of(turn, turns),
        };
        let card = self.card(found, known);
        Some(SuspensionCard {
            stage: if turn.turned == Turned::Lost { SuspensionStage::Lost } else { SuspensionStage::Reinstated },
            since: began.map(moment),
            remind_at: None,
            reminder_is_due: false,
            ended_at: Some(moment(turn.at)),
            end_is_observed: turn.is_observed,
            ended_on_day: began.and_then(|began| u32::try_from((turn.at - began).num_days() + 1).ok()),
            ..card
        })
    }

    /// The item of the suspension that ended so: the latest that was found before.
    fn item_of(&self, turn: &Turn) -> Option<&Known> {
        let own = self.items.iter().filter(|known| known.item.subscription.as_ref() == Some(&turn.subscription));
        let since = |known: &&Known| suspended(known).map(|suspended| suspended.since);
        own.filter(|known| since(known).is_some_and(|since| since <= turn.seen)).max_by_key(since)
    }

    /// What both kinds have in common.
    fn card(&self, found: &WithPlans, known: Option<&Known>) -> SuspensionCard {
        let row = &found.row;
        let (per_month, price_source) = pricing::price(found, self.own).unzip();
        let plan = known.and_then(|known| self.plans.get(&known.item.id)).map(|kept| &kept.plan);
        let remind_at = plan.and_then(|plan| plan.remind_at);
        SuspensionCard {
            item: known.map(|known| known.item.id.clone()),
            subscription: row.id.to_string(),
            customer: row.name.clone(),
            offer: row.offer.to_string(),
            plan: row.plan.to_string(),
            seats: row.seats,
            stage: SuspensionStage::Suspended,
            since: known.and_then(began).map(moment),
            since_is_estimate: known.and_then(suspended).is_none_or(|suspended| suspended.told.is_none()),
            ends_at: None,
            days_left: 0,
            is_overdue: false,
            per_month,
            price_source,
            owner: known.map(|known| known.item.owner.clone()).filter(|owner| !owner.is_empty()),
            next_step: plan.map(|plan| plan.next_step.clone()).unwrap_or_default(),
            remind_at: remind_at.map(moment),
            reminder_is_due: remind_at.is_some_and(|at| at <= self.now),
            notes: known.map_or(0, |known| known.item.notes),
            access: self.access.of(&row.id, &row.offer),
            access_waits: self.access.waits(&row.id),
            ended_at: None,
            end_is_observed: false,
            ended_on_day: None,
        }
    }
}

fn suspended(known: &Known) -> Option<&Suspended> {
    match &known.facts.about {
        About::Suspended(suspended) => Some(suspended),
        _ => None,
    }
}

fn began(known: &Known) -> Option<DateTime<Utc>> {
    suspended(known).map(Suspended::began)
}

/// When a suspension without an item began: it came and went between two looks.
fn beginning_of(end: &Turn, turns: &[Turn]) -> Option<DateTime<Utc>> {
    let own = turns.iter().rev().filter(|turn| turn.subscription == end.subscription && turn.at <= end.at);
    own.filter(|turn| turn.turned == Turned::Suspended).map(|turn| turn.at).next()
}
