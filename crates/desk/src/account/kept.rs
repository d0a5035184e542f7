//! What is kept of receivers: their addresses in the journal, which is encrypted, and their secrets in the vault.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::OfferId;
use serde::{Deserialize, Serialize};
use sync::Source;
use sync::account::{Address, BadAddress, Endpoint, Receivers, Secret, Secrets};

use crate::contract::{Code, Fault, Sentence};
use crate::explain;
use crate::safe::Safe;
use crate::vault::SecretBytes;

/// The journal's name for the addresses.
const SETTING: &str = "account-receivers";

/// The vault's name for the secrets of a receiver.
fn secret_name(connection: &str, offer: Option<&str>) -> String {
    match offer {
        Some(offer) => format!("{connection}/account-secret/{offer}"),
        None => format!("{connection}/account-secret"),
    }
}

/// Where a receiver is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct KeptReceiver {
    /// Where hooks go.
    pub address: String,
    /// Where the service is asked; may be empty.
    #[serde(default)]
    pub status_address: String,
}

/// Every receiver, by its offer; under the empty name the one for every offer that has none of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct KeptReceivers(pub BTreeMap<String, KeptReceiver>);

impl KeptReceivers {
    pub(super) async fn read(source: &Source) -> Result<Self, Fault> {
        let kept = source.store.journal.setting(SETTING).await.map_err(explain::store)?;
        Ok(kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default())
    }

    pub(super) async fn write(&self, source: &Source) -> Result<(), Fault> {
        let kept = serde_json::to_value(self).unwrap_or_default();
        source.store.journal.set(SETTING, kept).await.map_err(explain::store)
    }

    pub(super) fn of(&self, offer: Option<&str>) -> Option<&KeptReceiver> {
        self.0.get(offer.unwrap_or_default())
    }
}

/// The secrets of a receiver as the vault keeps them.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct KeptSecrets {
    present: String,
    #[serde(default)]
    older: Vec<OlderSecret>,
}

#[derive(Clone, Serialize, Deserialize)]
struct OlderSecret {
    secret: String,
    until: DateTime<Utc>,
}

impl KeptSecrets {
    pub(super) fn new(secret: &Secret) -> Self {
        Self { present: secret.expose(), older: Vec::new() }
    }

    /// A new one in place of the present one, which signs beside it until a moment.
    pub(super) fn rotated(self, secret: &Secret, until: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let mut older = self.older;
        older.retain(|older| now < older.until);
        older.insert(0, OlderSecret { secret: self.present, until });
        Self { present: secret.expose(), older }
    }

    /// Until when an older one signs too.
    pub(super) fn old_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.older.iter().map(|older| older.until).filter(|until| now < *until).max()
    }

    fn in_use(&self) -> Option<Secrets> {
        let present = Secret::read(&self.present).ok()?;
        let older = self.older.iter().filter_map(|older| Some((Secret::read(&older.secret).ok()?, older.until)));
        Some(older.fold(Secrets::one(present), |secrets, (older, until)| secrets.and(older, until)))
    }

    pub(super) async fn read(safe: &Safe, connection: &str, offer: Option<&str>) -> Result<Option<Self>, Fault> {
        let kept = safe.get(secret_name(connection, offer)).await?;
        Ok(kept.and_then(|kept| serde_json::from_slice(kept.expose()).ok()))
    }

    pub(super) async fn write(&self, safe: &Safe, connection: &str, offer: Option<&str>) -> Result<(), Fault> {
        let kept = SecretBytes::new(serde_json::to_vec(self).unwrap_or_default());
        safe.set(secret_name(connection, offer), kept).await
    }

    pub(super) async fn forget(safe: &Safe, connection: &str, offer: Option<&str>) -> Result<(), Fault> {
        safe.remove(secret_name(connection, offer)).await
    }
}

/// The receivers of a connection, as they are kept, ready to be sent to.
pub(crate) async fn receivers(source: &Source, safe: &Safe, connection: &str) -> Result<Receivers, Fault> {
    let receivers = Receivers::default();
    for (offer, kept) in KeptReceivers::read(source).await?.0 {
        let offer = Some(offer).filter(|offer| !offer.is_empty());
        let secrets = KeptSecrets::read(safe, connection, offer.as_deref()).await?;
        // One whose secret is lost takes nothing, and its settings say so.
        let receiver = secrets.and_then(|secrets| endpoint(&kept, &secrets).ok());
        receivers.set(offer.map(OfferId::from).as_ref(), receiver);
    }
    Ok(receivers)
}

/// A receiver, ready to be sent to.
pub(super) fn endpoint(kept: &KeptReceiver, secrets: &KeptSecrets) -> Result<Endpoint, Fault> {
    let address = Address::read(&kept.address).map_err(unusable)?;
    let status = Some(kept.status_address.trim()).filter(|text| !text.is_empty());
    let status = status.map(Address::read).transpose().map_err(unusable)?;
    let secrets = secrets.in_use().ok_or_else(|| Fault::new(Code::Refused, Sentence::plain("receiver-secret-lost")))?;
    Endpoint::new(address, status, secrets).map_err(|error| {
        tracing::error!(%error, "no receiver can be called");
        Fault::new(Code::Bug, Sentence::plain("fault-bug"))
    })
}

fn unusable(bad: BadAddress) -> Fault {
    let key = match bad {
        BadAddress::NotOne => "receiver-address-unusable",
        BadAddress::Insecure => "receiver-address-insecure",
    };
    Fault::new(Code::Invalid, Sentence::plain(key))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn an_older_secret_signs_until_its_time_is_over() {
        let now: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
        let week = now + TimeDelta::days(7);
        let first = KeptSecrets::new(&Secret::new([1; 32]));
        assert_eq!(first.old_until(now), None);
        let second = first.rotated(&Secret::new([2; 32]), week, now);
        assert_eq!((second.old_until(now), second.old_until(week)), (Some(week), None));
        let third = second.rotated(&Secret::new([3; 32]), week + TimeDelta::days(1), week);
        assert_eq!(third.older.len(), 1, "the first has gone");
    }
}
