//! `window`: customers ask day and night while desks sleep, before a Microsoft of every kind the contract allows.
//!
//! [`switches`] are the settings, and [`pairs`] chooses the combinations that are played: every pair of settings, and a
//! sample besides. Each is a [`room`]: a simulator, a relay behind a bad [`line`](mod@line), and a [`sleeper`], the real
//! desk, which wakes now and then. [`customers`] ask; [`rules`] says, by itself, what they are to be answered; [`books`]
//! reads what Microsoft's own ledger made of it; [`verdicts`] holds one against the other, and [`claims`] what the
//! desk's screens say against both.
//!
//! Time is the simulator's, moved by hand. Nothing waits for a clock on a wall.

pub mod books;
pub mod claims;
pub mod customers;
pub mod line;
pub mod pairs;
pub mod room;
pub mod rules;
pub mod sleeper;
pub mod switches;
pub mod tally;
pub mod time;
pub mod verdicts;

use anyhow::Result;

use crate::model::dice::Dice;
use switches::{Combination, Setting, settings};
use tally::Tally;

/// How much is played.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Requests for another plan or other seats, in all.
    pub requests: u32,
    /// Combinations drawn at random, beside those that hold every pair.
    pub sample: usize,
    /// The most combinations in all: a test is content with some.
    pub most: usize,
    /// Whether calls and answers may be lost on the line. What is lost depends on which of several calls comes first.
    pub loses: bool,
}

/// Plays all of it. The seed decides everything but how fast the computer is.
///
/// # Errors
/// Where a simulator, a relay or a desk does not do as it is told.
pub async fn window(size: Size, seed: u64) -> Result<Tally> {
    let mut dice = Dice::new(seed);
    let all = settings();
    let mut rows = pairs::covering(&all, &mut dice);
    let covering = rows.len();
    rows.extend((0..size.sample).map(|_| all.iter().map(|setting| dice.below(setting.values.len())).collect()));
    rows.truncate(size.most.max(1));
    println!(
        "{} settings in {} values: {covering} combinations hold every pair, {} are played, seed {seed}",
        all.len(),
        all.iter().map(|setting| setting.values.len()).sum::<usize>(),
        rows.len()
    );
    let mut tally = Tally { combinations: rows.len(), ..Tally::default() };
    let chosen = rows.iter().map(|row| Setting::chosen(&all, row));
    let rooms: Vec<_> = chosen.map(|room| if size.loses { room } else { room.on_a_calm_line() }).collect();
    let (mut left, mut shares) = (size.requests, rooms.iter().map(share).sum::<u32>());
    for combination in &rooms {
        let requests = (left * share(combination)).div_ceil(shares.max(1));
        (left, shares) = (left - requests, shares - share(combination));
        let played = room::play(combination, requests, dice.any()).await;
        tally.add(played.map_err(|error| error.context(format!("{combination}")))?);
    }
    Ok(tally)
}

/// Under the old contract most answers do not count, and each is asked for hundreds of times: fewer are enough.
fn share(combination: &Combination) -> u32 {
    if combination.word("contract") == "old" { 1 } else { 5 }
}
