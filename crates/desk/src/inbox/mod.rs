//! The inbox: what a person should look at, and what they do with it.

mod by_rule;
pub(crate) mod clocks;
mod draw;
mod events;
pub(crate) mod facts;
mod keeper;
mod memory;
mod pricing;
mod requests;
mod search;
mod views;
mod watched;

use chrono::{DateTime, Utc};
use domain::relay_feed::ActivationState;
use domain::{IntentId, OperationId, SubscriptionId};
use outbox::Entry;
use store::ItemWrite;

use self::draw::Context;
use self::facts::About;
use self::search::Search;
use crate::change::Operator;
use crate::contract::{
    Assign, Code, Fault, Inbox, InboxItem, InboxRequest, ItemDetail, ItemRequest, NoteCard, Sentence, Snooze,
    StuckHook, Tag, WriteNote,
};
use crate::explain;
use crate::opened::Opened;
use crate::sync_line::moment;

pub(crate) use self::by_rule::stuck as not_activated;
pub(crate) use self::clocks::purchase_id;
pub(crate) use self::events::seen;
pub(crate) use self::memory::{InboxMemory, Known, OpenItems};
pub(crate) use self::pricing::Looked;
pub(crate) use self::requests::id as request_id;
pub(crate) use self::views::ViewMemory;

/// The most items one answer brings.
const MOST_ITEMS: u32 = 200;

impl Opened {
    /// Part of the inbox.
    pub(crate) async fn inbox(&self, request: &InboxRequest, me: &str) -> Result<Inbox, Fault> {
        let now = self.source.clock.now();
        let items = self.open_items().await?;
        let search = Search::read(&request.search, me);
        let found: Vec<&Known> = items.iter().filter(|known| search.finds(known, now)).collect();
        let from = usize::try_from(request.from).unwrap_or(usize::MAX);
        let limit = usize::try_from(request.limit.min(MOST_ITEMS)).unwrap_or(0);
        let context = self.context(now).await?;
        let shown = found.iter().skip(from).take(limit).map(|known| draw::item(known, &context)).collect();
        Ok(Inbox {
            from: request.from,
            total: count(found.len()),
            everything: count(items.waiting(now)),
            items: shown,
            tokens: search.tokens(),
            views: self.views(&items, me, now).await?,
        })
    }

    /// How many items are not put off.
    pub(crate) async fn inbox_count(&self) -> Result<u32, Fault> {
        let now = self.source.clock.now();
        Ok(count(self.open_items().await?.waiting(now)))
    }

    /// What the inbox has about one customer.
    pub(crate) async fn items_of(&self, id: &SubscriptionId) -> Result<Vec<InboxItem>, Fault> {
        let now = self.source.clock.now();
        let items = self.open_items().await?;
        let context = self.context(now).await?;
        Ok(items.of(id).map(|known| draw::item(known, &context)).collect())
    }

    /// What rules of the relay's want done about one customer's account, and is stuck.
    pub(crate) async fn stuck_about(&self, id: &SubscriptionId) -> Result<Vec<StuckHook>, Fault> {
        let now = self.source.clock.now();
        let items = self.open_items().await?;
        let context = self.context(now).await?;
        let stuck = items.of(id).filter(|known| matches!(known.facts.about, About::Errand(_)));
        Ok(stuck.map(|known| draw::stuck(known, &context)).collect())
    }

    /// One item, unfolded.
    pub(crate) async fn item_detail(&self, request: &ItemRequest) -> Result<ItemDetail, Fault> {
        let now = self.source.clock.now();
        let known = self.item(&request.id).await?;
        let context = self.context(now).await?;
        let journal = &self.source.store.journal;
        let stored = match &known.item.subscription {
            Some(id) => self.source.store.cache.subscription(id).await.map_err(explain::store)?,
            None => None,
        };
        let intent = match self.intent_about(&known).await? {
            Some(entry) => Some(self.card(&entry, now).await?),
            None => None,
        };
        let history = match &intent {
            Some(card) => self.steps_of(&card.id.as_str().into()).await?,
            None => Vec::new(),
        };
        let notes = journal.notes(&known.item.id).await.map_err(explain::store)?;
        let change = self.change_about(&known).await?;
        let is_open = known.item.settled_at.is_none();
        Ok(ItemDetail {
            settled: (!is_open).then(|| settled(&known.item.settled_how)),
            item: is_open.then(|| draw::item(&known, &context)),
            row: stored.as_ref().map(|stored| crate::listing::row(stored.row.clone())),
            change,
            purchase: self.purchase_about(&known).await,
            intent,
            explanation: self.explained(&known, &context).await?,
            notes: notes
                .into_iter()
                .map(|note| NoteCard {
                    id: note.seq.to_string(),
                    at: moment(note.at),
                    actor: note.actor,
                    text: note.text,
                })
                .collect(),
            history,
            raw: stored.map(|stored| stored.raw),
        })
    }

    /// Why it is here and what to do. Of what has ended, also that a rule had activated it in vain.
    async fn explained(&self, known: &Known, context: &Context) -> Result<Vec<Sentence>, Fault> {
        let mut why = draw::explanation(known, context);
        if let (About::Cancelled { .. }, Some(id)) = (&known.facts.about, &known.item.subscription)
            && let Some((_, step)) = self.latest_activation(id).await?
            && matches!(step.state, ActivationState::Failed { .. })
        {
            why.insert(0, Sentence::plain("why-activation-failed"));
        }
        Ok(why)
    }

    /// An item by its id, open or settled.
    pub(crate) async fn item(&self, id: &str) -> Result<Known, Fault> {
        let item = self.source.store.journal.item(id).await.map_err(explain::store)?;
        item.and_then(Known::read).ok_or_else(|| Fault::new(Code::NotFound, Sentence::plain("fault-item-gone")))
    }

    /// What drawing needs to know beside the items themselves.
    async fn context(&self, now: DateTime<Utc>) -> Result<Context, Fault> {
        let open = self.source.store.journal.open_intents().await.map_err(explain::store)?;
        let is_read_only = self.source.store.journal.is_read_only();
        let may_cancel = self.profile.preferences().may_cancel;
        Ok(Context { now, is_read_only, may_cancel, open, immovable: self.immovable() })
    }

    /// The intent an item is about: the stuck one, or the answer on its way to a request.
    async fn intent_about(&self, known: &Known) -> Result<Option<Entry>, Fault> {
        match &known.facts.about {
            About::Intent { intent, .. } => {
                self.source.store.journal.intent(&intent.as_str().into()).await.map_err(explain::store)
            }
            About::Request(request) => match (&known.item.subscription, &request.operation) {
                (Some(id), Some(operation)) => self.answer_to(id, &operation.as_str().into()).await,
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    /// How far a request is.
    pub(crate) async fn stage_of(&self, known: &Known) -> Result<crate::contract::RequestStage, Fault> {
        let context = self.context(self.source.clock.now()).await?;
        Ok(match &known.facts.about {
            About::Request(request) => draw::stage(known, request, &context),
            _ => crate::contract::RequestStage::Unseen,
        })
    }

    /// Our latest answer to an operation, on its way or over.
    pub(crate) async fn answer_to(&self, id: &SubscriptionId, operation: &OperationId) -> Result<Option<Entry>, Fault> {
        let entries = self.source.store.journal.intents_of(id, 50).await.map_err(explain::store)?;
        Ok(entries.into_iter().find(|entry| entry.intent.wish.operation() == Some(operation)))
    }

    /// Says what becomes of one item.
    pub(crate) async fn write_item(&self, write: ItemWrite) -> Result<(), Fault> {
        if !self.write_items(vec![write]).await?.is_empty() {
            self.inbox_changed();
        }
        self.tidings.tell(Tag::Customer);
        self.keep_inbox_soon();
        Ok(())
    }

    pub(crate) async fn acknowledge(
        &self,
        request: &ItemRequest,
        operator: &Operator<'_>,
        intent: IntentId,
    ) -> Result<(), Fault> {
        let known = self.item(&request.id).await?;
        if let Some(button) = draw::refusal(&known, crate::contract::ItemAction::Acknowledge) {
            return Err(Fault::new(Code::Refused, button));
        }
        if let (About::Reinstated { waits, .. }, Some(id)) = (&known.facts.about, &known.item.subscription) {
            let waits = waits.as_deref().map(OperationId::from);
            self.tell_reinstated(id, waits, operator, intent).await?;
        }
        self.write_item(ItemWrite::Settled { id: request.id.clone(), how: "acknowledged".to_owned() }).await
    }

    pub(crate) async fn snooze(&self, request: &Snooze) -> Result<(), Fault> {
        let until = match request.until.as_deref().map(str::parse::<DateTime<Utc>>) {
            Some(Err(_)) => return Err(Fault::invalid("until")),
            Some(Ok(until)) => Some(until),
            None => None,
        };
        self.write_item(ItemWrite::Snoozed { id: request.item.clone(), until }).await
    }

    pub(crate) async fn assign(&self, request: &Assign) -> Result<(), Fault> {
        let owner = request.owner.as_deref().unwrap_or_default().trim().to_owned();
        self.write_item(ItemWrite::Assigned { id: request.item.clone(), owner }).await
    }

    pub(crate) async fn write_note(&self, request: &WriteNote, actor: &str) -> Result<(), Fault> {
        let text = request.text.trim();
        if text.is_empty() {
            return Err(Fault::invalid("text"));
        }
        let known = self.item(&request.item).await?;
        self.write_note_about(&known.item, actor, text).await?;
        self.inbox_changed();
        self.tidings.tell(Tag::Customer);
        Ok(())
    }
}

/// How it was settled: a word, and by whom where somebody is named.
fn settled(how: &str) -> Sentence {
    let (word, who) = how.split_once(':').unwrap_or((how, ""));
    Sentence::plain(&format!("settled-{word}")).with("who", who)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
