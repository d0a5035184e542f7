//! Whose request it is: tenants, subscriptions, and sets of both.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::SubscriptionId;

/// A customer's tenant. A GUID, in one spelling: lower case without blanks around it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct TenantId(String);

impl TenantId {
    /// The tenant of a [`Person`](crate::Person), where the service told one.
    pub fn told(text: &str) -> Option<Self> {
        Some(Self::from(text)).filter(|tenant| !tenant.0.is_empty())
    }

    /// The id in its one spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for TenantId {
    fn from(text: &str) -> Self {
        Self(text.trim().to_ascii_lowercase())
    }
}

impl From<String> for TenantId {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<TenantId> for String {
    fn from(tenant: TenantId) -> Self {
        tenant.0
    }
}

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A set of customers: whoever is in any of its lists. A tenant counts whether it pays or uses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Customers {
    /// By tenant.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tenants: BTreeSet<TenantId>,
    /// By subscription.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub subscriptions: BTreeSet<SubscriptionId>,
    /// By name of a set that the snapshot holds. A set within a set is not followed.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub sets: BTreeSet<String>,
}

impl Customers {
    /// Whether nobody can be in it.
    pub fn is_empty(&self) -> bool {
        self.tenants.is_empty() && self.subscriptions.is_empty() && self.sets.is_empty()
    }
}

/// A [`Channel`](crate::Channel) as `direct` or `reseller`.
pub(super) mod channel {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::subscription::Channel;

    #[derive(Serialize, Deserialize)]
    #[serde(remote = "Channel", rename_all = "camelCase")]
    enum Word {
        Direct,
        Reseller,
    }

    #[derive(Serialize, Deserialize)]
    struct Written(#[serde(with = "Word")] Channel);

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(crate) fn serialize<S: Serializer>(channel: &Option<Channel>, serializer: S) -> Result<S::Ok, S::Error> {
        channel.map(Written).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Channel>, D::Error> {
        Ok(Option::<Written>::deserialize(deserializer)?.map(|Written(channel)| channel))
    }
}
