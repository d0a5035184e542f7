//! What came of all rooms together.

use std::collections::BTreeMap;

use crate::figures::Figures;

/// Counts, and what was wrong in words.
#[derive(Debug, Default, Clone)]
pub struct Tally {
    /// Combinations played.
    pub combinations: usize,
    /// Simulated days, of all of them together.
    pub days: u32,
    /// Requests for another plan or other seats.
    pub requests: u32,
    /// Whatever else customers did.
    pub besides: u32,
    /// Webhook calls that went over the line.
    pub calls: u32,
    /// Requests whose answer, and what Microsoft made of it, are what the rules say.
    pub as_ruled: u32,
    /// Of those, accepted by Microsoft because nobody objected.
    pub by_silence: u32,
    /// Requests for which that cannot be, by why not.
    pub deviations: BTreeMap<&'static str, u32>,
    /// Requests for which that is not so, and nothing explains it.
    pub unexplained: u32,
    /// Messages that took a refused change back and were refused again.
    pub reverts_refused: u32,
    /// Times a desk woke.
    pub wakings: u32,
    /// Statements on a desk's screens, in the relay's feed and in its list of held requests that were held against the
    /// ledgers.
    pub statements: u32,
    /// Of those, said otherwise by Microsoft's ledger or by what the relay answered.
    pub claimed_wrongly: BTreeMap<&'static str, u32>,
    /// What was wrong, for people.
    pub words: Vec<String>,
}

impl Tally {
    /// A statement was compared with the ledgers.
    pub fn states(&mut self, what: &'static str, holds: bool, words: impl FnOnce() -> String) {
        self.statements += 1;
        if !holds {
            *self.claimed_wrongly.entry(what).or_default() += 1;
            self.words.push(format!("{what}: {}", words()));
        }
    }

    /// And another room's.
    pub fn add(&mut self, other: Self) {
        self.days += other.days;
        self.requests += other.requests;
        self.besides += other.besides;
        self.calls += other.calls;
        self.as_ruled += other.as_ruled;
        self.by_silence += other.by_silence;
        self.unexplained += other.unexplained;
        self.reverts_refused += other.reverts_refused;
        self.wakings += other.wakings;
        self.statements += other.statements;
        self.words.extend(other.words);
        for (why, count) in other.deviations {
            *self.deviations.entry(why).or_default() += count;
        }
        for (what, count) in other.claimed_wrongly {
            *self.claimed_wrongly.entry(what).or_default() += count;
        }
    }

    /// How much was claimed wrongly, of every kind.
    pub fn wrong(&self) -> u32 {
        self.claimed_wrongly.values().sum()
    }

    /// Whether every request was answered as ruled or for a reason that is not ours, and nothing was claimed wrongly.
    pub fn holds(&self) -> bool {
        self.requests > 0 && self.unexplained == 0 && self.reverts_refused == 0 && self.wrong() == 0
    }

    /// As figures with stable names.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        #[expect(clippy::cast_precision_loss, reason = "a count of some dozens")]
        figures.add("window.combinations", self.combinations as f64, "settings of Microsoft, the line and the relay");
        let mut add =
            |name: &str, value: u32, meaning: &str| figures.add(&format!("window.{name}"), value.into(), meaning);
        add("days", self.days, "simulated, of all combinations together");
        add("requests", self.requests, "for another plan or other seats");
        add("besides", self.besides, "purchases, suspensions, reinstatements, cancellations");
        add("calls", self.calls, "webhooks that went over the line, repeats among them");
        add("answered_as_ruled", self.as_ruled, "as the rules say, at the relay and at Microsoft");
        add("by_silence", self.by_silence, "of those, accepted because nobody objected");
        for (why, count) in &self.deviations {
            add(&format!("not_as_ruled.{}", why.replace(' ', "_")), *count, "the answer could not count");
        }
        add("unexplained", self.unexplained, "not as ruled, and nothing explains it (goal: 0)");
        add("reverts_refused", self.reverts_refused, "what Microsoft took back was refused again (goal: 0)");
        add("wakings", self.wakings, "times a desk woke and caught up");
        add("statements", self.statements, "on screens, in the feed and at the relay, held against the ledgers");
        add("claimed_wrongly", self.wrong(), "of those, not so (goal: 0)");
        for (what, count) in &self.claimed_wrongly {
            add(&format!("claimed_wrongly.{}", what.replace(' ', "_")), *count, "of which");
        }
        self.words.iter().take(20).for_each(|word| println!("  {word}"));
        figures
    }
}
