//! Reading a message's bytes, not too many and not for too long.

use axum::body::{Body, Bytes, to_bytes};
use chrono::TimeDelta;

use crate::config::Limits;
use crate::time::Time;

/// Why a body was not read to its end. All become 503.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooMuch {
    /// It has too many bytes, or broke off.
    Bytes,
    /// It took too long.
    Time,
}

/// The whole of it.
pub(crate) async fn read_body(body: Body, limits: Limits, time: &dyn Time) -> Result<Bytes, TooMuch> {
    let late = time.until(time.now() + TimeDelta::seconds(limits.body_seconds.into()));
    tokio::select! {
        biased;
        bytes = to_bytes(body, limits.body_bytes) => bytes.map_err(|_| TooMuch::Bytes),
        () = late => Err(TooMuch::Time),
    }
}
