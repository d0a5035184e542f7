//! Bringing what was read into the store: a page of a sweep, the end of a sweep, a single record.
//!
//! One order, always: compare, write the events to the journal, let the cache move on. A kill in between leaves the
//! journal ahead; the same comparison then finds the same events, whose ids say that they are told already.

mod finish;
mod page;
mod record;

use aws_lc_rs::digest::{SHA256, digest};

pub use finish::SweepFinished;
pub use page::{PageApplied, PageToApply};
pub(crate) use record::Application;
pub use record::Applied;

/// A short hash of a JSON text: what has the same one has not changed.
pub(crate) fn digest_of(raw: &str) -> [u8; 16] {
    digest(&SHA256, raw.as_bytes()).as_ref().first_chunk().copied().unwrap_or_default()
}
