//! Trouble on demand: what a network, a gateway or the service itself can do to an answer.
//!
//! Faults are added one by one and can be mixed. Each names the calls it concerns, how often it strikes, and what it
//! does. Whether one with a probability strikes is drawn from the seed, so a run repeats.

mod malformed;
mod spoil;

use serde::{Deserialize, Serialize};

pub use self::malformed::Flaw;
pub(crate) use self::spoil::{Shape, spoil};
use crate::{
    api::route::RouteKind,
    seed::{Draw, Room},
};

/// A fault and when it strikes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// The calls it concerns; all of them where none are named.
    #[serde(default)]
    pub routes: Vec<RouteKind>,
    /// Matching calls it lets pass first.
    #[serde(default)]
    pub after: u32,
    /// Strikes left; without a number it strikes until it is removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// How likely it strikes, from 0 to 1; always where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// What it does.
    #[serde(flatten)]
    pub kind: FaultKind,
}

/// What a fault does. `afterwards` means that the call has its effect and only the answer is lost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FaultKind {
    /// The answer comes later, in real time.
    Latency {
        /// Milliseconds.
        ms: u64,
    },
    /// 429 with `Retry-After`.
    Throttled {
        /// Seconds to wait.
        seconds: u32,
        /// Written as an HTTP date instead of a number.
        #[serde(default)]
        as_date: bool,
    },
    /// A 5xx answer.
    ServerError {
        /// The status.
        status: u16,
        /// The call has its effect.
        #[serde(default)]
        afterwards: bool,
    },
    /// Any status with an error's code and words, as the contract lists them; the call has no effect.
    Refused {
        /// The status.
        status: u16,
        /// The code.
        code: String,
        /// The words.
        message: String,
    },
    /// The connection is reset.
    Reset {
        /// The call has its effect.
        #[serde(default)]
        afterwards: bool,
    },
    /// The connection is closed without an answer.
    Cut {
        /// The call has its effect.
        #[serde(default)]
        afterwards: bool,
    },
    /// A whole HTTP answer whose JSON ends too early.
    Truncated,
    /// The connection ends in the middle of the body.
    BrokenOff,
    /// A gateway's page instead of JSON.
    Html {
        /// The status; 200 is the nastiest.
        status: u16,
    },
    /// The right body under the name `text/plain`.
    WrongContentType,
    /// The body comes in small pieces.
    Drip {
        /// Bytes of each piece.
        bytes: u32,
        /// Milliseconds between pieces.
        every_ms: u64,
    },
    /// About one record in so many is malformed; always the same ones.
    Malformed {
        /// One in this many.
        every: u32,
        /// How; all ways mixed where none is named.
        #[serde(default)]
        flaw: Option<Flaw>,
    },
    /// About one record in so many is left out of the list; always the same ones.
    LeftOut {
        /// One in this many.
        every: u32,
    },
    /// The token endpoint says the secret has expired.
    ExpiredSecret,
    /// The token endpoint does not know the secret any more.
    RevokedSecret,
    /// The list is empty, as for a token from the wrong tenant.
    EmptyList,
    /// The bearer is refused.
    Unauthorized {
        /// 401 or 403.
        status: u16,
    },
}

/// A fault in force.
#[derive(Debug, Clone, Serialize)]
pub struct FaultInForce {
    /// Its number, for removal.
    pub number: u64,
    /// How often it struck.
    pub hits: u64,
    /// The fault, with the strikes it has left.
    #[serde(flatten)]
    pub fault: Fault,
}

/// All faults in force.
#[derive(Debug)]
pub(crate) struct Faults {
    in_force: Vec<FaultInForce>,
    added: u64,
    draw: Draw,
}

impl Faults {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { in_force: Vec::new(), added: 0, draw: Draw::new(seed, Room::Fault, 0) }
    }

    pub(crate) fn add(&mut self, fault: Fault) -> u64 {
        self.added += 1;
        self.in_force.push(FaultInForce { number: self.added, hits: 0, fault });
        self.added
    }

    /// Removes one; true where it was in force.
    pub(crate) fn remove(&mut self, number: u64) -> bool {
        let before = self.in_force.len();
        self.in_force.retain(|fault| fault.number != number);
        self.in_force.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.in_force.clear();
    }

    pub(crate) fn list(&self) -> Vec<FaultInForce> {
        self.in_force.clone()
    }

    /// The faults that strike this call.
    pub(crate) fn strike(&mut self, route: RouteKind) -> Vec<FaultKind> {
        let draw = &mut self.draw;
        let struck = self.in_force.iter_mut().filter_map(|in_force| in_force.strikes(route, draw));
        struck.collect()
    }
}

impl FaultInForce {
    fn strikes(&mut self, route: RouteKind, draw: &mut Draw) -> Option<FaultKind> {
        let fault = &mut self.fault;
        if !(fault.routes.is_empty() || fault.routes.contains(&route)) || fault.times == Some(0) {
            return None;
        }
        if fault.after > 0 {
            fault.after -= 1;
            return None;
        }
        if fault.probability.is_some_and(|probability| draw.unit() >= probability) {
            return None;
        }
        fault.times = fault.times.map(|times| times - 1);
        self.hits += 1;
        Some(fault.kind.clone())
    }
}

impl FaultKind {
    /// A word for logs.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Latency { .. } => "latency",
            Self::Throttled { .. } => "throttled",
            Self::ServerError { .. } => "serverError",
            Self::Refused { .. } => "refused",
            Self::Reset { .. } => "reset",
            Self::Cut { .. } => "cut",
            Self::Truncated => "truncated",
            Self::BrokenOff => "brokenOff",
            Self::Html { .. } => "html",
            Self::WrongContentType => "wrongContentType",
            Self::Drip { .. } => "drip",
            Self::Malformed { .. } => "malformed",
            Self::LeftOut { .. } => "leftOut",
            Self::ExpiredSecret => "expiredSecret",
            Self::RevokedSecret => "revokedSecret",
            Self::EmptyList => "emptyList",
            Self::Unauthorized { .. } => "unauthorized",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(after: u32, times: Option<u32>, probability: Option<f64>) -> Fault {
        Fault { routes: vec![RouteKind::List], after, times, probability, kind: FaultKind::Truncated }
    }

    #[test]
    fn a_fault_strikes_its_calls_the_given_number_of_times() {
        let mut faults = Faults::new(7);
        faults.add(fault(1, Some(2), None));
        let mut strike = |route| faults.strike(route).len();
        assert_eq!(strike(RouteKind::Get), 0, "not its call");
        assert_eq!((strike(RouteKind::List), strike(RouteKind::List)), (0, 1), "the first passes");
        assert_eq!((strike(RouteKind::List), strike(RouteKind::List)), (1, 0), "twice and no more");
    }

    #[test]
    fn chance_is_the_same_on_every_run() {
        let run = || {
            let mut faults = Faults::new(7);
            faults.add(fault(0, None, Some(0.3)));
            (0..100).map(|_| faults.strike(RouteKind::List).len()).collect::<Vec<_>>()
        };
        assert_eq!(run(), run(), "seeded");
        assert!((15..45).contains(&run().iter().sum::<usize>()), "about three in ten");
    }

    #[test]
    fn a_fault_is_written_flat_in_json() {
        let text = r#"{"routes":["list"],"times":3,"kind":"throttled","seconds":5,"asDate":true}"#;
        let read: Fault = serde_json::from_str(text).unwrap();
        assert_eq!(read.kind, FaultKind::Throttled { seconds: 5, as_date: true }, "as the control API takes it");
    }
}
