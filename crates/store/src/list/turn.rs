//! A count that nobody waits for any more gives way to the next one.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, InterruptHandle};

use super::query::ListQuery;
use crate::error::{Result, StoreError};

/// Whose turn it is to count.
#[derive(Debug, Default)]
pub(crate) struct Turn(Mutex<Option<(ListQuery, Arc<Counting>)>>);

/// One count under way.
#[derive(Debug, Default)]
pub(crate) struct Counting(Mutex<Stage>);

#[derive(Default)]
enum Stage {
    #[default]
    Waiting,
    Running(InterruptHandle),
    Over,
}

impl std::fmt::Debug for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Waiting => "Waiting",
            Self::Running(_) => "Running",
            Self::Over => "Over",
        })
    }
}

impl Turn {
    /// Somebody asks for `query`: a count of anything else is pointless now.
    pub(crate) fn asked(&self, query: &ListQuery) {
        let mut turn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, counting)) = turn.take_if(|(counted, _)| !counted.finds_the_same(query)) {
            counting.stop();
        }
    }

    /// The turn to count `query`.
    pub(crate) fn take(&self, query: &ListQuery) -> Arc<Counting> {
        self.asked(query);
        let counting = Arc::new(Counting::default());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((query.clone(), Arc::clone(&counting)));
        counting
    }
}

impl Counting {
    /// Runs `work` unless it was stopped, and can be stopped while it runs. The connection is let go of before the
    /// next work begins on it, so that only this work is ever interrupted.
    pub(crate) fn run<T>(&self, conn: &Connection, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        {
            let mut stage = self.stage();
            if matches!(*stage, Stage::Over) {
                return Err(StoreError::Superseded);
            }
            *stage = Stage::Running(conn.get_interrupt_handle());
        }
        let _over = Ending(self);
        work(conn)
    }

    fn stop(&self) {
        if let Stage::Running(handle) = std::mem::replace(&mut *self.stage(), Stage::Over) {
            handle.interrupt();
        }
    }

    fn stage(&self) -> std::sync::MutexGuard<'_, Stage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Ending<'a>(&'a Counting);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        *self.0.stage() = Stage::Over;
    }
}
