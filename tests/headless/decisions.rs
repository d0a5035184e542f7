//! Customers ask while desks sleep, at a small size; `cargo xtask prove window` runs the same code at full size.

use acceptance::decisions::{Size, window};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_request_is_answered_as_ruled_and_no_screen_says_what_is_not_so() {
    let outcome = window(Size { requests: 200, sample: 0, most: 8, loses: true }, 4).await.unwrap();
    assert!(outcome.holds() && outcome.requests == 200, "{outcome:#?}");
}
