//! How long until a hook is sent again.

use std::time::Duration;

/// Seconds before the next attempt, after the first, the second and so on; the last stays. A receiver that was down for
/// a night hears of everything within a quarter of an hour after it is back.
const PACE: [u64; 7] = [5, 15, 60, 120, 300, 600, 900];

/// How long to wait after so many attempts; never less than the receiver asked for.
pub fn pause(attempts: u32, asked: Option<Duration>) -> Duration {
    let index = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX).min(PACE.len() - 1);
    let own = Duration::from_secs(PACE.get(index).copied().unwrap_or(900));
    own.max(asked.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::{any, proptest};

    use super::pause;

    #[test]
    fn a_receiver_is_asked_ever_more_rarely_and_never_given_up() {
        let waits: Vec<u64> = [0, 1, 2, 3, 7, 8, u32::MAX].map(|attempts| pause(attempts, None).as_secs()).into();
        assert_eq!(waits, [5, 5, 15, 60, 900, 900, 900]);
    }

    proptest! {
        #[test]
        fn nobody_is_asked_sooner_than_they_asked_for(attempts in any::<u32>(), asked in 0_u64..1_000_000) {
            let asked = Duration::from_secs(asked);
            assert!(pause(attempts, Some(asked)) >= asked);
        }
    }
}
