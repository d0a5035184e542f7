//! `outbox-model`: the outbox against a model of Microsoft, on the pure machine and on the real store.

use anyhow::Result;

use crate::figures::Figures;
use crate::model::stored::Stored;
use crate::model::{Tally, pure, through_the_worker};

/// What came of both.
pub struct Outcome {
    /// The state machine alone.
    pub pure: Tally,
    /// The worker over the desk's journal.
    pub store: Tally,
}

impl Outcome {
    /// How many promises were broken.
    pub fn broken(&self) -> u64 {
        self.pure.broken() + self.store.broken()
    }

    /// The first case that broke one, line by line.
    pub fn first(&self) -> Option<&str> {
        self.pure.first.as_deref().or(self.store.first.as_deref())
    }

    /// As figures with stable names.
    #[expect(clippy::cast_precision_loss, reason = "counts of some millions")]
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        let mut add =
            |name: &str, value: u64, meaning: &str| figures.add(&format!("outbox-model.{name}"), value as f64, meaning);
        add("pure.cases", self.pure.cases, "random interleavings on the state machine alone");
        add("pure.calls", self.pure.calls, "calls begun in them");
        add("pure.crashes", self.pure.crashes, "times the program ended in the middle");
        add("store.cases", self.store.cases, "the same through the worker and the real store");
        add("store.calls", self.store.calls, "calls begun in them");
        add("store.crashes", self.store.crashes, "times the program ended in the middle");
        add("lost", self.pure.lost + self.store.lost, "intents that vanished or never ended (goal: 0)");
        add("doubled", self.pure.doubled + self.store.doubled, "intents effective twice (goal: 0)");
        add("reordered", self.pure.reordered + self.store.reordered, "sent before an earlier one was over (goal: 0)");
        add(
            "untimely",
            self.pure.untimely + self.store.untimely,
            "sent too early, or after withdrawal or expiry (goal: 0)",
        );
        add("untrue", self.pure.untrue + self.store.untrue, "states that say what is not so (goal: 0)");
        add("unknowable", self.pure.unknowable + self.store.unknowable, "nothing Microsoft shows could have told");
        figures
    }
}

/// Plays so many cases of each kind.
///
/// # Errors
/// Where a store cannot be made, read or written.
pub async fn outbox_model(pure_cases: u64, store_cases: u64, seed: u64) -> Result<Outcome> {
    let pure = pure(pure_cases, seed);
    let store = through_the_worker(store_cases, seed, async |_| Stored::new()).await?;
    Ok(Outcome { pure, store })
}
