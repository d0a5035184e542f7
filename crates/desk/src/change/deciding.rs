//! Asking for something: each becomes an intent in the journal before anything else happens.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{Answer, Change, Intent, IntentId, Seen, Wish};
use outbox::{Entry, Event, Ledger as _, apply};

use super::rules::refusal;
use crate::contract::{Code, Decide, Fault, IntentCard, IntentRequest, RequestStage, Sentence, SubmitChange, Tag};
use crate::explain;
use crate::inbox::facts::About;
use crate::opened::Opened;

/// Who asks, and how long it can be taken back.
pub(crate) struct Operator<'a> {
    pub name: &'a str,
    pub undo: Duration,
}

impl Opened {
    /// Answers a request that waits. It leaves at once, because the window runs.
    pub(crate) async fn decide(
        &self,
        request: &Decide,
        operator: &Operator<'_>,
        id: IntentId,
    ) -> Result<Option<IntentCard>, Fault> {
        let now = self.source.clock.now();
        let known = self.item(&request.item).await?;
        if self.decide_at_relay(&known, request, operator.name, &id).await? {
            return Ok(None);
        }
        let (About::Request(asked), Some(subscription)) = (&known.facts.about, known.item.subscription.clone()) else {
            return Err(Fault::invalid("item"));
        };
        let Some(operation) = asked.operation.clone() else { return Err(refused("no-window-passed")) };
        if known.item.settled_at.is_some() {
            return Err(refused("no-window-passed"));
        }
        match self.stage_of(&known).await? {
            RequestStage::Live | RequestStage::Waiting => {}
            RequestStage::Answered => return Err(refused("no-answered")),
            RequestStage::Checking
            | RequestStage::Silent
            | RequestStage::Unseen
            | RequestStage::Held
            | RequestStage::Unconfirmed
            | RequestStage::Ruled
            | RequestStage::Overruled
            | RequestStage::Promised => {
                return Err(refused("no-window-passed"));
            }
        }
        let answer = if request.approve { Answer::Accept } else { Answer::Refuse };
        let intent = Intent {
            id,
            subscription,
            wish: Wish::Answer { operation: operation.into(), answer, asked: asked.asked.clone() },
            actor: operator.name.to_owned(),
            reason: request.reason.trim().to_owned(),
            consent: None,
            seen: asked.before.clone(),
            asked_at: now,
            expires_at: asked.closes_at,
        };
        self.ask(Entry::new(intent, None)).await.map(Some)
    }

    /// Asks for a change that the customer has agreed to.
    pub(crate) async fn submit_change(
        &self,
        request: SubmitChange,
        operator: &Operator<'_>,
        id: IntentId,
    ) -> Result<IntentCard, Fault> {
        let now = self.source.clock.now();
        let consent = request.consent.trim().to_owned();
        if consent.is_empty() {
            return Err(Fault::new(Code::Invalid, Sentence::plain("no-consent")));
        }
        let change = Change::from(request.change);
        let standing = self.standing_with_plans(&request.subscription.as_str().into()).await?;
        if let Some(why) = refusal(&standing.asked(), Some(&change)) {
            return Err(Fault::new(Code::Refused, why));
        }
        let intent = Intent {
            id,
            subscription: standing.subscription.id.clone(),
            wish: Wish::Change { to: change },
            actor: operator.name.to_owned(),
            reason: request.reason.trim().to_owned(),
            consent: Some(consent),
            seen: Seen::from(&standing.subscription),
            asked_at: now,
            expires_at: None,
        };
        match &request.item {
            Some(item) => self.approve(item, intent, None).await?.ok_or_else(|| Fault::invalid("item")),
            None => self.ask(Entry::new(intent, Some(operator.undo))).await,
        }
    }

    /// Takes back what has not left.
    pub(crate) async fn withdraw(&self, request: &IntentRequest) -> Result<IntentCard, Fault> {
        self.happens(request, |_| Ok(Event::Withdrawn), "no-undo-passed").await
    }

    /// Sends what is stuck again. What the operator sees now is what it is judged by.
    pub(crate) async fn retry(&self, request: &IntentRequest) -> Result<IntentCard, Fault> {
        let entry = self.intent(&request.id).await?;
        let standing = self.standing(&entry.intent.subscription).await?;
        let seen = Seen::from(&standing.subscription);
        self.happens(request, |_| Ok(Event::Retried { seen }), "no-retry").await
    }

    async fn happens(
        &self,
        request: &IntentRequest,
        event: impl FnOnce(&Entry) -> Result<Event, Fault>,
        refusal: &str,
    ) -> Result<IntentCard, Fault> {
        let now = self.source.clock.now();
        let entry = self.intent(&request.id).await?;
        let event = event(&entry)?;
        let (next, did) = apply(&entry, event, now).map_err(|_| refused(refusal))?;
        if !self.source.store.journal.write(&next, &did).await.map_err(explain::store)? {
            return Err(refused(refusal));
        }
        self.sending.bell.notify_one();
        self.intent_changed(&next);
        self.keep_inbox_soon();
        self.card(&next, now).await
    }

    pub(crate) async fn intent(&self, id: &str) -> Result<Entry, Fault> {
        let found = self.source.store.journal.intent(&id.into()).await.map_err(explain::store)?;
        found.ok_or_else(|| Fault::new(Code::NotFound, Sentence::plain("fault-intent-gone")))
    }

    /// Writes it down, then wakes the outbox.
    pub(crate) async fn ask(&self, entry: Entry) -> Result<IntentCard, Fault> {
        self.source.store.journal.ask(&entry).await.map_err(explain::store)?;
        self.sending.bell.notify_one();
        self.intent_changed(&entry);
        self.card(&entry, entry.intent.asked_at).await
    }

    /// Something asked for has come further.
    pub(crate) fn intent_changed(&self, _entry: &Entry) {
        self.many.ring();
        for tag in [Tag::Intents, Tag::Many, Tag::Inbox, Tag::Customer, Tag::Frame] {
            self.tidings.tell(tag);
        }
    }
}

fn refused(key: &str) -> Fault {
    Fault::new(Code::Refused, Sentence::plain(key))
}

/// A name for an intent that sorts by time.
pub(crate) fn intent_id(now: DateTime<Utc>, random: &dyn crate::Random) -> IntentId {
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid().to_string().into()
}
