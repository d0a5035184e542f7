//! Who we are to Microsoft: an app in a tenant, and the proof of it.

mod certificate;
mod der;
mod pem;

pub use certificate::{Certificate, CredentialError};

use crate::hidden::{Hidden, Secret};

/// The proof that we are the app.
#[derive(Debug, Clone)]
pub enum Credential {
    /// A client secret's value.
    Secret(Secret),
    /// A certificate whose public part is registered on the app.
    Certificate(Certificate),
}

impl Credential {
    /// What an answer must not repeat. A certificate's private key is never sent.
    pub(crate) fn hidden(&self) -> Hidden {
        match self {
            Self::Secret(secret) => Hidden::new(secret.expose()),
            Self::Certificate(_) => Hidden::new(""),
        }
    }
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
