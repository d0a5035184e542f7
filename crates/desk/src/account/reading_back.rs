//! Asking the service itself what access an account has.

use domain::SubscriptionId;
use domain::account::Access;
use store::AccessStep;
use sync::account::ReadBack;

use crate::contract::{CustomerAccess, Fault, Sentence, Tag};
use crate::explain;
use crate::opened::Opened;

impl Opened {
    /// Asks, keeps what is new, and shows what is known now.
    pub(crate) async fn ask_access(&self, id: &SubscriptionId) -> Result<CustomerAccess, Fault> {
        let unsaid = self.ask_service(id).await?;
        self.customer_access(id, unsaid).await
    }

    /// The same behind a hook that was taken, without anybody waiting.
    pub(crate) async fn ask_service_again(&self, id: &SubscriptionId) {
        if let Err(fault) = self.ask_service(id).await {
            tracing::info!(%fault, "an access could not be read back");
        }
        self.access_changed();
    }

    /// An access may be another one now.
    pub(super) fn access_changed(&self) {
        for tag in [Tag::Account, Tag::Customer] {
            self.tidings.tell(tag);
        }
        self.keep_inbox_soon();
    }

    /// Why the service did not say, where it did not. An answer that says what is known already is no history.
    async fn ask_service(&self, id: &SubscriptionId) -> Result<Option<Sentence>, Fault> {
        let (cache, journal) = (&self.source.store.cache, &self.source.store.journal);
        let Some(stored) = cache.subscription(id).await.map_err(explain::store)? else { return Ok(None) };
        let Some(receiver) = self.receivers.of(&stored.row.offer) else { return Ok(None) };
        let Some(said) = receiver.ask(&self.publisher, id, self.source.clock.now()).await else { return Ok(None) };
        let access = match said {
            ReadBack::Access(access) => access,
            ReadBack::NoAccount => return Ok(Some(Sentence::plain("access-no-account"))),
            ReadBack::Unreadable { status } => {
                return Ok(Some(Sentence::plain("access-unreadable").with("status", status)));
            }
            ReadBack::NotNow(why) => return Ok(Some(Sentence::plain("access-not-now").with("why", why.word()))),
        };
        let known = journal.access_history(id, 50).await.map_err(explain::store)?;
        let holds = known.iter().find_map(|step| step.access.clone()).unwrap_or(Access::Unknown);
        if holds != access && !journal.is_read_only() {
            let step = AccessStep::asked(id, access, self.source.clock.now());
            journal.note_access(&step).await.map_err(explain::store)?;
            self.access_changed();
        }
        Ok(None)
    }
}
