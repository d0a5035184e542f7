//! What the feed tells, event by event: each is looked at once, in the order in which it was told.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::SubscriptionId;
use domain::relay_feed::{ActivationState, FeedEvent, FeedSnapshot, Happened, RulesKept, Visit};
use domain::rule::RuleId;
use serde_json::json;
use store::{ItemWrite, ListRow};
use sync::feed::SNAPSHOT;

use crate::contract::{Fault, Tag};
use crate::explain;
use crate::opened::Opened;

/// Up to where the feed has been looked at.
const PLACE: &str = "feed-place";
/// The names of rules, by their ids.
const RULES: &str = "relay-rules";
const EVENTS_AT_ONCE: u32 = 200;
/// After a day away the sweep is quicker than so many single readings.
const MOST_READINGS: usize = 40;
/// What was accepted comes to effect some time after its answer.
const EFFECT: Duration = Duration::from_secs(15);

impl Opened {
    /// Looks at what the feed has told since.
    pub(crate) async fn follow_feed(self: &Arc<Self>) -> Result<(), Fault> {
        let journal = &self.source.store.journal;
        if journal.is_read_only() {
            return Ok(());
        }
        let (mut place, mut changed, mut moved) = (self.looked_at_feed().await?, false, BTreeSet::new());
        let mut troubles = self.troubles().await?;
        loop {
            let events = journal.feed_after(place, EVENTS_AT_ONCE).await.map_err(explain::store)?;
            let Some((last, _)) = events.last() else { break };
            place = *last;
            for (_, event) in &events {
                let happened = event.happened();
                let mut writes = self.told(event, &happened).await?;
                writes.extend(troubles.hear(&happened, |theirs| self.in_our_time(theirs)));
                // Before the item: a look that finds the item must find the trouble too, or it would settle it.
                self.keep_troubles(&mut troubles).await?;
                changed |= !self.write_items(writes).await?.is_empty();
                moved.extend(moves(event, &happened));
            }
            journal.set(PLACE, json!(place)).await.map_err(explain::store)?;
        }
        if changed {
            self.inbox_changed();
            self.confirming.ring();
        }
        if changed || !moved.is_empty() {
            self.tidings.tell(Tag::Customer);
        }
        self.read_moved(moved);
        Ok(())
    }

    /// Up to where the feed has been looked at; 0 where it never was.
    pub(crate) async fn looked_at_feed(&self) -> Result<i64, Fault> {
        let place = self.source.store.journal.setting(PLACE).await.map_err(explain::store)?;
        Ok(place.and_then(|place| place.as_i64()).unwrap_or(0))
    }

    async fn told(&self, event: &FeedEvent, happened: &Happened) -> Result<Vec<ItemWrite>, Fault> {
        if event.kind == SNAPSHOT {
            return match serde_json::from_value(event.body.clone()) {
                Ok(snapshot) => self.begins_anew(snapshot).await,
                Err(_) => Ok(Vec::new()),
            };
        }
        if let Some(visit) = Visit::told_by(event) {
            self.visited(&visit).await?;
            return Ok(Vec::new());
        }
        match happened {
            Happened::Question(question) => self.asked(question).await,
            Happened::Held(held) => self.held(held).await,
            Happened::Announced(announced) => self.announced(announced).await,
            Happened::Rules(rules) => self.rules_changed(rules).await.map(|()| Vec::new()),
            Happened::Pass(given) => self.passed(given).await,
            Happened::ReadBack(found) => match &event.subscription {
                Some(id) => self.read_back(id, found).await,
                None => Ok(Vec::new()),
            },
            Happened::Access(step) => {
                self.account_told(step).await?;
                self.stuck(step, self.in_our_time(event.at)).await
            }
            Happened::Activation(step) => self.activation_told(step).await,
            Happened::Coming(_) | Happened::Facts(_) | Happened::Trouble(_) | Happened::Unknown => Ok(Vec::new()),
        }
    }

    /// What waits at present; held requests that do not any more are over.
    async fn begins_anew(&self, snapshot: FeedSnapshot) -> Result<Vec<ItemWrite>, Fault> {
        if let Some(rules) = &snapshot.rules {
            self.rules_changed(rules).await?;
        }
        let (mut writes, mut waiting) = (self.not_stuck_any_more(&snapshot.access).await?, BTreeSet::new());
        for step in &snapshot.access {
            self.account_told(step).await?;
            writes.extend(self.stuck(step, self.in_our_time(snapshot.at)).await?);
        }
        self.activations_begin_anew(&snapshot.activations).await?;
        for held in &snapshot.held {
            waiting.insert(super::held::item_id(held));
            writes.extend(self.held(held).await?);
        }
        for given in &snapshot.passes {
            waiting.insert(self.item_of_pass(given).await?);
            writes.extend(self.passed(given).await?);
        }
        for visit in &snapshot.visits {
            self.visited(visit).await?;
        }
        let open = self.open_items().await?;
        let gone = open.iter().filter(|known| known.facts.waits_at_relay() && !waiting.contains(&known.item.id));
        writes.extend(gone.map(|known| ItemWrite::Settled { id: known.item.id.clone(), how: "elsewhere".to_owned() }));
        Ok(writes)
    }

    async fn rules_changed(&self, kept: &RulesKept) -> Result<(), Fault> {
        let rules = kept.rules.get("rules").and_then(|rules| rules.as_array()).cloned().unwrap_or_default();
        let text = |rule: &serde_json::Value, member: &str| rule.get(member)?.as_str().map(str::to_owned);
        let names: serde_json::Map<_, _> =
            rules.iter().filter_map(|rule| Some((text(rule, "id")?, text(rule, "name")?.into()))).collect();
        self.source.store.journal.set(RULES, names.into()).await.map_err(explain::store)?;
        self.tidings.tell(Tag::Rules);
        Ok(())
    }

    /// A rule's name; its id where the name is not known.
    pub(super) async fn rule_name(&self, rule: Option<&RuleId>) -> Result<Option<String>, Fault> {
        let Some(rule) = rule.map(RuleId::as_str) else { return Ok(None) };
        let names = self.source.store.journal.setting(RULES).await.map_err(explain::store)?;
        let name = names.as_ref().and_then(|names| names.get(rule)?.as_str()).filter(|name| !name.trim().is_empty());
        Ok(Some(name.unwrap_or(rule).to_owned()))
    }

    /// The subscription as the cache has it.
    pub(super) async fn row_of(&self, id: &SubscriptionId) -> Result<Option<ListRow>, Fault> {
        let stored = self.source.store.cache.subscription(id).await.map_err(explain::store)?;
        Ok(stored.map(|stored| stored.row))
    }

    /// What a webhook says is a claim until it is read.
    fn read_moved(self: &Arc<Self>, moved: BTreeSet<SubscriptionId>) {
        if moved.is_empty() {
            return;
        }
        if moved.len() > MOST_READINGS {
            return self.puller.poke();
        }
        let opened = Arc::downgrade(self);
        tokio::spawn(async move {
            for pause in [Duration::ZERO, EFFECT] {
                tokio::time::sleep(pause).await;
                for id in &moved {
                    let Some(opened) = opened.upgrade() else { return };
                    opened.read_again(id).await;
                }
            }
        });
    }
}

/// Whose state an event says has changed.
fn moves(event: &FeedEvent, happened: &Happened) -> Option<SubscriptionId> {
    let is_moving = match happened {
        Happened::Announced(_) | Happened::ReadBack(_) => true,
        Happened::Activation(step) => is_read_by_relay(&step.state),
        _ => event.kind == Visit::KIND,
    };
    is_moving.then(|| event.subscription.clone())?
}

/// Whether the relay has seen at Microsoft what may not be known here.
fn is_read_by_relay(state: &ActivationState) -> bool {
    matches!(state, ActivationState::Stuck { .. }) || state.is_over()
}
