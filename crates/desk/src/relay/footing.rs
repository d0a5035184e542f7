//! How it stands with the relay, in words: for the page, for faults, and as an item of the inbox.

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::Activates;
use store::FoundItem;
use sync::feed::{FeedLine, Footing, RelayError};

use crate::contract::{ActivatedOffer, Code, Fault, RelayCard, RelayState, Sentence};
use crate::explain;
use crate::inbox::clocks;
use crate::inbox::facts::About;
use crate::opened::Opened;
use crate::sync_line::moment;

/// Silence of this length is worth an item.
const SILENCE: TimeDelta = TimeDelta::minutes(1);

impl Opened {
    /// The relay's card.
    pub(crate) fn relay_card(&self) -> RelayCard {
        let Some(link) = self.link() else { return nothing() };
        let (line, place) = (link.line(), link.relay.place());
        RelayCard {
            state: state(line.footing),
            since: Some(moment(line.since)),
            address: place.address().to_owned(),
            connection: place.connection().to_owned(),
            desk: line.hello.as_ref().map(|hello| hello.desk.clone()),
            version: line.hello.as_ref().map(|hello| hello.version.clone()),
            reads_back: line.hello.as_ref().is_some_and(|hello| hello.reads_back),
            encrypted: line.hello.as_ref().is_some_and(|hello| hello.is_encrypted),
            rules_version: line.hello.as_ref().map_or(0, |hello| u32::try_from(hello.rules_version).unwrap_or(0)),
            activates: line.hello.iter().flat_map(|hello| &hello.activates).map(activated).collect(),
            problem: line.error.as_deref().map(|error| fault(error).sentence),
        }
    }

    /// The item of a relay that is not followed.
    pub(super) fn found_silent(&self, now: DateTime<Utc>) -> Option<FoundItem> {
        let line: FeedLine = self.link()?.line();
        let why = match line.footing {
            Footing::Connected => return None,
            Footing::Trying | Footing::Silent if now - line.since < SILENCE => return None,
            Footing::Trying | Footing::Silent => "silent",
            Footing::Refused => "refused",
            Footing::OtherVersion => "other-version",
        };
        let about = About::Relay { since: line.since, why: why.to_owned() };
        Some(clocks::about_us(&format!("relay:{why}:{}", line.since.timestamp()), about, line.since))
    }
}

fn activated(Activates { offer, plans }: &Activates) -> ActivatedOffer {
    ActivatedOffer { offer: offer.to_string(), plans: plans.iter().map(ToString::to_string).collect() }
}

fn nothing() -> RelayCard {
    RelayCard {
        state: RelayState::None,
        since: None,
        address: String::new(),
        connection: String::new(),
        desk: None,
        version: None,
        reads_back: false,
        encrypted: false,
        rules_version: 0,
        activates: Vec::new(),
        problem: None,
    }
}

fn state(footing: Footing) -> RelayState {
    match footing {
        Footing::Trying => RelayState::Trying,
        Footing::Connected => RelayState::Connected,
        Footing::Silent => RelayState::Silent,
        Footing::Refused => RelayState::Refused,
        Footing::OtherVersion => RelayState::OtherVersion,
    }
}

/// A call to the relay that failed.
pub(crate) fn fault(error: &RelayError) -> Fault {
    tracing::info!(%error, "a call to the relay failed");
    let plain = Sentence::plain;
    let (code, sentence) = match error {
        RelayError::Unreachable(_) | RelayError::Silent | RelayError::Ended => (Code::Offline, plain("relay-offline")),
        RelayError::NotNow { status } => (Code::Offline, plain("relay-not-now").with("status", status)),
        RelayError::NotKnown => (Code::Refused, plain("relay-not-known")),
        RelayError::OtherVersion { oldest, newest } => {
            (Code::Refused, plain("relay-other-version").with("oldest", oldest).with("newest", newest))
        }
        RelayError::Said(problem) => {
            let key = match problem.code.as_str() {
                "overtaken" => "relay-overtaken",
                "ask-again" => "relay-ask-again",
                "not-found" => "relay-not-found",
                _ => "relay-said",
            };
            let mut fault = Fault::new(Code::Refused, plain(key).with("message", &problem.message));
            fault.raw = Some(problem.message.clone());
            return fault;
        }
        RelayError::NotARelay | RelayError::TooLarge => (Code::Unreadable, plain("relay-not-a-relay")),
        RelayError::Store(error) => return explain::store_ref(error),
    };
    Fault::new(code, sentence)
}
