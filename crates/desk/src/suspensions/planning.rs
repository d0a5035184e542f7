//! Planning what comes next about a suspension, and reading what was planned.

use chrono::{DateTime, Utc};
use store::{ItemWrite, NewSuspensionPlan};

use crate::contract::{
    Code, Fault, ItemRequest, NoteCard, PlanSuspension, Sentence, SuspensionStage, SuspensionStep, SuspensionStory, Tag,
};
use crate::explain;
use crate::inbox::facts::About;
use crate::opened::Opened;
use crate::sync_line::moment;

/// More than a next step needs; the rest is a note.
const LONGEST_STEP: usize = 500;

impl Opened {
    /// Plans what comes next. Until its reminder the inbox does not show the suspension; then it is there again.
    pub(crate) async fn plan_suspension(&self, request: &PlanSuspension, actor: &str) -> Result<(), Fault> {
        let known = self.item(&request.item).await?;
        if !matches!(known.facts.about, About::Suspended(_)) {
            return Err(Fault::invalid("item"));
        }
        if known.item.settled_at.is_some() {
            return Err(Fault::new(Code::Refused, Sentence::plain("no-suspension-over")));
        }
        if !request.stage.is_open() {
            return Err(Fault::invalid("stage"));
        }
        let plan = NewSuspensionPlan {
            actor: actor.to_owned(),
            stage: request.stage.word().to_owned(),
            next_step: step(&request.next_step)?,
            remind_at: reminder(request.remind_at.as_deref())?,
        };
        let id = &request.item;
        let plans = self.source.store.journal.suspension_plans(vec![id.clone()]).await.map_err(explain::store)?;
        let before = plans.get(id).map(|kept| &kept.plan);
        if before.is_some_and(|before| NewSuspensionPlan { actor: actor.to_owned(), ..before.clone() } == plan) {
            return Ok(());
        }
        let is_other_reminder = before.and_then(|before| before.remind_at) != plan.remind_at;
        let remind_at = plan.remind_at;
        if is_other_reminder && remind_at.is_some_and(|at| at <= self.source.clock.now()) {
            return Err(Fault::invalid("remindAt"));
        }
        // Both or neither: a reminder that is kept without its item coming back would remind nobody.
        let mut writes = vec![ItemWrite::Planned { id: id.clone(), plan }];
        if is_other_reminder {
            writes.push(ItemWrite::Snoozed { id: id.clone(), until: remind_at });
        }
        self.write_items(writes).await?;
        self.inbox_changed();
        self.tidings.tell(Tag::Customer);
        Ok(())
    }

    /// What people did about a suspension, also after it is over.
    pub(crate) async fn suspension_story(&self, request: &ItemRequest) -> Result<SuspensionStory, Fault> {
        let journal = &self.source.store.journal;
        let steps = journal.suspension_story(&request.id).await.map_err(explain::store)?;
        let notes = journal.notes(&request.id).await.map_err(explain::store)?;
        let step = |kept: store::SuspensionPlan| SuspensionStep {
            id: kept.seq.to_string(),
            at: moment(kept.at),
            actor: kept.plan.actor,
            stage: SuspensionStage::read(&kept.plan.stage),
            next_step: kept.plan.next_step,
            remind_at: kept.plan.remind_at.map(moment),
        };
        let note = |note: store::Note| NoteCard {
            id: note.seq.to_string(),
            at: moment(note.at),
            actor: note.actor,
            text: note.text,
        };
        Ok(SuspensionStory {
            steps: steps.into_iter().map(step).collect(),
            notes: notes.into_iter().map(note).collect(),
        })
    }
}

fn step(text: &str) -> Result<String, Fault> {
    let step = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if step.chars().count() > LONGEST_STEP { Err(Fault::invalid("nextStep")) } else { Ok(step) }
}

fn reminder(text: Option<&str>) -> Result<Option<DateTime<Utc>>, Fault> {
    text.map(|text| text.parse().map_err(|_| Fault::invalid("remindAt"))).transpose()
}
