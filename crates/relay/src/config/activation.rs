//! Which purchases are activated by themselves, as the owner says it.

use domain::{OfferId, PlanId};
use serde::Deserialize;

/// Purchases of one offer that are activated without anybody's doing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivationRule {
    /// The offer's id. One in preview carries `-preview` at its end.
    pub offer: String,
    /// Ids of its plans; every plan of the offer where none is named.
    #[serde(default)]
    pub plans: Vec<String>,
    /// Whether the buyer must have answered everything first. Otherwise it is enough that they signed in.
    #[serde(default = "yes")]
    pub answered: bool,
}

fn yes() -> bool {
    true
}

impl ActivationRule {
    /// Rules as the environment has them: offers with commas between them, each with its plans after colons.
    pub(super) fn read_all(text: &str) -> Vec<Self> {
        text.split(',').map(Self::read).collect()
    }

    fn read(text: &str) -> Self {
        let mut words = text.split(':').map(|word| word.trim().to_owned());
        Self { offer: words.next().unwrap_or_default(), plans: words.collect(), answered: true }
    }

    /// Whether it allows that a purchase is activated. `is_answered`: its buyer has answered everything.
    pub(crate) fn allows(&self, offer: &OfferId, plan: &PlanId, is_answered: bool) -> bool {
        let is_named = self.plans.iter().any(|named| named.eq_ignore_ascii_case(plan.as_str()));
        self.offer.eq_ignore_ascii_case(offer.as_str())
            && (is_named || self.plans.is_empty())
            && (is_answered || !self.answered)
    }

    /// What is wrong with these, if anything is.
    pub(super) fn problem(rules: &[Self], has_credential: bool, has_landing: bool) -> Option<&'static str> {
        let is_blank = |text: &String| text.trim().is_empty();
        match () {
            () if rules.is_empty() => None,
            () if !has_credential => Some("it activates purchases by itself: that needs a credential"),
            () if !has_landing => Some(
                "it activates purchases by itself, once their buyers come to its landing page: that needs a landing page",
            ),
            () if rules.iter().any(|rule| is_blank(&rule.offer) || rule.plans.iter().any(is_blank)) => {
                Some("a purchase that activates itself needs the id of its offer, and no plan's id is empty")
            }
            () => None,
        }
    }
}
