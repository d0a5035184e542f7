//! One connection, open: its store, its way to Microsoft, and the puller that keeps it fresh.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveDate, TimeDelta};
use domain::account::publisher_name;
use domain::{Clock, SubscriptionId};
use marketplace::{Api, Credential, Identity, Secret, Settings};
use serde::{Deserialize, Serialize};
use store::{Key, Store};
use sync::account::Receivers;
use sync::feed::DeskToken;
use sync::watch::{self, WatcherHandle};
use sync::{Changed, Puller, PullerHandle, Source};
use tokio::sync::mpsc::UnboundedSender;
use tokio_util::task::AbortOnDropHandle;
use url::Url;

use crate::contract::{Code, CredentialDraft, Fault, Sentence, Tag, Watch, Watched};
use crate::explain;
use crate::inbox::{InboxMemory, Looked, ViewMemory};
use crate::keeping::{Sending, Stir};
use crate::many;
use crate::notices::Teller;
use crate::profile::{Connection, Profile};
use crate::relay::{self, AtHand};
use crate::rules::{self, Shelf};
use crate::safe::Safe;
use crate::suspensions::PriceReading;
use crate::tidings::Tidings;
use crate::vault::SecretBytes;
use crate::{Random, account, keeping};

/// Each watched customer costs a call every three seconds.
const MOST_WATCHED: u32 = 20;

/// One connection, open.
pub(crate) struct Opened {
    pub source: Source,
    pub puller: PullerHandle,
    pub tidings: Tidings,
    /// What the inbox has, kept in memory.
    pub inbox: InboxMemory,
    /// The inbox's views, counted.
    pub views: ViewMemory,
    /// Which requests a price was looked for.
    pub looked: Looked,
    /// Whose plans were read for the price of their suspension.
    pub suspension_prices: PriceReading,
    /// The outbox at work.
    pub sending: Sending,
    /// Wakes what is done to many.
    pub many: many::Bell,
    /// Looks at the open customer and at watched ones.
    pub watcher: WatcherHandle,
    /// The customer whose page is open.
    pub looked_at: Mutex<Option<SubscriptionId>>,
    /// Last day of the credential, where somebody said it.
    pub credential_expires: Option<NaiveDate>,
    /// Something has happened that the inbox may have to follow.
    pub stir: UnboundedSender<Stir>,
    /// Tells the computer's desktop.
    pub teller: Arc<Teller>,
    /// What the person chose.
    pub profile: Profile,
    /// Where the rules in force are kept, once a relay is connected.
    pub book: Shelf,
    /// What drafts of rules are tried on, kept between two questions.
    pub rules: rules::Memory,
    /// The relay, where the connection has one.
    pub at_hand: AtHand,
    /// Approvals of held requests.
    pub approving: relay::Approving,
    /// Asks Microsoft about refusals.
    pub confirming: relay::Confirming,
    /// For how long what the relay told is kept.
    pub told_kept: relay::Keeping,
    /// The publisher as every sender of hooks names it.
    pub publisher: String,
    /// The publisher's own service, as far as it was set up.
    pub receivers: Receivers,
    _relisting: AbortOnDropHandle<()>,
}

/// The vault's name for a connection's store key.
pub(crate) fn key_name(connection: &str) -> String {
    format!("{connection}/store-key")
}

/// The vault's name for a connection's credential.
pub(crate) fn credential_name(connection: &str) -> String {
    format!("{connection}/credential")
}

impl Opened {
    /// Opens the store under the key in the vault, and begins to pull.
    pub(crate) async fn open(
        connection: &Connection,
        profile: &Profile,
        safe: &Safe,
        clock: &Arc<dyn Clock>,
        random: &Arc<dyn Random>,
        tidings: &Tidings,
        teller: &Arc<Teller>,
    ) -> Result<Arc<Self>, Fault> {
        let id = connection.card.id.clone();
        let (key, credential) = tokio::join!(safe.get(key_name(&id)), safe.get(credential_name(&id)));
        let key = key?.ok_or_else(lost_key)?;
        let api = api_of(connection, &credential_from(credential?)?, clock)?;
        let store = open_store(profile, &id, &key).await?;
        let source = Source { api, store, clock: Arc::clone(clock) };
        let (stir, stirred) = tokio::sync::mpsc::unbounded_channel();
        let puller = pulling(&source, tidings.clone(), stir.clone()).await?;
        let sighting = stir.clone();
        let watcher = watch::start(source.clone(), move |seen| {
            let _closing = sighting.send(Stir::Sighting(Box::new(seen)));
        });
        let at_hand = AtHand::default();
        let receivers = account::receivers(&source, safe, &id).await?;
        let opened = Arc::new(Self {
            sending: Sending::start(&source, random, stir.clone(), at_hand.clone(), receivers.clone()),
            _relisting: tell_when_relisted(source.store.clone(), tidings.clone()),
            tidings: tidings.clone(),
            inbox: InboxMemory::default(),
            views: ViewMemory::default(),
            looked: Looked::default(),
            many: many::Bell::default(),
            suspension_prices: PriceReading::default(),
            watcher,
            looked_at: Mutex::default(),
            credential_expires: connection.card.credential_expires.as_deref().and_then(|day| day.parse().ok()),
            teller: Arc::clone(teller),
            profile: profile.clone(),
            book: Shelf::default(),
            rules: rules::Memory::default(),
            at_hand,
            approving: relay::Approving::default(),
            confirming: relay::Confirming::default(),
            told_kept: relay::Keeping::for_days(connection.relay.as_ref().and_then(|relay| relay.kept_days)),
            publisher: publisher_name(&connection.card.tenant, &connection.card.application),
            receivers,
            source,
            puller,
            stir,
        });
        keeping::start(&opened, stirred);
        if let Some(kept) = &connection.relay {
            let token = safe.get(relay::token_name(&id)).await?.as_ref().map(relay::read_token);
            let token = token.unwrap_or_else(|| DeskToken::read(""));
            opened.follow_relay(relay::relay_from(&kept.address, &kept.connection, &token));
        }
        opened.watch_again().await?;
        Ok(opened)
    }

    /// How far this computer's clock is ahead of Microsoft's, in whole minutes; nothing below one, which is no mistake of
    /// anybody's.
    pub(crate) fn clock_is_ahead(&self) -> TimeDelta {
        TimeDelta::minutes(self.source.api.clock_skew().map_or(0, |skew| skew.num_minutes()))
    }

    /// Something may have changed what the inbox should have.
    pub(crate) fn keep_inbox_soon(&self) {
        let _closing = self.stir.send(Stir::World);
    }

    /// The customer whose page is open, or none.
    pub(crate) async fn look_at(&self, id: Option<String>) -> Result<(), Fault> {
        *self.looked_at.lock().unwrap_or_else(PoisonError::into_inner) = id.map(Into::into);
        self.watch_again().await
    }

    /// Watches a customer, or no longer.
    pub(crate) async fn watch(&self, request: &Watch) -> Result<Watched, Fault> {
        let journal = &self.source.store.journal;
        let watched = journal.watched().await.map_err(explain::store)?;
        let is_full = watched.len() >= usize::try_from(MOST_WATCHED).unwrap_or(usize::MAX);
        if request.on && is_full && !watched.iter().any(|id| id.as_str() == request.subscription) {
            return Err(Fault::new(Code::Refused, Sentence::plain("no-more-watched").with("most", MOST_WATCHED)));
        }
        let now = self.source.clock.now();
        journal.watch(&request.subscription.as_str().into(), request.on, now).await.map_err(explain::store)?;
        self.watch_again().await?;
        self.tidings.tell(Tag::Customer);
        let watched = journal.watched().await.map_err(explain::store)?;
        Ok(Watched { subscriptions: watched.iter().map(ToString::to_string).collect(), most: MOST_WATCHED })
    }

    /// Watches whom the person wants watched, and whom they look at.
    pub(crate) async fn watch_again(&self) -> Result<(), Fault> {
        let mut ids = self.source.store.journal.watched().await.map_err(explain::store)?;
        let looked_at = self.looked_at.lock().unwrap_or_else(PoisonError::into_inner).clone();
        ids.extend(looked_at.filter(|id| !ids.contains(id)));
        self.watcher.watch(ids);
        Ok(())
    }
}

/// A long list may first be answered a little old; when it is new again, the page asks again.
fn tell_when_relisted(store: Store, tidings: Tidings) -> AbortOnDropHandle<()> {
    AbortOnDropHandle::new(tokio::spawn(async move {
        loop {
            store.cache.relisted().await;
            tidings.tell(Tag::Subscriptions);
        }
    }))
}

fn lost_key() -> Fault {
    Fault::new(Code::Locked, Sentence::plain("fault-key-lost"))
}

/// Opens, or makes, the store of a connection.
pub(crate) async fn open_store(profile: &Profile, connection: &str, key: &SecretBytes) -> Result<Store, Fault> {
    let bytes: [u8; 32] = key.expose().try_into().map_err(|_| lost_key())?;
    let folder = profile.folder_of(connection);
    let opened = tokio::task::spawn_blocking(move || Store::open(&folder, &Key::new(bytes))).await;
    let (store, report) = opened.map_err(|_| explain::broken_off())?.map_err(explain::store)?;
    tracing::info!(?report, "the store is open");
    Ok(store)
}

/// Begins to pull; what changes is told, and stirs the inbox.
async fn pulling(source: &Source, tidings: Tidings, stir: UnboundedSender<Stir>) -> Result<PullerHandle, Fault> {
    let puller = Puller::start(source.clone(), move |changed| match changed {
        Changed::Line => tidings.tell(Tag::Sync),
        Changed::Subscriptions => {
            tidings.tell(Tag::Subscriptions);
            let _closing = stir.send(Stir::World);
        }
        Changed::Stopped => {
            let _closing = stir.send(Stir::World);
        }
    });
    puller.await.map_err(explain::store)
}

/// A credential as the vault keeps it.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum KeptCredential {
    Secret { value: String },
    Certificate { pem: String },
}

/// A credential in the form in which the vault keeps it.
pub(crate) fn credential_bytes(draft: &CredentialDraft) -> SecretBytes {
    let kept = match draft {
        CredentialDraft::Secret { value, .. } => KeptCredential::Secret { value: value.trim().to_owned() },
        CredentialDraft::Certificate { pem } => KeptCredential::Certificate { pem: pem.clone() },
    };
    SecretBytes::new(serde_json::to_vec(&kept).unwrap_or_default())
}

/// A credential that is lost is an empty one: the data on this computer stays open, and signing in says what is wrong.
fn credential_from(kept: Option<SecretBytes>) -> Result<Credential, Fault> {
    let kept = kept.and_then(|kept| serde_json::from_slice(kept.expose()).ok());
    match kept.unwrap_or_else(|| KeptCredential::Secret { value: String::new() }) {
        KeptCredential::Secret { value } => Ok(Credential::Secret(Secret::from(value))),
        KeptCredential::Certificate { pem } => certificate(&pem),
    }
}

/// A credential as typed, ready for use.
pub(crate) fn credential_of(draft: &CredentialDraft) -> Result<Credential, Fault> {
    match draft {
        CredentialDraft::Secret { value, .. } => Ok(Credential::Secret(Secret::from(value.trim().to_owned()))),
        CredentialDraft::Certificate { pem } => certificate(pem),
    }
}

fn certificate(pem: &str) -> Result<Credential, Fault> {
    let unreadable = || Fault::new(Code::Invalid, Sentence::plain("fault-certificate-unreadable"));
    Ok(Credential::Certificate(marketplace::Certificate::from_pem(pem).map_err(|_| unreadable())?))
}

/// The way to Microsoft for a connection.
pub(crate) fn api_of(connection: &Connection, credential: &Credential, clock: &Arc<dyn Clock>) -> Result<Api, Fault> {
    let mut settings = Settings::microsoft();
    if let Some(base) = &connection.base {
        settings.base = address("base", base)?;
        settings.second_origin = None;
    }
    if let Some(authority) = &connection.authority {
        settings.authority = address("authority", authority)?;
    }
    let identity = Identity {
        tenant: connection.card.tenant.clone(),
        application: connection.card.application.clone(),
        credential: credential.clone(),
    };
    Api::new(settings, identity, Arc::clone(clock)).map_err(|error| explain::api(&error))
}

fn address(field: &str, text: &str) -> Result<Url, Fault> {
    Url::parse(text.trim()).map_err(|_| Fault::invalid(field))
}
