//! What follows at the publisher's own service from what was done at Microsoft: an account is opened once its purchase
//! was activated here. The desk tells it where it has a receiver; else the relay does, where that tells of activations.

use domain::account::{Account, AccountAction, Cause, Hook};
use domain::relay_feed::ReportActivated;
use domain::{Intent, IntentId, Seen, Subscription, Wish};
use outbox::{Entry, Outcome, State};
use serde_json::json;
use sync::feed::RelayError;

use crate::contract::{Fault, Tag};
use crate::explain;
use crate::opened::Opened;

/// Up to which step of the history it was looked for, as the journal knows it.
const PLACE: &str = "activations-told";
const AT_ONCE: u32 = 100;

/// Whether an activation has been seen to.
enum Told {
    /// It is written down, here or at the relay, or nobody is to be told.
    SeenTo,
    /// The relay cannot be asked at present.
    Later,
}

impl Opened {
    /// Sees to it that the service is told of every activation made here since this was looked at last. Wherever the
    /// program is killed, each is told once: the event's id is made of the activation's.
    pub(crate) async fn tell_of_activations(&self) -> Result<(), Fault> {
        let journal = &self.source.store.journal;
        if journal.is_read_only() {
            return Ok(());
        }
        let last = journal.last_step().await.map_err(explain::store)?;
        let place = journal.setting(PLACE).await.map_err(explain::store)?.and_then(|place| place.as_i64());
        // What an older program activated it did not promise to tell.
        let Some(mut place) = place else { return self.told_up_to(last).await };
        let mut waits = None;
        while place < last {
            let done = journal.done_after(place, AT_ONCE).await.map_err(explain::store)?;
            for (step, entry) in done.iter().filter(|(_, entry)| is_activated(entry)) {
                if let Told::Later = self.tell_of_activation(&entry.intent).await? {
                    waits.get_or_insert(*step);
                }
            }
            place = done.last().map_or(last, |(step, _)| *step);
            self.told_up_to(waits.map_or(place, |step| step - 1)).await?;
        }
        Ok(())
    }

    async fn told_up_to(&self, step: i64) -> Result<(), Fault> {
        self.source.store.journal.set(PLACE, json!(step)).await.map_err(explain::store)
    }

    async fn tell_of_activation(&self, activation: &Intent) -> Result<Told, Fault> {
        let whose = &activation.subscription;
        let stored = self.source.store.cache.subscription(whose).await.map_err(explain::store)?;
        let Some(read) = stored.and_then(|stored| marketplace::read_subscription(&stored.raw).ok()) else {
            tracing::warn!(subscription = %whose, "what was activated cannot be read, so nobody is told");
            return Ok(Told::SeenTo);
        };
        match self.receivers.of(&read.value.offer) {
            Some(_) => self.ask_for_account(activation, &read.value).await.map(|()| Told::SeenTo),
            None => Ok(self.report_activated(activation).await),
        }
    }

    /// Writes down, once, that the service is to be told from here.
    async fn ask_for_account(&self, activation: &Intent, present: &Subscription) -> Result<(), Fault> {
        let id = IntentId::from(format!("{}-told", activation.id));
        if self.source.store.journal.intent(&id).await.map_err(explain::store)?.is_some() {
            return Ok(());
        }
        let now = self.source.clock.now();
        let (account, cause) = (Account::of(&self.publisher, present), Cause::Intent(activation.id.clone()));
        let hook = Hook::new(account, AccountAction::Activate, cause, now);
        let hook = Box::new(hook.wanted(&activation.actor, &activation.reason));
        let intent = Intent {
            id,
            wish: Wish::Access { hook },
            seen: Seen::from(present),
            asked_at: now,
            expires_at: None,
            ..activation.clone()
        };
        self.ask(Entry::new(intent, None)).await?;
        self.tidings.tell(Tag::Account);
        Ok(())
    }

    /// Leaves it to the relay, where that tells of activations. One that does not answer is asked again at the next look.
    async fn report_activated(&self, activation: &Intent) -> Told {
        let Some(link) = self.link() else { return Told::SeenTo };
        let Some(hello) = link.line().hello else { return Told::Later };
        if !hello.opens_accounts {
            return Told::SeenTo;
        }
        let (subscription, intent) = (activation.subscription.clone(), activation.id.clone());
        match link.relay.activated(&ReportActivated { subscription, intent }).await {
            Ok(_) => Told::SeenTo,
            Err(RelayError::Said(problem)) => {
                tracing::warn!(?problem, "the relay tells nobody of an activation");
                Told::SeenTo
            }
            Err(error) => {
                tracing::info!(%error, "the relay could not be told of an activation yet");
                Told::Later
            }
        }
    }
}

/// Whether this activated a purchase, and nobody else did.
fn is_activated(entry: &Entry) -> bool {
    entry.intent.wish == Wish::Activate && matches!(entry.state, State::Done { outcome: Outcome::Effective })
}
