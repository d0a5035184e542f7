//! Reads decisions back, one after the other, each a few times if it has to.
//!
//! What is to be read stands in the log, written with the decision. A look is counted before it is made, on condition
//! of the version that was read: so each look is one replica's, and one that crashes the relay does not repeat for ever.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::Action;
use domain::relay_feed::{Announced, Happened, HeldRequest, HeldState, ReadBack, Supersession, Verdict, Way};
use serde::{Deserialize, Serialize};

use super::Looks;
use crate::log::{Doc, Kind, LogError, NewEvent, Put, Which, Write, Written};
use crate::relay::{Connection, Relay};
use crate::telling;

/// Seconds from one look to the next. Microsoft takes seconds, sometimes minutes, until a change shows.
const WAITS: [i64; 6] = [12, 30, 120, 600, 1_800, 7_200];
/// Under the contract of 2019 the answer has long been given by then, and PATCH may follow.
const ACKNOWLEDGE_AFTER: TimeDelta = TimeDelta::seconds(2);
/// At the latest the log is looked at so often.
const LOOK_EVERY: TimeDelta = TimeDelta::minutes(1);
const MOST_AT_ONCE: u32 = 200;

/// A decision that is to be read back.
#[derive(Serialize, Deserialize)]
struct ToRead {
    /// Without the message itself, which stands in the event.
    announced: Announced,
    looks: usize,
    not_before: DateTime<Utc>,
    is_acknowledged: bool,
}

/// Reads one connection's decisions back.
pub(crate) struct Reader {
    relay: Arc<Relay>,
    connection: Arc<Connection>,
    microsoft: Arc<dyn Looks>,
    old_contract: bool,
}

/// What is written with a decision, so that it is read back.
pub(crate) fn to_read(announced: &Announced, now: DateTime<Utc>) -> Result<Put, LogError> {
    let announced = Announced { raw: String::new(), ..announced.clone() };
    let to_read = ToRead { announced, looks: 0, not_before: now + ACKNOWLEDGE_AFTER, is_acknowledged: false };
    Put::new(Kind::Unread, to_read.announced.key.clone(), &to_read)
}

impl Reader {
    /// Nothing is read before [`run`](Self::run).
    pub(crate) fn new(
        relay: Arc<Relay>,
        connection: Arc<Connection>,
        microsoft: Arc<dyn Looks>,
        old_contract: bool,
    ) -> Self {
        Self { relay, connection, microsoft, old_contract }
    }

    /// Until it is dropped.
    pub(crate) async fn run(self) {
        let mut stirred = self.relay.log.stirred();
        loop {
            stirred.mark_unchanged();
            let next = self.turn().await.unwrap_or_else(|error| {
                tracing::warn!(connection = %self.connection.name, %error, "nothing can be read back at present");
                self.relay.time.now() + LOOK_EVERY
            });
            tokio::select! {
                stirred = stirred.changed() => if stirred.is_err() { return },
                () = self.relay.time.until(next) => {}
            }
        }
    }

    /// Looks at what is due, and says when to look again.
    pub(super) async fn turn(&self) -> Result<DateTime<Utc>, LogError> {
        let which = Which { kind: Kind::Unread, open_only: true, limit: MOST_AT_ONCE };
        let docs = self.relay.log.docs(&self.connection.id, which).await?;
        let now = self.relay.time.now();
        let mut next = now + LOOK_EVERY;
        for doc in docs {
            let to_read: ToRead = doc.read()?;
            if to_read.not_before > now {
                next = next.min(to_read.not_before);
                continue;
            }
            self.step(&doc, to_read, now).await?;
            next = now; // It has another moment now, or is done.
        }
        Ok(next)
    }

    async fn step(&self, doc: &Doc, mut to_read: ToRead, now: DateTime<Utc>) -> Result<(), LogError> {
        let wants_patch = !to_read.is_acknowledged && self.wants_patch(&to_read.announced);
        let is_first = !to_read.is_acknowledged;
        to_read.is_acknowledged = true;
        to_read.looks += usize::from(!is_first);
        to_read.not_before = now + TimeDelta::seconds(WAITS.get(to_read.looks).copied().unwrap_or(7_200));
        let claim = Write::new(&self.connection.id, now).put(Put::over(doc, &to_read)?);
        if self.relay.log.write(claim).await? != Written::Done {
            return Ok(()); // Another replica has it.
        }
        if is_first {
            if wants_patch {
                self.microsoft.acknowledge(&to_read.announced).await;
            }
            return Ok(());
        }
        let found = self.microsoft.look(&to_read.announced, now).await;
        if is_final(&found, &to_read) { self.tell(doc, &to_read, found).await } else { Ok(()) }
    }

    /// Requests wait for PATCH under the contract of 2019, and so did reinstatements.
    fn wants_patch(&self, announced: &Announced) -> bool {
        let asks = announced.request.is_some() || announced.action == Action::Reinstate;
        self.old_contract && asks && announced.way == Way::Asked
    }

    async fn tell(&self, doc: &Doc, to_read: &ToRead, found: ReadBack) -> Result<(), LogError> {
        let whose = to_read.announced.subscription.clone();
        let overtaken = if found.shows_target == Some(true) { self.overtaken(to_read).await? } else { None };
        let event = telling::event(&[&found.key.clone()], Some(&whose), &Happened::ReadBack(Box::new(found)))?;
        let claimed = Doc { version: doc.version + 1, ..doc.clone() };
        let now = self.relay.time.now();
        let mut write =
            Write::new(&self.connection.id, now).put(Put::over(&claimed, to_read)?.open(false)).event(event);
        if let Some((put, event)) = overtaken {
            write = write.put(put).event(event);
        }
        self.relay.log.write(write).await.map(drop) // Overtaken: it is looked at again.
    }

    /// The held request that waits for what Microsoft shows already: its refusal came too late, or was not heeded.
    async fn overtaken(&self, to_read: &ToRead) -> Result<Option<(Put, NewEvent)>, LogError> {
        let Some(id) = &to_read.announced.answered.held else { return Ok(None) };
        let Some(doc) = self.relay.log.doc(&self.connection.id, Kind::Held, id).await? else { return Ok(None) };
        let mut held: HeldRequest = doc.read()?;
        if !held.state.is_open() {
            return Ok(None);
        }
        held.state = HeldState::Superseded { by: Supersession::Change, at: self.relay.time.now() };
        telling::held(Some(&doc), held).map(Some)
    }
}

/// What fits is told; a refusal only after a second look, because a change shows late. What does not fit is told once
/// it will not change any more.
fn is_final(found: &ReadBack, to_read: &ToRead) -> bool {
    let is_refusal = matches!(to_read.announced.answered.verdict, Verdict::Refused | Verdict::Held);
    let is_last = to_read.looks >= WAITS.len();
    match (found.was_read, found.fits) {
        (false, _) => is_last,
        (true, true) => !is_refusal || to_read.looks >= 2,
        (true, false) => is_refusal || is_last,
    }
}
