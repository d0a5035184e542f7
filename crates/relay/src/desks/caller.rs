//! The desk that calls, found before a handler runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use http::header::AUTHORIZATION;
use http::request::Parts;

use super::{Desks, Trouble};
use crate::relay::{Connection, Relay};

/// A desk that is known, and the connection it asks about.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) relay: Arc<Relay>,
    pub(crate) connection: Arc<Connection>,
    /// The desk's name.
    pub(crate) desk: String,
    token: String,
}

impl Caller {
    /// Whether its token still holds.
    pub(crate) async fn is_still_known(&self) -> bool {
        let known = Desks::of(&self.relay.log).recognise(&self.token, &self.connection.name).await;
        !matches!(known, Ok(None))
    }
}

impl FromRequestParts<Arc<Relay>> for Caller {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, relay: &Arc<Relay>) -> Result<Self, Trouble> {
        let path: Path<BTreeMap<String, String>> =
            Path::from_request_parts(parts, relay).await.map_err(|_| Trouble::NotFound)?;
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (scheme, token) = header.split_once(' ').ok_or(Trouble::NotSignedIn)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Trouble::NotSignedIn);
        }
        // Whoever has no token does not learn which connections there are.
        let name = path.get("connection").map(String::as_str).unwrap_or_default();
        let connection = relay.connection(name).ok_or(Trouble::NotSignedIn)?;
        let desk = Desks::of(&relay.log).recognise(token.trim(), &connection.name).await?;
        Ok(Self {
            relay: Arc::clone(relay),
            connection: Arc::clone(connection),
            desk: desk.ok_or(Trouble::NotSignedIn)?,
            token: token.trim().to_owned(),
        })
    }
}
