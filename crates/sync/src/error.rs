//! Why a pull did not come to its end.

use marketplace::ApiError;
use store::StoreError;

/// Why a pull did not come to its end. What was read before it stays.
#[derive(Debug, thiserror::Error)]
pub enum PullError {
    /// Microsoft's side: not reached, refused, or not understood.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// Our side: the local store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The listing came back empty although subscriptions are known. A token of the wrong tenant looks like this,
    /// so nothing is taken for missing.
    #[error("the listing is empty although {known} subscriptions are known")]
    SuddenlyEmpty {
        /// How many the cache holds.
        known: u32,
    },
}

impl PullError {
    /// Whether nobody answered at all.
    pub fn is_offline(&self) -> bool {
        matches!(self, Self::Api(error) if error.is_offline())
    }
}
