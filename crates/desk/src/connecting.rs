//! Taking a publisher in: names, keys, the credential, and the files, in an order that a crash cannot hurt.

use crate::contract::{
    Code, Connected, ConnectionCard, ConnectionDraft, CredentialDraft, CredentialKind, Fault, Recover, Sentence,
};
use crate::desk::Desk;
use crate::opened::{credential_bytes, credential_name, credential_of, key_name, open_store};
use crate::profile::{Connection, Connections};
use crate::random::fresh_id;
use crate::vault::{SecretBytes, recovery};
use crate::{check, explain};

impl Desk {
    /// Keeps a publisher: a new one with a store of its own, a known one with the new credential.
    ///
    /// The list of connections is written last: until it names the new one, a crash leaves nothing but an unused key.
    pub(crate) async fn take_in(&self, draft: &ConnectionDraft) -> Result<Connected, Fault> {
        if let Some(field) = check::unusable_field(draft) {
            return Err(Fault::invalid(field));
        }
        let mut connections = self.inner.profile.connections().map_err(explain::io)?;
        let known = known(&connections, draft).cloned();
        let is_new = known.is_none();
        let id = known.as_ref().map_or_else(|| fresh_id(&*self.inner.random), |known| known.card.id.clone());
        let connection = describe(draft, id.clone(), known)?;
        self.inner.safe.set(credential_name(&id), credential_bytes(&draft.credential)).await?;
        let recovery_code = if is_new { Some(self.make_store(&id).await?) } else { None };
        connections.all.retain(|known| known.card.id != id);
        connections.all.push(connection.clone());
        connections.current = Some(id);
        self.inner.profile.set_connections(&connections).map_err(explain::io)?;
        Ok(Connected { connection: connection.card, recovery_code })
    }

    async fn make_store(&self, id: &str) -> Result<String, Fault> {
        let mut key = [0; 32];
        self.inner.random.fill(&mut key);
        let key = SecretBytes::new(key);
        self.inner.safe.set(key_name(id), key.clone()).await?;
        let path = self.inner.profile.recovery_of(id);
        let code = recovery::create(&path, &key, &*self.inner.random).map_err(explain::vault)?;
        open_store(&self.inner.profile, id, &key).await?;
        Ok(code)
    }

    /// Shows another connection from the next opening on.
    pub(crate) fn make_current(&self, id: &str) -> Result<(), Fault> {
        let mut connections = self.inner.profile.connections().map_err(explain::io)?;
        if connections.find(id).is_none() {
            return Err(Fault::new(Code::NotFound, Sentence::plain("fault-not-found")));
        }
        connections.current = Some(id.to_owned());
        self.inner.profile.set_connections(&connections).map_err(explain::io)
    }

    /// Puts a store's key back into the vault, once it is known to open the store.
    pub(crate) async fn put_key_back(&self, request: &Recover) -> Result<(), Fault> {
        let connections = self.inner.profile.connections().map_err(explain::io)?;
        let connection = connections.find(&request.connection).ok_or_else(|| Fault::invalid("connection"))?;
        let id = &connection.card.id;
        let key =
            recovery::unwrap(&self.inner.profile.recovery_of(id), &request.recovery_code).map_err(explain::vault)?;
        open_store(&self.inner.profile, id, &key).await?;
        self.inner.safe.set(key_name(id), key).await
    }
}

/// The connection that already stands for the same application of the same directory in the same place. Where no
/// place is typed, the one it has is meant.
fn known<'a>(connections: &'a Connections, draft: &ConnectionDraft) -> Option<&'a Connection> {
    let same = |left: &str, right: &str| left.trim().eq_ignore_ascii_case(right.trim());
    let base = given(draft.base.as_deref());
    connections.all.iter().find(|known| {
        same(&known.card.tenant, &draft.tenant)
            && same(&known.card.application, &draft.application)
            && known.card.environment == draft.environment
            && (base.is_none() || known.base == base)
    })
}

/// What is kept of a draft; addresses that were not typed again stay as they were.
fn describe(draft: &ConnectionDraft, id: String, known: Option<Connection>) -> Result<Connection, Fault> {
    let (credential, credential_expires) = match &draft.credential {
        CredentialDraft::Secret { expires, .. } => (CredentialKind::Secret, given(expires.as_deref())),
        CredentialDraft::Certificate { .. } => (CredentialKind::Certificate, certificate_expiry(draft)?),
    };
    let card = ConnectionCard {
        id,
        publisher: draft.publisher.trim().to_owned(),
        environment: draft.environment,
        tenant: draft.tenant.trim().to_owned(),
        application: draft.application.trim().to_owned(),
        credential,
        credential_expires,
    };
    let (authority, base, relay) = known.map_or((None, None, None), |known| (known.authority, known.base, known.relay));
    Ok(Connection {
        card,
        authority: given(draft.authority.as_deref()).or(authority),
        base: given(draft.base.as_deref()).or(base),
        relay,
    })
}

fn certificate_expiry(draft: &ConnectionDraft) -> Result<Option<String>, Fault> {
    match credential_of(&draft.credential)? {
        marketplace::Credential::Certificate(certificate) => Ok(Some(crate::sync_line::moment(certificate.expires()))),
        marketplace::Credential::Secret(_) => Ok(None),
    }
}

/// What was typed, where anything was.
fn given(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
