//! Works through the agenda as time passes or is moved.

use std::{sync::Arc, time::Duration};

use crate::{agenda::Due, clock::Millis, post::delivery, sim::Sim};

/// Follows the clock for ever.
pub(crate) async fn follow(sim: Arc<Sim>) {
    let mut moves = sim.clock.moves();
    loop {
        {
            let _pace = sim.pace.lock().await;
            while step(&sim, sim.clock.millis()) {}
        }
        let wait = wait_for_next(&sim);
        tokio::select! {
            () = sim.bell.notified() => {}
            _ = moves.changed() => {}
            () = wait => {}
        }
    }
}

/// Sleeps until the next thing is due; for ever on a clock that stands still.
async fn wait_for_next(sim: &Sim) {
    let next = sim.read().agenda.next_at();
    match next {
        Some(at) if !sim.clock.is_frozen() => {
            let wait = u64::try_from(at - sim.clock.millis()).unwrap_or(0);
            // Timers of the runtime end after two years; an hour is as good.
            tokio::time::sleep(Duration::from_millis(wait.min(3_600_000))).await;
        }
        _ => std::future::pending().await,
    }
}

/// Moves the clock to `target`, stopping at everything that is due on the way. Webhook calls made on the way are
/// answered (or have failed) before time goes on, so that the same moves give the same history.
pub(crate) async fn advance(sim: &Arc<Sim>, target: Millis) {
    let _pace = sim.pace.lock().await;
    loop {
        sim.landed().await;
        let due = sim.read().agenda.next_at().filter(|at| *at <= target);
        let Some(at) = due else { break };
        if at > sim.clock.millis() {
            sim.clock.set(at);
        }
        step(sim, at);
    }
    if target > sim.clock.millis() {
        sim.clock.set(target);
    }
}

/// Does what is due now, and waits until nothing is under way.
pub(crate) async fn settle(sim: &Arc<Sim>) {
    advance(sim, sim.clock.millis()).await;
}

/// Does the next thing due by `limit`; false when there is none.
fn step(sim: &Arc<Sim>, limit: Millis) -> bool {
    // Looked at first, because changing the state rings the bell that leads here.
    if sim.read().agenda.next_at().is_none_or(|at| at > limit) {
        return false;
    }
    let due = sim.act(|state, turn| {
        let (_, due) = state.agenda.take(limit)?;
        match due {
            Due::Fate(index) => state.fate(turn, index),
            Due::Activated(index) => state.activated(turn, index),
            Due::Begin(operation) => state.begin(turn, operation),
            Due::Effect(operation) => state.effect(turn, operation),
            Due::WindowCloses(operation, window) => state.window_closes(turn, operation, window),
            Due::GiveUp(operation) => state.give_up(turn, operation),
            Due::Deliver(_) => {}
        }
        Some(due)
    });
    if let Some(Due::Deliver(number)) = due {
        delivery::start(sim, number);
    }
    due.is_some()
}
