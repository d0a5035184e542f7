//! Who came to the landing page with a purchase, as the relay told.

use std::collections::BTreeMap;

use domain::SubscriptionId;
use domain::relay_feed::{Relation, Visit, VisitState};

use crate::contract::{Fault, VisitorAnswer, VisitorCard};
use crate::explain;
use crate::opened::Opened;
use crate::sync_line::moment;

const MOST_LOOKED_AT: u32 = 200;

impl Opened {
    /// Each once, as they last were; the latest first.
    pub(super) async fn visitors(&self, id: &SubscriptionId) -> Result<Vec<VisitorCard>, Fault> {
        let told = self.source.store.journal.feed_of(id, MOST_LOOKED_AT).await.map_err(explain::store)?;
        let mut latest: BTreeMap<String, Visit> = BTreeMap::new();
        for visit in told.iter().filter_map(Visit::told_by) {
            let kept = latest.entry(visit.id.clone()).or_insert_with(|| visit.clone());
            if visit.version > kept.version {
                *kept = visit;
            }
        }
        let mut visits: Vec<Visit> = latest.into_values().collect();
        visits.sort_by_key(|visit| std::cmp::Reverse(visit.came_at));
        Ok(visits.into_iter().map(|visit| self.visitor(visit)).collect())
    }

    fn visitor(&self, visit: Visit) -> VisitorCard {
        VisitorCard {
            name: visit.who.name,
            contact: visit.who.contact,
            relation: visit.who.relation.map(relation).unwrap_or_default().to_owned(),
            language: visit.who.language,
            came_at: moment(self.in_our_time(visit.came_at)),
            is_unfinished: visit.state == VisitState::Begun,
            answers: visit
                .answers
                .into_iter()
                .map(|given| VisitorAnswer { asked: given.asked, answer: given.answer })
                .collect(),
        }
    }
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Beneficiary => "beneficiary",
        Relation::Purchaser => "purchaser",
        Relation::Colleague => "colleague",
        Relation::Stranger => "stranger",
    }
}
