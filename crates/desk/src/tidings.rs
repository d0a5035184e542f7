//! Telling the page what has changed, not too often.
//!
//! A sweep writes many pages a second; a page that asks again for each of them would do nothing else. Tags are gathered
//! and told together, at once the first time and then a few times a second.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio_util::task::AbortOnDropHandle;

use crate::contract::Tag;

/// Between two tellings.
const APART: Duration = Duration::from_millis(250);

/// Hears what has changed. Must return at once.
pub type Told = Arc<dyn Fn(&[Tag]) + Send + Sync>;

/// Gathers tags and tells them.
#[derive(Clone)]
pub(crate) struct Tidings {
    gathered: Arc<Mutex<HashSet<Tag>>>,
    come: Arc<Notify>,
}

impl Tidings {
    /// Tells `told` what is gathered, until the handle is dropped.
    pub(crate) fn start(told: Told) -> (Self, AbortOnDropHandle<()>) {
        let tidings = Self { gathered: Arc::default(), come: Arc::default() };
        let telling = tidings.clone();
        let task = tokio::spawn(async move {
            loop {
                telling.come.notified().await;
                let tags: Vec<Tag> = telling.lock().drain().collect();
                told(&tags);
                tokio::time::sleep(APART).await;
            }
        });
        (tidings, AbortOnDropHandle::new(task))
    }

    /// Notes that something has changed.
    pub(crate) fn tell(&self, tag: Tag) {
        self.lock().insert(tag);
        self.come.notify_one();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<Tag>> {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_burst_is_told_twice_at_most_in_a_quarter_of_a_second() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let ears = Arc::clone(&told);
        let (tidings, _task) = Tidings::start(Arc::new(move |tags| ears.lock().unwrap().push(tags.to_vec())));
        for _ in 0..100 {
            tidings.tell(Tag::Subscriptions);
            tokio::task::yield_now().await;
        }
        tokio::time::sleep(APART * 2).await;
        assert_eq!(
            *told.lock().unwrap(),
            [[Tag::Subscriptions], [Tag::Subscriptions]],
            "the first at once, the rest together"
        );
    }
}
