//! What there is at Microsoft: subscriptions, operations, calls and replies.

use domain::OperationId;

/// Milliseconds since the case began.
pub type Moment = i64;

/// Where in its life a subscription is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// Active.
    Subscribed,
    /// A payment is missing.
    Suspended,
    /// Over, for ever.
    Unsubscribed,
}

/// What a subscription is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Where in its life.
    pub life: Life,
    /// In which plan.
    pub plan: u8,
    /// How many seats.
    pub seats: u8,
}

/// What a change leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// This plan.
    Plan(u8),
    /// This many seats.
    Seats(u8),
}

impl Shape {
    /// Whether it is as a change wants it.
    pub fn shows(self, target: Target) -> bool {
        match target {
            Target::Plan(plan) => self.plan == plan,
            Target::Seats(seats) => self.seats == seats,
        }
    }

    /// As it is after a change.
    #[must_use]
    pub fn with(self, target: Target) -> Self {
        match target {
            Target::Plan(plan) => Self { plan, ..self },
            Target::Seats(seats) => Self { seats, ..self },
        }
    }
}

/// Who caused something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A customer, by a request that waited for an answer.
    Customer,
    /// One of our intents.
    Us(usize),
    /// Anybody else.
    Others,
}

/// What a subscription became, when, and who caused it.
#[derive(Debug, Clone, Copy)]
pub struct Became {
    /// When.
    pub at: Moment,
    /// What.
    pub shape: Shape,
    /// Who.
    pub by: By,
}

/// How far an operation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It waits for an answer; silence accepts at that moment, where one is set.
    Waits(Option<Moment>),
    /// It takes effect, or fails, at that moment.
    Runs {
        /// When.
        until: Moment,
        /// It will fail.
        fails: bool,
    },
    /// It took effect.
    Succeeded(Moment),
    /// It did not.
    Failed(Moment),
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Op {
    /// Its id.
    pub id: OperationId,
    /// Whose.
    pub subscription: usize,
    /// What it changes.
    pub target: Target,
    /// Who began it.
    pub by: By,
    /// When it began.
    pub born: Moment,
    /// How far it has come.
    pub phase: Phase,
    /// The intent whose answer came while it waited, whether or not it counted.
    pub answered_by: Option<usize>,
}

impl Op {
    /// Whether it keeps others out.
    pub fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Waits(_) | Phase::Runs { .. })
    }

    /// Whether it was accepted, be it by silence.
    pub fn is_accepted(&self) -> bool {
        matches!(self.phase, Phase::Runs { .. } | Phase::Succeeded(_))
    }
}

/// A call as it arrives.
#[derive(Debug, Clone, Copy)]
pub enum Call {
    /// PATCH subscription.
    Change {
        /// Which.
        subscription: usize,
        /// To what.
        target: Target,
    },
    /// PATCH operation.
    Answer {
        /// Which.
        op: usize,
        /// `Success`.
        accept: bool,
    },
}

/// What Microsoft answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// 200 or 202, with the operation.
    Accepted(usize),
    /// Locked by another operation.
    Locked,
    /// It is so.
    AlreadySo,
    /// 409.
    TooLate,
    /// 404.
    Unknown,
    /// No.
    Refused,
}
