//! A certificate and its private key, as an operator's PEM file holds them.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use aws_lc_rs::rsa;
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use jsonwebtoken::EncodingKey;

use super::der::{unwrap_pkcs8, x509};
use super::pem::{Section, sections};

/// Why a PEM file is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// No section says that it is a certificate.
    #[error("the file holds no certificate")]
    NoCertificate,
    /// No section says that it is a private key.
    #[error("the file holds no private key")]
    NoKey,
    /// The key is protected by a passphrase.
    #[error("the private key is encrypted; export it without a passphrase")]
    KeyEncrypted,
    /// The key is damaged, or not RSA.
    #[error("the private key is not a readable RSA key")]
    KeyUnreadable,
    /// The certificate is damaged.
    #[error("the certificate cannot be read")]
    CertificateUnreadable,
    /// The key belongs to another certificate.
    #[error("the private key does not belong to the certificate")]
    KeyOfAnother,
}

/// A certificate with its RSA key. Its key cannot be printed.
#[derive(Clone)]
pub struct Certificate(Arc<Parts>);

struct Parts {
    key: EncodingKey,
    expires: DateTime<Utc>,
    thumbprint_sha1: String,
    thumbprint_sha256: String,
}

impl Certificate {
    /// Reads a certificate and an unencrypted RSA key (PKCS#8 or PKCS#1) from one text, in any order. In a chain, the
    /// certificate that the key belongs to is taken.
    pub fn from_pem(text: &str) -> Result<Self, CredentialError> {
        let sections = sections(text);
        let key = private_key(&sections)?;
        let public = rsa::KeyPair::from_der(key).map_err(|_| CredentialError::KeyUnreadable)?;
        let public = public.public_key().as_ref();
        let mut outcome = Err(CredentialError::NoCertificate);
        for section in sections.iter().filter(|section| section.label == "CERTIFICATE") {
            match x509(&section.der) {
                Some(certificate) if certificate.public_key == public => {
                    return Ok(Self::new(key, &section.der, certificate.not_after));
                }
                Some(_) => outcome = Err(CredentialError::KeyOfAnother),
                None => outcome = Err(CredentialError::CertificateUnreadable),
            }
        }
        outcome
    }

    fn new(key: &[u8], certificate: &[u8], expires: DateTime<Utc>) -> Self {
        Self(Arc::new(Parts {
            key: EncodingKey::from_rsa_der(key),
            expires,
            thumbprint_sha1: thumbprint(&SHA1_FOR_LEGACY_USE_ONLY, certificate),
            thumbprint_sha256: thumbprint(&SHA256, certificate),
        }))
    }

    /// When the certificate ends.
    pub fn expires(&self) -> DateTime<Utc> {
        self.0.expires
    }

    /// `x5t`: the SHA-1 thumbprint, as a signed proof names it.
    pub(crate) fn thumbprint_sha1(&self) -> &str {
        &self.0.thumbprint_sha1
    }

    /// `x5t#S256`: the SHA-256 thumbprint.
    pub(crate) fn thumbprint_sha256(&self) -> &str {
        &self.0.thumbprint_sha256
    }

    /// The key, for the one place that signs.
    pub(crate) fn key(&self) -> &EncodingKey {
        &self.0.key
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({} until {})", self.thumbprint_sha1(), self.expires())
    }
}

/// The first RSA key, without its wrapping.
fn private_key<'a>(sections: &'a [Section<'_>]) -> Result<&'a [u8], CredentialError> {
    let key = sections.iter().find(|section| section.label.ends_with("PRIVATE KEY")).ok_or(CredentialError::NoKey)?;
    match key.label {
        "RSA PRIVATE KEY" => Ok(&key.der),
        "PRIVATE KEY" => unwrap_pkcs8(&key.der).ok_or(CredentialError::KeyUnreadable),
        "ENCRYPTED PRIVATE KEY" => Err(CredentialError::KeyEncrypted),
        _ => Err(CredentialError::KeyUnreadable),
    }
}

fn thumbprint(algorithm: &'static Algorithm, certificate: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest(algorithm, certificate))
}
