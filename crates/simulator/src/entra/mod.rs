//! Microsoft Entra ID as far as a publisher meets it: two token endpoints, key sets, and the tokens on both directions.

mod assertion;
pub(crate) mod buyer;
pub(crate) mod claims;
mod discovery;
mod endpoint;
pub(crate) mod error;
pub(crate) mod identity;
mod keys;

pub(crate) use self::{
    endpoint::{kind, serve},
    identity::Identity,
};

/// The resource the marketplace's tokens are for, and the caller named in webhook tokens.
pub const RESOURCE: &str = "20e940b3-4c77-4b0b-9a53-9e16a1b010a7";
