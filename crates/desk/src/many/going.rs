//! What goes on behind: a few customers at a time have their turn, until nobody is left or somebody stops it.

use std::sync::Arc;
use std::time::Duration;

use domain::{Intent, IntentId, Seen, Wish};
use outbox::Entry;
use store::{Many, ManyStage, WaitingRow};

use super::becomes_intents;
use super::rules::{LeftOut, at_desk, no_account};
use crate::account::Wanted;
use crate::contract::{AccessAction, Code, Fault, LifeStep, ManyAction, Sentence, Tag};
use crate::opened::Opened;
use crate::{explain, life};

/// The outbox sends four at a time; so many stand ready for it.
const READY: u32 = 8;
/// Each that waits for proof is looked at again and again.
const WAIT_FOR_PROOF: u32 = 200;
/// Customers that have their turn in one step, of what is done at the desk itself.
const AT_DESK: u32 = 50;
const LOOK_AT_CLOCK_EVERY: Duration = Duration::from_secs(1);
/// Before a journal that failed is tried again.
const AFTER_FAULT: Duration = Duration::from_secs(5);
/// Nothing is left, and the bell rings where something comes.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// Goes on with all of them until the connection is closed.
pub(crate) fn start(opened: &Arc<Opened>) {
    let bell = opened.many.clone();
    let opened = Arc::downgrade(opened);
    tokio::spawn(async move {
        loop {
            let sleep = {
                let Some(opened) = opened.upgrade() else { return };
                opened.go_on_with_many().await.unwrap_or_else(|fault| {
                    tracing::warn!(%fault, "what is done to many could not go on");
                    AFTER_FAULT
                })
            };
            tokio::select! {
                () = bell.0.notified() => {}
                () = tokio::time::sleep(sleep) => {}
            }
        }
    });
}

impl Opened {
    /// One step with each that is not through. Returns when the next is worth it; the bell may ring before.
    async fn go_on_with_many(&self) -> Result<Duration, Fault> {
        let journal = &self.source.store.journal;
        if journal.is_read_only() {
            return Ok(LONGEST_SLEEP);
        }
        let mut sleep = LONGEST_SLEEP;
        for many in journal.unfinished_many().await.map_err(explain::store)? {
            let next = match many.stage {
                ManyStage::Through => LONGEST_SLEEP,
                // What was leaving when it was stopped may have come back.
                ManyStage::Stopped => self.take_back(&many.id).await.map(|()| LONGEST_SLEEP)?,
                ManyStage::Going if self.source.clock.now() < many.hold_until => LOOK_AT_CLOCK_EVERY,
                ManyStage::Going => self.have_their_turn(&many).await?,
            };
            sleep = sleep.min(next);
        }
        Ok(sleep)
    }

    async fn have_their_turn(&self, many: &Many) -> Result<Duration, Fault> {
        let journal = &self.source.store.journal;
        // What a newer program began stays as it is for that program.
        let Ok(action) = serde_json::from_value::<ManyAction>(many.action.clone()) else { return Ok(LONGEST_SLEEP) };
        let room = if becomes_intents(&action) {
            let (ready, for_proof) = journal.many_on_the_way(&many.id).await.map_err(explain::store)?;
            READY.saturating_sub(ready).min(WAIT_FOR_PROOF.saturating_sub(for_proof))
        } else {
            AT_DESK
        };
        if room == 0 {
            return Ok(LONGEST_SLEEP);
        }
        let waiting = journal.many_waiting(&many.id, room).await.map_err(explain::store)?;
        if waiting.is_empty() {
            journal.finish_many(&many.id, self.source.clock.now()).await.map_err(explain::store)?;
            self.tidings.tell(Tag::Many);
            return Ok(LONGEST_SLEEP);
        }
        for row in &waiting {
            match action {
                ManyAction::Activate => self.activate_one(many, row).await?,
                ManyAction::SuspendAccess => self.shut_out_one(many, row).await?,
                ManyAction::Assign { .. } | ManyAction::Note { .. } | ManyAction::Export => {
                    self.do_to_one(many, &action, row).await?;
                }
            }
        }
        self.tidings.tell(Tag::Many);
        if !becomes_intents(&action) {
            self.inbox_changed();
            self.tidings.tell(Tag::Customer);
        }
        Ok(Duration::ZERO)
    }

    /// A customer becomes an intent, judged by what was seen when it was chosen; or is left out, because meanwhile it
    /// cannot be.
    async fn activate_one(&self, many: &Many, row: &WaitingRow) -> Result<(), Fault> {
        let standing = match self.standing(&row.subscription).await {
            Ok(standing) => standing,
            Err(fault) if fault.code == Code::NotFound => {
                return self.leave_out(many, row, LeftOut::refused(Sentence::plain("many-unreadable"))).await;
            }
            Err(fault) => return Err(fault),
        };
        if let Some(why) = life::refusal(&standing.asked(), LifeStep::Activate, false) {
            return self.leave_out(many, row, LeftOut::of_step(why)).await;
        }
        let intent = Intent {
            id: intent_of(many, row),
            subscription: row.subscription.clone(),
            wish: Wish::Activate,
            actor: many.actor.clone(),
            reason: many.reason.clone(),
            consent: None,
            seen: row.seen.clone().unwrap_or_else(|| Seen::from(&standing.subscription)),
            asked_at: self.source.clock.now(),
            expires_at: None,
        };
        self.ask_for_one(many, row, intent).await
    }

    /// The same of a customer who is to be kept out of the account.
    async fn shut_out_one(&self, many: &Many, row: &WaitingRow) -> Result<(), Fault> {
        let stored = self.source.store.cache.subscription(&row.subscription).await.map_err(explain::store)?;
        if let Some(why) = stored.and_then(|stored| no_account(&stored.row.status)) {
            return self.leave_out(many, row, LeftOut::refused(why)).await;
        }
        let wanted = Wanted {
            id: intent_of(many, row),
            action: AccessAction::Suspend,
            actor: &many.actor,
            reason: &many.reason,
        };
        match self.access_wanted(&row.subscription, wanted).await {
            Ok(intent) => self.ask_for_one(many, row, intent).await,
            Err(fault) if fault.code == Code::NotFound => {
                self.leave_out(many, row, LeftOut::refused(Sentence::plain("many-unreadable"))).await
            }
            Err(fault) if fault.code == Code::Refused => {
                self.leave_out(many, row, LeftOut::of_access(fault.sentence)).await
            }
            Err(fault) => Err(fault),
        }
    }

    async fn ask_for_one(&self, many: &Many, row: &WaitingRow, intent: Intent) -> Result<(), Fault> {
        let entry = Entry::new(intent, None);
        if self.source.store.journal.ask_of_many(&many.id, row.place, &entry).await.map_err(explain::store)? {
            self.sending.bell.notify_one();
            self.intent_changed(&entry);
        }
        Ok(())
    }

    async fn do_to_one(&self, many: &Many, action: &ManyAction, row: &WaitingRow) -> Result<(), Fault> {
        let items = self.open_items().await?;
        let own: Vec<_> = items.of(&row.subscription).collect();
        match at_desk(action, &many.actor, &own) {
            Ok(writes) => self.do_of_many(&many.id, row.place, writes).await.map(drop),
            Err(left_out) => self.leave_out(many, row, left_out).await,
        }
    }

    async fn leave_out(&self, many: &Many, row: &WaitingRow, left_out: LeftOut) -> Result<(), Fault> {
        let journal = &self.source.store.journal;
        journal.skip_of_many(&many.id, row.place, left_out.into()).await.map_err(explain::store).map(drop)
    }
}

/// The same for the same customer of the same deed, and another one once it was taken back: whoever asks a second time
/// asks for what is there already.
fn intent_of(many: &Many, row: &WaitingRow) -> IntentId {
    let named = format!("{} {} {}", many.id, row.subscription.as_str().to_ascii_lowercase(), row.turn);
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, named.as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest.as_ref()).for_each(|(byte, hashed)| *byte = *hashed);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string().into()
}
