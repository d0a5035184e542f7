//! What the relay answered by itself: an item to review, where a customer asked.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{Announced, Because, Happened, ReadBack, Verdict};
use domain::{Change, SubscriptionId};
use store::ItemWrite;

use super::telling::whose;
use crate::contract::Fault;
use crate::explain;
use crate::inbox::clocks;
use crate::inbox::facts::{About, AtRelay, Request, Stage};
use crate::opened::Opened;

/// Within this time somebody should look at what was decided without a person.
const REVIEW: TimeDelta = TimeDelta::days(1);
/// How long after its announcement a change may first be read.
const ECHO: TimeDelta = TimeDelta::hours(24);
const MOST_LOOKED_AT: u32 = 200;

/// Something that was announced, and what Microsoft's own data said of its answer.
pub(super) struct Heard {
    /// The event's.
    pub id: String,
    pub one: Announced,
    pub read_back: Option<ReadBack>,
}

impl Opened {
    /// A message came and was answered.
    pub(super) async fn announced(&self, told: &Announced) -> Result<Vec<ItemWrite>, Fault> {
        let Some(asked) = told.request.as_ref() else { return Ok(Vec::new()) };
        let id = told.operation.as_ref().map_or_else(
            || format!("{}:announced:{}", told.subscription, told.key),
            |operation| crate::inbox::request_id(&told.subscription, operation),
        );
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
        let facts = whose(row.as_ref(), &told.subscription, About::Request(request));
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
        let (mut announced, mut read_back) = (Vec::new(), BTreeMap::new());
        for event in told {
            match event.happened() {
                Happened::Announced(one) => {
                    let read_back = read_back.remove(&one.key);
                    announced.push(Heard { id: event.id, one: *one, read_back });
                }
                // It is told after the answer it is about, so it comes before it here.
                Happened::ReadBack(found) => drop(read_back.entry(found.key.clone()).or_insert(*found)),
                _ => {}
            }
        }
        Ok(announced)
    }

    /// Changes that the relay has announced, so that their effect is no surprise.
    pub(crate) async fn announced_changes(
        &self,
        id: &SubscriptionId,
        now: DateTime<Utc>,
    ) -> Result<Vec<(SubscriptionId, Change)>, Fault> {
        let announced = self.announcements(id).await?.into_iter();
        let lately = announced.filter(|heard| now - self.in_our_time(heard.one.received_at) < ECHO);
        Ok(lately.filter_map(|heard| Some((id.clone(), heard.one.request?.target()?))).collect())
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
