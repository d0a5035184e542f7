//! Which customers somebody selected, as they were last read.

use std::collections::{BTreeMap, BTreeSet};

use domain::SubscriptionId;
use store::{ListRow, WithPlans};

use crate::contract::{Fault, Selection};
use crate::explain;
use crate::opened::Opened;

/// Rows read in one step.
const AT_ONCE: u32 = 1_000;

/// One of them. Nothing but its id is known of one that was never read.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub id: SubscriptionId,
    pub row: Option<ListRow>,
}

impl Chosen {
    /// The name by which a person knows it; the id where it has none.
    pub(super) fn name(&self) -> String {
        let name = self.row.as_ref().map(|row| row.name.trim()).unwrap_or_default();
        if name.is_empty() { self.id.to_string() } else { name.to_owned() }
    }
}

impl Opened {
    /// Each once, in the order in which they were named, or in that of their list.
    pub(super) async fn chosen(&self, selection: &Selection) -> Result<Vec<Chosen>, Fault> {
        match selection {
            Selection::These { ids } => self.named(ids).await,
            Selection::AllBut { query, but } => {
                let (query, but) = (self.understood(query), but.iter().map(String::as_str).collect());
                self.all_but(&query, &but).await
            }
        }
    }

    async fn named(&self, ids: &[String]) -> Result<Vec<Chosen>, Fault> {
        let mut seen = BTreeSet::new();
        let ids: Vec<SubscriptionId> =
            ids.iter().map(|id| id.as_str().into()).filter(|id| seen.insert(SubscriptionId::clone(id))).collect();
        let found = self.read_with_plans(&ids).await?;
        let mut rows: BTreeMap<_, _> = found.into_iter().map(|found| (found.row.id.clone(), found.row)).collect();
        Ok(ids.into_iter().map(|id| Chosen { row: rows.remove(&id), id }).collect())
    }

    async fn all_but(&self, query: &store::ListQuery, but: &BTreeSet<&str>) -> Result<Vec<Chosen>, Fault> {
        let (mut chosen, mut after) = (Vec::new(), None);
        loop {
            let cache = &self.source.store.cache;
            let (rows, last) = cache.page_after(query, after.as_ref(), AT_ONCE).await.map_err(explain::store)?;
            if last.is_none() {
                return Ok(chosen);
            }
            after = last;
            let wanted = rows.into_iter().filter(|row| !but.contains(row.id.as_str()));
            chosen.extend(wanted.map(|row| Chosen { id: row.id.clone(), row: Some(row) }));
        }
    }

    /// Subscriptions with the plans they may use, a step at a time.
    pub(super) async fn read_with_plans(&self, ids: &[SubscriptionId]) -> Result<Vec<WithPlans>, Fault> {
        let mut found = Vec::new();
        for some in ids.chunks(usize::try_from(AT_ONCE).unwrap_or(1)) {
            found.extend(self.source.store.cache.with_plans(some.to_vec()).await.map_err(explain::store)?);
        }
        Ok(found)
    }
}
