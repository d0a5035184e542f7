//! What nobody has established about Microsoft, drawn anew for each case.

use super::dice::Dice;

/// What can be asked about operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readable {
    /// Each can be read, for ever.
    Always,
    /// Each can be read until it is over.
    UntilOver,
    /// None can: 400 or 404.
    Never,
}

/// What an answer hears that comes after the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterDecision {
    /// 409.
    TooLate,
    /// 200, and nothing happens.
    Ignored,
    /// 400 or 404.
    Unknown,
}

/// How this Microsoft behaves.
#[derive(Debug, Clone, Copy)]
pub struct Switches {
    /// Silence accepts after 10 s. Under the old contract a request waits until it is answered.
    pub silence_accepts: bool,
    /// The 10 s begin when the webhook is answered, not when it is sent.
    pub window_from_answer: bool,
    /// A refusal by PATCH counts.
    pub refusals_count: bool,
    /// What an answer hears that comes too late.
    pub after_decision: AfterDecision,
    /// An operation's id is the id of the request that began it.
    pub request_is_operation: bool,
    /// The answer to a change names the operation.
    pub names_operation: bool,
    /// What can be asked about operations.
    pub readable: Readable,
    /// One operation at a time. Off, Microsoft is weaker than its contract.
    pub locks: bool,
    /// A change to what is so already is refused. Off, Microsoft is weaker than its contract.
    pub refuses_same: bool,
    /// Readings lag behind by up to this, milliseconds.
    pub lag: i64,
    /// A reading may show less than the one before it.
    pub steps_back: bool,
    /// Operations take effect after up to this, milliseconds.
    pub slowest_effect: i64,
    /// Calls that go wrong, in a hundred.
    pub trouble: u8,
    /// Other people work on the same subscriptions.
    pub others: bool,
}

impl Switches {
    /// One setting of all of them.
    pub fn drawn(dice: &mut Dice) -> Self {
        let readable = match dice.below(4) {
            0 => Readable::Never,
            1 => Readable::UntilOver,
            _ => Readable::Always,
        };
        let after_decision = match dice.below(3) {
            0 => AfterDecision::TooLate,
            1 => AfterDecision::Ignored,
            _ => AfterDecision::Unknown,
        };
        Self {
            silence_accepts: dice.says(70),
            window_from_answer: dice.says(50),
            refusals_count: dice.says(60),
            after_decision,
            request_is_operation: dice.says(50),
            names_operation: dice.says(70),
            readable,
            locks: dice.says(80),
            refuses_same: dice.says(80),
            lag: if dice.says(50) { dice.between(0, 5_000) } else { 0 },
            steps_back: dice.says(20),
            slowest_effect: if dice.says(50) { 300_000 } else { dice.between(0, 20_000) },
            trouble: [0, 10, 30, 60].get(dice.below(4)).copied().unwrap_or(0),
            others: dice.says(60),
        }
    }
}
