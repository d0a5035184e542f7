//! The kill proofs at a small size; `cargo xtask prove` runs the same code at full size.

use acceptance::killing::{Outcome, sweep_kill};
use acceptance::outbox_killing::outbox_kill;
use acceptance::outbox_model::outbox_model;

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

#[tokio::test]
async fn under_every_setting_of_microsoft_the_outbox_keeps_its_promises() {
    let outcome = outbox_model(3_000, 40, 7).await.unwrap();
    assert_eq!(outcome.broken(), 0, "{}", outcome.first().unwrap_or_default());
    assert!(outcome.pure.calls > 1_000 && outcome.pure.crashes > 1_000, "a model that does nothing proves nothing");
}
