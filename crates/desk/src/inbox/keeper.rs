//! Keeps the inbox in step with the world: what is found becomes an item, what is over is settled.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::{Change, Status, SubscriptionId};
use outbox::State;
use serde_json::json;
use store::{Event, EventKind, FoundItem, ItemWrite, ListRow};

use super::clocks::{self, RENEWAL_AHEAD, Since};
use super::events::{self, Known};
use super::facts::{About, Facts, Stage};
use super::memory::OpenItems;
use crate::contract::{Code, Fault};
use crate::explain;
use crate::opened::Opened;

/// Up to where the journal's events have been looked at.
const PLACE: &str = "inbox-place";
const EVENTS_AT_ONCE: u32 = 500;
const MOST_OF_A_KIND: u32 = 1_000;
/// Kinds that the world alone keeps open: one that is not found any more is settled.
const BY_THE_WORLD: [&str; 8] =
    ["purchase", "suspended", "renewal", "trial", "access", "missing", "unreadable", "connection"];
/// How long after a change came to effect its echo may still turn up in a reading.
const ECHO: chrono::TimeDelta = chrono::TimeDelta::hours(24);

impl Opened {
    /// Looks at everything once. What is found before the first whole reading is nothing new to anybody, so the
    /// desktop is not told of it.
    pub(crate) async fn keep_inbox(&self) -> Result<(), Fault> {
        let now = self.source.clock.now();
        let (store, journal) = (&self.source.store, &self.source.store.journal);
        if journal.is_read_only() {
            return Ok(());
        }
        let place = journal.setting(PLACE).await.map_err(explain::store)?.and_then(|place| place.as_i64());
        let is_swept = store.cache.last_sweep().await.map_err(explain::store)?.is_some();
        let silently = place.is_none();
        let open = self.open_items().await?;
        let mut found = self.found_by_clocks(&open, now).await?;
        found.extend(self.found_at_relay(now).await?);
        found.extend(self.found_wrong(now).await?);
        found.extend(self.found_adrift(now).await?);
        let mut writes: Vec<ItemWrite> = over(&open, &found).collect();
        let (events, reached) = self.found_by_events(place.unwrap_or(0), now).await?;
        writes.extend(events.iter().flat_map(|(event, _)| settled_by(event, &open)));
        let happened = events.into_iter().flat_map(|(_, writes)| writes);
        let (stuck, unstuck) = self.found_stuck(&open).await?;
        found.extend(stuck);
        writes.extend(unstuck);
        let new = found.into_iter().filter(|item| !open.has(item));
        writes.extend(new.map(|item| ItemWrite::Found { item, silently }));
        writes.extend(happened);
        let changed = self.write_items(writes).await?;
        if is_swept && place != Some(reached) {
            journal.set(PLACE, json!(reached)).await.map_err(explain::store)?;
        }
        if !changed.is_empty() {
            self.inbox_changed();
        }
        Ok(())
    }

    async fn found_by_clocks(&self, open: &OpenItems, now: DateTime<Utc>) -> Result<Vec<FoundItem>, Fault> {
        let cache = &self.source.store.cache;
        let rows = cache.clocked((now + RENEWAL_AHEAD).date_naive()).await.map_err(explain::store)?;
        let begun: BTreeMap<_, _> = open.iter().filter_map(|known| clocks::begun(&known.item, &known.facts)).collect();
        let activations = self.activations().await?;
        let told = self.told_of_suspensions(now - clocks::GRACE * 2).await?;
        let mut found = Vec::new();
        for row in &rows {
            let mut since = match begun.get(&(&row.id, &row.status)) {
                Some(since) => *since,
                None if clocks::begins_with_status(row) => {
                    let event = self.event_of_status(row).await?;
                    Since::seen(event.map_or(now, |event| event.seen_before))
                }
                None => Since::seen(now),
            };
            if since.told.is_none() && row.status == Status::Suspended && told.knows(&row.id) {
                let seen_without = self.event_of_status(row).await?.and_then(|event| event.seen_after);
                since.told = told.suspended_at(&row.id, seen_without, since.seen);
            }
            found.extend(clocks::of(row, since, activations.about(&row.id), now, self.clock_is_ahead()));
        }
        Ok(found)
    }

    /// The event that told of the present status, where one did.
    pub(crate) async fn event_of_status(&self, row: &ListRow) -> Result<Option<Event>, Fault> {
        let timeline = self.source.store.journal.timeline(&row.id, 20, None).await.map_err(explain::store)?;
        let status = row.status.as_str();
        let told = |event: &Event| event.kind == EventKind::Status && event.after.as_deref() == Some(status);
        Ok(timeline.into_iter().find(told))
    }

    /// What went missing, what could not be read, and what is wrong with the connection.
    async fn found_wrong(&self, now: DateTime<Utc>) -> Result<Vec<FoundItem>, Fault> {
        let cache = &self.source.store.cache;
        let mut found = Vec::new();
        for gone in cache.missing(MOST_OF_A_KIND).await.map_err(explain::store)? {
            let facts =
                Facts { customer: gone.name, offer: String::new(), about: About::Missing { since: gone.since } };
            let id = format!("{}:missing:{}", gone.id, gone.since.timestamp());
            found.push(clocks::found(&id, Some(gone.id), &facts, gone.since));
        }
        for bad in cache.quarantined(MOST_OF_A_KIND).await.map_err(explain::store)? {
            let about = About::Unreadable { field: bad.field, misread: bad.misread };
            let customer = bad.subscription.as_ref().map(ToString::to_string).unwrap_or_default();
            let id = format!("unreadable:{}", bad.row);
            let facts = Facts { customer, offer: String::new(), about };
            found.push(clocks::found(&id, bad.subscription, &facts, bad.first_seen));
        }
        found.extend(self.credential_expires.and_then(|end| clocks::credential(end, now)));
        let line = self.puller.line();
        if let Some(error) = line.error.as_deref()
            && explain::pull(error).code == Code::SignIn
        {
            found.push(clocks::about_us("sign-in", About::SignIn, line.since.unwrap_or(now)));
        }
        let minutes = self.clock_is_ahead().num_seconds();
        if minutes != 0 {
            found.push(clocks::about_us(
                "clock",
                About::Clock { seconds: minutes },
                now.date_naive().and_time(chrono::NaiveTime::MIN).and_utc(),
            ));
        }
        Ok(found)
    }

    async fn found_by_events(
        &self,
        mut place: i64,
        now: DateTime<Utc>,
    ) -> Result<(Vec<(Event, Vec<ItemWrite>)>, i64), Fault> {
        let store = &self.source.store;
        let mut found = Vec::new();
        let (mut ours, mut requested) = (BTreeMap::new(), None);
        loop {
            let events = store.journal.events_after(place, EVENTS_AT_ONCE).await.map_err(explain::store)?;
            let Some((last, _)) = events.last() else { return Ok((found, place)) };
            place = *last;
            for (_, event) in events {
                let Some(stored) = store.cache.subscription(&event.subscription).await.map_err(explain::store)? else {
                    continue;
                };
                let id = &event.subscription;
                if !ours.contains_key(id) {
                    ours.insert(id.clone(), self.our_changes(id, now).await?);
                }
                if requested.is_none() {
                    requested = Some(self.requested_changes().await?);
                }
                let known = Known {
                    ours: ours.get(id).map(Vec::as_slice).unwrap_or_default(),
                    requested: requested.as_deref().unwrap_or_default(),
                };
                let against = match events::change(&event) {
                    Some(change) => self.seen_against_refusal(&stored.row, &change, event.seen_before).await?,
                    None => Vec::new(),
                };
                let mut item = if against.is_empty() { events::of(&event, &stored.row, &known) } else { None };
                let is_end = item.as_ref().is_some_and(|item| item.kind == "cancelled");
                if is_end && self.is_told_to_have_ended(id).await? {
                    item = None; // There is an item for it.
                }
                if let Some(item) = &mut item {
                    self.price(item).await;
                }
                let item = item.map(|item| ItemWrite::Found { item, silently: false });
                found.push((event, against.into_iter().chain(item).collect()));
            }
        }
    }

    /// Changes of ours, and those the relay announced, whose effect a reading may show now.
    async fn our_changes(
        &self,
        id: &SubscriptionId,
        now: DateTime<Utc>,
    ) -> Result<Vec<(SubscriptionId, Change)>, Fault> {
        let entries = self.source.store.journal.intents_of(id, 50).await.map_err(explain::store)?;
        let alive = entries.into_iter().filter(|entry| !entry.state.is_over() || now - entry.changed_at < ECHO);
        let ours = alive.filter_map(|entry| Some((id.clone(), entry.intent.wish.leads_to()?.clone())));
        let announced = self.announced_changes(id, now).await?;
        Ok(ours.chain(announced).collect())
    }

    /// Changes that open requests are about.
    async fn requested_changes(&self) -> Result<Vec<(SubscriptionId, Change)>, Fault> {
        let open = self.open_items().await?;
        let requests = open.iter().filter_map(|known| match &known.facts.about {
            About::Request(request) if !request.is_refused() => {
                Some((known.item.subscription.clone()?, request.asked.clone()))
            }
            _ => None,
        });
        Ok(requests.collect())
    }

    async fn found_stuck(&self, open: &OpenItems) -> Result<(Vec<FoundItem>, Vec<ItemWrite>), Fault> {
        let entries = self.source.store.journal.open_intents().await.map_err(explain::store)?;
        let mut found = Vec::new();
        for entry in entries.iter().filter(|entry| matches!(entry.state, State::Stuck { .. })) {
            let intent = &entry.intent;
            let row = self.source.store.cache.subscription(&intent.subscription).await.map_err(explain::store)?;
            let (customer, offer) = row.map_or_else(
                || (intent.subscription.to_string(), String::new()),
                |stored| (stored.row.name, stored.row.offer.as_str().to_owned()),
            );
            let (wish, from) = (intent.wish.clone(), intent.seen.clone());
            let about = About::Intent { intent: intent.id.to_string(), wish, from };
            let id = format!("intent:{}", intent.id);
            found.push(clocks::found(
                &id,
                Some(intent.subscription.clone()),
                &Facts { customer, offer, about },
                entry.changed_at,
            ));
        }
        let ids: BTreeSet<&str> = found.iter().map(|item| item.id.as_str()).collect();
        let ours = open.iter().filter(|known| matches!(known.facts.about, About::Intent { .. }));
        let unstuck = ours.map(|known| &known.item).filter(|item| !ids.contains(item.id.as_str()));
        let unstuck = unstuck.map(|item| ItemWrite::Settled { id: item.id.clone(), how: "done".to_owned() }).collect();
        Ok((found, unstuck))
    }
}

/// Items that only the world keeps open, and that are not found any more.
fn over<'a>(open: &'a OpenItems, found: &'a [FoundItem]) -> impl Iterator<Item = ItemWrite> + 'a {
    let ids: BTreeSet<&str> = found.iter().map(|item| item.id.as_str()).collect();
    open.iter()
        .map(|known| &known.item)
        .filter(|item| BY_THE_WORLD.contains(&item.kind.as_str()))
        .filter(move |item| !ids.contains(item.id.as_str()))
        .map(|item| ItemWrite::Settled { id: item.id.clone(), how: "elsewhere".to_owned() })
}

/// What an event settles: a subscription that is suspended or cancelled again is not reinstated any more, and what came
/// about against a refusal may go back.
fn settled_by<'a>(event: &'a Event, open: &'a OpenItems) -> impl Iterator<Item = ItemWrite> + 'a {
    let is_status = event.kind == EventKind::Status;
    open.of(&event.subscription)
        .filter(move |known| match &known.facts.about {
            About::Reinstated { .. } => is_status,
            About::Request(request) => request.stage == Stage::Overruled && leaves(event, &request.asked),
            _ => false,
        })
        .map(|known| ItemWrite::Settled { id: known.item.id.clone(), how: "elsewhere".to_owned() })
}

/// Whether a customer goes from a plan, or a number of seats, to another.
fn leaves(event: &Event, from: &Change) -> bool {
    let to = events::change(event);
    to.is_some_and(|to| std::mem::discriminant(&to) == std::mem::discriminant(from) && to != *from)
}
