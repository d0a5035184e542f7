//! The relay at hand: whoever needs it asks anew, because it may be given, changed and left at any time.

use std::sync::{Arc, Mutex, PoisonError};

use super::Link;

/// The relay of an open connection, where it has one. The clones are one.
#[derive(Clone, Default)]
pub(crate) struct AtHand(Arc<Mutex<Option<Arc<Link>>>>);

impl AtHand {
    /// The relay, where there is one.
    pub(crate) fn link(&self) -> Option<Arc<Link>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set(&self, link: Option<Arc<Link>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = link;
    }
}
