//! Activates what is to be activated: reads it, brings it through the outbox, and looks at what is stuck.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{ActivationOver, ActivationState, ActivationTrouble};
use domain::{Clock, Subscription};
use futures::future::{BoxFuture, FutureExt as _};
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use outbox::{CallIds, Outbox, Read};

use super::Activation;
use super::errand::{Errand, word};
use super::judging::{Judged, judge};
use super::keeping::Book;
use super::microsoft::Asked;
use crate::digest;
use crate::log::{Doc, LogError};
use crate::relay::{Connection, Relay};
use crate::shift::{LOOK_EVERY, Shift, Work};

/// Purchases that are read at once.
const AT_ONCE: usize = 4;

/// Does one connection's activations.
pub(crate) struct Activator {
    book: Book,
    outbox: Outbox<Book, Asked>,
    shift: Shift,
}

impl Work for Activator {
    fn work(&self) -> BoxFuture<'_, Result<DateTime<Utc>, LogError>> {
        async move {
            let confirmed = self.each_due().await?;
            let sent = self.outbox.turn().await?;
            let read_back = self.each_due().await?;
            let all = [confirmed, sent, read_back].into_iter().flatten();
            Ok(all.min().unwrap_or(self.now() + LOOK_EVERY).min(self.now() + LOOK_EVERY))
        }
        .boxed()
    }
}

impl Activator {
    /// Nothing is sent before [`run`](Self::run).
    pub(crate) fn new(
        relay: Arc<Relay>,
        connection: Arc<Connection>,
        activation: Arc<Activation>,
        holder: String,
    ) -> Self {
        let microsoft = Asked(Arc::clone(&activation.microsoft));
        let clock: Arc<dyn Clock> = Arc::<dyn crate::time::Time>::clone(&relay.time);
        let book = Book { relay: Arc::clone(&relay), connection: Arc::clone(&connection), activation };
        let (count, by) = (AtomicU64::new(0), holder.clone());
        let ids = move || ids(&by, count.fetch_add(1, Ordering::Relaxed));
        let outbox = Outbox::new(book.clone(), microsoft, clock, Arc::new(ids), Arc::new(|_| ()));
        let in_vain = "no purchase can be activated at present";
        Self { book, outbox, shift: Shift { relay, connection, lease: "activation", holder, in_vain } }
    }

    /// Until it is dropped.
    pub(crate) async fn run(self) {
        self.shift.run(&self).await;
    }

    /// Does what is due, and says when to look again.
    #[cfg(test)]
    pub(super) async fn turn(&self) -> Result<DateTime<Utc>, LogError> {
        self.shift.turn(self).await
    }

    /// Reads what is due, and says when the next will be.
    async fn each_due(&self) -> Result<Option<DateTime<Utc>>, LogError> {
        let now = self.now();
        let errands = self.book.errands().await?;
        let next = errands.iter().filter_map(|(_, errand)| errand.read_at()).min();
        let due = errands.into_iter().filter(|(_, errand)| errand.read_at().is_some_and(|at| at <= now));
        let read = stream::iter(due).map(|(doc, errand)| self.read(doc, errand));
        read.buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        Ok(next) // What was due has another moment now, and is looked for at once.
    }

    async fn read(&self, doc: Doc, mut errand: Errand) -> Result<(), LogError> {
        let read = self.book.activation.microsoft.read(&errand.step.subscription).await;
        self.finds(&mut errand, read);
        self.book.write(&doc, errand).await.map(drop) // Or somebody else was quicker.
    }

    /// What Microsoft's own data means for it.
    fn finds(&self, errand: &mut Errand, read: Read<Subscription>) {
        let now = self.now();
        let is_stuck = matches!(errand.step.state, ActivationState::Stuck { .. });
        let present = match read {
            Read::Found(present) => present,
            Read::Unknown if is_stuck => return errand.waits(now),
            Read::Unknown => return stuck(errand, ActivationTrouble::Unknown, now),
            Read::NotNow { why, after } => {
                if let ActivationState::Confirming { why: known } = &mut errand.step.state {
                    *known = Some(word(why));
                }
                errand.waits(now);
                let after = TimeDelta::from_std(after).unwrap_or(LOOK_EVERY);
                errand.not_before = errand.not_before.max(now + after);
                return;
            }
        };
        let is_covered = self.book.activation.allows(&present.offer, &present.plan, errand.is_answered);
        match judge(&present.status, is_covered) {
            // A person looks at it already.
            Judged::Go | Judged::Over(ActivationOver::NotCovered) if is_stuck => errand.waits(now),
            Judged::Go => match errand.refused.take() {
                Some(why) => stuck(errand, why, now),
                None => errand.sets_off(&present, now),
            },
            Judged::Wait => errand.waits(now),
            Judged::Over(why) => {
                errand.sees(&present);
                errand.ends(why, now);
            }
        }
    }

    fn now(&self) -> DateTime<Utc> {
        self.book.relay.time.now()
    }
}

/// It needs a person, and is looked at all the same.
fn stuck(errand: &mut Errand, why: ActivationTrouble, now: DateTime<Utc>) {
    errand.becomes(ActivationState::Stuck { why, at: now });
    errand.waits(now);
}

/// Ids of a call that no other has: the replica's name is its own at each start.
fn ids(holder: &str, number: u64) -> CallIds {
    let id = |what| digest::uuid(&["activate", holder, &number.to_string(), what]);
    CallIds { request: id("request"), correlation: id("correlation") }
}
