//! Keeps the feed open, and what it tells in the journal.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock;
use domain::relay_feed::{FeedEvent, FeedSnapshot, Hello};
use futures::StreamExt as _;
use serde::Deserialize as _;
use serde_json::Value;
use store::{FeedPlace, Journal};
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

use super::relay::understood;
use super::sse::{Reader, Sent};
use super::{FeedLine, Relay, RelayError};
use crate::pace::wait_until;

/// The kind under which the journal keeps what was so when the feed began anew.
pub const SNAPSHOT: &str = "snapshot";
/// The kind under which the journal keeps an event that is not written as events are.
const UNREADABLE: &str = "unreadable";
/// The relay says something every fifteen seconds. After two that were missed it is silent.
const SILENT_AFTER: TimeDelta = TimeDelta::seconds(35);
const LONGEST_PAUSE: TimeDelta = TimeDelta::seconds(30);
/// What only a person can mend is tried again at this distance, in case it was mended at the relay.
const AFTER_A_REFUSAL: TimeDelta = TimeDelta::minutes(2);

/// What a follower has to say, so that whoever shows it asks again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// How it stands with the relay.
    Line,
    /// The journal has more of the feed.
    Events,
}

/// Follows a relay's feed until its handle is dropped.
pub struct Follower {
    relay: Relay,
    journal: Journal,
    clock: Arc<dyn Clock>,
    line: watch::Sender<FeedLine>,
    told: Box<dyn Fn(Heard) + Send + Sync>,
}

/// A running [`Follower`]. Dropping it ends the following between two transactions.
pub struct FollowerHandle {
    line: watch::Receiver<FeedLine>,
    _task: AbortOnDropHandle<()>,
}

impl FollowerHandle {
    /// How it stands, now.
    pub fn line(&self) -> FeedLine {
        self.line.borrow().clone()
    }
}

impl Follower {
    /// Begins to follow where the journal says that following ended. `told` must return at once.
    pub fn start(
        relay: Relay,
        journal: Journal,
        clock: Arc<dyn Clock>,
        told: impl Fn(Heard) + Send + Sync + 'static,
    ) -> FollowerHandle {
        let (line, seen) = watch::channel(FeedLine::new(clock.now()));
        let follower = Self { relay, journal, clock, line, told: Box::new(told) };
        FollowerHandle { line: seen, _task: AbortOnDropHandle::new(tokio::spawn(follower.run())) }
    }

    async fn run(self) {
        let mut failures = 0_u32;
        loop {
            let mut last_heard = None;
            let error = match self.follow(&mut last_heard).await {
                Ok(never) => match never {},
                Err(error) => error,
            };
            tracing::info!(%error, "the relay is not followed");
            failures = if last_heard.is_some() { 1 } else { failures.saturating_add(1) };
            let pause = if error.needs_a_person() { AFTER_A_REFUSAL } else { pause_after(failures) };
            let now = self.clock.now();
            self.line.send_modify(|line| line.lost(error, last_heard, now));
            (self.told)(Heard::Line);
            wait_until(&self.clock, now + pause).await;
        }
    }

    /// Follows until that fails. `last_heard` says when there last was any sign of life.
    async fn follow(&self, last_heard: &mut Option<DateTime<Utc>>) -> Result<std::convert::Infallible, RelayError> {
        let place = self.journal.feed_place().await?;
        let answer = self.relay.follow(place.as_ref().map(|place| place.cursor.as_str()));
        let response = tokio::select! {
            response = answer => response?,
            () = wait_until(&self.clock, self.clock.now() + SILENT_AFTER) => return Err(RelayError::Silent),
        };
        let (mut pieces, mut reader, mut log) = (response.bytes_stream(), Reader::default(), None);
        let mut heard_at = self.clock.now();
        loop {
            let piece = tokio::select! {
                piece = pieces.next() => piece.ok_or(RelayError::Ended)?.map_err(RelayError::Unreachable)?,
                () = wait_until(&self.clock, heard_at + SILENT_AFTER) => return Err(RelayError::Silent),
            };
            heard_at = self.clock.now();
            *last_heard = Some(heard_at);
            self.take_in(reader.push(&piece)?, &mut log).await?;
        }
    }

    /// Writes what came with the place it leads to.
    async fn take_in(&self, sent: Vec<Sent>, log: &mut Option<String>) -> Result<(), RelayError> {
        let mut events = Vec::new();
        for one in sent {
            match one.name.as_str() {
                "hello" => *log = Some(self.greet(&one)?),
                "event" => events.push(event(one)),
                SNAPSHOT => events.push(snapshot(&one)?),
                other => tracing::debug!(name = other, "the relay sent what this program does not know"),
            }
        }
        let Some(cursor) = events.last().map(|event| event.cursor.clone()) else { return Ok(()) };
        // Nobody may follow a relay that did not introduce itself.
        let log = log.clone().ok_or(RelayError::NotARelay)?;
        if self.journal.take_in(FeedPlace { log, cursor }, events, self.clock.now()).await? > 0 {
            (self.told)(Heard::Events);
        }
        Ok(())
    }

    fn greet(&self, sent: &Sent) -> Result<String, RelayError> {
        let hello: Hello = serde_json::from_str(&sent.data).map_err(|_| RelayError::NotARelay)?;
        understood(&hello)?;
        let (now, log) = (self.clock.now(), hello.log.clone());
        self.line.send_modify(|line| line.greeted(hello, now));
        (self.told)(Heard::Line);
        Ok(log)
    }
}

/// An event that cannot be read keeps its place and what it said.
fn event(sent: Sent) -> FeedEvent {
    serde_json::from_str(&sent.data).unwrap_or_else(|_| FeedEvent {
        cursor: sent.id.clone(),
        id: sent.id,
        at: DateTime::UNIX_EPOCH,
        kind: UNREADABLE.to_owned(),
        subscription: None,
        body: Value::String(sent.data),
    })
}

/// What is so at present, as one more event: what comes before it is over, and it is read in its turn.
fn snapshot(sent: &Sent) -> Result<FeedEvent, RelayError> {
    let body: Value = serde_json::from_str(&sent.data).map_err(|_| RelayError::NotARelay)?;
    let snapshot = FeedSnapshot::deserialize(&body).map_err(|_| RelayError::NotARelay)?;
    Ok(FeedEvent {
        id: format!("{SNAPSHOT}:{}:{}", snapshot.cursor, snapshot.at.timestamp_millis()),
        cursor: snapshot.cursor,
        at: snapshot.at,
        kind: SNAPSHOT.to_owned(),
        subscription: None,
        body,
    })
}

/// How long to pause after the `failures`-th failure in a row, counted from 1: a feed that was cut off is wanted soon.
fn pause_after(failures: u32) -> TimeDelta {
    let doublings = failures.saturating_sub(1).min(8);
    TimeDelta::milliseconds(500).checked_mul(1 << doublings).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE)
}
