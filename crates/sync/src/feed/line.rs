//! How it stands between desk and relay: one value that whoever watches can draw.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::Hello;

use super::RelayError;

/// How it stands between desk and relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Footing {
    /// It was not reached yet.
    #[default]
    Trying,
    /// The feed is followed.
    Connected,
    /// Nobody answers, or nothing comes.
    Silent,
    /// It does not take this desk's token.
    Refused,
    /// One of the two is too old for the other.
    OtherVersion,
}

/// How it stands, since when, and with whom.
#[derive(Debug, Clone)]
pub struct FeedLine {
    /// How it stands.
    pub footing: Footing,
    /// Since when, by our clock.
    pub since: DateTime<Utc>,
    /// How the relay introduced itself last.
    pub hello: Option<Hello>,
    /// Our clock minus the relay's.
    pub skew: TimeDelta,
    /// Why it is not followed.
    pub error: Option<Arc<RelayError>>,
}

impl FeedLine {
    pub(super) fn new(now: DateTime<Utc>) -> Self {
        Self { footing: Footing::Trying, since: now, hello: None, skew: TimeDelta::zero(), error: None }
    }

    /// The relay has introduced itself.
    pub(super) fn greeted(&mut self, hello: Hello, now: DateTime<Utc>) {
        self.skew = now - hello.now;
        self.hello = Some(hello);
        self.error = None;
        self.stand(Footing::Connected, now);
    }

    /// It is not followed any more, or not yet. A first try that fails is silence since it began.
    pub(super) fn lost(&mut self, error: RelayError, last_heard: Option<DateTime<Utc>>, now: DateTime<Utc>) {
        let footing = match error {
            RelayError::NotKnown => Footing::Refused,
            RelayError::OtherVersion { .. } => Footing::OtherVersion,
            _ => Footing::Silent,
        };
        self.error = Some(Arc::new(error));
        self.stand(footing, last_heard.unwrap_or(now));
    }

    fn stand(&mut self, footing: Footing, since: DateTime<Utc>) {
        let goes_on = self.footing == Footing::Trying && footing == Footing::Silent;
        if self.footing != footing && !goes_on {
            self.since = since;
        }
        self.footing = footing;
    }

    /// A moment of the relay's in our own time.
    pub fn in_our_time(&self, theirs: DateTime<Utc>) -> DateTime<Utc> {
        theirs + self.skew
    }
}
