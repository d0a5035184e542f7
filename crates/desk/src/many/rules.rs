//! Who is left out, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::account::{Access, called_for};
use domain::{Lane, Status, SubscriptionId};
use outbox::State;
use store::{ItemWrite, ListRow, Skipped};
use sync::account::Receivers;

use super::chosen::Chosen;
use crate::account::{Standing, access_refusal};
use crate::contract::{AccessAction, Fault, ManyAction, Sentence};
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

    pub(super) fn of_access(why: Sentence) -> Self {
        Self { already_so: why.key == "no-access-suspended", why }
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
    accounts: Accounts,
}

/// What decides about the access to all of their accounts.
struct Accounts {
    /// What holds, by subscription in small letters, where something is known.
    accesses: BTreeMap<String, Access>,
    /// A hook of ours is on its way, or stuck.
    waits: BTreeSet<SubscriptionId>,
    receivers: Receivers,
    is_read_only: bool,
}

impl Opened {
    pub(super) async fn ground_of_many(&self) -> Result<Ground, Fault> {
        let store = &self.source.store;
        let open = store.journal.open_intents().await.map_err(explain::store)?;
        let hooks = open.iter().filter(|entry| entry.intent.wish.lane() == Lane::Accounts);
        let steps = store.journal.accesses().await.map_err(explain::store)?.into_iter();
        let accounts = Accounts {
            accesses: steps
                .filter_map(|step| Some((step.subscription.as_str().to_ascii_lowercase(), step.access?)))
                .collect(),
            waits: hooks.map(|entry| entry.intent.subscription.clone()).collect(),
            receivers: self.receivers.clone(),
            is_read_only: store.journal.is_read_only(),
        };
        let waits = open.into_iter().filter(|entry| !matches!(entry.state, State::Stuck { .. }));
        let bad = store.cache.quarantined(MOST_UNREADABLE).await.map_err(explain::store)?;
        Ok(Ground {
            waits: waits.map(|entry| entry.intent.subscription).collect(),
            unreadable: bad.into_iter().filter_map(|bad| bad.subscription).collect(),
            items: self.open_items().await?,
            accounts,
        })
    }
}

impl Ground {
    /// Why this is left out; in the order in which they are given.
    pub(super) fn left_out(&self, action: &ManyAction, all: &[Chosen]) -> Vec<Option<LeftOut>> {
        match action {
            ManyAction::Export => all.iter().map(|_| None).collect(),
            ManyAction::Activate => all.iter().map(|chosen| self.activation(chosen)).collect(),
            ManyAction::SuspendAccess => all.iter().map(|chosen| self.suspension(chosen)).collect(),
            ManyAction::Assign { .. } | ManyAction::Note { .. } => {
                let items = by_customer(&self.items);
                all.iter()
                    .map(|chosen| at_desk(action, "", items.get(&chosen.id).map_or(&[], Vec::as_slice)).err())
                    .collect()
            }
        }
    }

    fn activation(&self, chosen: &Chosen) -> Option<LeftOut> {
        let row = match self.sound(chosen) {
            Ok(row) => row,
            Err(left_out) => return Some(left_out),
        };
        if let Some(why) = life::activation_refusal(&row.status) {
            return Some(LeftOut::of_step(why));
        }
        self.waits.contains(&chosen.id).then(|| LeftOut::refused(Sentence::plain("no-queued")))
    }

    fn suspension(&self, chosen: &Chosen) -> Option<LeftOut> {
        let row = match self.sound(chosen) {
            Ok(row) => row,
            Err(left_out) => return Some(left_out),
        };
        if let Some(why) = no_account(&row.status) {
            return Some(LeftOut::refused(why));
        }
        let accounts = &self.accounts;
        let access = accounts.accesses.get(&chosen.id.as_str().to_ascii_lowercase());
        let standing = Standing {
            access: access.unwrap_or(&Access::Unknown),
            has_receiver: accounts.receivers.of(&row.offer).is_some(),
            is_waiting: accounts.waits.contains(&chosen.id),
            is_read_only: accounts.is_read_only,
        };
        access_refusal(&standing, AccessAction::Suspend).map(LeftOut::of_access)
    }

    /// What is known of it, where that can be relied on.
    fn sound<'a>(&self, Chosen { id, row }: &'a Chosen) -> Result<&'a ListRow, LeftOut> {
        let left_out = |key: &str| Err(LeftOut::refused(Sentence::plain(key)));
        match row {
            None => left_out("many-unknown"),
            Some(_) if self.unreadable.contains(id) => left_out("many-unreadable"),
            Some(row) if row.missing => left_out("many-missing"),
            Some(row) => Ok(row),
        }
    }
}

/// What was never begun has no account yet.
pub(super) fn no_account(status: &Status) -> Option<Sentence> {
    called_for(status).is_none().then(|| Sentence::plain("many-no-account"))
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
        ManyAction::Activate | ManyAction::SuspendAccess | ManyAction::Export => Ok(Vec::new()),
    }
}
