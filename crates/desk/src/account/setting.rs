//! Setting up receivers, changing their secret, taking them away.

use chrono::TimeDelta;
use domain::OfferId;
use sync::account::Secret;

use super::kept::{KeptReceiver, KeptReceivers, KeptSecrets, endpoint};
use crate::contract::{AccountReceivers, Code, Fault, ReceiverCard, ReceiverDraft, ReceiverKept, Sentence, Tag};
use crate::desk::Desk;
use crate::explain;
use crate::opened::Opened;
use crate::sync_line::moment;

/// After a new secret the one before it signs too for so long: time to bring the new one to the service.
const OLD_SIGNS_FOR: TimeDelta = TimeDelta::days(7);

impl Desk {
    /// Every receiver of the connection.
    pub(crate) async fn receivers_now(&self) -> Result<AccountReceivers, Fault> {
        let opened = self.opened().await?;
        let (connection, now) = (self.connection_id()?, opened.source.clock.now());
        let mut receivers = Vec::new();
        for (offer, kept) in KeptReceivers::read(&opened.source).await?.0 {
            let offer = named(&offer);
            let secrets = KeptSecrets::read(&self.inner.safe, &connection, offer.as_deref()).await?;
            receivers.push(ReceiverCard {
                offer,
                address: kept.address,
                status_address: kept.status_address,
                old_until: secrets.as_ref().and_then(|secrets| secrets.old_until(now)).map(moment),
                secret_lost: secrets.is_none(),
            });
        }
        Ok(AccountReceivers { receivers, offers: offers(&opened).await?, connection: opened.publisher.clone() })
    }

    /// Keeps a receiver. One that is new, or whose secret is lost, gets a secret, which is told this once.
    pub(crate) async fn keep_receiver(&self, draft: ReceiverDraft) -> Result<ReceiverKept, Fault> {
        let opened = self.opened().await?;
        let offer = draft.offer.as_deref().map(str::trim).filter(|offer| !offer.is_empty());
        let connection = self.may_set_up(&opened)?;
        let kept = KeptReceiver {
            address: draft.address.trim().to_owned(),
            status_address: draft.status_address.trim().to_owned(),
        };
        let known = KeptSecrets::read(&self.inner.safe, &connection, offer).await?;
        let made = known.is_none().then(|| self.new_secret());
        let secrets = match (known, &made) {
            (Some(known), _) => known,
            (None, Some(made)) => KeptSecrets::new(made),
            (None, None) => return Err(Fault::new(Code::Bug, Sentence::plain("fault-bug"))),
        };
        let receiver = endpoint(&kept, &secrets)?;
        secrets.write(&self.inner.safe, &connection, offer).await?;
        let mut all = KeptReceivers::read(&opened.source).await?;
        all.0.insert(offer.unwrap_or_default().to_owned(), kept);
        all.write(&opened.source).await?;
        opened.receivers.set(offer.map(OfferId::from).as_ref(), Some(receiver));
        opened.receivers_changed();
        Ok(ReceiverKept { receivers: self.receivers_now().await?, secret: made.map(|secret| secret.expose()) })
    }

    /// Gives a receiver a new secret, which is told this once. The one before it signs too for a week.
    pub(crate) async fn rotate_secret(&self, offer: Option<&str>) -> Result<ReceiverKept, Fault> {
        let opened = self.opened().await?;
        let (connection, now) = (self.may_set_up(&opened)?, opened.source.clock.now());
        let all = KeptReceivers::read(&opened.source).await?;
        let kept = all.of(offer).ok_or_else(|| Fault::invalid("offer"))?;
        let made = self.new_secret();
        let secrets = match KeptSecrets::read(&self.inner.safe, &connection, offer).await? {
            Some(known) => known.rotated(&made, now + OLD_SIGNS_FOR, now),
            None => KeptSecrets::new(&made),
        };
        let receiver = endpoint(kept, &secrets)?;
        secrets.write(&self.inner.safe, &connection, offer).await?;
        opened.receivers.set(offer.map(OfferId::from).as_ref(), Some(receiver));
        opened.receivers_changed();
        Ok(ReceiverKept { receivers: self.receivers_now().await?, secret: Some(made.expose()) })
    }

    /// Takes a receiver away. What waits for it waits until there is one again.
    pub(crate) async fn drop_receiver(&self, offer: Option<&str>) -> Result<AccountReceivers, Fault> {
        let opened = self.opened().await?;
        let connection = self.may_set_up(&opened)?;
        let mut all = KeptReceivers::read(&opened.source).await?;
        all.0.remove(offer.unwrap_or_default());
        all.write(&opened.source).await?;
        KeptSecrets::forget(&self.inner.safe, &connection, offer).await?;
        opened.receivers.set(offer.map(OfferId::from).as_ref(), None);
        opened.receivers_changed();
        self.receivers_now().await
    }

    fn new_secret(&self) -> Secret {
        let mut chance = [0; 32];
        self.inner.random.fill(&mut chance);
        Secret::new(chance)
    }

    /// The id of the connection, where its journal may be written.
    fn may_set_up(&self, opened: &Opened) -> Result<String, Fault> {
        if opened.source.store.journal.is_read_only() {
            return Err(Fault::new(Code::Refused, Sentence::plain("no-read-only")));
        }
        self.connection_id()
    }

    fn connection_id(&self) -> Result<String, Fault> {
        let connections = self.inner.profile.connections().map_err(explain::io)?;
        let current = connections.current().map(|connection| connection.card.id.clone());
        current.ok_or_else(|| Fault::invalid("connection"))
    }
}

impl Opened {
    /// Receivers are others now: what waits for one is tried again.
    fn receivers_changed(&self) {
        self.sending.bell.notify_one();
        self.tidings.tell(Tag::Account);
        self.tidings.tell(Tag::Customer);
    }
}

fn named(offer: &str) -> Option<String> {
    Some(offer.to_owned()).filter(|offer| !offer.is_empty())
}

/// Every offer of which somebody has bought something.
async fn offers(opened: &Opened) -> Result<Vec<String>, Fault> {
    let in_use = opened.source.store.cache.plans_in_use().await.map_err(explain::store)?;
    let mut offers: Vec<String> = in_use.into_iter().map(|plan| plan.offer.to_string()).collect();
    offers.sort();
    offers.dedup();
    Ok(offers)
}
