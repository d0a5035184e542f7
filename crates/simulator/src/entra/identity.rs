//! Who exists in the directory: the publisher's tenant and app, and the wrong ones a client may pick by mistake.

use std::sync::{Mutex, OnceLock, PoisonError};

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Datelike;
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_RSA_SHA256, date_time_ymd};
use serde::Serialize;

use super::keys::{self, Keys};
use crate::{
    Error,
    clock::{Clock, Millis},
    options::Options,
    seed::{Draw, Room},
};

/// Days a fresh certificate is good for.
const CERTIFICATE_DAYS: i64 = 365;

/// An app registration in a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct App {
    /// The directory's id.
    pub tenant: String,
    /// The application's id.
    pub application: String,
    /// A client secret that works.
    pub secret: String,
}

/// A certificate registered on the publisher's app.
#[derive(Debug, Clone, Serialize)]
pub struct Certificate {
    /// The certificate, PEM.
    pub certificate_pem: String,
    /// Its private key (PKCS #8), PEM.
    pub private_key_pem: String,
    /// SHA-1 thumbprint as `x5t` wants it.
    pub x5t: String,
    /// SHA-256 thumbprint as `x5t#S256` wants it.
    pub x5t_s256: String,
}

/// One client secret of the publisher's app.
struct Secret {
    value: String,
    expires: Option<Millis>,
}

/// The directory.
pub(crate) struct Identity {
    /// The publisher's app, with the secret it started with.
    pub(crate) publisher: App,
    /// Another app in the publisher's tenant: its tokens are good, but no offer names it.
    pub(crate) foreign: App,
    /// The same app id in another tenant: its tokens are good and see nothing.
    pub(crate) elsewhere: App,
    /// The publisher's multi-tenant app, where buyers of any tenant sign in.
    pub(crate) landing: App,
    pub(crate) keys: &'static Keys,
    secrets: Mutex<Vec<Secret>>,
    certificate: OnceLock<(Certificate, Keys)>,
}

/// What a secret turned out to be.
pub(crate) enum SecretState {
    Right,
    Expired,
    Wrong,
}

impl Identity {
    pub(crate) fn new(options: &Options) -> Result<Self, Error> {
        let mut draw = Draw::new(options.seed, Room::Identity, 0);
        let mut app = |tenant: Option<&str>, application: Option<&str>| App {
            tenant: tenant.map_or_else(|| draw.guid().to_string(), str::to_owned),
            application: application.map_or_else(|| draw.guid().to_string(), str::to_owned),
            secret: secret(&mut draw),
        };
        let mut publisher = app(options.tenant.as_deref(), options.application.as_deref());
        let foreign = app(Some(&publisher.tenant), None);
        let elsewhere = app(None, Some(&publisher.application));
        let landing = app(Some(&publisher.tenant), None);
        if let Some(secret) = &options.secret {
            publisher.secret.clone_from(secret);
        }
        let secrets = Mutex::new(vec![Secret { value: publisher.secret.clone(), expires: None }]);
        let keys = keys::shared()?;
        Ok(Self { publisher, foreign, elsewhere, landing, keys, secrets, certificate: OnceLock::new() })
    }

    pub(crate) fn knows_tenant(&self, tenant: &str) -> bool {
        [&self.publisher, &self.elsewhere].iter().any(|app| app.tenant.eq_ignore_ascii_case(tenant))
    }

    /// The app with this id in this tenant.
    pub(crate) fn app(&self, tenant: &str, application: &str) -> Option<&App> {
        let fits =
            |app: &&App| app.tenant.eq_ignore_ascii_case(tenant) && app.application.eq_ignore_ascii_case(application);
        [&self.publisher, &self.foreign, &self.elsewhere].into_iter().find(fits)
    }

    /// Whether a secret opens an app.
    pub(crate) fn try_secret(&self, app: &App, value: &str, now: Millis) -> SecretState {
        if *app != self.publisher {
            return if app.secret == value { SecretState::Right } else { SecretState::Wrong };
        }
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        match secrets.iter().find(|secret| secret.value == value) {
            Some(Secret { expires: Some(end), .. }) if *end <= now => SecretState::Expired,
            Some(_) => SecretState::Right,
            None => SecretState::Wrong,
        }
    }

    /// Adds a secret, for as long as the caller says.
    pub(crate) fn add_secret(&self, value: String, expires: Option<Millis>) {
        self.lock().push(Secret { value, expires });
    }

    /// Lets a secret expire at a moment; true where it existed.
    pub(crate) fn expire_secret(&self, value: &str, at: Millis) -> bool {
        let mut secrets = self.lock();
        let found = secrets.iter_mut().find(|secret| secret.value == value);
        found.map(|secret| secret.expires = Some(at)).is_some()
    }

    /// Removes a secret; true where it existed.
    pub(crate) fn revoke_secret(&self, value: &str) -> bool {
        let mut secrets = self.lock();
        let before = secrets.len();
        secrets.retain(|secret| secret.value != value);
        secrets.len() < before
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Secret>> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The registered certificate; made when somebody first asks.
    pub(crate) fn certificate(&self, clock: &Clock) -> Result<&(Certificate, Keys), Error> {
        if let Some(made) = self.certificate.get() {
            return Ok(made);
        }
        let made = make_certificate(clock)?;
        Ok(self.certificate.get_or_init(|| made))
    }

    /// The keys of the registered certificate, where one was made and its thumbprint is the one in the header.
    pub(crate) fn certificate_keys(&self, x5t: Option<&str>, x5t_s256: Option<&str>) -> Option<&Keys> {
        let (certificate, keys) = self.certificate.get()?;
        let fits = x5t == Some(certificate.x5t.as_str()) || x5t_s256 == Some(certificate.x5t_s256.as_str());
        fits.then_some(keys)
    }
}

fn make_certificate(clock: &Clock) -> Result<(Certificate, Keys), Error> {
    let pair = KeyPair::generate_for(&PKCS_RSA_SHA256)?;
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "Marketdesk against the simulator");
    let (from, until) = (clock.now() - chrono::Days::new(1), clock.now() + chrono::Duration::days(CERTIFICATE_DAYS));
    params.not_before = date_time_ymd(from.year(), from.month() as u8, from.day() as u8);
    params.not_after = date_time_ymd(until.year(), until.month() as u8, until.day() as u8);
    let certificate = params.self_signed(&pair)?;
    let print = |how| URL_SAFE_NO_PAD.encode(digest::digest(how, certificate.der()));
    let offered = Certificate {
        certificate_pem: certificate.pem(),
        private_key_pem: pair.serialize_pem(),
        x5t: print(&digest::SHA1_FOR_LEGACY_USE_ONLY),
        x5t_s256: print(&digest::SHA256),
    };
    Ok((offered, Keys::of(&pair)?))
}

/// A secret with the letters that break careless form encoding.
pub(crate) fn secret(draw: &mut Draw) -> String {
    format!("S{:02}~8Q+{:016x}/k.{:08x}~&=", draw.below(100), draw.bits(), draw.bits() >> 32)
}
