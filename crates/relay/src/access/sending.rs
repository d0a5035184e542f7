//! Does what is to be done about accounts: confirms it, brings it through the outbox, and asks whether it is so.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::{Access as Gets, Account, AccountAction, Before, Cause, Hook};
use domain::relay_feed::{AccessState, AccessTrouble};
use domain::{Change, Clock, Seen};
use futures::future::{BoxFuture, FutureExt as _};
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use hooks::ReadBack;
use outbox::{CallIds, Outbox};
use uuid::Uuid;

use super::errand::Errand;
use super::judging::{Judged, judge};
use super::keeping::Book;
use super::publisher::Service;
use super::{Access, Reading};
use crate::log::{Doc, LogError};
use crate::relay::{Connection, Relay};
use crate::shift::{LOOK_EVERY, Shift, Work};
use crate::time::Time;

/// Accounts that are confirmed or asked about at once.
const AT_ONCE: usize = 4;
/// From one look at somebody's data to the next, at least and at most.
const LEAST_WAIT: TimeDelta = TimeDelta::seconds(5);
const MOST_WAIT: TimeDelta = TimeDelta::minutes(15);
/// A service that took a hook does what it says within this time.
const DOES_IT_WITHIN: TimeDelta = TimeDelta::minutes(10);
/// A service that cannot be asked is asked for so long.
const ASKED_FOR: TimeDelta = TimeDelta::hours(24);

/// Does one connection's errands.
pub(crate) struct Sender {
    book: Book,
    outbox: Outbox<Book, Service>,
    shift: Shift,
}

impl Work for Sender {
    fn work(&self) -> BoxFuture<'_, Result<DateTime<Utc>, LogError>> {
        async move {
            let confirmed = self.each_due().await?;
            let sent = self.outbox.turn().await?;
            let asked = self.each_due().await?;
            let all = [confirmed, sent, asked].into_iter().flatten();
            Ok(all.min().unwrap_or(self.now() + LOOK_EVERY).min(self.now() + LOOK_EVERY))
        }
        .boxed()
    }
}

impl Sender {
    /// Nothing is sent before [`run`](Self::run).
    pub(crate) fn new(relay: Arc<Relay>, connection: Arc<Connection>, access: Arc<Access>, holder: String) -> Self {
        let service = Service { endpoint: access.service.clone(), time: Arc::clone(&relay.time) };
        let clock: Arc<dyn Clock> = Arc::<dyn Time>::clone(&relay.time);
        let book = Book { relay: Arc::clone(&relay), connection: Arc::clone(&connection), access };
        // A hook is known by its own id.
        let ids = Arc::new(|| CallIds { request: Uuid::nil(), correlation: Uuid::nil() });
        let outbox = Outbox::new(book.clone(), service, clock, ids, Arc::new(|_| ()));
        let in_vain = "no account can be worked on at present";
        Self { book, outbox, shift: Shift { relay, connection, lease: "access", holder, in_vain } }
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

    /// Confirms and asks what is due, and says when the next will be.
    async fn each_due(&self) -> Result<Option<DateTime<Utc>>, LogError> {
        let now = self.now();
        let (due, next) = due(self.book.errands().await?, now);
        let is_busy = !due.is_empty();
        let taken = stream::iter(due).map(|(doc, errand)| self.take(doc, errand));
        taken.buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        Ok(if is_busy { Some(now) } else { next }) // Each that was due has another moment now.
    }

    async fn take(&self, doc: Doc, mut errand: Errand) -> Result<(), LogError> {
        match (errand.step.state.clone(), errand.action()) {
            (_, None) => errand.becomes(AccessState::Due { at: self.now() }),
            (AccessState::Sent { at }, Some(action)) => self.ask(&mut errand, action, at).await,
            (_, Some(action)) => self.confirm(&mut errand, action).await,
        }
        self.book.write(&doc, errand).await.map(drop) // Or somebody else was quicker.
    }

    /// Sets a hook on its way, where Microsoft's own data says that it is so.
    async fn confirm(&self, errand: &mut Errand, action: AccountAction) {
        let operation = match &errand.step.cause {
            Cause::Operation(operation) => Some(operation),
            _ => None,
        };
        let read = self.book.access.microsoft.read(&errand.step.subscription, operation).await;
        let now = self.now();
        let (present, operation) = match read {
            Reading::Found { subscription, operation } => (subscription, operation),
            Reading::Unknown => return errand.becomes(AccessState::Stuck { why: AccessTrouble::Unknown }),
            Reading::NotNow => return waits(errand, now),
        };
        match judge(errand, action, (&present, operation.as_ref()), now) {
            Judged::Go => {
                // What was written down once stays what it was: the service may have it already.
                let known = errand.hook().cloned();
                let made = || made(errand, action, Account::of(&self.book.access.publisher, &present));
                let hook = known.unwrap_or_else(made);
                errand.sets_off(hook, Seen::from(&*present), now);
            }
            Judged::Wait => waits(errand, now),
            Judged::NotConfirmed => errand.becomes(AccessState::Stuck { why: AccessTrouble::NotConfirmed }),
            Judged::Over(why) => errand.becomes(AccessState::Withdrawn { why, at: now }),
        }
    }

    /// Asks the service what access the account has now.
    async fn ask(&self, errand: &mut Errand, action: AccountAction, since: DateTime<Utc>) {
        let Access { service, publisher, .. } = &*self.book.access;
        let wanted = action.leads_to();
        let said = service.ask(publisher, &errand.step.subscription, self.now()).await;
        let (at, waited) = (self.now(), self.now() - since);
        let state = match said {
            None => AccessState::Effective { at },
            Some(ReadBack::Access(access)) if Some(&access) == wanted.as_ref() => AccessState::Effective { at },
            Some(ReadBack::NoAccount) if wanted == Some(Gets::Closed) => AccessState::Effective { at },
            Some(ReadBack::Access(access)) if waited >= DOES_IT_WITHIN => {
                AccessState::Stuck { why: AccessTrouble::NotSo { access } }
            }
            Some(ReadBack::NoAccount | ReadBack::Unreadable { .. }) if waited >= DOES_IT_WITHIN => {
                AccessState::Stuck { why: AccessTrouble::NoProof }
            }
            Some(ReadBack::NotNow(_)) if waited >= ASKED_FOR => AccessState::Stuck { why: AccessTrouble::NoProof },
            Some(_) => {
                errand.not_before = at + (waited / 4).clamp(LEAST_WAIT, MOST_WAIT);
                AccessState::Sent { at: since }
            }
        };
        errand.becomes(state);
    }

    fn now(&self) -> DateTime<Utc> {
        self.book.relay.time.now()
    }
}

/// It is looked at again, ever more rarely.
fn waits(errand: &mut Errand, now: DateTime<Utc>) {
    let since = now - errand.tried_since();
    errand.not_before = now + (since / 4).clamp(LEAST_WAIT, MOST_WAIT);
    errand.becomes(AccessState::Confirming);
}

/// A change is told as it was, whatever came after it.
fn made(errand: &Errand, action: AccountAction, mut account: Account) -> Hook {
    let step = &errand.step;
    match &errand.target {
        Some(Change::Plan(plan)) => account.plan = plan.clone(),
        Some(Change::Seats(seats)) => account.seats = Some(*seats),
        None => {}
    }
    let hook = Hook::new(account, action, step.cause.clone(), step.caused_at).wanted("relay", "");
    let hook = Hook { id: step.id.clone(), ..hook };
    match &errand.before {
        Some((plan, seats)) if action.leads_to().is_none() => hook.before(Before { plan: plan.clone(), seats: *seats }),
        _ => hook,
    }
}

/// What is to be confirmed or asked now, and when the next will be.
fn due(errands: Vec<(Doc, Errand)>, now: DateTime<Utc>) -> (Vec<(Doc, Errand)>, Option<DateTime<Utc>>) {
    let (mut due, mut next): (Vec<_>, Option<DateTime<Utc>>) = (Vec::new(), None);
    for (doc, errand) in errands {
        let at = match errand.step.state {
            AccessState::Waiting { until } => until.max(errand.not_before),
            AccessState::Confirming | AccessState::Sent { .. } => errand.not_before,
            _ => continue, // The outbox has it, or a person.
        };
        if at <= now {
            due.push((doc, errand));
        } else {
            next = Some(next.map_or(at, |next| next.min(at)));
        }
    }
    (due, next)
}
