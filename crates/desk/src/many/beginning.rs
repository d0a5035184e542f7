//! Beginning it, stopping it, and going on with it.

use std::path::Path;
use std::time::Duration;

use chrono::TimeDelta;
use domain::{IntentId, Seen};
use outbox::{Event, apply};
use store::{ListRow, Many, ManyStage, NewManyRow, Skipped};

use super::becomes_intents;
use super::preview::{Weighed, sound};
use crate::change::Operator;
use crate::contract::{BeginMany, Code, Fault, ManyAction, ManyBegun, ManyCard, ManyRequest, Sentence, Tag};
use crate::opened::Opened;
use crate::{explain, export};

impl Opened {
    /// Writes all of it down, and lets it go on by itself. Only what was shown is begun: where the world has changed
    /// since the preview so that others would be touched, it is to be looked at again.
    pub(crate) async fn begin_many(
        &self,
        request: &BeginMany,
        operator: &Operator<'_>,
        id: &IntentId,
        folder: &Path,
    ) -> Result<ManyBegun, Fault> {
        sound(&request.action, &request.reason)?;
        let wanted = ManyRequest { selection: request.selection.clone(), action: request.action.clone() };
        let weighed = self.weighed(&wanted).await?;
        if let Some(why) = self.refusal_of_many(&wanted, &weighed) {
            return Err(Fault::new(Code::Refused, why));
        }
        if weighed.agreed() != request.agreed {
            return Err(Fault::new(Code::Refused, Sentence::plain("many-changed")));
        }
        if request.action == ManyAction::Export {
            let now = self.source.clock.now();
            let written = export::written(folder, "marketdesk-customers", "csv", &super::sheet::of(&weighed)?, now)?;
            return Ok(ManyBegun { id: None, path: Some(written.path) });
        }
        let now = self.source.clock.now();
        // What is done at the desk alone has no undo elsewhere either.
        let hold = if becomes_intents(&request.action) { operator.undo } else { Duration::ZERO };
        let hold = TimeDelta::from_std(hold).unwrap_or_default();
        let many = Many {
            id: id.to_string(),
            action: serde_json::to_value(&request.action).unwrap_or_default(),
            actor: operator.name.to_owned(),
            reason: request.reason.trim().to_owned(),
            begun_at: now,
            hold_until: now + hold,
            stage: ManyStage::Going,
        };
        self.source.store.journal.begin_many(&many, rows(weighed)).await.map_err(explain::store)?;
        self.many_changed();
        Ok(ManyBegun { id: Some(many.id), path: None })
    }

    /// Begins nothing more of it, and takes back what has not left.
    pub(crate) async fn stop_many(&self, id: &str) -> Result<ManyCard, Fault> {
        let now = self.source.clock.now();
        if !self.source.store.journal.stop_many(id, now).await.map_err(explain::store)? {
            return Err(Fault::new(Code::Refused, Sentence::plain("no-many-stop")));
        }
        self.take_back(id).await?;
        self.many_changed();
        self.many_card_of(id).await
    }

    /// Goes on with it. What was taken back by the stop is asked for again.
    pub(crate) async fn go_on_many(&self, id: &str) -> Result<ManyCard, Fault> {
        let now = self.source.clock.now();
        if !self.source.store.journal.go_on_many(id, now).await.map_err(explain::store)? {
            return Err(Fault::new(Code::Refused, Sentence::plain("no-many-go-on")));
        }
        self.many_changed();
        self.many_card_of(id).await
    }

    /// Takes back what has not left of one that is stopped. What may have taken effect goes on.
    pub(super) async fn take_back(&self, id: &str) -> Result<(), Fault> {
        let journal = &self.source.store.journal;
        for (place, entry) in journal.many_unsent(id).await.map_err(explain::store)? {
            if entry.is_under_way() {
                continue;
            }
            let Ok((next, did)) = apply(&entry, Event::Withdrawn, self.source.clock.now()) else { continue };
            if journal.take_back_of_many(id, place, &next, &did).await.map_err(explain::store)? {
                self.intent_changed(&next);
            }
        }
        Ok(())
    }

    pub(super) fn many_changed(&self) {
        self.many.ring();
        self.tidings.tell(Tag::Many);
    }
}

fn rows(weighed: Weighed) -> Vec<NewManyRow> {
    let row = |(chosen, left_out): (super::chosen::Chosen, Option<super::rules::LeftOut>)| NewManyRow {
        seen: chosen.row.as_ref().map(seen),
        subscription: chosen.id,
        skipped: left_out.map(Skipped::from),
    };
    weighed.all.into_iter().map(row).collect()
}

fn seen(row: &ListRow) -> Seen {
    Seen { status: row.status.clone(), plan: row.plan.clone(), seats: row.seats }
}
