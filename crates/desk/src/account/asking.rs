//! Asking for another access: an intent in the journal before anything else happens.

use domain::account::{Account, AccountAction, Cause, Hook};
use domain::{Intent, IntentId, Seen, SubscriptionId, Wish};
use outbox::Entry;

use crate::change::Operator;
use crate::contract::{ChangeAccess, Code, Fault, IntentCard, Sentence, Tag};
use crate::explain;
use crate::opened::Opened;

impl Opened {
    /// Asks for another access. What will be sent is written down now, whole.
    pub(crate) async fn change_access(
        &self,
        request: &ChangeAccess,
        operator: &Operator<'_>,
        id: IntentId,
    ) -> Result<IntentCard, Fault> {
        let now = self.source.clock.now();
        let reason = request.reason.trim();
        if reason.is_empty() {
            return Err(Fault::new(Code::Invalid, Sentence::plain("no-access-reason")));
        }
        let whose = SubscriptionId::from(request.subscription.as_str());
        let access = self.customer_access(&whose, None).await?;
        let button = access.buttons.into_iter().find(|button| button.action == request.action);
        if let Some(why) = button.and_then(|button| button.refused) {
            return Err(Fault::new(Code::Refused, why));
        }
        let unreadable = || Fault::new(Code::Refused, Sentence::plain("no-unreadable"));
        let stored = self.source.store.cache.subscription(&whose).await.map_err(explain::store)?;
        let stored = stored.ok_or_else(unreadable)?;
        let subscription = marketplace::read_subscription(&stored.raw).map_err(|_| unreadable())?.value;
        let action = AccountAction::from(request.action);
        let account = Account::of(&self.publisher, &subscription);
        let hook = Hook::new(account, action, Cause::Intent(id.clone()), now).wanted(operator.name, reason);
        let intent = Intent {
            id,
            subscription: subscription.id.clone(),
            wish: Wish::Access { hook: Box::new(hook) },
            actor: operator.name.to_owned(),
            reason: reason.to_owned(),
            consent: None,
            seen: Seen::from(&subscription),
            asked_at: now,
            expires_at: None,
        };
        let card = self.ask(Entry::new(intent, Some(operator.undo))).await?;
        self.tidings.tell(Tag::Account);
        Ok(card)
    }
}
