//! One-time passes: where the publisher may not make a change itself, the customer's next such request is let pass.

use chrono::{DateTime, TimeDelta, Utc};
use domain::SubscriptionId;
use domain::relay_feed::GivenPass;
use store::{FoundItem, ItemWrite};

use super::approvals::Approval;
use super::held::first_item_id;
use crate::change::may_not_change;
use crate::contract::Fault;
use crate::explain;
use crate::inbox::clocks;
use crate::inbox::facts::{About, AtRelay, Facts, HeldAt, Refusal, Request, Stage};
use crate::opened::Opened;

/// How long the next such request is let pass.
pub(crate) const PASS_DAYS: u16 = 7;

impl Opened {
    /// Whether only a pass helps: a reseller sold it, or Microsoft allows the publisher no change of it.
    pub(super) async fn wants_pass(&self, id: &SubscriptionId) -> Result<bool, Fault> {
        let stored = self.source.store.cache.subscription(id).await.map_err(explain::store)?;
        let read = stored.and_then(|stored| marketplace::read_subscription(&stored.raw).ok());
        Ok(read.is_some_and(|read| may_not_change(&read.value).is_some()))
    }

    /// The item of the held request that a pass belongs to.
    pub(super) async fn item_of_pass(&self, given: &GivenPass) -> Result<String, Fault> {
        let open = self.open_item_of(&given.held).await?;
        Ok(open.unwrap_or_else(|| first_item_id(&given.pass.subscription, &given.held)))
    }

    /// A pass was given, used, or has lapsed.
    pub(super) async fn passed(&self, given: &GivenPass) -> Result<Vec<ItemWrite>, Fault> {
        let (id, until) = (self.item_of_pass(given).await?, self.in_our_time(given.pass.until));
        let settled = |how: &str| Ok(vec![ItemWrite::Settled { id: id.clone(), how: how.to_owned() }]);
        if given.used_by.is_some() {
            return settled("held-pass-used");
        }
        if until <= self.source.clock.now() {
            return settled("held-pass-lapsed");
        }
        let at = HeldAt::Passed { by: given.pass.given_by.clone(), until };
        let known = self.open_items().await?.get(&id).map(|known| known.facts.clone());
        let item = match known {
            Some(facts) => passing(&id, &given.pass.subscription, facts, at),
            None => self.unknown_before(given, at).await?,
        };
        Ok(item.map(|item| ItemWrite::Found { item, silently: false }).into_iter().collect())
    }

    /// A pass whose request this desk never heard of: it began to follow later.
    async fn unknown_before(&self, given: &GivenPass, at: HeldAt) -> Result<Option<FoundItem>, Fault> {
        let id = &given.pass.subscription;
        let Some(row) = self.row_of(id).await? else { return Ok(None) };
        let held = AtRelay::Held {
            id: given.held.clone(),
            rule: None,
            at: at.clone(),
            ask_again: false,
            by_pass: true,
            in_vain: None,
            refusal: Refusal::Counts,
        };
        let request = Request {
            before: crate::inbox::seen(&row),
            asked: given.pass.to.clone(),
            relay: Some(held),
            ..Request::at(Stage::Held)
        };
        let item = first_item_id(id, &given.held);
        Ok(passing(&item, id, Facts::of(Some(&row), id, About::Request(request)), at))
    }

    /// Shows at once what the relay has promised; its own word follows.
    pub(super) async fn show_pass(&self, approval: &Approval, promised_at: DateTime<Utc>) -> Result<(), Fault> {
        let known = self.item(&approval.item).await?;
        if known.item.settled_at.is_some() {
            return Ok(());
        }
        let until = self.pass_until(promised_at, approval.pass_days.unwrap_or(PASS_DAYS));
        let by = self.link().and_then(|link| link.desk()).unwrap_or_default();
        let at = HeldAt::Passed { by, until };
        match passing(&approval.item, &approval.intent.subscription, known.facts, at) {
            Some(item) => self.write_item(ItemWrite::Found { item, silently: true }).await,
            None => Ok(()),
        }
    }

    /// Until when a pass holds, in our own time.
    pub(super) fn pass_until(&self, given_at: DateTime<Utc>, days: u16) -> DateTime<Utc> {
        self.in_our_time(given_at) + TimeDelta::days(days.into())
    }

    /// Passes that nobody used in time are over. The relay says so only when it next hears of the customer.
    pub(crate) async fn settle_lapsed(&self) -> Result<(), Fault> {
        let now = self.source.clock.now();
        if self.source.store.journal.is_read_only() {
            return Ok(());
        }
        let open = self.open_items().await?;
        let is_lapsed = |facts: &Facts| {
            matches!(&facts.about, About::Request(Request {
                relay: Some(AtRelay::Held { at: HeldAt::Passed { until, .. }, .. }), ..
            }) if *until <= now)
        };
        let lapsed = open.iter().filter(|known| is_lapsed(&known.facts)).map(|known| known.item.id.clone());
        let writes: Vec<_> = lapsed.map(|id| ItemWrite::Settled { id, how: "held-pass-lapsed".to_owned() }).collect();
        if !writes.is_empty() && !self.write_items(writes).await?.is_empty() {
            self.inbox_changed();
        }
        Ok(())
    }
}

/// The item of a held request whose next one is let pass: due when that ends.
fn passing(id: &str, subscription: &SubscriptionId, mut facts: Facts, passed: HeldAt) -> Option<FoundItem> {
    let HeldAt::Passed { until, .. } = passed else { return None };
    let About::Request(Request { relay: Some(AtRelay::Held { at, .. }), .. }) = &mut facts.about else { return None };
    *at = passed;
    Some(clocks::found(id, Some(subscription.clone()), &facts, until))
}
