//! Many at once: one thing is done to a number of customers, each by itself.
//!
//! What is chosen is written down whole before anything happens: who, what, why, and every customer with what was seen
//! of it. From there it goes on by itself, a few at a time, also after the program was killed. Each customer becomes an
//! intent of its own, whose id comes from the whole's and the customer's, so that the same is never asked for twice.
//! Whatever could not be done says why, and nothing is left out of the report.

mod beginning;
mod chosen;
mod going;
mod preview;
mod rules;
mod sheet;
mod telling;

use std::sync::Arc;

use tokio::sync::Notify;

use crate::contract::ManyAction;

pub(crate) use going::start;

/// Whether each becomes an intent, which leaves this computer; else it is done here, at once.
fn becomes_intents(action: &ManyAction) -> bool {
    match action {
        ManyAction::Activate | ManyAction::SuspendAccess => true,
        ManyAction::Assign { .. } | ManyAction::Note { .. } | ManyAction::Export => false,
    }
}

/// Wakes what goes on with them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bell(Arc<Notify>);

impl Bell {
    /// Something has come further, or is to be begun.
    pub(crate) fn ring(&self) {
        self.0.notify_one();
    }
}
