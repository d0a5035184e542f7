//! A buyer signs in with Entra: OpenID Connect, authorization code with PKCE, for work and personal accounts of every
//! tenant.
//!
//! The rules: the code is exchanged here and not in the browser, so the token comes from Entra itself; it is checked
//! all the same, signature, issuer, audience, nonce and time. Whoever issued it, the issuer's tenant is the token's own,
//! and the key that signed it signs for that tenant. Nothing of it is kept but who it is.

mod buyer;
mod exchange;
mod judging;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use oauth2::{CsrfToken, PkceCodeChallenge};
use url::Url;

pub use buyer::Buyer;

use crate::error::ApiError;
use crate::hidden::Secret;
use crate::settings::{Settings, within};
use crate::transport::Transport;
use crate::webhook::KeySets;
use crate::webhook::key::EVERY_TENANT;
use crate::wire::Wire;

/// Their id, and their address where they have one. None of these needs an administrator.
const SCOPE: &str = "openid profile email";

/// The multi-tenant application buyers sign in to. Another than the one the offer names.
#[derive(Debug, Clone)]
pub struct BuyerApp {
    /// Its id.
    pub application: String,
    /// Its secret.
    pub secret: Secret,
    /// Where Entra sends buyers back to, as registered on the application.
    pub redirect: Url,
}

/// Lets buyers sign in.
pub struct BuyerSignIn {
    wire: Arc<dyn Wire>,
    authority: Url,
    app: BuyerApp,
    keys: Arc<KeySets>,
}

/// The beginning of one sign-in. All but the address is for whoever comes back with the code, and for nobody else.
#[derive(Clone)]
pub struct Begun {
    /// Where the browser goes.
    pub address: Url,
    /// Comes back with the code.
    pub state: String,
    /// Comes back in the token.
    pub nonce: String,
    /// Proves that who exchanges the code is who asked for it.
    pub verifier: String,
}

/// Why nobody has signed in. None of them holds a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSignedIn {
    /// Entra could not be asked, or said nothing that can be read.
    #[error("Entra cannot be asked")]
    OutOfReach,
    /// The code is used up, too old, or of somebody else: sign in again.
    #[error("Entra does not take the code (AADSTS{0})")]
    Code(u32),
    /// Entra does not take the application: its secret, its id or its redirect address.
    #[error("Entra does not take the application (AADSTS{0})")]
    Application(u32),
    /// The token is not what was asked for.
    #[error("the token is not believed: {0}")]
    Token(&'static str),
}

impl BuyerSignIn {
    /// Nothing is sent yet. Keys may be shared with others of the same authority.
    ///
    /// # Errors
    ///
    /// Where the authority must not be asked, or the HTTP library could not begin.
    pub fn new(settings: &Settings, app: BuyerApp, keys: Arc<KeySets>) -> Result<Self, ApiError> {
        settings.check()?;
        let wire = Transport::new(settings.is_local()).map_err(|source| ApiError::Unusable { source })?;
        Ok(Self { wire: Arc::new(wire), authority: settings.authority.clone(), app, keys })
    }

    /// Fetches the keys ahead of the first buyer.
    pub async fn warm(&self, now: DateTime<Utc>) {
        self.keys.warm(EVERY_TENANT, now).await;
    }

    /// A sign-in of its own, in this language where Entra speaks it.
    pub fn begin(&self, language: &str) -> Begun {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (state, nonce) = (CsrfToken::new_random().into_secret(), CsrfToken::new_random().into_secret());
        let mut address = within(&self.authority, &[EVERY_TENANT, "oauth2", "v2.0", "authorize"]);
        address
            .query_pairs_mut()
            .append_pair("client_id", self.app.application.trim())
            .append_pair("response_type", "code")
            .append_pair("response_mode", "query")
            .append_pair("redirect_uri", self.app.redirect.as_str())
            .append_pair("scope", SCOPE)
            .append_pair("state", &state)
            .append_pair("nonce", &nonce)
            .append_pair("code_challenge", challenge.as_str())
            .append_pair("code_challenge_method", "S256")
            .append_pair("ui_locales", language);
        Begun { address, state, nonce, verifier: verifier.into_secret() }
    }

    /// Who signed in, by the code they came back with.
    ///
    /// # Errors
    ///
    /// Where nobody has, as far as can be told.
    pub async fn finish(
        &self,
        code: &str,
        verifier: &str,
        nonce: &str,
        now: DateTime<Utc>,
    ) -> Result<Buyer, NotSignedIn> {
        let token = self.exchange(code, verifier).await?;
        self.judge(&token, nonce, now).await
    }
}
