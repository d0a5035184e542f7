//! Turns at one subscription. Whoever was overtaken there decides anew behind whoever else was, so that however many
//! messages of one subscription come at once, each has its decision.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use domain::SubscriptionId;

/// A lane for each subscription where somebody was overtaken, as long as somebody is in it.
#[derive(Default)]
pub(crate) struct Lanes(Mutex<BTreeMap<String, Weak<tokio::sync::Mutex<()>>>>);

impl Lanes {
    /// The lane of a subscription.
    pub(super) fn of(&self, subscription: &SubscriptionId) -> Arc<tokio::sync::Mutex<()>> {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lanes.retain(|_, lane| lane.strong_count() > 0);
        let name = subscription.as_str().to_ascii_lowercase();
        if let Some(lane) = lanes.get(&name).and_then(Weak::upgrade) {
            return lane;
        }
        let lane = Arc::default();
        lanes.insert(name, Arc::downgrade(&lane));
        lane
    }
}
