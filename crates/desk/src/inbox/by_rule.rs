//! A purchase that a rule of the relay's activates, in words.

use domain::relay_feed::ActivationTrouble;

use super::facts::ByRule;
use crate::contract::Sentence;

/// What stands in the list.
pub(super) fn what(by_rule: Option<&ByRule>) -> &'static str {
    match by_rule {
        None => "what-purchase",
        Some(ByRule::Working { .. }) => "what-purchase-by-rule",
        Some(ByRule::Stuck { .. }) => "what-purchase-not-by-rule",
    }
}

/// Why it is here and what to do.
pub(super) fn why(by_rule: &ByRule) -> Vec<Sentence> {
    let plain = Sentence::plain;
    match by_rule {
        ByRule::Working { why } => {
            let waits = match why.as_deref() {
                Some("offline" | "lost") => Some(plain("why-activating-offline")),
                Some("sign-in") => Some(plain("why-activating-sign-in")),
                Some("busy" | "locked") => Some(plain("why-activating-busy")),
                _ => None,
            };
            [plain("why-activating")].into_iter().chain(waits).collect()
        }
        ByRule::Stuck { why } => vec![stuck(why), plain("why-purchase")],
    }
}

/// Why a rule could not activate a purchase.
pub(crate) fn stuck(why: &ActivationTrouble) -> Sentence {
    let plain = Sentence::plain;
    match why {
        ActivationTrouble::Refused { words } => plain("why-not-activated-refused").with("message", words),
        ActivationTrouble::Unknown => plain("why-not-activated-unknown"),
        ActivationTrouble::NoProof => plain("why-not-activated-no-proof"),
        ActivationTrouble::Stranger => plain("why-not-activated-stranger"),
        ActivationTrouble::Other => plain("why-not-activated"),
    }
}
