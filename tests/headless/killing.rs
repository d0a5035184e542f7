//! The kill proofs at a small size; `cargo xtask prove` runs the same code at full size.

use acceptance::killing::{Outcome, sweep_kill};
use acceptance::outbox_killing::outbox_kill;

#[tokio::test]
async fn a_killed_sweep_goes_on_and_ends_with_the_whole_world() {
    let outcome = sweep_kill(6, 600, 4).await.unwrap();
    assert_eq!(outcome, Outcome { kills: 6, resumed: 6, midway: outcome.midway, lost: 0, corrupt: 0 });
}

#[tokio::test]
async fn a_killed_outbox_loses_nothing_and_doubles_nothing() {
    let outcome = outbox_kill(12, 12, 3).await.unwrap();
    assert_eq!((outcome.kills, outcome.intents, outcome.lost, outcome.doubled), (12, 12, 0, 0), "{outcome:?}");
}
