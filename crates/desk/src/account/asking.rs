//! Asking for another access: an intent in the journal before anything else happens.

use domain::account::{Account, AccountAction, Cause, Hook};
use domain::{Intent, IntentId, Seen, SubscriptionId, Wish};
use outbox::Entry;

use crate::change::Operator;
use crate::contract::{AccessAction, ChangeAccess, Code, Fault, IntentCard, Sentence, Tag};
use crate::explain;
use crate::opened::Opened;

/// Another access to an account, as somebody wants it.
pub(crate) struct Wanted<'a> {
    pub id: IntentId,
    pub action: AccessAction,
    pub actor: &'a str,
    pub reason: &'a str,
}

impl Opened {
    /// Asks for another access. What will be sent is written down now, whole.
    pub(crate) async fn change_access(
        &self,
        request: &ChangeAccess,
        operator: &Operator<'_>,
        id: IntentId,
    ) -> Result<IntentCard, Fault> {
        let reason = request.reason.trim();
        if reason.is_empty() {
            return Err(Fault::new(Code::Invalid, Sentence::plain("no-access-reason")));
        }
        let whose = SubscriptionId::from(request.subscription.as_str());
        let wanted = Wanted { id, action: request.action, actor: operator.name, reason };
        let intent = self.access_wanted(&whose, wanted).await?;
        let card = self.ask(Entry::new(intent, Some(operator.undo))).await?;
        self.tidings.tell(Tag::Account);
        Ok(card)
    }

    /// The intent of another access, where it may be asked for; not written down yet.
    pub(crate) async fn access_wanted(&self, whose: &SubscriptionId, wanted: Wanted<'_>) -> Result<Intent, Fault> {
        let now = self.source.clock.now();
        let unknown = || Fault::new(Code::NotFound, Sentence::plain("fault-not-found"));
        let stored = self.source.store.cache.subscription(whose).await.map_err(explain::store)?.ok_or_else(unknown)?;
        if let Some(why) = self.access_refused(&stored.row, wanted.action).await? {
            return Err(Fault::new(Code::Refused, why));
        }
        let unreadable = |_| Fault::new(Code::Refused, Sentence::plain("no-unreadable"));
        let subscription = marketplace::read_subscription(&stored.raw).map_err(unreadable)?.value;
        let account = Account::of(&self.publisher, &subscription);
        let Wanted { id, action, actor, reason } = wanted;
        let cause = Cause::Intent(id.clone());
        let hook = Hook::new(account, AccountAction::from(action), cause, now).wanted(actor, reason);
        Ok(Intent {
            id,
            subscription: subscription.id.clone(),
            wish: Wish::Access { hook: Box::new(hook) },
            actor: actor.to_owned(),
            reason: reason.to_owned(),
            consent: None,
            seen: Seen::from(&subscription),
            asked_at: now,
            expires_at: None,
        })
    }
}
