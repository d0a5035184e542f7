//! What is known of one customer's access, as the page shows it.

use chrono::{DateTime, Utc};
use domain::account::{Access, AccountAction, EventType, drift};
use domain::{Lane, SubscriptionId};
use outbox::Entry;
use store::{AccessSource, AccessStep, ListRow};

use super::refusing::{Standing, refusal};
use super::words::word;
use crate::contract::{AccessAction, AccessButton, AccessKind, AccessStepCard, Code, CustomerAccess, Fault, Sentence};
use crate::explain;
use crate::listing::row;
use crate::opened::Opened;
use crate::sync_line::moment;

/// How much of the history is shown.
const STEPS_SHOWN: u32 = 200;
const ACTIONS: [AccessAction; 3] = [AccessAction::Suspend, AccessAction::Reinstate, AccessAction::Close];

impl Opened {
    /// The access to one customer's account. `unsaid` is why the service did not say, where it was just asked.
    pub(crate) async fn customer_access(
        &self,
        id: &SubscriptionId,
        unsaid: Option<Sentence>,
    ) -> Result<CustomerAccess, Fault> {
        let now = self.source.clock.now();
        let (cache, journal) = (&self.source.store.cache, &self.source.store.journal);
        let unknown = || Fault::new(Code::NotFound, Sentence::plain("fault-not-found"));
        let stored = cache.subscription(id).await.map_err(explain::store)?.ok_or_else(unknown)?;
        let steps = journal.access_history(id, STEPS_SHOWN).await.map_err(explain::store)?;
        let holds = Holds::of(&steps);
        let receiver = self.receivers.of(&stored.row.offer);
        let waiting = self.hooks_of(id).await?;
        let standing = Standing {
            access: &holds.access,
            has_receiver: receiver.is_some(),
            is_waiting: !waiting.is_empty(),
            is_read_only: journal.is_read_only(),
        };
        let status_since = self.status_since(&stored.row).await?;
        let found = drift(&stored.row.status, status_since, &holds.access, now);
        let buttons = ACTIONS.map(|action| AccessButton { action, refused: refusal(&standing, action) });
        let customer = stored.row.name.clone();
        let shown = row(stored.row);
        Ok(CustomerAccess {
            access: kind(&holds.access),
            word: match &holds.access {
                Access::Other(word) => Some(word.clone()),
                _ => None,
            },
            since: holds.since.map(moment),
            actor: holds.actor,
            status: shown.status,
            status_kind: shown.status_kind,
            drift: found.map(|drift| Sentence::plain(&format!("why-access-{}", drift.word()))),
            buttons: buttons.into(),
            intents: waiting.iter().map(|entry| crate::intents::card(entry, customer.clone(), now)).collect(),
            stuck: self.stuck_about(id).await?,
            history: self.with_moves(id, &steps).await?,
            can_ask: receiver.is_some_and(|receiver| receiver.can_be_asked()),
            unsaid,
        })
    }

    /// Why another access cannot be asked for now; nothing where it can.
    pub(super) async fn access_refused(&self, row: &ListRow, action: AccessAction) -> Result<Option<Sentence>, Fault> {
        let journal = &self.source.store.journal;
        let holds = Holds::of(&journal.access_history(&row.id, STEPS_SHOWN).await.map_err(explain::store)?);
        let standing = Standing {
            access: &holds.access,
            has_receiver: self.receivers.of(&row.offer).is_some(),
            is_waiting: !self.hooks_of(&row.id).await?.is_empty(),
            is_read_only: journal.is_read_only(),
        };
        Ok(refusal(&standing, action))
    }

    /// What became known, with what people did about hooks that were stuck at the relay; the latest first.
    async fn with_moves(&self, id: &SubscriptionId, steps: &[AccessStep]) -> Result<Vec<AccessStepCard>, Fault> {
        let moves = self.moves_of(id, STEPS_SHOWN).await?;
        let mut cards: Vec<_> = steps.iter().map(|step| (step.at, card(step))).chain(moves).collect();
        cards.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Ok(cards.into_iter().map(|(_, card)| card).collect())
    }

    /// Hooks about an account that are on their way or stuck, the oldest first.
    pub(super) async fn hooks_of(&self, id: &SubscriptionId) -> Result<Vec<Entry>, Fault> {
        let mut open = self.source.store.journal.open_intents().await.map_err(explain::store)?;
        open.retain(|entry| entry.intent.wish.lane() == Lane::Accounts && entry.intent.subscription == *id);
        Ok(open)
    }
}

/// What holds, since when, and who wanted it so.
struct Holds {
    access: Access,
    since: Option<DateTime<Utc>>,
    actor: String,
}

impl Holds {
    /// From the steps, the latest first: since when is when the latest access was first named.
    fn of(steps: &[AccessStep]) -> Self {
        let mut named = steps.iter().filter(|step| step.access.is_some()).peekable();
        let access = named.peek().and_then(|step| step.access.clone());
        let first = named.take_while(|step| step.access == access).last();
        Self {
            access: access.unwrap_or(Access::Unknown),
            since: first.map(|step| step.at),
            actor: first.map(|step| step.actor.clone()).unwrap_or_default(),
        }
    }
}

/// Our word for an access.
pub(crate) fn kind(access: &Access) -> AccessKind {
    match access {
        Access::Open => AccessKind::Open,
        Access::Suspended => AccessKind::Suspended,
        Access::Closed => AccessKind::Closed,
        Access::Unknown | Access::Other(_) => AccessKind::Unknown,
    }
}

fn card(step: &AccessStep) -> AccessStepCard {
    AccessStepCard {
        at: moment(step.at),
        what: what(step),
        access: step.access.as_ref().map(kind),
        actor: step.actor.clone(),
        reason: step.reason.clone(),
        hook: step.hook.clone(),
    }
}

/// What an event tells, in a word that the page's words know.
fn action(event: &EventType) -> String {
    AccountAction::of(event).map_or_else(|| event.to_string(), word)
}

fn what(step: &AccessStep) -> Sentence {
    let word = |access: &Option<Access>| access.as_ref().map_or("unknown", Access::as_str).to_owned();
    match (&step.source, &step.action) {
        (AccessSource::Sent, Some(_)) if step.access == Some(Access::Unknown) => Sentence::plain("access-step-doubted"),
        (AccessSource::Sent, Some(event)) => Sentence::plain("access-step-sent").with("action", action(event)),
        (AccessSource::Told, Some(event)) => Sentence::plain("access-step-told").with("action", action(event)),
        (AccessSource::Asked | AccessSource::Sent | AccessSource::Told, _) => {
            Sentence::plain("access-step-asked").with("access", word(&step.access))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(minute: u32, access: Option<Access>, actor: &str) -> AccessStep {
        AccessStep {
            subscription: "s".into(),
            at: format!("2026-11-20T12:{minute:02}:00Z").parse().unwrap(),
            source: AccessSource::Sent,
            action: None,
            access,
            actor: actor.to_owned(),
            reason: String::new(),
            hook: None,
        }
    }

    #[test]
    fn an_access_holds_since_it_was_first_named() {
        let steps = [
            step(9, None, "a change of plan"),
            step(5, Some(Access::Suspended), "the service, asked"),
            step(3, Some(Access::Suspended), "Ada"),
            step(1, Some(Access::Open), "Ben"),
        ];
        let holds = Holds::of(&steps);
        assert_eq!((holds.access, holds.actor.as_str()), (Access::Suspended, "Ada"));
        assert_eq!(holds.since, Some(steps[2].at));
    }

    #[test]
    fn of_what_nobody_has_said_nothing_is_known() {
        let holds = Holds::of(&[step(9, None, "a change of plan")]);
        assert_eq!((holds.access, holds.since), (Access::Unknown, None));
    }
}
