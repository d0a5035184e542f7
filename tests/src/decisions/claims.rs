//! What screens, feed and relay say, held against Microsoft's ledger and against what the relay answered.
//!
//! "Accepted at the relay" says what was answered, and the screen says beside it that it counts once Microsoft's data
//! shows it: that is held against the answer. "Nothing was changed", "refused for now" and "accepted by silence" are
//! about Microsoft, and held against its ledger.

use std::collections::BTreeMap;

use desk::contract::{EventSource, InboxItem, RequestStage, TimelineEvent};
use domain::Change;
use domain::relay_feed::{Announced, HeldRequest, ReadBack};
use relay::log::Event;
use serde_json::Value;

use super::books::Books;
use super::rules::Ruled;
use super::sleeper::Screens;
use super::tally::Tally;
use super::verdicts::AtRelay;

/// What is known besides the screens.
pub struct Truth<'a> {
    /// Microsoft's ledger.
    pub books: &'a Books,
    /// What the relay heard and answered.
    pub heard: &'a BTreeMap<String, AtRelay>,
    /// Held requests by their ids, as the relay has them.
    pub held: &'a BTreeMap<String, HeldRequest>,
}

/// Reads the screens.
pub fn of_screens(screens: &Screens, truth: &Truth<'_>, tally: &mut Tally) {
    for item in &screens.items {
        truth.item(item, tally);
    }
    for (id, timeline) in &screens.timelines {
        for line in timeline {
            truth.line(id, line, tally);
        }
    }
}

impl Truth<'_> {
    fn item(&self, item: &InboxItem, tally: &mut Tally) {
        let whose = item.subscription.as_deref().unwrap_or_default();
        let operation = item.id.rsplit_once(":request:").map(|(_, operation)| operation);
        let operation = operation.map(|operation| operation.trim_end_matches(":overruled").to_owned());
        let held = item.id.rsplit_once(":held:").and_then(|(_, held)| self.held.get(held));
        let operation = operation.or_else(|| Some(held?.operation.as_ref()?.to_string()));
        let course = operation.as_deref().map(|operation| self.books.course(operation)).unwrap_or_default();
        let words = || format!("{} {course:?}", item.id);
        match item.stage {
            Some(RequestStage::Ruled) => {
                let is_yes = item.what.key.starts_with("what-ruled-accepted");
                let answer = operation.as_deref().and_then(|operation| self.heard.get(operation)?.answer());
                let wanted = if is_yes { Ruled::Yes } else { Ruled::No };
                tally.states("answered so on a screen", answer == Some(wanted), words);
            }
            Some(RequestStage::Held | RequestStage::Promised) => {
                tally.states("held on a screen", course.accepted.is_none(), words);
            }
            Some(RequestStage::Unconfirmed) => {
                tally.states("not confirmed on a screen", course.refused.is_none(), words);
            }
            Some(RequestStage::Overruled) => {
                tally.states("changed though refused on a screen", course.accepted.is_some(), words);
            }
            Some(RequestStage::Silent) => {
                let by_silence = course.accepted.as_ref().is_some_and(|(_, by)| by == "silence");
                tally.states("accepted by silence on a screen", by_silence, words);
            }
            Some(RequestStage::Unseen) => {
                tally.states("changed on a screen", self.has_changed(whose, &item.what.key, &item.what.args), words);
            }
            Some(RequestStage::Live | RequestStage::Waiting | RequestStage::Checking | RequestStage::Answered)
            | None => {}
        }
    }

    /// Another plan may sell other numbers of seats, so that both change at once.
    fn has_changed(&self, whose: &str, key: &str, args: &BTreeMap<String, String>) -> bool {
        let Some(to) = args.get("to") else { return false };
        if key.ends_with("-plan") {
            return self.books.came_about(whose, &Change::Plan(to.as_str().into()));
        }
        let seats = to.parse().map(Change::Seats);
        seats.is_ok_and(|seats| self.books.came_about(whose, &seats)) || self.books.has_other_plan(whose)
    }

    fn line(&self, whose: &str, line: &TimelineEvent, tally: &mut Tally) {
        let Some(told) = &line.told else { return };
        let is_yes = told.key.starts_with("told-accepted");
        let words = || format!("{whose} {told:?} {:?}", line.after);
        if line.source != EventSource::Announced {
            let after = line.after.clone().unwrap_or_default();
            let change = after.parse().map_or_else(|_| Change::Plan(after.as_str().into()), Change::Seats);
            let is_so = self.books.came_about(whose, &change) || is_seats(&change) && self.books.has_other_plan(whose);
            tally.states("came about on a timeline", is_yes && is_so, words);
            return;
        }
        let raw: Value = serde_json::from_str(&line.raw).unwrap_or_default();
        let operation = raw.get("id").and_then(Value::as_str).unwrap_or_default();
        let Some(answer) = self.heard.get(operation).and_then(AtRelay::answer) else { return };
        let is_revert = told.key.ends_with("-own") || told.key.ends_with("-revert");
        let wanted = if is_yes { Ruled::Yes } else { Ruled::No };
        tally.states("answered so on a timeline", is_revert || answer == wanted, words);
    }

    /// What the relay has read of Microsoft's data, event by event.
    pub fn feed(&self, events: &[Event], tally: &mut Tally) {
        let mut announced: BTreeMap<String, Announced> = BTreeMap::new();
        for event in events {
            match event.what.kind.as_str() {
                "announced" => {
                    if let Ok(one) = serde_json::from_str::<Announced>(&event.what.body) {
                        announced.insert(one.key.clone(), one);
                    }
                }
                "read-back" => {
                    let Ok(read) = serde_json::from_str::<ReadBack>(&event.what.body) else { continue };
                    if let Some(one) = announced.get(&read.key) {
                        self.read_back(one, &read, tally);
                    }
                }
                _ => {}
            }
        }
    }

    fn read_back(&self, one: &Announced, read: &ReadBack, tally: &mut Tally) {
        let target = one.request.as_ref().and_then(domain::rule::Request::target);
        let (Some(target), Some(shows)) = (target, read.shows_target) else { return };
        // Which seats came with another plan, the ledger does not say.
        if is_seats(&target) && self.books.has_other_plan(one.subscription.as_str()) {
            return;
        }
        if let Some(has) = self.books.has(one.subscription.as_str(), &target, read.at) {
            tally.states("read back in the feed", shows == has, || format!("{one:?} {read:?}"));
        }
    }

    /// Requests that wait at a relay which has read what became of them.
    pub fn waiting(&self, was_read: &[String], tally: &mut Tally) {
        for held in self.held.values().filter(|held| held.state.is_open() && was_read.contains(&held.id)) {
            let course = held.operation.as_ref().map(|operation| self.books.course(operation.as_str()));
            let was_accepted = course.as_ref().is_some_and(|course| course.accepted.is_some());
            tally.states("waits at the relay", !was_accepted, || format!("{} {course:?}", held.id));
        }
    }
}

fn is_seats(change: &Change) -> bool {
    matches!(change, Change::Seats(_))
}
