//! Giving a connection a relay, and taking it away.

use sync::feed::{BadPlace, DeskToken, Relay, RelayPlace};

use super::footing::fault;
use super::relay_from;
use crate::contract::{Code, Fault, RelayCard, RelayDraft, Sentence};
use crate::desk::Desk;
use crate::explain;
use crate::profile::KeptRelay;
use crate::vault::SecretBytes;

/// The vault's name for a desk's token.
pub(crate) fn token_name(connection: &str) -> String {
    format!("{connection}/relay-token")
}

impl Desk {
    /// Keeps a relay that has answered, or leaves the one there is. Nothing is kept of one that did not answer.
    pub(crate) async fn change_relay(&self, draft: Option<RelayDraft>) -> Result<RelayCard, Fault> {
        let opened = self.opened().await?;
        let mut connections = self.inner.profile.connections().map_err(explain::io)?;
        let id = connections.current().map(|connection| connection.card.id.clone());
        let (Some(id), false) = (id, opened.source.store.journal.is_read_only()) else {
            return Err(Fault::new(Code::Refused, Sentence::plain("no-read-only")));
        };
        let relay = match draft {
            Some(draft) => Some(self.test_relay(&id, &draft).await?),
            None => None,
        };
        let known = connections.find(&id).and_then(|connection| connection.relay.clone());
        let kept = relay.as_ref().map(|relay| KeptRelay {
            address: relay.place().address().to_owned(),
            connection: relay.place().connection().to_owned(),
            kept_days: known.and_then(|known| known.kept_days),
        });
        if let Some(connection) = connections.all.iter_mut().find(|connection| connection.card.id == id) {
            if connection.relay != kept {
                opened.follow_relay(None);
                opened.source.store.journal.forget_feed_place().await.map_err(explain::store)?;
                opened.forget_facts_sent().await?;
                opened.forget_troubles().await?;
                opened.forget_activations().await?;
            }
            connection.relay = kept;
        }
        if relay.is_none() {
            self.inner.safe.remove(token_name(&id)).await?;
        }
        self.inner.profile.set_connections(&connections).map_err(explain::io)?;
        opened.follow_relay(relay);
        Ok(opened.relay_card())
    }

    /// Asks a relay who it is; then its token is kept.
    async fn test_relay(&self, id: &str, draft: &RelayDraft) -> Result<Relay, Fault> {
        let place = RelayPlace::read(&draft.address, &draft.connection).map_err(unusable)?;
        let typed = DeskToken::read(draft.token.as_deref().unwrap_or_default());
        let token = if typed.is_empty() { self.kept_token(id, &place).await? } else { typed };
        let relay = Relay::new(place, token.clone()).map_err(|error| fault(&error))?;
        relay.hello().await.map_err(|error| fault(&error))?;
        self.inner.safe.set(token_name(id), SecretBytes::new(token.expose().as_bytes())).await?;
        Ok(relay)
    }

    /// The token there is, for the address it was typed for and no other.
    async fn kept_token(&self, id: &str, place: &RelayPlace) -> Result<DeskToken, Fault> {
        let connections = self.inner.profile.connections().map_err(explain::io)?;
        let known = connections.find(id).and_then(|connection| connection.relay.clone());
        let kept = self.inner.safe.get(token_name(id)).await?.map(|token| read_token(&token));
        let known = known.zip(kept).and_then(|(known, kept)| {
            let relay = relay_from(&known.address, &known.connection, &kept)?;
            relay.place().is_same_house(place).then_some(kept)
        });
        known.ok_or_else(|| Fault::new(Code::Invalid, Sentence::plain("relay-token-missing")))
    }
}

/// A token as the vault keeps it.
pub(crate) fn read_token(kept: &SecretBytes) -> DeskToken {
    DeskToken::read(&String::from_utf8_lossy(kept.expose()))
}

fn unusable(bad: BadPlace) -> Fault {
    let key = match bad {
        BadPlace::Address => "relay-address-unusable",
        BadPlace::Insecure => "relay-address-insecure",
        BadPlace::Connection => "relay-name-unusable",
    };
    Fault::new(Code::Invalid, Sentence::plain(key))
}
