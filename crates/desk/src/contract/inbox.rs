//! The inbox: what a person should look at.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChangePreview, HistoryLine, IntentCard, LifePreview, Money, Sentence, SubscriptionRow, Token};

/// What kind of thing an item is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// A customer asks for another plan or other seats, or got it in silence.
    Request,
    /// Bought and not activated.
    Purchase,
    /// A payment is missing.
    Suspended,
    /// Payment arrived.
    Reinstated,
    /// Cancelled or lapsed.
    Cancelled,
    /// A term ends and does not renew.
    Renewal,
    /// A free trial ends.
    Trial,
    /// Something we sent needs a person.
    Intent,
    /// Microsoft's status and the access to the customer's account do not fit together.
    Access,
    /// A record that could not be read.
    Unreadable,
    /// A subscription that a whole sweep went without.
    Missing,
    /// The connection itself: its credential, its clock, its sign-in.
    Connection,
}

/// How far a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RequestStage {
    /// The window runs: an answer decides.
    Live,
    /// Microsoft waits without a window, as it did under the old contract: an answer decides, and silence does not.
    Waiting,
    /// The window passed, and Microsoft's data does not say yet what became of it.
    Checking,
    /// Microsoft's data says that silence accepted it.
    Silent,
    /// It happened before anybody saw it asked.
    Unseen,
    /// Somebody answered, and the answer is on its way.
    Answered,
    /// A rule refused it for now: a person decides.
    Held,
    /// The relay refused it for now, and Microsoft has not confirmed that this was in time.
    Unconfirmed,
    /// The relay answered it by itself.
    Ruled,
    /// It was refused, and Microsoft's data shows the change all the same.
    Overruled,
    /// It was approved where the publisher may not make the change: the next such request is let pass.
    Promised,
}

/// What a person can do with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ItemAction {
    /// Say yes to a request.
    Approve,
    /// Say no to a request.
    Decline,
    /// Let the next such request pass, where the publisher may not make the change itself.
    LetPass,
    /// Begin what was bought.
    Activate,
    /// End the subscription.
    Cancel,
    /// Seen; nothing more to do.
    Acknowledge,
    /// Plan the change back.
    ChangeBack,
    /// Send what is stuck again.
    Retry,
    /// Take back what is stuck.
    Withdraw,
    /// Have the relay try again what is stuck there.
    TryAgain,
    /// Give up what is stuck at the relay.
    Drop,
    /// Read the customer again.
    ReadAgain,
    /// See to the access to the customer's account.
    SeeAccess,
    /// The guided check of the connection.
    Check,
    /// Come back later.
    Snooze,
    /// Write a note.
    Note,
    /// Give it to somebody.
    Assign,
}

/// A button: always there, and where it cannot be pressed it says why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ItemButton {
    /// What it does.
    pub action: ItemAction,
    /// Why it cannot be pressed.
    pub refused: Option<Sentence>,
}

/// One line of the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InboxItem {
    /// Ours; the same for the same thing, however often it is looked at.
    pub id: String,
    /// What it is about.
    pub kind: ItemKind,
    /// For a request: how far it is.
    pub stage: Option<RequestStage>,
    /// Subscription id.
    pub subscription: Option<String>,
    /// The customer's name, or what stands in its place.
    pub customer: String,
    /// Offer id.
    pub offer: String,
    /// What is asked or what happened, in a line.
    pub what: Sentence,
    /// When it is due.
    pub due: String,
    /// The moment is our estimate: Microsoft does not tell it.
    pub due_is_estimate: bool,
    /// For a live request: when the window closes.
    pub closes_at: Option<String>,
    /// What the customer pays more, or less, each month.
    pub effect: Option<Money>,
    /// Whose it is.
    pub owner: Option<String>,
    /// It was put off until then, or until something new happens.
    pub snoozed_until: Option<String>,
    /// How many notes it has.
    pub notes: u32,
    /// What can be done, the likeliest first.
    pub buttons: Vec<ItemButton>,
    /// When it last became something else. Keys are not obeyed for 600 ms after that.
    pub changed_at: String,
}

/// Which items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InboxRequest {
    /// Words and tokens as typed: `kind:request offer:x due<24h owner:me is:snoozed`.
    pub search: String,
    /// Position of the first item wanted, from 0.
    pub from: u32,
    /// How many; 200 at most.
    pub limit: u32,
}

/// A search that was pinned, and how many it finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PinnedView {
    /// As the person named it; empty for one of ours, whose words are the page's.
    pub name: String,
    /// Its search; also its id.
    pub search: String,
    /// How many items it finds.
    pub count: u32,
    /// One of ours, which cannot be unpinned.
    pub built_in: bool,
}

/// A part of the inbox, by due time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Inbox {
    /// Position of the first item.
    pub from: u32,
    /// The items.
    pub items: Vec<InboxItem>,
    /// How many the search finds.
    pub total: u32,
    /// How many there are, without a search and without those put off.
    pub everything: u32,
    /// How the search was understood.
    pub tokens: Vec<Token>,
    /// Pinned searches.
    pub views: Vec<PinnedView>,
}

/// An item by its id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct ItemRequest {
    /// Ours.
    pub id: String,
}

/// A note somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NoteCard {
    /// Ours.
    pub id: String,
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// What.
    pub text: String,
}

/// An item unfolded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ItemDetail {
    /// The item; `None` once it is settled.
    pub item: Option<InboxItem>,
    /// How it was settled, where it was.
    pub settled: Option<Sentence>,
    /// Its subscription, as in the list.
    pub row: Option<SubscriptionRow>,
    /// For a request, or a change to plan back: now and after.
    pub change: Option<ChangePreview>,
    /// For a purchase to activate: what was bought, by whom and for how much.
    pub purchase: Option<LifePreview>,
    /// For a stuck intent, or an answer on its way.
    pub intent: Option<IntentCard>,
    /// Why it is here and what to do, in sentences.
    pub explanation: Vec<Sentence>,
    /// Notes, newest first.
    pub notes: Vec<NoteCard>,
    /// What we did, newest first.
    pub history: Vec<HistoryLine>,
    /// What was received, where something was.
    pub raw: Option<String>,
}

/// An answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct Decide {
    /// The item.
    pub item: String,
    /// Yes or no.
    pub approve: bool,
    /// Why; may be empty.
    pub reason: String,
    /// How the customer agreed, in the operator's words: wanted where the next such request is to be let pass.
    #[serde(default)]
    pub consent: Option<String>,
}

/// Puts an item off.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct Snooze {
    /// The item.
    pub item: String,
    /// Until when (RFC 3339); `None` brings it back now.
    pub until: Option<String>,
}

/// Writes a note.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct WriteNote {
    /// The item.
    pub item: String,
    /// What.
    pub text: String,
}

/// Gives an item to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct Assign {
    /// The item.
    pub item: String,
    /// To whom; `None` takes it from everybody.
    pub owner: Option<String>,
}

/// Pins or unpins a search.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct PinView {
    /// The search.
    pub search: String,
    /// Its name; `None` unpins it.
    pub name: Option<String>,
}

/// Watches a customer closely, or no longer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct Watch {
    /// Subscription id.
    pub subscription: String,
    /// Whether to watch.
    pub on: bool,
}

/// Who is being watched: read every few seconds, so that a request is found while its window runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Watched {
    /// Subscription ids, at most `most`.
    pub subscriptions: Vec<String>,
    /// How many can be watched.
    pub most: u32,
}
