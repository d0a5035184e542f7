//! The explorer of the worker: the same world, with the worker that the desk runs and any ledger.

use std::sync::Arc;

use anyhow::Result;
use outbox::{Event, Outbox};

use super::ledger::Book;
use super::ports::Shared;
use super::promises::Broken;
use super::world::{World, moment};

/// One case.
pub(super) struct Case<B: Book> {
    pub(super) shared: Shared<B>,
    pub(super) steps: u64,
    pub(super) crashes: u64,
    outbox: Outbox<Shared<B>, Shared<B>>,
}

impl<B: Book> Case<B> {
    /// Plays a case to its end.
    pub(super) async fn play(seed: u64, traced: bool, book: B) -> Result<Self> {
        let shared = Shared::new(World::new(seed, traced), book);
        let outbox = begins(&shared);
        let mut case = Self { shared, steps: 0, crashes: 0, outbox };
        let (intents, steps) = {
            let dice = &mut case.shared.world().dice;
            (1 + dice.below(6), 20 + dice.below(60))
        };
        for _ in 0..steps {
            if case.shared.world().promises.broken.is_some() {
                return Ok(case);
            }
            case.steps += 1;
            case.anything(intents).await?;
        }
        case.ends().await?;
        Ok(case)
    }

    async fn anything(&mut self, intents: usize) -> Result<()> {
        let throw = self.shared.world().dice.below(100);
        match throw {
            0..15 if self.shared.intents() < intents => self.shared.asks().await?,
            15..20 => {
                let index = self.shared.world().dice.below(self.shared.intents());
                self.shared.happens(index, Event::Withdrawn).await?;
            }
            20..25 => self.one_is_asked_again().await?,
            25..33 => self.shared.world().customer(),
            33..37 => self.shared.world().others(),
            37..57 => {
                let mut world = self.shared.world();
                let some = world.some_time();
                world.pass(some);
            }
            _ => self.works().await?,
        }
        Ok(())
    }

    async fn one_is_asked_again(&self) -> Result<()> {
        if let Some(index) = self.shared.stuck() {
            let event = self.shared.world().asks_again(index);
            self.shared.happens(index, event).await?;
        }
        Ok(())
    }

    /// The worker does what is due, unless the program ends over it.
    async fn works(&mut self) -> Result<()> {
        let next = tokio::select! {
            biased;
            () = self.shared.crash.notified() => None,
            next = self.outbox.turn() => Some(next?),
        };
        if next.is_none() {
            self.crashes().await?;
        }
        Ok(())
    }

    /// The program ends, and some time later begins again.
    async fn crashes(&mut self) -> Result<()> {
        self.crashes += 1;
        self.outbox = begins(&self.shared);
        let is_whole = self.shared.catches_up().await?;
        let mut world = self.shared.world();
        if !is_whole {
            let now = world.microsoft.now;
            world.promises.breaks(Broken::Lost, now, || "an intent has vanished".to_owned());
        }
        let some = world.some_time();
        world.pass(some);
        Ok(())
    }

    /// From here on everything works, and people settle what needs them: every intent has to end.
    async fn ends(&mut self) -> Result<()> {
        {
            let mut world = self.shared.world();
            world.is_calm = true;
            world.microsoft.customers_give_up();
        }
        let mut patience = 5;
        for _ in 0..5_000 {
            let next = self.outbox.turn().await?;
            self.steps += 1;
            if self.shared.world().promises.broken.is_some() || self.shared.all_over() {
                return Ok(());
            }
            let asks_again = patience > 0 && self.shared.world().dice.says(50);
            match (next, self.shared.stuck()) {
                (Some(at), _) => {
                    let mut world = self.shared.world();
                    let wait = moment(at) - world.microsoft.now;
                    world.pass(wait);
                }
                (None, Some(_)) if asks_again => {
                    patience -= 1;
                    self.one_is_asked_again().await?;
                }
                (None, Some(index)) => self.shared.happens(index, Event::Withdrawn).await?,
                (None, None) => break,
            }
        }
        let mut world = self.shared.world();
        let now = world.microsoft.now;
        world.promises.breaks(Broken::Lost, now, || "never ends".to_owned());
        Ok(())
    }
}

fn begins<B: Book>(shared: &Shared<B>) -> Outbox<Shared<B>, Shared<B>> {
    let makes_ids = shared.clone();
    let clock = Arc::new(shared.clone());
    Outbox::new(shared.clone(), shared.clone(), clock, Arc::new(move || makes_ids.world().ids()), Arc::new(|_| ()))
}
