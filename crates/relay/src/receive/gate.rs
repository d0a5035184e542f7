//! Who calls, before anything is done for them.
//!
//! Anybody may call, and most of what anybody can send is cheap to tell from Microsoft's: no token, another algorithm,
//! another issuer, a key nobody knows. What names a real key has its signature checked, some tens of microseconds, because
//! nothing less tells it from Microsoft's. That, and the reading of one header, is all a stranger's call costs: its body
//! is not read, it takes no turn, and it uses up none of what is let in a second. So however many there are, a genuine
//! token is not refused because of them.
//!
//! Two things are kept small besides. Strangers are counted always and written about seldom. And where a key must be
//! fetched, which happens at most once in some seconds, no more calls wait for it than may be in work.

use std::sync::Arc;

use axum::response::Response;
use chrono::{DateTime, Utc};
use futures::FutureExt as _;
use http::StatusCode;
use marketplace::Judged;

use super::trouble::{self, Seen};
use super::{bare, refused_entry};
use crate::door::{ask_again, decided};
use crate::relay::{Connection, Relay};

/// Lets Microsoft in; anybody else gets an answer here.
pub(super) async fn pass(
    relay: &Arc<Relay>,
    connection: &Arc<Connection>,
    authorization: Option<&[u8]>,
    at: DateTime<Utc>,
) -> Result<(), Response> {
    let mut check = connection.gate.check(authorization, at);
    let judged = match (&mut check).now_or_never() {
        Some(judged) => judged,
        None => {
            let Ok(_waiting) = relay.waiting.try_acquire() else {
                return Err(refused_entry(relay, connection, "waiting"));
            };
            check.await
        }
    };
    match judged {
        Judged::Genuine => Ok(()),
        Judged::Forged(why) => Err(forged(relay, connection, &why.to_string(), at)),
        Judged::Doubtful(why) => {
            if is_written_about(relay, connection, at) {
                trouble::note(relay, connection, Seen::Token(why));
            }
            Err(ask_again())
        }
    }
}

/// Not Microsoft: the one 4xx that is no decision on a request. Nothing is stored, or a stranger could fill the disk.
pub(super) fn forged(relay: &Relay, connection: &Connection, why: &str, at: DateTime<Utc>) -> Response {
    relay.metrics.count("forged_total", &[("connection", &connection.name)]);
    if is_written_about(relay, connection, at) {
        tracing::warn!(connection = %connection.name, why, "a forged call was turned away");
    }
    decided(bare(StatusCode::UNAUTHORIZED))
}

fn is_written_about(relay: &Relay, connection: &Connection, at: DateTime<Utc>) -> bool {
    let is_one_of_few = connection.strangers.take_at(at);
    if !is_one_of_few {
        relay.metrics.count("limited_total", &[("connection", &connection.name), ("limit", "strangers")]);
    }
    is_one_of_few
}
