//! Pinned searches, each with how many items it finds.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::search::Search;
use super::{OpenItems, count};
use crate::contract::{Fault, PinView, PinnedView, Tag};
use crate::explain;
use crate::opened::Opened;

/// The journal's name for them.
const VIEWS: &str = "inbox-views";
/// Those everybody has; their names are the page's words.
const BUILT_IN: [&str; 4] = ["", "kind:request", "due<24h", "is:snoozed"];

#[derive(Serialize, Deserialize)]
struct View {
    search: String,
    name: String,
}

/// The views as they were counted last: a key press that asks for other rows must not count them all again.
#[derive(Debug, Default)]
pub(crate) struct ViewMemory(Mutex<Option<Counted>>);

#[derive(Debug)]
struct Counted {
    views: Vec<PinnedView>,
    items: u64,
    minute: i64,
    me: String,
}

impl ViewMemory {
    fn lock(&self) -> MutexGuard<'_, Option<Counted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Opened {
    /// The views, counted in this minute.
    pub(super) async fn views(
        &self,
        items: &OpenItems,
        me: &str,
        now: DateTime<Utc>,
    ) -> Result<Vec<PinnedView>, Fault> {
        let (version, minute) = (items.version(), now.timestamp() / 60);
        if let Some(counted) = &*self.views.lock()
            && (counted.items, counted.minute, counted.me.as_str()) == (version, minute, me)
        {
            return Ok(counted.views.clone());
        }
        let views = self.count_views(items, me, now).await?;
        *self.views.lock() = Some(Counted { views: views.clone(), items: version, minute, me: me.to_owned() });
        Ok(views)
    }

    async fn count_views(&self, items: &OpenItems, me: &str, now: DateTime<Utc>) -> Result<Vec<PinnedView>, Fault> {
        let own = self.pinned().await?;
        let built_in = BUILT_IN.into_iter().map(|search| (String::new(), search.to_owned(), true));
        let all = built_in.chain(own.into_iter().map(|view| (view.name, view.search, false)));
        Ok(all
            .map(|(name, search, built_in)| {
                let asked = Search::read(&search, me);
                let found = items.iter().filter(|known| asked.finds(known, now)).count();
                PinnedView { name, search, count: count(found), built_in }
            })
            .collect())
    }

    async fn pinned(&self) -> Result<Vec<View>, Fault> {
        let kept = self.source.store.journal.setting(VIEWS).await.map_err(explain::store)?;
        Ok(kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default())
    }

    /// Pins a search under a name, renames it, or unpins it.
    pub(crate) async fn pin_view(&self, request: &PinView) -> Result<(), Fault> {
        let search = request.search.split_whitespace().collect::<Vec<_>>().join(" ");
        if BUILT_IN.contains(&search.as_str()) {
            return Err(Fault::invalid("search"));
        }
        let mut views = self.pinned().await?;
        views.retain(|view| view.search != search);
        if let Some(name) = request.name.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
            views.push(View { search, name: name.to_owned() });
        }
        let kept = serde_json::to_value(&views).unwrap_or_default();
        self.source.store.journal.set(VIEWS, kept).await.map_err(explain::store)?;
        *self.views.lock() = None;
        self.tidings.tell(Tag::Inbox);
        Ok(())
    }
}
