//! Tells the desktop what the plan says.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::NaiveTime;
use store::ItemWrite;
use tokio::sync::Mutex;

use super::plan::{Candidate, MOST_ALONE, Memory, Plan, plan};
use super::words::Words;
use super::{Desktop, Notice};
use crate::contract::{Fault, InboxItem, ItemRequest, Language, Preferences, RequestStage};
use crate::inbox::OpenItems;
use crate::opened::Opened;

/// A desktop that has not answered by then is none.
const PATIENCE: Duration = Duration::from_secs(20);

/// Tells the desktop, and remembers what it shows. One for all connections: what the desktop shows of one that is left
/// is taken back when another is shown.
pub(crate) struct Teller {
    desktop: Arc<dyn Desktop>,
    state: Mutex<State>,
    /// Whether the desktop showed what it was last given.
    works: AtomicBool,
}

struct State {
    memory: Memory,
    counted: Option<u32>,
}

/// What the desktop is asked to do, in this order.
struct Errand {
    withdraw: Vec<String>,
    show: Vec<Told>,
    count: Option<u32>,
}

/// A notice and the items it is about.
struct Told {
    notice: Notice,
    about: Vec<String>,
}

impl Teller {
    pub(crate) fn new(desktop: Arc<dyn Desktop>) -> Self {
        let state = State { memory: Memory::default(), counted: None };
        Self { desktop, state: Mutex::new(state), works: AtomicBool::new(true) }
    }

    /// Whether the desktop shows notices, as far as it was tried.
    pub(crate) fn works(&self) -> bool {
        self.works.load(Ordering::Relaxed)
    }

    /// Tells of what is new in the inbox, takes back what is settled, and says how many items wait. `local` is the time
    /// on the wall. Says whether the desktop works, as far as it was tried.
    ///
    /// Wanted after every look at the inbox, also where nothing changed: quiet hours end by themselves.
    pub(crate) async fn tell(
        &self,
        opened: &Opened,
        preferences: &Preferences,
        local: NaiveTime,
    ) -> Result<bool, Fault> {
        if !self.desktop.is_there() {
            self.works.store(false, Ordering::Relaxed);
            return Ok(false);
        }
        let mut state = self.state.lock().await;
        let now = opened.source.clock.now();
        let items = opened.open_items().await?;
        let candidates: Vec<Candidate<'_>> = items.iter().map(|known| Candidate::of(known, now)).collect();
        let plan = plan(&candidates, &preferences.notices, local, &state.memory);
        let told = mark(opened, &plan).await?;
        let waiting = candidates.iter().filter(|item| !item.is_put_off).count();
        let waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
        let errand = Errand {
            show: notices(opened, &items, &plan, &told, preferences.language).await,
            count: (state.counted != Some(waiting)).then_some(waiting),
            withdraw: plan.withdraw,
        };
        state.memory.held = plan.held;
        state.counted = Some(waiting);
        self.run(errand, &mut state).await;
        Ok(self.works())
    }

    /// Does the errand where blocking is allowed.
    async fn run(&self, errand: Errand, state: &mut State) {
        for notice in &errand.withdraw {
            state.memory.shown.remove(notice);
        }
        let tries = !errand.show.is_empty();
        if !tries && errand.withdraw.is_empty() && errand.count.is_none() {
            return;
        }
        let desktop = Arc::clone(&self.desktop);
        let done = tokio::task::spawn_blocking(move || errand.run(&*desktop));
        let shown = tokio::time::timeout(PATIENCE, done).await;
        let shown = shown.map_err(|_| "it does not answer".to_owned()).and_then(|done| done.map_err(|e| e.to_string()));
        match shown {
            Ok((shown, problem)) => {
                state.memory.shown.extend(shown.into_iter().map(|told| (told.notice.id, told.about)));
                if tries {
                    self.works.store(problem.is_none(), Ordering::Relaxed);
                }
            }
            Err(problem) => {
                tracing::warn!(problem, "the desktop could not be told");
                if tries {
                    self.works.store(false, Ordering::Relaxed);
                }
            }
        }
    }
}

impl Errand {
    /// Returns what is shown now, and why the rest is not.
    fn run(self, desktop: &dyn Desktop) -> (Vec<Told>, Option<super::NoDesktop>) {
        if let Some(count) = self.count {
            desktop.count(count);
        }
        for notice in &self.withdraw {
            desktop.withdraw(notice);
        }
        let mut shown = Vec::new();
        for told in self.show {
            if let Err(problem) = desktop.show(&told.notice) {
                tracing::warn!(%problem, "the desktop shows no notices");
                return (shown, Some(problem));
            }
            shown.push(told);
        }
        (shown, None)
    }
}

/// Writes down what the desktop is about to be told, and returns the items that nobody was told of before. A journal
/// that a newer program wrote is that program's to tell of.
async fn mark(opened: &Opened, plan: &Plan) -> Result<BTreeSet<String>, Fault> {
    if opened.source.store.journal.is_read_only() {
        return Ok(BTreeSet::new());
    }
    let all = plan.silently.iter().chain(&plan.alone).chain(&plan.together);
    let writes: Vec<ItemWrite> = all.map(|id| ItemWrite::Told { id: id.clone() }).collect();
    Ok(opened.write_items(writes).await?.into_iter().collect())
}

async fn notices(
    opened: &Opened,
    items: &OpenItems,
    plan: &Plan,
    told: &BTreeSet<String>,
    language: Option<Language>,
) -> Vec<Told> {
    let mut lines = Vec::new();
    let together: Vec<&String> = plan.together.iter().filter(|id| told.contains(*id)).collect();
    let first = together.iter().copied().take(MOST_ALONE);
    for id in plan.alone.iter().filter(|id| told.contains(*id)).chain(first) {
        lines.extend(drawn(opened, items, id).await);
    }
    let words = Words::of(language);
    let (mut shown, mut quoted) = (Vec::new(), Vec::new());
    for item in &lines {
        let (title, body) = words.of_item(item);
        if plan.together.contains(&item.id) {
            quoted.push(body);
        } else {
            let notice = Notice { id: item.id.clone(), item: Some(item.id.clone()), title, body };
            shown.push(Told { notice, about: vec![item.id.clone()] });
        }
    }
    if let Some(first) = together.first() {
        let count = u32::try_from(together.len()).unwrap_or(u32::MAX);
        let (id, title) = (format!("together:{first}"), words.of_many(count));
        let notice = Notice { id, item: None, title, body: quoted.join("\n") };
        shown.push(Told { notice, about: together.into_iter().cloned().collect() });
    }
    shown
}

/// The item as the page shows it now; `None` where nobody is needed any more.
async fn drawn(opened: &Opened, items: &OpenItems, id: &str) -> Option<InboxItem> {
    let known = items.get(id)?;
    let drawn = match &known.item.subscription {
        Some(subscription) => opened.items_of(subscription).await,
        None => {
            opened.item_detail(&ItemRequest { id: id.to_owned() }).await.map(|detail| detail.item.into_iter().collect())
        }
    };
    let drawn = drawn.inspect_err(|fault| tracing::warn!(%fault, "an item could not be told of")).unwrap_or_default();
    drawn.into_iter().find(|item| item.id == id && item.stage != Some(RequestStage::Answered))
}
