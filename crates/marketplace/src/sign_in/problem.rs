//! Why Entra gives no token, in classes that an operator can act on.

use std::time::Duration;

use crate::retry::Retry;
use crate::trace::Trace;

/// A class of trouble at sign-in: one per thing that somebody can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignInProblem {
    /// The secret is wrong; often its id was pasted instead of its value.
    SecretWrong,
    /// The secret has expired.
    SecretExpired,
    /// No proof reached Entra, or the app is a public client.
    SecretMissing,
    /// The tenant does not know the app.
    AppUnknown,
    /// The app was switched off.
    AppDisabled,
    /// There is no such tenant.
    TenantUnknown,
    /// The tenant's text is neither a GUID nor a domain.
    TenantMalformed,
    /// The marketplace's own application is missing in the tenant.
    ResourceMissing,
    /// The scope is malformed.
    ScopeMalformed,
    /// The certificate is not registered on the app, or its signature is not accepted.
    CertificateUnknown,
    /// The signed proof is meant for somebody else.
    CertificateAudience,
    /// Our clock and Entra's differ too much.
    ClockWrong,
    /// A policy of the tenant forbids it.
    PolicyBlocks,
    /// The tenant is in another cloud.
    NationalCloud,
    /// Asked too often.
    Throttled,
    /// Passing trouble at Entra.
    Trouble,
    /// Something else; the number and the words tell.
    Other,
}

/// Entra gave no token.
#[derive(Debug, Clone, thiserror::Error)]
#[error("sign-in failed ({kind:?}): {description}")]
pub struct SignInError {
    /// The class of it.
    pub kind: SignInProblem,
    /// The AADSTS number, for explanation.
    pub number: Option<u32>,
    /// Entra's words, free of secrets.
    pub description: String,
    /// How long Entra asks us to wait.
    pub retry_after: Option<Duration>,
    /// Ids for support.
    pub trace: Trace,
}

impl SignInError {
    /// Whether asking again may help. Nothing was asked of the marketplace yet, so asking again harms nothing.
    pub(crate) fn retry(&self) -> Retry {
        match self.kind {
            SignInProblem::Throttled | SignInProblem::Trouble => Retry::After(self.retry_after.unwrap_or_default()),
            _ => Retry::Never,
        }
    }
}

impl SignInProblem {
    /// The class of an answer: by its number where we know it, else by the protocol's word, else by the status.
    pub(crate) fn classify(status: u16, word: &str, number: Option<u32>) -> Self {
        number.and_then(Self::by_number).or_else(|| Self::by_status(status)).unwrap_or_else(|| Self::by_word(word))
    }

    fn by_number(number: u32) -> Option<Self> {
        Some(match number {
            7_000_215 => Self::SecretWrong,
            7_000_222 => Self::SecretExpired,
            7_000_218 => Self::SecretMissing,
            700_016 => Self::AppUnknown,
            7_000_112 => Self::AppDisabled,
            90_002 => Self::TenantUnknown,
            900_023 => Self::TenantMalformed,
            500_011 => Self::ResourceMissing,
            70_011 | 1_002_012 => Self::ScopeMalformed,
            700_027 | 50_012 | 50_027 => Self::CertificateUnknown,
            700_021 | 700_023 => Self::CertificateAudience,
            700_024 | 80_013 => Self::ClockWrong,
            530_032 | 53_003 => Self::PolicyBlocks,
            90_038 | 900_382 => Self::NationalCloud,
            90_055 | 50_196 => Self::Throttled,
            90_033 | 50_033 | 90_024 => Self::Trouble,
            _ => return None,
        })
    }

    fn by_status(status: u16) -> Option<Self> {
        match status {
            429 => Some(Self::Throttled),
            408 | 500.. => Some(Self::Trouble),
            _ => None,
        }
    }

    fn by_word(word: &str) -> Self {
        match word {
            "invalid_tenant" => Self::TenantUnknown,
            "invalid_resource" => Self::ResourceMissing,
            "invalid_scope" => Self::ScopeMalformed,
            "temporarily_unavailable" => Self::Trouble,
            _ => Self::Other,
        }
    }
}
