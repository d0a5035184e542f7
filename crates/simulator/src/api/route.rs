//! Which call of the contract a request is.

use axum::http::Method;
use serde::{Deserialize, Serialize};

use super::call::Call;

/// A call of the marketplace API with the ids in its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    Resolve,
    Activate(&'a str),
    List,
    Get(&'a str),
    Plans(&'a str),
    Change(&'a str),
    Cancel(&'a str),
    Operations(&'a str),
    Operation(&'a str, &'a str),
    Acknowledge(&'a str, &'a str),
    /// The metering service, whose room is left empty.
    Metering,
    Unknown,
}

/// Groups of calls that faults and counters speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RouteKind {
    /// Token requests.
    Token,
    /// Discovery documents and key sets.
    Keys,
    /// List subscriptions.
    List,
    /// Get subscription.
    Get,
    /// List available plans.
    Plans,
    /// List outstanding operations, Get operation.
    Operations,
    /// Acknowledge an operation.
    Acknowledge,
    /// Resolve a landing token.
    Resolve,
    /// Activate.
    Activate,
    /// Change plan or quantity.
    Change,
    /// Cancel.
    Cancel,
    /// The metering service.
    Metering,
    /// Anything else.
    Other,
}

impl<'a> Route<'a> {
    /// Reads method and path.
    pub(crate) fn of(call: &'a Call) -> Self {
        let path: Vec<&str> = call.path.split('/').filter(|part| !part.is_empty()).collect();
        match (&call.method, path.as_slice()) {
            (_, ["api", "usageEvent" | "batchUsageEvent" | "usageEvents"]) => Self::Metering,
            (method, ["api", "saas", "subscriptions", rest @ ..]) => Self::below(method, rest),
            _ => Self::Unknown,
        }
    }

    fn below(method: &Method, path: &[&'a str]) -> Self {
        match (method.as_str(), path) {
            ("GET", []) => Self::List,
            ("POST", ["resolve"]) => Self::Resolve,
            ("GET", [id]) => Self::Get(id),
            ("PATCH", [id]) => Self::Change(id),
            ("DELETE", [id]) => Self::Cancel(id),
            ("POST", [id, "activate"]) => Self::Activate(id),
            ("GET", [id, "listAvailablePlans"]) => Self::Plans(id),
            ("GET", [id, "operations"]) => Self::Operations(id),
            ("GET", [id, "operations", operation]) => Self::Operation(id, operation),
            ("PATCH", [id, "operations", operation]) => Self::Acknowledge(id, operation),
            _ => Self::Unknown,
        }
    }

    /// The group this call belongs to.
    pub(crate) const fn kind(&self) -> RouteKind {
        match self {
            Self::Resolve => RouteKind::Resolve,
            Self::Activate(_) => RouteKind::Activate,
            Self::List => RouteKind::List,
            Self::Get(_) => RouteKind::Get,
            Self::Plans(_) => RouteKind::Plans,
            Self::Change(_) => RouteKind::Change,
            Self::Cancel(_) => RouteKind::Cancel,
            Self::Operations(_) | Self::Operation(..) => RouteKind::Operations,
            Self::Acknowledge(..) => RouteKind::Acknowledge,
            Self::Metering => RouteKind::Metering,
            Self::Unknown => RouteKind::Other,
        }
    }
}
