//! Does what is to be done about accounts, a few accounts at a time, each step written down before the next.
//!
//! An attempt is counted and claimed before it is made, on condition of the version that was read: of two replicas one
//! sends. A claim of one that was killed lapses, and another sends the same hook under the same id.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::{Access as Gets, Account, AccountAction, Before, Hook, pause};
use domain::relay_feed::{AccessState, AccessTrouble};
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use hooks::{Outcome, ReadBack};

use super::errand::{Errand, kept};
use super::judging::{Judged, judge};
use super::{Access, Reading};
use crate::log::{Doc, Kind, LogError, Which, Write, Written};
use crate::relay::{Connection, Relay};

/// Accounts that are worked on at once.
const AT_ONCE: usize = 4;
const MOST: u32 = 10_000;
/// At the latest the log is looked at so often.
const LOOK_EVERY: TimeDelta = TimeDelta::minutes(1);
/// Longer than any attempt takes. After it an attempt is taken to have died with its relay.
const CLAIM: TimeDelta = TimeDelta::seconds(60);
/// From one look at Microsoft's data to the next, at least and at most.
const LEAST_WAIT: TimeDelta = TimeDelta::seconds(5);
const MOST_WAIT: TimeDelta = TimeDelta::minutes(15);
/// A service that took a hook does what it says within this time.
const DOES_IT_WITHIN: TimeDelta = TimeDelta::minutes(10);
/// A service that cannot be asked is asked for so long.
const ASKED_FOR: TimeDelta = TimeDelta::hours(24);

/// Does one connection's errands.
pub(crate) struct Sender {
    relay: Arc<Relay>,
    connection: Arc<Connection>,
    access: Arc<Access>,
}

/// An errand that this replica is about to move on.
struct Turn {
    doc: Doc,
    errand: Errand,
    now: DateTime<Utc>,
}

impl Sender {
    /// Nothing is sent before [`run`](Self::run).
    pub(crate) fn new(relay: Arc<Relay>, connection: Arc<Connection>, access: Arc<Access>) -> Self {
        Self { relay, connection, access }
    }

    /// Until it is dropped.
    pub(crate) async fn run(self) {
        let mut stirred = self.relay.log.stirred();
        loop {
            stirred.mark_unchanged();
            let next = self.turn().await.unwrap_or_else(|error| {
                tracing::warn!(connection = %self.connection.name, %error, "no account can be worked on at present");
                self.relay.time.now() + LOOK_EVERY
            });
            tokio::select! {
                stirred = stirred.changed() => if stirred.is_err() { return },
                () = self.relay.time.until(next) => {}
            }
        }
    }

    /// Does what is due, and says when to look again.
    pub(super) async fn turn(&self) -> Result<DateTime<Utc>, LogError> {
        let which = Which { kind: Kind::Access, open_only: true, limit: MOST };
        let docs = self.relay.log.docs(&self.connection.id, which).await?;
        let now = self.relay.time.now();
        let (due, next) = due(docs.into_iter().filter_map(|doc| self.read(doc)).collect(), now);
        let is_busy = !due.is_empty();
        let taken = stream::iter(due).map(|(doc, errand)| self.take(Turn { doc, errand, now }));
        taken.buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        // Each that was due has another moment now, or is done.
        Ok(if is_busy { now } else { next.unwrap_or(now + LOOK_EVERY).min(now + LOOK_EVERY) })
    }

    /// One that cannot be read is passed over, and holds nothing else up.
    fn read(&self, doc: Doc) -> Option<(Doc, Errand)> {
        let read = doc.read();
        let told =
            |error: &LogError| tracing::error!(connection = %self.connection.name, id = doc.id, %error, "an errand");
        let errand = read.inspect_err(told).ok()?;
        Some((doc, errand))
    }

    async fn take(&self, turn: Turn) -> Result<(), LogError> {
        match (&turn.errand.step.state, turn.errand.action()) {
            (_, None) => {
                let at = turn.now;
                self.becomes(turn, AccessState::Due { at }).await.map(drop)
            }
            (AccessState::Sent { at }, Some(action)) => {
                let at = *at;
                self.ask(turn, action, at).await
            }
            (_, Some(action)) => self.tell(turn, action).await,
        }
    }

    /// Confirms, writes the hook down and counts the attempt, sends, and writes down what came of it.
    async fn tell(&self, turn: Turn, action: AccountAction) -> Result<(), LogError> {
        // What was begun is brought to its end, but nobody who pays is shut out.
        let hook = turn.errand.hook.clone().filter(|_| action != AccountAction::Suspend);
        let (turn, hook) = match hook {
            Some(hook) => (turn, hook),
            None => match self.confirmed(turn, action).await? {
                Some(confirmed) => confirmed,
                None => return Ok(()),
            },
        };
        let Some(mut turn) = self.claimed(turn, &hook).await? else { return Ok(()) };
        let outcome = self.access.service.send(&hook, self.relay.time.now()).await;
        turn.now = self.relay.time.now();
        let at = turn.now;
        match outcome {
            Outcome::Accepted { .. } if action.leads_to().is_some() && self.access.service.can_be_asked() => {
                turn.errand.not_before = at;
                self.becomes(turn, AccessState::Sent { at }).await.map(drop)
            }
            Outcome::Accepted { .. } => self.becomes(turn, AccessState::Effective { at }).await.map(drop),
            Outcome::Refused { status, words } => {
                let why = AccessTrouble::Refused { status, words };
                self.becomes(turn, AccessState::Stuck { why }).await.map(drop)
            }
            Outcome::Later { why, after } => {
                turn.errand.not_before = at + delta(pause(turn.errand.step.attempts, after));
                self.becomes(turn, AccessState::Sending { why: Some(why.word()) }).await.map(drop)
            }
        }
    }

    /// What is to be sent, where Microsoft's own data says that it is so.
    async fn confirmed(&self, mut turn: Turn, action: AccountAction) -> Result<Option<(Turn, Hook)>, LogError> {
        let present = match self.access.microsoft.read(&turn.errand.step.subscription).await {
            Reading::Found(present) => present,
            Reading::Unknown => {
                let why = AccessTrouble::Unknown;
                return self.becomes(turn, AccessState::Stuck { why }).await.map(|_| None);
            }
            Reading::NotNow => return self.waits(turn).await.map(|()| None),
        };
        turn.now = self.relay.time.now();
        match judge(&turn.errand, action, &present, turn.now) {
            Judged::Go => {
                let account = Account::of(&self.access.publisher, &present);
                let hook = turn.errand.hook.clone().unwrap_or_else(|| made(&turn.errand, action, account));
                Ok(Some((turn, hook)))
            }
            Judged::Wait => self.waits(turn).await.map(|()| None),
            Judged::NotConfirmed => {
                let why = AccessTrouble::NotConfirmed;
                self.becomes(turn, AccessState::Stuck { why }).await.map(|_| None)
            }
            Judged::Over(why) => {
                let errand = turn.errand.clone().withdrawn(why, turn.now);
                self.write(Turn { errand, ..turn }, true).await.map(|_| None)
            }
        }
    }

    /// It is looked at again, ever more rarely.
    async fn waits(&self, mut turn: Turn) -> Result<(), LogError> {
        let since = turn.now - turn.errand.asked_at.max(turn.errand.step.caused_at);
        turn.errand.not_before = turn.now + (since / 4).clamp(LEAST_WAIT, MOST_WAIT);
        let is_begun = turn.errand.step.attempts > 0;
        let state = if is_begun { turn.errand.step.state.clone() } else { AccessState::Confirming };
        self.becomes(turn, state).await.map(drop)
    }

    /// Counts the attempt, and keeps others from it for as long as it may take.
    async fn claimed(&self, mut turn: Turn, hook: &Hook) -> Result<Option<Turn>, LogError> {
        turn.errand.step.attempts += 1;
        turn.errand.hook = Some(hook.clone());
        turn.errand.not_before = turn.now + CLAIM;
        let state = match &turn.errand.step.state {
            AccessState::Sending { why } => AccessState::Sending { why: why.clone() },
            _ => AccessState::Sending { why: None },
        };
        self.becomes(turn, state).await
    }

    /// Asks the service what access the account has now.
    async fn ask(&self, mut turn: Turn, action: AccountAction, since: DateTime<Utc>) -> Result<(), LogError> {
        let (whose, wanted) = (turn.errand.step.subscription.clone(), action.leads_to());
        let said = self.access.service.ask(&self.access.publisher, &whose, turn.now).await;
        turn.now = self.relay.time.now();
        let (at, waited) = (turn.now, turn.now - since);
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
                turn.errand.not_before = at + (waited / 4).clamp(LEAST_WAIT, MOST_WAIT);
                AccessState::Sent { at: since }
            }
        };
        self.becomes(turn, state).await.map(drop)
    }

    /// Told to desks only where there is something new for a person.
    async fn becomes(&self, mut turn: Turn, state: AccessState) -> Result<Option<Turn>, LogError> {
        let is_news = turn.errand.step.state != state;
        turn.errand.step.state = state;
        if turn.errand.step.state.is_over() {
            turn.errand.hook = None; // People's names are not kept longer than they are needed.
        }
        self.write(turn, is_news).await
    }

    /// `None` where another replica was quicker, and nothing was written.
    async fn write(&self, turn: Turn, is_news: bool) -> Result<Option<Turn>, LogError> {
        let (put, event) = kept(Some(&turn.doc), turn.errand.clone())?;
        let version = turn.doc.version + 1;
        let write = Write::new(&self.connection.id, self.relay.time.now()).put(put);
        let write = if is_news { write.event(event) } else { write };
        if self.relay.log.write(write).await? != Written::Done {
            return Ok(None);
        }
        let word = format!("{:?}", turn.errand.step.state);
        let word = word.split([' ', '{']).next().unwrap_or_default().to_ascii_lowercase();
        if is_news {
            self.relay.metrics.count("access_total", &[("connection", &self.connection.name), ("state", &word)]);
        }
        let doc = Doc { version, ..turn.doc };
        let mut errand = turn.errand;
        errand.step.version = version;
        Ok(Some(Turn { doc, errand, now: turn.now }))
    }
}

fn made(errand: &Errand, action: AccountAction, account: Account) -> Hook {
    let step = &errand.step;
    let hook = Hook::new(account, action, step.cause.clone(), step.caused_at).wanted("relay", "");
    let hook = Hook { id: step.id.clone(), ..hook };
    match &errand.before {
        Some((plan, seats)) if action.leads_to().is_none() => hook.before(Before { plan: plan.clone(), seats: *seats }),
        _ => hook,
    }
}

/// What is to be done now, of each account the first that is on its way; and when the next will be.
fn due(mut errands: Vec<(Doc, Errand)>, now: DateTime<Utc>) -> (Vec<(Doc, Errand)>, Option<DateTime<Utc>>) {
    errands.sort_by(|(_, one), (_, other)| order(one).cmp(&order(other)));
    let mut heads = BTreeMap::new();
    let (mut due, mut next): (Vec<_>, Option<DateTime<Utc>>) = (Vec::new(), None);
    let mut later = |at: DateTime<Utc>| next = Some(next.map_or(at, |next| next.min(at)));
    for (doc, errand) in errands {
        let is_hook = errand.action().is_some();
        match () {
            () if !errand.is_on_its_way(now) => {
                if let AccessState::Waiting { until } = errand.step.state {
                    later(until);
                }
            }
            () if !is_hook => due.push((doc, errand)),
            () => drop(heads.entry(errand.step.subscription.as_str().to_ascii_lowercase()).or_insert((doc, errand))),
        }
    }
    for (doc, errand) in heads.into_values() {
        if errand.not_before <= now { due.push((doc, errand)) } else { later(errand.not_before) }
    }
    (due, next)
}

fn order(errand: &Errand) -> (DateTime<Utc>, DateTime<Utc>, &str) {
    (errand.step.caused_at, errand.asked_at, errand.step.id.as_str())
}

fn delta(wait: Duration) -> TimeDelta {
    TimeDelta::from_std(wait).unwrap_or(TimeDelta::hours(24))
}
