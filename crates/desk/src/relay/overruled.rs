//! Refusals that did not count: Microsoft's own data shows the change all the same.

use chrono::{DateTime, Utc};
use domain::relay_feed::{Announced, HeldRequest, ReadBack, Verdict};
use domain::{Change, SubscriptionId};
use store::{ItemWrite, ListRow};

use super::announced::{Heard, Join, REVIEW, item_id, why};
use super::confirming::Made;
use super::timeline::CLOCKS_DIFFER;
use crate::contract::Fault;
use crate::explain;
use crate::inbox::clocks;
use crate::inbox::facts::{About, AtRelay, Facts, No, Request, Stage};
use crate::inbox::seen;
use crate::opened::Opened;

fn overruled_id(refused: &str) -> String {
    format!("{refused}:overruled")
}

/// The intents of a customer that are looked at.
const MOST_INTENTS: u32 = 50;

impl Opened {
    /// What the relay read in Microsoft's data of an answer it gave.
    pub(super) async fn read_back(&self, id: &SubscriptionId, found: &ReadBack) -> Result<Vec<ItemWrite>, Fault> {
        if found.fits || found.shows_target != Some(true) {
            return Ok(Vec::new());
        }
        let heard = self.announcements(id).await?.into_iter().find(|heard| heard.one.key == found.key);
        let (Some(heard), Some(row)) = (heard, self.row_of(id).await?) else { return Ok(Vec::new()) };
        self.overruled(&heard, &row).await
    }

    /// A change was seen at a customer: what becomes of the refusal it goes against, where it goes against one. The last
    /// word about it before it was seen is the one that holds.
    pub(crate) async fn seen_against_refusal(
        &self,
        row: &ListRow,
        change: &Change,
        seen_at: DateTime<Utc>,
    ) -> Result<Vec<ItemWrite>, Fault> {
        let is_about = |heard: &&Heard| {
            heard.target().as_ref() == Some(change)
                && self.in_our_time(heard.one.received_at) - CLOCKS_DIFFER <= seen_at
        };
        match self.announcements(&row.id).await?.iter().find(is_about) {
            Some(heard) => self.overruled(heard, row).await,
            None => Ok(Vec::new()),
        }
    }

    /// A change may be seen before it is told of: a desk that wakes reads Microsoft's data and the feed at once. Then the
    /// item that says unseen, or that a refusal was overruled, gives way to what the message says.
    pub(super) async fn seen_before_told(&self, told: &Announced) -> Result<Join, Fault> {
        let target = told.request.as_ref().and_then(domain::rule::Request::target);
        let open = self.open_items().await?;
        let of = open.of(&told.subscription).filter_map(|known| match &known.facts.about {
            About::Request(request) if Some(&request.asked) == target.as_ref() => {
                Some((known.item.id.clone(), request.stage))
            }
            _ => None,
        });
        let seen: Vec<_> = of.filter(|(_, stage)| matches!(stage, Stage::Unseen | Stage::Overruled)).collect();
        drop(open);
        let settled = |id: String| ItemWrite::Settled { id, how: "elsewhere".to_owned() };
        if matches!(told.answered.verdict, Verdict::Accepted | Verdict::Noted) {
            return Ok(Join::Besides(seen.into_iter().map(|(id, _)| settled(id)).collect()));
        }
        let unseen: Vec<_> = seen.into_iter().filter(|(_, stage)| *stage == Stage::Unseen).collect();
        if unseen.is_empty() {
            return Ok(Join::Besides(Vec::new()));
        }
        let heard = self.announcements(&told.subscription).await?.into_iter().find(|heard| heard.one.key == told.key);
        let (Some(heard), Some(row)) = (heard, self.row_of(&told.subscription).await?) else {
            return Ok(Join::Besides(Vec::new()));
        };
        let overruled = self.overruled(&heard, &row).await?;
        if overruled.is_empty() {
            return Ok(Join::Besides(Vec::new()));
        }
        Ok(Join::Instead(unseen.into_iter().map(|(id, _)| settled(id)).chain(overruled).collect()))
    }

    /// Whether it is known already that the refusal of a held request did not count.
    pub(super) async fn is_overruled(&self, held: &HeldRequest) -> Result<bool, Fault> {
        let Some(operation) = &held.operation else { return Ok(false) };
        let id = overruled_id(&crate::inbox::request_id(&held.request.subscription, operation));
        Ok(self.source.store.journal.item(&id).await.map_err(explain::store)?.is_some())
    }

    /// The item that says so, in place of those that say refused. None where the change is not there, or is one of our
    /// own: what a person approves after its refusal comes about by a change.
    pub(super) async fn overruled(&self, heard: &Heard, row: &ListRow) -> Result<Vec<ItemWrite>, Fault> {
        let (told, Some(asked)) = (&heard.one, heard.target()) else { return Ok(Vec::new()) };
        let no = match told.answered.verdict {
            Verdict::Refused => No::ForGood,
            Verdict::Held => No::ForNow,
            Verdict::Accepted | Verdict::Noted => return Ok(Vec::new()),
        };
        if heard.is_let_through || !seen(row).shows(&asked) || self.is_made_here(heard, &asked).await? {
            return Ok(Vec::new());
        }
        if self.has_heeded(told).await {
            return Ok(Vec::new());
        }
        let rule = told.answered.decision.as_ref().and_then(|decision| decision.rule.as_ref());
        let (why, desk) = why(&told.answered.because);
        let (why, rule, desk) = (why.to_owned(), self.rule_name(rule).await?, desk.map(str::to_owned));
        let before = told.request.as_ref().map(|request| super::question::before(request, Some(row)));
        let request = Request {
            operation: told.operation.as_ref().map(ToString::to_string),
            before: before.unwrap_or_else(|| seen(row)),
            asked,
            relay: Some(AtRelay::Overruled { no, why, rule, desk }),
            ..Request::at(Stage::Overruled)
        };
        let facts = Facts::of(Some(row), &told.subscription, About::Request(request));
        let due = self.in_our_time(told.received_at) + REVIEW;
        let refused = item_id(told);
        let mut item = clocks::found(&overruled_id(&refused), Some(told.subscription.clone()), &facts, due);
        self.price(&mut item).await;
        let held = match &told.answered.held {
            Some(held) => self.open_item_of(held).await?,
            None => None,
        };
        let over = [Some(refused), held].into_iter().flatten();
        let over = over.map(|id| ItemWrite::Settled { id, how: "held-superseded-change".to_owned() });
        Ok(over.chain([ItemWrite::Found { item, silently: false }]).collect())
    }

    /// Whether Microsoft's own record of this request says that it came to nothing: then the change has come about
    /// otherwise, perhaps because the customer asked once more and nobody heard it.
    async fn has_heeded(&self, told: &Announced) -> bool {
        let Some(operation) = &told.operation else { return false };
        matches!(self.made_of(&told.subscription, operation).await, Made::Nothing | Made::Collision)
    }

    /// Whether a change of ours since leads to the same.
    async fn is_made_here(&self, heard: &Heard, asked: &Change) -> Result<bool, Fault> {
        let refused_at = self.in_our_time(heard.one.received_at);
        let intents = self.source.store.journal.intents_of(&heard.one.subscription, MOST_INTENTS).await;
        let mut ours = intents.map_err(explain::store)?.into_iter();
        Ok(ours.any(|entry| entry.intent.asked_at >= refused_at && entry.intent.wish.leads_to() == Some(asked)))
    }
}
