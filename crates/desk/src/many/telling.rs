//! Telling how far they have come.

use chrono::{DateTime, Utc};
use store::{Many, ManyStage};

use super::preview::count;
use crate::contract::{
    Code, Fault, ManyCard, ManyCount, ManyFate, ManyPage, ManyProgress, ManyRow, ManyState, Sentence,
};
use crate::explain;
use crate::intents::explained;
use crate::opened::Opened;
use crate::sync_line::moment;

/// How many of the latest are told.
const LATEST: u32 = 5;
const MOST_ROWS: u32 = 200;

impl Opened {
    /// How far they have come, and part of the customers of one.
    pub(crate) async fn many(&self, request: &ManyProgress) -> Result<ManyPage, Fault> {
        let journal = &self.source.store.journal;
        let mut latest = Vec::new();
        for many in journal.latest_many(LATEST).await.map_err(explain::store)? {
            latest.push(self.many_card(&many).await?);
        }
        let Some(id) = &request.id else { return Ok(ManyPage { latest, many: None, rows: Vec::new(), total: 0 }) };
        let many = match latest.iter().find(|card| card.id == *id) {
            Some(card) => card.clone(),
            None => self.many_card_of(id).await?,
        };
        let rows = self.many_rows(id, request.only, request.from, request.limit.min(MOST_ROWS)).await?;
        let total = match request.only {
            None => many.total,
            Some(only) => many.counts.iter().find(|count| count.fate == only).map_or(0, |count| count.count),
        };
        Ok(ManyPage { latest, many: Some(many), rows, total })
    }

    pub(super) async fn many_card_of(&self, id: &str) -> Result<ManyCard, Fault> {
        let many = self.source.store.journal.many(id).await.map_err(explain::store)?;
        let gone = || Fault::new(Code::NotFound, Sentence::plain("fault-many-gone"));
        self.many_card(&many.ok_or_else(gone)?).await
    }

    async fn many_card(&self, many: &Many) -> Result<ManyCard, Fault> {
        let journal = &self.source.store.journal;
        let tally = journal.many_tally(&many.id).await.map_err(explain::store)?;
        let number = |fate| tally.iter().find(|(had, _)| *had == fate).map_or(0, |(_, number)| *number);
        let (waiting, working) = (number(store::ManyFate::NotBegun), number(store::ManyFate::Working));
        let unsent = match (many.stage, working) {
            (ManyStage::Stopped, _) | (_, 0) => 0,
            _ => journal.many_unsent(&many.id).await.map_err(explain::store)?.len(),
        };
        let state = state(many, working, self.source.clock.now());
        Ok(ManyCard {
            id: many.id.clone(),
            action: serde_json::from_value(many.action.clone()).ok(),
            actor: many.actor.clone(),
            reason: many.reason.clone(),
            begun_at: moment(many.begun_at),
            state,
            held_until: (state == ManyState::Held).then(|| moment(many.hold_until)),
            total: tally.iter().map(|(_, number)| number).sum(),
            left_out: journal.many_left_out(&many.id).await.map_err(explain::store)?,
            counts: store::ManyFate::ALL
                .into_iter()
                .map(|fate| ManyCount { fate: fate.into(), count: number(fate) })
                .filter(|count| count.count > 0)
                .collect(),
            may_stop: many.stage != ManyStage::Stopped && (waiting > 0 || count(unsent) > 0),
            may_go_on: many.stage == ManyStage::Stopped && (waiting + number(store::ManyFate::Withdrawn)) > 0,
        })
    }

    /// Part of the customers of one.
    pub(super) async fn many_rows(
        &self,
        id: &str,
        only: Option<ManyFate>,
        from: u32,
        limit: u32,
    ) -> Result<Vec<ManyRow>, Fault> {
        let now = self.source.clock.now();
        let journal = &self.source.store.journal;
        let found = journal.many_rows(id, only.map(Into::into), from, limit).await.map_err(explain::store)?;
        let mut rows = Vec::new();
        for row in found {
            let intent = match &row.intent {
                Some(entry) => Some(self.card(entry, now).await?),
                None => None,
            };
            let said = row.intent.as_ref().map(|entry| explained(entry, now).1);
            rows.push(ManyRow {
                customer: match &intent {
                    Some(card) => card.customer.clone(),
                    None => self.name_of(&row.subscription).await?,
                },
                subscription: row.subscription.to_string(),
                fate: row.fate.into(),
                why: said.or_else(|| serde_json::from_value(row.why).ok().flatten()),
                intent,
            });
        }
        Ok(rows)
    }
}

fn state(many: &Many, working: u32, now: DateTime<Utc>) -> ManyState {
    match many.stage {
        ManyStage::Going if now < many.hold_until => ManyState::Held,
        ManyStage::Going => ManyState::Going,
        ManyStage::Stopped => ManyState::Stopped,
        ManyStage::Through if working > 0 => ManyState::Going,
        ManyStage::Through => ManyState::Over,
    }
}

macro_rules! same_fates {
    ($($fate:ident),*) => {
        impl From<store::ManyFate> for ManyFate {
            fn from(fate: store::ManyFate) -> Self {
                match fate { $(store::ManyFate::$fate => Self::$fate),* }
            }
        }

        impl From<ManyFate> for store::ManyFate {
            fn from(fate: ManyFate) -> Self {
                match fate { $(ManyFate::$fate => Self::$fate),* }
            }
        }
    };
}
same_fates!(Stuck, Refused, Working, NotBegun, Withdrawn, AlreadySo, Effective);
