//! The kill proof at a small size; `cargo xtask prove sweep-kill` runs the same code at full size.

use acceptance::killing::{Outcome, sweep_kill};

#[tokio::test]
async fn a_killed_sweep_goes_on_and_ends_with_the_whole_world() {
    let outcome = sweep_kill(6, 600, 4).await.unwrap();
    assert_eq!(outcome, Outcome { kills: 6, resumed: 6, midway: outcome.midway, lost: 0, corrupt: 0 });
}
