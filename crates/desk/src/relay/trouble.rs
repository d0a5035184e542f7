//! What goes wrong at the relay and no rule can mend: an item until it is over.
//!
//! The relay tells a trouble once an hour for as long as it lasts, and never that it is over. So an alarm, or a call
//! that was not believed, is over with the next message that is believed and answered; and anything is over that was
//! not told again for a day. Whoever acknowledges one is not bothered with it again until it was over in between.

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{Happened, Trouble, Way};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{FoundItem, ItemWrite};

use crate::contract::Fault;
use crate::explain;
use crate::inbox::clocks;
use crate::inbox::facts::About;
use crate::opened::Opened;

/// The journal's name for what is not over.
const STANDING: &str = "relay-troubles";
/// What was not told again for this long is over.
const FADES: TimeDelta = TimeDelta::days(1);

/// A trouble that is not over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Standing {
    what: String,
    which: String,
    /// The relay's own words.
    words: String,
    /// When it was told first, by our clock.
    since: DateTime<Utc>,
    /// When it was told last.
    last: DateTime<Utc>,
}

impl Standing {
    fn item(&self) -> FoundItem {
        let Self { what, which, words, since, .. } = self.clone();
        let key = format!("trouble:{what}:{which}:{}", since.timestamp());
        clocks::about_us(&key, About::Trouble { what, which, words, since }, self.since)
    }

    /// Whether an answer that was given at this moment shows that it is over.
    fn is_disproved_at(&self, moment: DateTime<Utc>) -> bool {
        let is_about_answering = self.what == "token" || self.which == "nothing-answered";
        is_about_answering && self.last < moment
    }
}

/// Troubles that are not over.
#[derive(Debug, Default)]
pub(super) struct Troubles {
    standing: Vec<Standing>,
    is_changed: bool,
}

impl Troubles {
    /// What an event means for them. `ours` turns the relay's time into ours.
    pub(super) fn hear(
        &mut self,
        happened: &Happened,
        ours: impl Fn(DateTime<Utc>) -> DateTime<Utc>,
    ) -> Vec<ItemWrite> {
        match happened {
            Happened::Trouble(trouble) => vec![self.told(trouble, ours(trouble.at))],
            Happened::Announced(one) if one.way == Way::Asked => self.answered_at(ours(one.received_at)),
            _ => Vec::new(),
        }
    }

    fn told(&mut self, trouble: &Trouble, at: DateTime<Utc>) -> ItemWrite {
        let Trouble { what, which, words, .. } = trouble.clone();
        self.is_changed = true;
        let same = self.standing.iter_mut().find(|one| one.what == what && one.which == which);
        let item = match same {
            Some(standing) if at - standing.last < FADES => {
                standing.last = standing.last.max(at);
                standing.item()
            }
            Some(standing) => {
                *standing = Standing { what, which, words, since: at, last: at };
                standing.item()
            }
            None => {
                let standing = Standing { what, which, words, since: at, last: at };
                let item = standing.item();
                self.standing.push(standing);
                item
            }
        };
        ItemWrite::Found { item, silently: false }
    }

    fn answered_at(&mut self, moment: DateTime<Utc>) -> Vec<ItemWrite> {
        let (over, standing): (Vec<_>, _) =
            std::mem::take(&mut self.standing).into_iter().partition(|one| one.is_disproved_at(moment));
        self.standing = standing;
        self.is_changed |= !over.is_empty();
        over.iter().map(|one| ItemWrite::Settled { id: one.item().id, how: "over".to_owned() }).collect()
    }
}

impl Opened {
    /// Troubles that are not over, as far as the feed was looked at.
    pub(super) async fn troubles(&self) -> Result<Troubles, Fault> {
        let kept = self.source.store.journal.setting(STANDING).await.map_err(explain::store)?;
        let standing = kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default();
        Ok(Troubles { standing, is_changed: false })
    }

    /// Keeps them.
    pub(super) async fn keep_troubles(&self, troubles: &mut Troubles) -> Result<(), Fault> {
        if std::mem::take(&mut troubles.is_changed) {
            let kept = serde_json::to_value(&troubles.standing).unwrap_or_default();
            self.source.store.journal.set(STANDING, kept).await.map_err(explain::store)?;
        }
        Ok(())
    }

    /// Another relay is meant from now on, or none.
    pub(super) async fn forget_troubles(&self) -> Result<(), Fault> {
        self.source.store.journal.set(STANDING, Value::Null).await.map_err(explain::store)
    }

    /// What the world keeps open about the relay: that it is silent, and what it has trouble with.
    pub(crate) async fn found_at_relay(&self, now: DateTime<Utc>) -> Result<Vec<FoundItem>, Fault> {
        if self.link().is_none() {
            return Ok(Vec::new());
        }
        let troubles = self.troubles().await?.standing;
        let standing = troubles.iter().filter(|one| now - one.last < FADES).map(Standing::item);
        Ok(self.found_silent(now).into_iter().chain(standing).collect())
    }
}

#[cfg(test)]
mod tests {
    use domain::relay_feed::{Announced, Answered, Because, Verdict};

    use super::*;

    fn hour(hour: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
    }

    fn trouble(what: &str, which: &str, at: DateTime<Utc>) -> Happened {
        let words = "In words.".to_owned();
        Happened::Trouble(Box::new(Trouble { what: what.to_owned(), which: which.to_owned(), words, at }))
    }

    fn answer(at: DateTime<Utc>) -> Happened {
        Happened::Announced(Box::new(Announced {
            key: "k".to_owned(),
            operation: None,
            activity_id: String::new(),
            subscription: "s".into(),
            action: domain::Action::Renew,
            source: None,
            request: None,
            message_at: None,
            received_at: at,
            took_ms: 1,
            way: Way::Asked,
            answered: Answered {
                status: 200,
                verdict: Verdict::Noted,
                because: Because::Notice,
                decision: None,
                held: None,
            },
            is_confirmed: false,
            raw: String::new(),
        }))
    }

    fn found(writes: &[ItemWrite]) -> Option<&str> {
        match writes {
            [ItemWrite::Found { item, .. }] => Some(&item.id),
            _ => None,
        }
    }

    #[test]
    fn a_trouble_told_every_hour_is_one_item_and_after_a_quiet_day_another() {
        let mut troubles = Troubles::default();
        let mut tell = |at| troubles.hear(&trouble("message", "not-json", hour(at)), |at| at);
        let first = tell(0);
        assert_eq!(found(&tell(1)), found(&first));
        assert_eq!(found(&tell(24)), found(&first), "not a day since it was told last");
        assert_ne!(found(&tell(48)), found(&first));
    }

    #[test]
    fn what_keeps_the_relay_from_answering_is_over_with_the_next_answer() {
        let mut troubles = Troubles::default();
        for (what, which) in [("alarm", "nothing-answered"), ("token", "audience"), ("message", "not-json")] {
            troubles.hear(&trouble(what, which, hour(1)), |at| at);
        }
        assert!(troubles.hear(&answer(hour(0)), |at| at).is_empty(), "an answer from before proves nothing");
        let over = troubles.hear(&answer(hour(2)), |at| at);
        assert_eq!(over.len(), 2, "{over:?}");
        assert_eq!(troubles.standing[0].which, "not-json", "the next message may be unreadable again");
    }
}
