//! One connection, open: its store, its way to Microsoft, and the puller that keeps it fresh.

use std::sync::Arc;

use domain::Clock;
use marketplace::{Api, Credential, Identity, Secret, Settings};
use serde::{Deserialize, Serialize};
use store::{Key, Store};
use sync::{Changed, Puller, PullerHandle, Source};
use tokio_util::task::AbortOnDropHandle;
use url::Url;

use crate::contract::{Code, CredentialDraft, Fault, Sentence, Tag};
use crate::explain;
use crate::profile::{Connection, Profile};
use crate::safe::Safe;
use crate::tidings::Tidings;
use crate::vault::SecretBytes;

/// One connection, open.
pub(crate) struct Opened {
    pub source: Source,
    pub puller: PullerHandle,
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
        tidings: &Tidings,
    ) -> Result<Self, Fault> {
        let id = connection.card.id.clone();
        let (key, credential) = tokio::join!(safe.get(key_name(&id)), safe.get(credential_name(&id)));
        let key = key?.ok_or_else(lost_key)?;
        let api = api_of(connection, &credential_from(credential?)?, clock)?;
        let store = open_store(profile, &id, &key).await?;
        let source = Source { api, store, clock: Arc::clone(clock) };
        let telling = tidings.clone();
        let puller = Puller::start(source.clone(), move |changed| {
            telling.tell(match changed {
                Changed::Line => Tag::Sync,
                Changed::Subscriptions => Tag::Subscriptions,
            });
        });
        let puller = puller.await.map_err(explain::store)?;
        let _relisting = tell_when_relisted(source.store.clone(), tidings.clone());
        Ok(Self { source, puller, _relisting })
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
