//! One desk that follows.

use axum::response::sse;
use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{FeedEvent, FeedSnapshot, Hello};
use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;

use super::{cursor, snapshot};
use crate::ask::{Here, say_here};
use crate::desks::{Caller, Trouble};
use crate::log::{Event, LogError, Position};

/// Events read at once. A desk that reads slowly is given no more than it takes.
const PAGE: u32 = 200;
/// While nothing happens, this says that the line is alive.
const BEAT: TimeDelta = TimeDelta::seconds(15);

/// Where a desk is, and what wakes it.
pub(super) struct Following {
    caller: Caller,
    /// What is sent first.
    opening: Vec<sse::Event>,
    position: Position,
    stirred: watch::Receiver<u64>,
    closing: watch::Receiver<bool>,
    next_beat: DateTime<Utc>,
    _here: Here,
}

enum Woken {
    ByEvents,
    ByTime,
    ToLeave,
}

impl Following {
    /// Begins after a cursor, or with a snapshot where it leads nowhere.
    pub(super) async fn begin(caller: Caller, after: Option<String>, hello: &Hello) -> Result<Self, Trouble> {
        let here = caller.connection.presence.enter();
        let now = caller.relay.time.now();
        say_here(&caller, now).await?;
        let bounds = caller.relay.log.bounds(&caller.connection.id).await?;
        let place = after.and_then(|after| cursor::read(&after, caller.relay.log.name(), bounds));
        let mut following = Self {
            opening: vec![named("hello", hello)?],
            position: place.unwrap_or_default(),
            stirred: caller.relay.log.stirred(),
            closing: caller.relay.closing.subscribe(),
            next_beat: now + BEAT,
            _here: here,
            caller,
        };
        if place.is_none() {
            let begin_again = following.begin_again().await?;
            following.opening.push(begin_again);
        }
        Ok(following)
    }

    /// What is to be sent next; nothing where it ends.
    pub(super) async fn next(&mut self) -> Option<Vec<sse::Event>> {
        if !self.opening.is_empty() {
            return Some(std::mem::take(&mut self.opening));
        }
        let sent = self.try_next().await;
        sent.inspect_err(
            |trouble| tracing::warn!(desk = %self.caller.desk, ?trouble, "a desk could not be followed up"),
        )
        .ok()
        .flatten()
    }

    async fn try_next(&mut self) -> Result<Option<Vec<sse::Event>>, Trouble> {
        loop {
            self.stirred.mark_unchanged();
            let page = self.page().await?;
            if !page.is_empty() {
                return Ok(Some(page));
            }
            match self.wake().await {
                Woken::ByEvents => {}
                Woken::ByTime => return self.beat().await,
                Woken::ToLeave => return Ok(None),
            }
        }
    }

    async fn wake(&mut self) -> Woken {
        // A clock set back does not make the line fall silent.
        let now = self.caller.relay.time.now();
        let beat = self.caller.relay.time.until(self.next_beat.min(now + BEAT));
        tokio::select! {
            biased;
            _ = self.closing.wait_for(|is_closing| *is_closing) => Woken::ToLeave,
            stirred = self.stirred.changed() => if stirred.is_ok() { Woken::ByEvents } else { Woken::ToLeave },
            () = beat => Woken::ByTime,
        }
    }

    /// Events after the desk's place, or a snapshot where those have been forgotten meanwhile.
    async fn page(&mut self) -> Result<Vec<sse::Event>, Trouble> {
        let (log, of) = (&self.caller.relay.log, &self.caller.connection.id);
        if self.position < log.bounds(of).await?.forgotten {
            return Ok(vec![self.begin_again().await?]);
        }
        let page = log.events(of, self.position, PAGE).await?;
        let Some(last) = page.last() else { return Ok(Vec::new()) };
        let events = page.iter().map(|event| told(log.name(), event)).collect::<Result<_, _>>()?;
        self.position = last.position;
        Ok(events)
    }

    async fn begin_again(&mut self) -> Result<sse::Event, Trouble> {
        let snapshot: FeedSnapshot = snapshot::take(&self.caller).await?;
        let bounds = self.caller.relay.log.bounds(&self.caller.connection.id).await?;
        self.position = cursor::read(&snapshot.cursor, self.caller.relay.log.name(), bounds).unwrap_or(bounds.last);
        Ok(named("snapshot", &snapshot)?.id(snapshot.cursor))
    }

    /// Ends where the desk's token was taken back.
    async fn beat(&mut self) -> Result<Option<Vec<sse::Event>>, Trouble> {
        if !self.caller.is_still_known().await {
            return Ok(None);
        }
        let now = self.caller.relay.time.now();
        say_here(&self.caller, now).await?;
        self.next_beat = now + BEAT;
        Ok(Some(vec![sse::Event::default().comment("beat")]))
    }
}

fn named(name: &'static str, value: &impl Serialize) -> Result<sse::Event, Trouble> {
    let data = serde_json::to_string(value).map_err(|source| LogError::Unreadable { kind: name, source })?;
    Ok(sse::Event::default().event(name).data(data))
}

fn told(log: &str, event: &Event) -> Result<sse::Event, Trouble> {
    let body: Value =
        serde_json::from_str(&event.what.body).map_err(|source| LogError::Unreadable { kind: "event", source })?;
    let told = FeedEvent {
        cursor: cursor::write(log, event.position),
        id: event.what.id.clone(),
        at: event.at,
        kind: event.what.kind.clone(),
        subscription: event.what.subscription.clone(),
        body,
    };
    Ok(named("event", &told)?.id(told.cursor))
}
