//! What the relay answered by itself: an item to review, where a customer asked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{Announced, Because, Happened, HeldState, ReadBack, Verdict};
use domain::{Action, Change, OperationId, SubscriptionId};
use store::ItemWrite;

use crate::contract::Fault;
use crate::explain;
use crate::inbox::clocks;
use crate::inbox::facts::{About, AtRelay, Facts, Request, Stage};
use crate::opened::Opened;

/// Within this time somebody should look at what was decided without a person.
pub(super) const REVIEW: TimeDelta = TimeDelta::days(1);
/// How long after its announcement a change may first be read.
const ECHO: TimeDelta = TimeDelta::hours(24);
const MOST_LOOKED_AT: u32 = 200;

/// Something that was announced, and what Microsoft's own data said of its answer.
pub(super) struct Heard {
    /// The event's.
    pub id: String,
    pub one: Announced,
    pub read_back: Option<ReadBack>,
    /// It was held, and a person has approved it since.
    pub is_let_through: bool,
}

/// What a message means for what was seen before it came.
pub(super) enum Join {
    /// This, and what the message itself is about.
    Besides(Vec<ItemWrite>),
    /// This alone.
    Instead(Vec<ItemWrite>),
}

impl Heard {
    /// What was asked for, where something was.
    pub(super) fn target(&self) -> Option<Change> {
        self.one.request.as_ref()?.target()
    }
}

/// The item of an answer that was given at the relay.
pub(super) fn item_id(told: &Announced) -> String {
    told.operation.as_ref().map_or_else(
        || format!("{}:announced:{}", told.subscription, told.key),
        |operation| crate::inbox::request_id(&told.subscription, operation),
    )
}

impl Opened {
    /// A message came and was answered.
    pub(super) async fn announced(&self, told: &Announced) -> Result<Vec<ItemWrite>, Fault> {
        match self.seen_before_told(told).await? {
            Join::Instead(writes) => Ok(writes),
            Join::Besides(mut writes) => {
                writes.extend(self.to_review(told).await?);
                Ok(writes)
            }
        }
    }

    async fn to_review(&self, told: &Announced) -> Result<Vec<ItemWrite>, Fault> {
        let Some(asked) = told.request.as_ref() else { return Ok(Vec::new()) };
        let id = item_id(told);
        let (Some(why), Some(target)) = (decided_by(&told.answered.because), asked.target()) else {
            // It was answered by a person, or asks nothing: whatever was seen of it is over.
            return Ok(vec![ItemWrite::Settled { id, how: "elsewhere".to_owned() }]);
        };
        if matches!(told.answered.because, Because::Pass { .. }) {
            // Somebody has let it pass already: nothing is left to review.
            return Ok(vec![ItemWrite::Settled { id, how: "elsewhere".to_owned() }]);
        }
        let accepted = match told.answered.verdict {
            Verdict::Accepted => true,
            Verdict::Refused => false,
            Verdict::Noted | Verdict::Held => {
                return Ok(vec![ItemWrite::Settled { id, how: "elsewhere".to_owned() }]);
            }
        };
        let row = self.row_of(&told.subscription).await?;
        let rule = told.answered.decision.as_ref().and_then(|decision| decision.rule.as_ref());
        let rule = self.rule_name(rule).await?;
        let request = Request {
            operation: told.operation.as_ref().map(ToString::to_string),
            before: super::question::before(asked, row.as_ref()),
            asked: target,
            relay: Some(AtRelay::Answered { accepted, why: why.to_owned(), rule }),
            ..Request::at(Stage::Ruled)
        };
        let facts = Facts::of(row.as_ref(), &told.subscription, About::Request(request));
        let due = self.in_our_time(told.received_at) + REVIEW;
        let mut item = clocks::found(&id, Some(told.subscription.clone()), &facts, due);
        self.price(&mut item).await;
        Ok(vec![ItemWrite::Found { item, silently: false }])
    }

    /// A moment of the relay's in our own time.
    pub(crate) fn in_our_time(&self, theirs: DateTime<Utc>) -> DateTime<Utc> {
        self.link().map_or(theirs, |link| link.line().in_our_time(theirs))
    }

    /// What was announced of a customer lately, the latest first.
    pub(super) async fn announcements(&self, id: &SubscriptionId) -> Result<Vec<Heard>, Fault> {
        let told = self.source.store.journal.feed_of(id, MOST_LOOKED_AT).await.map_err(explain::store)?;
        let (mut announced, mut read_back, mut approved) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        for event in told {
            match event.happened() {
                Happened::Announced(one) => {
                    let read_back = read_back.remove(&one.key);
                    let is_let_through = one.answered.held.as_ref().is_some_and(|held| approved.contains(held));
                    announced.push(Heard { id: event.id, one: *one, read_back, is_let_through });
                }
                // Both are told after the answer they are about, so they come before it here.
                Happened::ReadBack(found) => drop(read_back.entry(found.key.clone()).or_insert(*found)),
                Happened::Held(held) if matches!(held.state, HeldState::Approved(_)) => drop(approved.insert(held.id)),
                _ => {}
            }
        }
        Ok(announced)
    }

    /// The latest operation of this kind that the relay was told of.
    pub(crate) async fn announced_operation(
        &self,
        id: &SubscriptionId,
        action: &Action,
    ) -> Result<Option<OperationId>, Fault> {
        let announced = self.announcements(id).await?.into_iter();
        Ok(announced.filter(|heard| heard.one.action == *action).find_map(|heard| heard.one.operation))
    }

    /// Changes that the relay has announced and did not refuse, so that their effect is no surprise.
    pub(crate) async fn announced_changes(
        &self,
        id: &SubscriptionId,
        now: DateTime<Utc>,
    ) -> Result<Vec<(SubscriptionId, Change)>, Fault> {
        let announced = self.announcements(id).await?.into_iter();
        let lately = announced.filter(|heard| now - self.in_our_time(heard.one.received_at) < ECHO);
        let come = lately.filter(|heard| matches!(heard.one.answered.verdict, Verdict::Accepted | Verdict::Noted));
        Ok(come.filter_map(|heard| Some((id.clone(), heard.target()?))).collect())
    }
}

/// The word for who decided, where that was no person and no change of our own.
pub(super) fn decided_by(because: &Because) -> Option<&'static str> {
    match because {
        Because::Rule => Some("rule"),
        Because::NoRule => Some("no-rule"),
        Because::Silence => Some("silence"),
        Because::NobodyLooked => Some("nobody-looked"),
        Because::Elsewhere => Some("elsewhere"),
        Because::Pass { .. } => Some("pass"),
        Because::Notice
        | Because::UnknownAction
        | Because::OwnChange
        | Because::Echo { .. }
        | Because::Revert { .. }
        | Because::Person { .. } => None,
    }
}

/// The word for why it was answered so, and the desk where a person did.
pub(super) fn why(because: &Because) -> (&'static str, Option<&str>) {
    match because {
        Because::Person { desk } => ("person", Some(desk)),
        Because::Revert { .. } => ("revert", None),
        other => (decided_by(other).unwrap_or("own"), None),
    }
}
