//! Whether a tenant exists, as Entra tells anybody who asks.

use url::Url;

use crate::read::{Members, text_of};

/// What Entra tells of a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryInfo {
    /// Who signs the tenant's tokens.
    pub issuer: String,
    /// The tenant's id, where the issuer names it.
    pub tenant: Option<String>,
    /// The region it belongs to, for example `EU` or `USGov`.
    pub region: Option<String>,
}

impl DirectoryInfo {
    /// Reads the tenant's OpenID configuration. Nothing where it names no issuer.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let members = Members::read(text.trim_start_matches('\u{feff}')).ok()?;
        let member = |name| Some(text_of(members.get(name)?).ok()??.into_owned()).filter(|text| !text.is_empty());
        let issuer = member("issuer")?;
        let tenant = Url::parse(&issuer).ok().and_then(|issuer| Some(issuer.path_segments()?.next()?.to_owned()));
        Some(Self { issuer, tenant: tenant.filter(|tenant| !tenant.is_empty()), region: member("tenant_region_scope") })
    }
}
