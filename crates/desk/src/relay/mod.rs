//! The relay, followed: what it tells becomes items, what people decide goes to it first, and it keeps the rules.

mod activated;
mod activating;
mod announced;
mod answering;
mod approvals;
mod approving;
mod at_hand;
mod book;
mod confirming;
mod footing;
mod forgetting;
mod held;
mod overruled;
mod pass;
mod past;
mod question;
mod registering;
mod setting;
mod stuck;
mod telling;
mod timeline;
mod trouble;
mod troubled;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use sync::feed::{DeskToken, FeedLine, Follower, FollowerHandle, Heard, Relay, RelayPlace};

use self::book::RelayBook;
use crate::contract::{Code, Fault, Sentence, Tag};
use crate::keeping::Stir;
use crate::opened::Opened;

pub(crate) use approving::Approving;
#[cfg(test)]
pub(crate) use approving::KilledAfter;
pub(crate) use at_hand::AtHand;
pub(crate) use confirming::{Confirming, confirm_refusals};
pub(crate) use footing::fault;
pub(crate) use forgetting::Keeping;
pub(crate) use pass::PASS_DAYS;
pub(crate) use past::{Place, Told, merged};
pub(crate) use registering::Registering;
pub(crate) use setting::{read_token, token_name};
pub(crate) use stuck::{not_movable, saying_why, why_stuck};
pub(crate) use troubled::{what_troubles, why_troubled};

/// A relay that is followed.
pub(crate) struct Link {
    pub relay: Relay,
    follower: FollowerHandle,
    /// Questions that the page shows at present.
    shown: Mutex<BTreeSet<String>>,
}

impl Link {
    /// How it stands.
    pub(crate) fn line(&self) -> FeedLine {
        self.follower.line()
    }

    /// The desk's name there, as far as the relay has said it.
    fn desk(&self) -> Option<String> {
        self.line().hello.map(|hello| hello.desk)
    }
}

impl Opened {
    /// The relay, where the connection has one.
    pub(crate) fn link(&self) -> Option<Arc<Link>> {
        self.at_hand.link()
    }

    fn some_link(&self) -> Result<Arc<Link>, Fault> {
        self.link().ok_or_else(|| Fault::new(Code::Refused, Sentence::plain("no-relay")))
    }

    /// Begins to follow a relay, or stops.
    pub(crate) fn follow_relay(&self, relay: Option<Relay>) {
        self.rules.forget_in_force();
        match &relay {
            Some(relay) => {
                self.book.put_up(Arc::new(RelayBook::new(relay.clone(), Arc::clone(&self.source.clock))));
            }
            None => self.book.take_down(),
        }
        let link = relay.map(|relay| {
            let (tidings, stir) = (self.tidings.clone(), self.stir.clone());
            let journal = self.source.store.journal.clone();
            let follower = Follower::start(relay.clone(), journal, Arc::clone(&self.source.clock), move |heard| {
                tidings.tell(Tag::Relay);
                let _closing = stir.send(if heard == Heard::Events { Stir::Feed } else { Stir::World });
            });
            Arc::new(Link { relay, follower, shown: Mutex::default() })
        });
        self.at_hand.set(link);
        self.tidings.tell(Tag::Relay);
        self.tidings.tell(Tag::Rules);
        self.keep_inbox_soon();
    }
}

/// A relay from what is kept of it; nothing where that cannot be used any more.
pub(crate) fn relay_from(address: &str, connection: &str, token: &DeskToken) -> Option<Relay> {
    Relay::new(RelayPlace::read(address, connection).ok()?, token.clone()).ok()
}
