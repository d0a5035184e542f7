//! What rules of the relay's want done about accounts and cannot: an item until the service has it, or a person drops it.
//!
//! The relay alone sends it and knows how far it is, so moving it on needs the relay: who is offline is told so. Where
//! an answer of the relay's is lost, the feed tells what was heard.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::relay_feed::{AccessOver, AccessState, AccessStep, AccessTrouble, AccessWork, DropStep, TryAgain};
use store::ItemWrite;
use sync::feed::{FeedLine, Footing, RelayError};

use super::Link;
use crate::contract::{Code, DropHook, Fault, Sentence, Tag};
use crate::inbox::Known;
use crate::inbox::clocks;
use crate::inbox::facts::{About, Errand, Facts};
use crate::opened::Opened;

impl Opened {
    /// A rule's step got stuck, was moved on, or is over. `at` is when that was told, in our own time.
    pub(super) async fn stuck(&self, step: &AccessStep, at: DateTime<Utc>) -> Result<Vec<ItemWrite>, Fault> {
        let AccessWork::Hook(action) = step.what else { return Ok(Vec::new()) };
        let open = self.open_items().await?;
        let known = open.iter().find_map(|known| Some((known, errand(known)?)).filter(|(_, one)| is_of(one, step)));
        if known.is_some_and(|(_, one)| step.version <= one.version) {
            return Ok(Vec::new()); // It was told before.
        }
        let (again, why) = match (&step.state, known) {
            (AccessState::Stuck { why }, _) => (None, why.clone()),
            (_, None) => return Ok(Vec::new()),
            (state, Some((known, one))) => match over(state) {
                Some(how) => return Ok(vec![ItemWrite::Settled { id: known.item.id.clone(), how }]),
                None => (step.again.as_ref().map(|again| again.by.clone()), one.why.clone()),
            },
        };
        // While it is tried again it is at the version that is stuck.
        let version = known.filter(|_| again.is_some()).map_or(step.version, |(_, one)| one.version);
        let about = About::Errand(Errand { hook: step.id.to_string(), version, action, why, again });
        let row = self.row_of(&step.subscription).await?;
        let facts = Facts::of(row.as_ref(), &step.subscription, about);
        // What was settled once and gets stuck again is another item.
        let new = || (format!("{}:stuck:{}:{}", step.subscription, step.id, step.version), at);
        let (id, due) = known.map_or_else(new, |(known, _)| (known.item.id.clone(), known.item.due));
        let item = clocks::found(&id, Some(step.subscription.clone()), &facts, due);
        Ok(vec![ItemWrite::Found { item, silently: false }])
    }

    /// Items of what is not open at the relay any more.
    pub(super) async fn not_stuck_any_more(&self, open_there: &[AccessStep]) -> Result<Vec<ItemWrite>, Fault> {
        let open = self.open_items().await?;
        let gone = open
            .iter()
            .filter(|known| errand(known).is_some_and(|one| !open_there.iter().any(|step| is_of(one, step))));
        Ok(gone.map(|known| ItemWrite::Settled { id: known.item.id.clone(), how: "elsewhere".to_owned() }).collect())
    }

    /// Has it tried again.
    pub(crate) async fn try_hook_again(&self, item: &str, who: &str) -> Result<(), Fault> {
        let (link, errand) = self.movable(item).await?;
        let again = TryAgain { version: errand.version, who: who.to_owned() };
        let moved = link.relay.try_again(&errand.hook.as_str().into(), &again).await;
        self.moved(moved).await
    }

    /// Gives it up, with a reason that every desk is told.
    pub(crate) async fn drop_hook(&self, request: &DropHook, who: &str) -> Result<(), Fault> {
        let reason = request.reason.trim();
        if reason.is_empty() {
            return Err(Fault::new(Code::Invalid, Sentence::plain("no-drop-reason")));
        }
        let (link, errand) = self.movable(&request.item).await?;
        let drop = DropStep { version: errand.version, who: who.to_owned(), reason: reason.to_owned() };
        let moved = link.relay.give_up(&errand.hook.as_str().into(), &drop).await;
        self.moved(moved).await
    }

    /// Why nothing that is stuck at the relay can be moved on now; nothing where it can.
    pub(crate) fn immovable(&self) -> Option<Sentence> {
        immovable(self.link().map(|link| link.line()).as_ref()).map(Sentence::plain)
    }

    async fn movable(&self, item: &str) -> Result<(Arc<Link>, Errand), Fault> {
        let link = self.some_link()?;
        let known = self.item(item).await?;
        let one = errand(&known).ok_or_else(|| Fault::invalid("item"))?;
        let over = || known.item.settled_at.map(|_| Sentence::plain("no-stuck-over"));
        if let Some(why) = over().or_else(|| not_movable(one)) {
            return Err(Fault::new(Code::Refused, why));
        }
        match self.immovable() {
            Some(why) if link.line().footing == Footing::Connected => Err(Fault::new(Code::Refused, why)),
            Some(why) => Err(Fault::new(Code::Offline, why)),
            None => Ok((link, one.clone())),
        }
    }

    /// Shows at once what the relay has answered; its feed says the same.
    async fn moved(&self, moved: Result<AccessStep, RelayError>) -> Result<(), Fault> {
        let step = moved.map_err(|error| super::fault(&error))?;
        let writes = self.stuck(&step, self.source.clock.now()).await?;
        self.account_told(&step).await?;
        if !self.write_items(writes).await?.is_empty() {
            self.inbox_changed();
        }
        for tag in [Tag::Account, Tag::Customer] {
            self.tidings.tell(tag);
        }
        Ok(())
    }
}

/// The reason on the button, by how it stands with the relay.
fn immovable(line: Option<&FeedLine>) -> Option<&'static str> {
    let Some(line) = line else { return Some("no-relay") };
    Some(match line.footing {
        Footing::Connected if line.hello.as_ref().is_some_and(|hello| hello.moves_stuck) => return None,
        Footing::Connected => "no-relay-too-old",
        Footing::Trying | Footing::Silent => "no-relay-offline",
        Footing::Refused => "relay-not-known",
        Footing::OtherVersion => "no-relay-other-version",
    })
}

fn errand(known: &Known) -> Option<&Errand> {
    match &known.facts.about {
        About::Errand(errand) => Some(errand),
        _ => None,
    }
}

fn is_of(errand: &Errand, step: &AccessStep) -> bool {
    errand.hook == step.id.as_str()
}

/// How its item is settled, once nobody has to look at it any more.
fn over(state: &AccessState) -> Option<String> {
    Some(match state {
        AccessState::Sent { .. } | AccessState::Effective { .. } | AccessState::Due { .. } => "stuck-sent".to_owned(),
        AccessState::Withdrawn { why: AccessOver::Superseded, .. } => "stuck-superseded".to_owned(),
        AccessState::Withdrawn { why: AccessOver::NotSoAnyMore | AccessOver::NeverCame, .. } => {
            "stuck-not-so".to_owned()
        }
        AccessState::Dropped { by, .. } => format!("stuck-dropped:{by}"),
        AccessState::Waiting { .. }
        | AccessState::Confirming
        | AccessState::Sending { .. }
        | AccessState::Stuck { .. } => return None,
    })
}

/// Why this one cannot be moved on, whatever the relay is like.
pub(crate) fn not_movable(errand: &Errand) -> Option<Sentence> {
    errand.again.as_ref().map(|who| Sentence::plain("no-stuck-trying").with("who", who))
}

/// Why it is stuck, and what to do.
pub(crate) fn why_stuck(errand: &Errand) -> Vec<Sentence> {
    let next = match &errand.again {
        Some(who) => Sentence::plain("why-stuck-trying").with("who", who),
        None => Sentence::plain("why-stuck-next"),
    };
    vec![saying_why(Sentence::plain("why-stuck"), &errand.why), next]
}

/// Says why it is stuck: its word, and what goes with it.
pub(crate) fn saying_why(sentence: Sentence, why: &AccessTrouble) -> Sentence {
    let (word, message) = match why {
        AccessTrouble::Refused { words } => ("refused", words.as_str()),
        AccessTrouble::NotTaken => ("not-taken", ""),
        AccessTrouble::Unknown => ("unknown", ""),
        AccessTrouble::NotConfirmed => ("not-confirmed", ""),
        AccessTrouble::NotSo { access } => ("not-so", access.as_str()),
        AccessTrouble::NoProof => ("no-proof", ""),
    };
    sentence.with("why", word).with("message", message)
}

#[cfg(test)]
mod tests {
    use domain::relay_feed::Hello;
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn line(footing: Footing, moves_stuck: bool) -> FeedLine {
        let now = DateTime::UNIX_EPOCH;
        let hello = json!({
            "protocol": 1, "oldestProtocol": 1, "version": "0.1.0", "connection": "main", "desk": "north", "log": "log-a",
            "readsBack": true, "isEncrypted": true, "rulesVersion": 0, "factsVersion": 0, "now": now,
        });
        let hello = Hello { moves_stuck, ..serde_json::from_value(hello).unwrap() };
        FeedLine { footing, since: now, hello: Some(hello), skew: chrono::TimeDelta::zero(), error: None }
    }

    #[rstest]
    #[case::reached(Footing::Connected, true, None)]
    #[case::too_old(Footing::Connected, false, Some("no-relay-too-old"))]
    #[case::not_reached_yet(Footing::Trying, true, Some("no-relay-offline"))]
    #[case::silent(Footing::Silent, true, Some("no-relay-offline"))]
    #[case::without_a_token(Footing::Refused, true, Some("relay-not-known"))]
    #[case::of_another_version(Footing::OtherVersion, false, Some("no-relay-other-version"))]
    fn a_button_says_why_it_cannot_be_pressed(
        #[case] footing: Footing,
        #[case] moves: bool,
        #[case] why: Option<&str>,
    ) {
        assert_eq!(immovable(Some(&line(footing, moves))), why);
        assert_eq!(immovable(None), Some("no-relay"));
    }
}
