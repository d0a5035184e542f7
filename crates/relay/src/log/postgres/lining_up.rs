//! Who writes next, where two replicas write about the same things.
//!
//! A batch takes the locks of many documents, one after the other, and keeps them until its commit; another replica's
//! batch with the same documents takes them in another order, and each waits for what the other has. So a batch first
//! lines up at every place it is about to write: at all of them at once, in an order that is the same everywhere. Two
//! writes of the same document have a place in common: its subscription, or the document itself where it has none.

use std::collections::BTreeSet;

use deadpool_postgres::Transaction;

use crate::digest;
use crate::log::{LogError, NewEvent, Put, Write};

/// Waits until nobody else writes at any of these places. They are left at the end of the transaction.
pub(super) async fn line_up(tx: &Transaction<'_>, writes: &[Write]) -> Result<(), LogError> {
    let places: BTreeSet<i64> = writes.iter().flat_map(places_of).collect();
    let places: Vec<i64> = places.into_iter().collect();
    let lock = "SELECT pg_advisory_xact_lock(place) FROM unnest($1::bigint[]) AS place";
    tx.execute(&tx.prepare_cached(lock).await?, &[&places]).await?;
    Ok(())
}

fn places_of(write: &Write) -> impl Iterator<Item = i64> {
    let of_puts = write.puts.iter().map(|put| place_of_put(write, put));
    of_puts.chain(write.events.iter().map(|event| place_of_event(write, event)))
}

fn place_of_put(write: &Write, put: &Put) -> i64 {
    match &put.subscription {
        Some(subscription) => place(write, &["subscription", &subscription.as_str().to_ascii_lowercase()]),
        None => place(write, &["document", put.kind.as_str(), &put.id]),
    }
}

fn place_of_event(write: &Write, event: &NewEvent) -> i64 {
    match &event.subscription {
        Some(subscription) => place(write, &["subscription", &subscription.as_str().to_ascii_lowercase()]),
        None => place(write, &["event", &event.id]),
    }
}

/// A number that is the same on every replica. Two things of one number only wait for each other.
fn place(write: &Write, parts: &[&str]) -> i64 {
    let digits = digest::of(&[&[write.connection.as_str()], parts].concat());
    let number = digits.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or_default();
    number.cast_signed()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::log::Kind;

    fn write(connection: &str) -> Write {
        Write::new(&connection.into(), DateTime::UNIX_EPOCH)
    }

    fn places(write: &Write) -> BTreeSet<i64> {
        places_of(write).collect()
    }

    #[test]
    fn what_is_about_one_subscription_lines_up_at_one_place() {
        let held = |id: &str, subscription: &str| Put::new(Kind::Held, id, &"x").unwrap().of(&subscription.into());
        let one = write("harbour").put(held("a", "S-1")).put(held("b", "s-1"));
        assert_eq!(places(&one).len(), 1, "however its id is written");
        assert_eq!(places(&one), places(&write("harbour").put(held("c", "s-1"))));
        assert!(
            places(&one).is_disjoint(&places(&write("lighthouse").put(held("a", "s-1")))),
            "connections do not mix"
        );
    }

    #[test]
    fn a_document_without_a_subscription_is_a_place_of_its_own() {
        let desk = |name: &str| write("harbour").put(Put::new(Kind::Desk, name, &"x").unwrap());
        assert_eq!(places(&desk("north")), places(&desk("north")));
        assert!(places(&desk("north")).is_disjoint(&places(&desk("south"))));
    }
}
