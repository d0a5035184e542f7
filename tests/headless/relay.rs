//! The relay's long checks at a small size; `cargo xtask prove` runs the same code at full size.

use std::time::Duration;

use acceptance::accounts::{self, account_hooks};
use acceptance::relay::fuzz::relay_fuzz;
use acceptance::relay::hostile::{Size, relay_hostile};
use acceptance::relay::kill::relay_kill;
use acceptance::relay::kill_on_postgres::relay_kill_on_postgres;
use acceptance::relay::load::{self, relay_load};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_relay_keeps_every_answer_that_left() {
    let outcome = relay_kill(6, 4).await.unwrap();
    assert!(outcome.holds() && outcome.kills == 6, "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_replicas_either_may_be_killed_and_the_database_restarted() {
    let Some(outcome) = relay_kill_on_postgres(5, 4).await.unwrap() else { return };
    assert!(outcome.holds() && outcome.kills == 5 && outcome.restarts > 0, "{outcome:?}");
}

/// How much slower a good customer is answered is measured at full size, on a computer that does nothing else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_stranger_is_let_in_and_no_customer_refused_by_accident() {
    let outcome = relay_hostile(Size { tokens: 300, loris: 20, calm: 40 }).await.unwrap();
    assert!(outcome.holds(), "{outcome:?}");
}

/// What it comes to is for a computer that does nothing else; here it must only come to its end, with every answer 200.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_load_is_answered_and_measured() {
    relay_load(load::Size { part: Duration::from_millis(500), long: Duration::ZERO }).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn spoilt_messages_and_tokens_let_nobody_in_and_refuse_nobody() {
    let outcome = relay_fuzz(Duration::from_secs(5), 4).await.unwrap();
    assert!(outcome.holds(), "{outcome:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_relay_tells_a_service_in_trouble_of_everything_once_and_in_order() {
    let outcome = account_hooks(accounts::Size { customers: 10, rounds: 9, kills: 12 }, 4).await.unwrap();
    assert!(outcome.holds() && outcome.kills > 5 && outcome.troubles > 0, "{outcome:#?}");
}
