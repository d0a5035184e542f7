//! Who is left out, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::SubscriptionId;
use outbox::State;
use store::{ItemWrite, Skipped};

use super::chosen::Chosen;
use crate::contract::{Fault, ManyAction, Sentence};
use crate::inbox::{Known, OpenItems};
use crate::opened::Opened;
use crate::{explain, life};

/// More bad records than this are not looked up one by one.
const MOST_UNREADABLE: u32 = 10_000;

/// Nothing is done to a customer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LeftOut {
    /// Because it is so already.
    pub already_so: bool,
    pub why: Sentence,
}

impl LeftOut {
    pub(super) fn refused(why: Sentence) -> Self {
        Self { already_so: false, why }
    }

    pub(super) fn of_step(why: Sentence) -> Self {
        Self { already_so: why.key == "no-active-already", why }
    }
}

impl From<LeftOut> for Skipped {
    fn from(left_out: LeftOut) -> Self {
        let why = serde_json::to_value(&left_out.why).unwrap_or_default();
        Self { already_so: left_out.already_so, why }
    }
}

/// What decides about all of them, read once.
pub(super) struct Ground {
    /// Something of ours waits or is on its way.
    waits: BTreeSet<SubscriptionId>,
    /// Their last record could not be read.
    unreadable: BTreeSet<SubscriptionId>,
    items: Arc<OpenItems>,
}

impl Opened {
    pub(super) async fn ground_of_many(&self) -> Result<Ground, Fault> {
        let store = &self.source.store;
        let open = store.journal.open_intents().await.map_err(explain::store)?;
        let waits = open.into_iter().filter(|entry| !matches!(entry.state, State::Stuck { .. }));
        let bad = store.cache.quarantined(MOST_UNREADABLE).await.map_err(explain::store)?;
        Ok(Ground {
            waits: waits.map(|entry| entry.intent.subscription).collect(),
            unreadable: bad.into_iter().filter_map(|bad| bad.subscription).collect(),
            items: self.open_items().await?,
        })
    }
}

impl Ground {
    /// Why this is left out; in the order in which they are given.
    pub(super) fn left_out(&self, action: &ManyAction, all: &[Chosen]) -> Vec<Option<LeftOut>> {
        match action {
            ManyAction::Export => all.iter().map(|_| None).collect(),
            ManyAction::Activate => all.iter().map(|chosen| self.activation(chosen)).collect(),
            ManyAction::Assign { .. } | ManyAction::Note { .. } => {
                let items = by_customer(&self.items);
                all.iter()
                    .map(|chosen| at_desk(action, "", items.get(&chosen.id).map_or(&[], Vec::as_slice)).err())
                    .collect()
            }
        }
    }

    fn activation(&self, Chosen { id, row }: &Chosen) -> Option<LeftOut> {
        let Some(row) = row else { return Some(LeftOut::refused(Sentence::plain("many-unknown"))) };
        if self.unreadable.contains(id) {
            return Some(LeftOut::refused(Sentence::plain("many-unreadable")));
        }
        if row.missing {
            return Some(LeftOut::refused(Sentence::plain("many-missing")));
        }
        if let Some(why) = life::activation_refusal(&row.status) {
            return Some(LeftOut::of_step(why));
        }
        self.waits.contains(id).then(|| LeftOut::refused(Sentence::plain("no-queued")))
    }
}

fn by_customer(items: &OpenItems) -> BTreeMap<&SubscriptionId, Vec<&Known>> {
    let mut by_customer: BTreeMap<&SubscriptionId, Vec<&Known>> = BTreeMap::new();
    for known in items.iter() {
        if let Some(id) = &known.item.subscription {
            by_customer.entry(id).or_default().push(known);
        }
    }
    by_customer
}

/// What an action of the desk itself does to the items of one customer, which come by due time.
pub(super) fn at_desk(action: &ManyAction, actor: &str, items: &[&Known]) -> Result<Vec<ItemWrite>, LeftOut> {
    let Some(first) = items.first() else { return Err(LeftOut::refused(Sentence::plain("many-no-items"))) };
    let id = |known: &&Known| known.item.id.clone();
    match action {
        ManyAction::Assign { owner } => {
            let owner = owner.trim();
            let others = items.iter().filter(|known| known.item.owner != owner);
            let writes: Vec<_> =
                others.map(|known| ItemWrite::Assigned { id: id(known), owner: owner.to_owned() }).collect();
            let already = LeftOut { already_so: true, why: Sentence::plain("many-owned-already").with("owner", owner) };
            if writes.is_empty() { Err(already) } else { Ok(writes) }
        }
        ManyAction::Note { text } => {
            Ok(vec![ItemWrite::Noted { id: id(first), actor: actor.to_owned(), text: text.trim().to_owned() }])
        }
        ManyAction::Activate | ManyAction::Export => Ok(Vec::new()),
    }
}
