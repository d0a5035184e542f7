//! What a failure is called in front of a person: the one place where errors become [`Fault`]s, and are logged.
//!
//! Decided on variants, never on text. The words themselves are in the page's words files; here are their keys.

use marketplace::{ApiError, SignInError, SignInProblem};
use store::StoreError;
use sync::PullError;

use crate::contract::{Code, Fault, Sentence};
use crate::vault::VaultError;

/// A pull that stopped.
pub(crate) fn pull(error: &PullError) -> Fault {
    match error {
        PullError::Api(error) => api(error),
        PullError::Store(error) => store_ref(error),
        PullError::SuddenlyEmpty { known } => {
            Fault::new(Code::Refused, Sentence::plain("fault-suddenly-empty").with("known", known))
        }
    }
}

/// A call to Microsoft that failed.
pub(crate) fn api(error: &ApiError) -> Fault {
    tracing::warn!(%error, correlation = error.correlation(), "a call to Microsoft failed");
    let (code, sentence) = named(error);
    Fault { code, sentence, raw: error.raw().map(str::to_owned), correlation: error.correlation().map(str::to_owned) }
}

fn named(error: &ApiError) -> (Code, Sentence) {
    let plain = Sentence::plain;
    match error {
        ApiError::Unreachable { host, .. } | ApiError::ConnectionLost { host, .. } => {
            (Code::Offline, plain("fault-offline").with("host", host))
        }
        ApiError::Timeout { host, .. } => (Code::Offline, plain("fault-timeout").with("host", host)),
        ApiError::Throttled { retry_after, .. } => {
            (Code::Throttled, plain("fault-throttled").with("seconds", retry_after.map_or(0, |wait| wait.as_secs())))
        }
        ApiError::ServerTrouble { status, .. } => (Code::Offline, plain("fault-server-trouble").with("status", status)),
        ApiError::NotJson { .. } => (Code::Unreadable, plain("fault-not-json")),
        ApiError::TruncatedAnswer { .. } | ApiError::OversizedAnswer { .. } => {
            (Code::Unreadable, plain("fault-answer-cut"))
        }
        ApiError::UnreadableAnswer { field, .. } => {
            (Code::Unreadable, plain("fault-unreadable-answer").with("field", field))
        }
        ApiError::ForeignLink { host } => (Code::Unreadable, plain("fault-foreign-link").with("host", host)),
        ApiError::ContinuationExpired { .. } => (Code::Offline, plain("fault-continuation-expired")),
        ApiError::NotFound { .. } => (Code::NotFound, plain("fault-not-found")),
        ApiError::Refused { status, .. } => (Code::Refused, plain("fault-refused").with("status", status)),
        ApiError::Locked { .. } => (Code::Throttled, plain("fault-under-way")),
        ApiError::AlreadySo { .. } => (Code::Refused, plain("fault-already-so")),
        ApiError::TooLate { .. } => (Code::Refused, plain("fault-too-late")),
        ApiError::TokenRefused { .. } => (Code::SignIn, plain("fault-token-refused")),
        ApiError::AppNotRegistered { .. } => (Code::SignIn, plain("fault-app-not-registered")),
        ApiError::SignIn(error) => sign_in(error),
        ApiError::InsecureAddress { host } => (Code::Invalid, plain("fault-insecure-address").with("host", host)),
        ApiError::Unusable { .. } => (Code::Bug, plain("fault-bug")),
    }
}

fn sign_in(error: &SignInError) -> (Code, Sentence) {
    let key = match error.kind {
        SignInProblem::SecretWrong => "fault-secret-wrong",
        SignInProblem::SecretExpired => "fault-secret-expired",
        SignInProblem::SecretMissing => "fault-secret-missing",
        SignInProblem::AppUnknown => "fault-app-unknown",
        SignInProblem::AppDisabled => "fault-app-disabled",
        SignInProblem::TenantUnknown => "fault-tenant-unknown",
        SignInProblem::TenantMalformed => "fault-tenant-malformed",
        SignInProblem::ResourceMissing => "fault-resource-missing",
        SignInProblem::ScopeMalformed => "fault-scope-malformed",
        SignInProblem::CertificateUnknown => "fault-certificate-unknown",
        SignInProblem::CertificateAudience => "fault-certificate-audience",
        SignInProblem::ClockWrong => "fault-clock-wrong",
        SignInProblem::PolicyBlocks => "fault-policy-blocks",
        SignInProblem::NationalCloud => "fault-national-cloud",
        SignInProblem::Throttled => return (Code::Throttled, Sentence::plain("fault-entra-throttled")),
        SignInProblem::Trouble => return (Code::Offline, Sentence::plain("fault-entra-trouble")),
        SignInProblem::Other => {
            let number = error.number.map_or_else(|| "?".to_owned(), |number| number.to_string());
            return (Code::SignIn, Sentence::plain("fault-sign-in-other").with("number", number));
        }
    };
    (Code::SignIn, Sentence::plain(key))
}

/// The local store.
#[expect(clippy::needless_pass_by_value, reason = "it stands behind `map_err`")]
pub(crate) fn store(error: StoreError) -> Fault {
    store_ref(&error)
}

pub(crate) fn store_ref(error: &StoreError) -> Fault {
    tracing::error!(%error, source = ?std::error::Error::source(error).map(ToString::to_string), "the store failed");
    let (code, key) = match error {
        StoreError::Corrupt(_) | StoreError::Unreadable(_) => (Code::Store, "fault-store-corrupt"),
        StoreError::Busy => (Code::Store, "fault-store-busy"),
        StoreError::NewerSchema { .. } => (Code::Store, "fault-store-newer"),
        StoreError::DiskFull => (Code::Store, "fault-disk-full"),
        StoreError::WrongKey => (Code::Locked, "fault-key-wrong"),
        StoreError::Superseded => (Code::Store, "fault-superseded"),
        StoreError::Io(_) | StoreError::Sqlite(_) => (Code::Store, "fault-store-failed"),
        StoreError::SweepMoved | StoreError::BrokenOff => (Code::Bug, "fault-bug"),
    };
    Fault::new(code, Sentence::plain(key))
}

/// The profile's own files.
#[expect(clippy::needless_pass_by_value, reason = "it stands behind `map_err`")]
pub(crate) fn io(error: std::io::Error) -> Fault {
    tracing::error!(%error, "the profile's files failed");
    let full = error.kind() == std::io::ErrorKind::StorageFull;
    Fault::new(Code::Store, Sentence::plain(if full { "fault-disk-full" } else { "fault-store-failed" }))
}

/// The vault.
#[expect(clippy::needless_pass_by_value, reason = "it stands behind `map_err`")]
pub(crate) fn vault(error: VaultError) -> Fault {
    tracing::warn!(%error, "the vault failed");
    let key = match error {
        VaultError::Unreachable(_) => "fault-vault-locked",
        VaultError::WrongPassphrase => "fault-passphrase-wrong",
        VaultError::WrongCode => "fault-recovery-code-wrong",
        VaultError::Damaged | VaultError::Io(_) => "fault-vault-damaged",
    };
    Fault::new(Code::Locked, Sentence::plain(key))
}

/// Work that ended before its time: the program is closing, or has a bug.
pub(crate) fn broken_off() -> Fault {
    Fault::new(Code::Bug, Sentence::plain("fault-bug"))
}
