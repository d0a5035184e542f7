//! Who we are to Microsoft: an app in a tenant, and the proof of it.

use crate::hidden::Secret;

/// The proof that we are the app.
#[derive(Debug, Clone)]
pub enum Credential {
    /// A client secret's value.
    Secret(Secret),
}

/// The app that the offers name.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its tenant: a GUID or a verified domain.
    pub tenant: String,
    /// Its application id.
    pub application: String,
    /// Its proof.
    pub credential: Credential,
}
