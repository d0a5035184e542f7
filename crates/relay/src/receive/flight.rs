//! Decisions on their way. A repeat of a message that is being decided waits for the same decision.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

type Answers = Arc<Mutex<BTreeMap<String, watch::Receiver<Option<u16>>>>>;

/// Decisions on their way, by the key of their message.
#[derive(Default)]
pub(crate) struct Flights(Answers);

/// Whether one is the first.
pub(crate) enum Boarding {
    /// To be decided now.
    First(Flight, Awaited),
    /// Is being decided.
    Joined(Awaited),
}

/// A decision that is awaited.
pub(crate) struct Awaited(watch::Receiver<Option<u16>>);

/// A decision that is being made. Dropped without landing, by a panic, it leaves those who wait without an answer.
pub(crate) struct Flight {
    key: String,
    answer: watch::Sender<Option<u16>>,
    all: Answers,
}

impl Flights {
    /// Joins, or is the first.
    pub(crate) fn board(&self, key: &str) -> Boarding {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = all.get(key) {
            return Boarding::Joined(Awaited(answer.clone()));
        }
        let (answer, awaited) = watch::channel(None);
        all.insert(key.to_owned(), awaited.clone());
        Boarding::First(Flight { key: key.to_owned(), answer, all: Arc::clone(&self.0) }, Awaited(awaited))
    }

    /// How many are under way.
    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Flight {
    /// The decision, or none where it could not be made.
    pub(crate) fn land(self, status: Option<u16>) {
        self.answer.send_replace(status);
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

impl Awaited {
    /// The status decided on; none where nothing was.
    pub(crate) async fn wait(mut self) -> Option<u16> {
        match self.0.wait_for(Option::is_some).await {
            Ok(status) => *status,
            Err(_) => None,
        }
    }
}
