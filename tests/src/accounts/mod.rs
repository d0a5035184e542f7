//! `hooks`: rules act on accounts while the publisher's service is away, in trouble or cut off, and while the relay that
//! tells it is killed at random moments. In the end every event arrived once and in its order, or a person is told why not.
//!
//! Time is the market's. The relay's clock follows a file, so that a day passes in a moment, also while it works.

mod ahead;
mod judging;
mod receiver;
mod scene;
mod victim;

use anyhow::Result;

use crate::figures::Figures;
use scene::Scene;

pub use ahead::AheadTime;
pub use receiver::Service;

/// How much is done.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Customers to whom something happens.
    pub customers: usize,
    /// Rounds in which something may happen to each.
    pub rounds: u32,
    /// Relays killed, at most.
    pub kills: u32,
}

/// What came of it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Relays killed in the middle of their work.
    pub kills: u32,
    /// Attempts that the service answered with a fault, cut off, or was not there for.
    pub troubles: u32,
    /// Events that called for a hook.
    pub hooks: u32,
    /// Hooks that were given up before they were sent: the customer paid in time, or left.
    pub withdrawn: u32,
    /// Hooks that need a person, with a reason.
    pub stuck: u32,
    /// Events of which the service never heard, and nobody was told why.
    pub lost: u32,
    /// Events the service heard of under two ids or in two versions, or that never happened.
    pub doubled: u32,
    /// Events of one account that took effect in another order than they happened in.
    pub reordered: u32,
    /// Calls that were not signed as they should be.
    pub unsigned: u32,
    /// What is wrong, in words.
    pub words: Vec<String>,
}

impl Outcome {
    /// As figures with stable names.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        let mut add = |what: &str, value: u32, meaning| figures.add(&format!("hooks.{what}"), value.into(), meaning);
        add("kills", self.kills, "the relay killed with SIGKILL at a random moment");
        add("troubles", self.troubles, "attempts answered with a fault, cut off, or made to nobody");
        add("hooks", self.hooks, "events that called for a hook");
        add("withdrawn", self.withdrawn, "given up because the customer paid in time, or left");
        add("stuck", self.stuck, "hooks that need a person, with a reason");
        add("lost", self.lost, "events the service never heard of, and nobody was told why (goal: 0)");
        add("doubled", self.doubled, "events under two ids, in two versions, or that never happened (goal: 0)");
        add("reordered", self.reordered, "events of one account in another order than they happened (goal: 0)");
        add("unsigned", self.unsigned, "calls not signed as they should be (goal: 0)");
        figures
    }

    /// Whether the promise holds.
    pub fn holds(&self) -> bool {
        self.hooks > 0 && [self.lost, self.doubled, self.reordered, self.unsigned] == [0; 4]
    }
}

/// Plays so many rounds. The seed decides what happens, and when the relay dies.
///
/// # Errors
/// Where a program does not do as it is told.
pub async fn account_hooks(size: Size, seed: u64) -> Result<Outcome> {
    let mut scene = Scene::begin(size, seed).await?;
    scene.play(size).await?;
    scene.end().await
}
