//! What a token on a webhook call is found to be.

/// What a token on a webhook call is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// Microsoft's marketplace sent it to us, now.
    Genuine,
    /// Somebody made it up. Answered with 401.
    Forged(Forged),
    /// It may be our own setting, clock or network that is wrong. Answered with 503, so that it is sent again.
    Doubtful(Doubtful),
}

/// Why a token must be made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Forged {
    /// It is not signed with RS256.
    #[error("it is signed by another algorithm than RS256")]
    Algorithm,
    /// It names a key of ours, and that key did not sign it.
    #[error("the key it names did not sign it")]
    Signature,
    /// Somebody else than Entra issued it.
    #[error("it was not issued by Entra")]
    Issuer,
}

/// Why a token could not be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Doubtful {
    /// There is none: a proxy may have taken it off.
    #[error("the call carries no bearer token")]
    Missing,
    /// It is no token, or one too large to be one: a proxy may have spoilt it.
    #[error("what the call carries cannot be read as a token")]
    Unreadable,
    /// The tenant's key set does not hold the key it names.
    #[error("the tenant has no such key")]
    UnknownKey,
    /// The tenant's key set could not be fetched.
    #[error("the tenant's keys cannot be fetched")]
    KeysOutOfReach,
    /// Its version is neither 1.0 nor 2.0, or its issuer is of the other one.
    #[error("its version is unknown, or does not fit its issuer")]
    Version,
    /// It is meant for another application than the one set up here.
    #[error("it is meant for another application")]
    Audience,
    /// It is of another tenant than the one set up here.
    #[error("it is of another tenant")]
    Tenant,
    /// Another application than the marketplace asked for it.
    #[error("another application than the marketplace asked for it")]
    Caller,
    /// It is over, or does not say when.
    #[error("it has expired by our clock")]
    Expired,
    /// It has not begun, or does not say when.
    #[error("it is not valid yet by our clock")]
    NotYet,
}

impl From<Forged> for Judged {
    fn from(why: Forged) -> Self {
        Self::Forged(why)
    }
}

impl From<Doubtful> for Judged {
    fn from(why: Doubtful) -> Self {
        Self::Doubtful(why)
    }
}
