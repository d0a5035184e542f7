//! Answers as they are kept.

use domain::relay_feed::Verdict;
use serde::{Deserialize, Serialize};

/// The answer given to a message: what every repeat of it is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StoredAnswer {
    /// The status code.
    pub(crate) status: u16,
    /// What it means.
    pub(crate) verdict: Verdict,
}

/// The status code of a verdict. The one place that says so.
pub(super) fn status_of(verdict: Verdict) -> u16 {
    match verdict {
        Verdict::Noted | Verdict::Accepted => 200,
        Verdict::Refused | Verdict::Held => 400,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_no_is_a_4xx() {
        assert_eq!([Verdict::Noted, Verdict::Accepted].map(status_of), [200, 200]);
        assert_eq!([Verdict::Refused, Verdict::Held].map(status_of), [400, 400]);
    }
}
