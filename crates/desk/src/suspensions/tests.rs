//! What the tests of this room share.

use crate::contract::{SuspensionCard, SuspensionStage};

/// A card of which nothing is known but its customer.
pub(super) fn card(customer: &str) -> SuspensionCard {
    SuspensionCard {
        item: None,
        subscription: "s1".to_owned(),
        customer: customer.to_owned(),
        offer: "fieldbook".to_owned(),
        plan: "silver".to_owned(),
        seats: Some(40),
        stage: SuspensionStage::Suspended,
        since: None,
        since_is_estimate: false,
        ends_at: None,
        days_left: 0,
        is_overdue: false,
        per_month: None,
        price_source: None,
        owner: None,
        next_step: String::new(),
        remind_at: None,
        reminder_is_due: false,
        notes: 0,
        access: None,
        access_waits: false,
        ended_at: None,
        end_is_observed: false,
        ended_on_day: None,
    }
}
