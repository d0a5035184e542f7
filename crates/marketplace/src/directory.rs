//! Whether a tenant exists, as Entra tells anybody who asks.

use crate::client::Client;
use crate::error::ApiError;

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

pub(crate) async fn look_up(client: &Client) -> Result<DirectoryInfo, ApiError> {
    let text = client.tokens.directory().await?;
    Ok(DirectoryInfo { issuer: text, tenant: None, region: None })
}
