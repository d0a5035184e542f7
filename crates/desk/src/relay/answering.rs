//! What people decide about requests the relay has: it goes to the relay first, because others look at the same.

use domain::{Answer, Intent, IntentId, Seen, Wish};
use store::ItemWrite;

use super::PASS_DAYS;
use crate::change::may_not_change;
use crate::contract::{Code, Decide, Fault, Sentence};
use crate::inbox::Known;
use crate::inbox::facts::{About, AtRelay, Request};
use crate::opened::Opened;

impl Opened {
    /// Decides on a request that the relay has; `false` where it is none of those.
    pub(crate) async fn decide_at_relay(
        &self,
        known: &Known,
        request: &Decide,
        who: &str,
        intent: &IntentId,
    ) -> Result<bool, Fault> {
        let About::Request(Request { relay: Some(at), .. }) = &known.facts.about else { return Ok(false) };
        let refused = |key: &str| Err(Fault::new(Code::Refused, Sentence::plain(key)));
        if known.item.settled_at.is_some() {
            return refused("no-window-passed");
        }
        let reason = request.reason.trim();
        match at {
            AtRelay::Question { id, .. } => {
                self.write_down(known, who, reason).await?;
                let answer = if request.approve { Answer::Accept } else { Answer::Refuse };
                self.answer_question(&known.item.id, id, answer).await?;
            }
            AtRelay::Held { .. } if request.approve => {
                let consent = request.consent.as_deref().unwrap_or_default().trim();
                if consent.is_empty() {
                    return refused("no-consent");
                }
                let intent = self.let_pass(known, consent, reason, (who, intent)).await?;
                self.approve(&known.item.id, intent, Some(PASS_DAYS)).await?;
                self.write_down(known, who, reason).await?;
            }
            AtRelay::Held { id, .. } => {
                self.write_down(known, who, reason).await?;
                let by = self.decline_held(id, reason).await?;
                let how = format!("held-declined:{by}");
                self.write_item(ItemWrite::Settled { id: known.item.id.clone(), how }).await?;
            }
            AtRelay::Answered { .. } | AtRelay::Overruled { .. } => return Ok(false),
        }
        Ok(true)
    }

    /// What the customer agreed to, where the publisher may not make the change itself. Elsewhere a pass would only make
    /// the customer ask twice.
    async fn let_pass(
        &self,
        known: &Known,
        consent: &str,
        reason: &str,
        (who, id): (&str, &IntentId),
    ) -> Result<Intent, Fault> {
        let (About::Request(asked), Some(whose)) = (&known.facts.about, &known.item.subscription) else {
            return Err(Fault::invalid("item"));
        };
        let standing = self.standing_with_plans(whose).await?;
        if may_not_change(&standing.subscription).is_none() {
            return Err(Fault::new(Code::Refused, Sentence::plain("no-pass-needed")));
        }
        Ok(Intent {
            id: id.clone(),
            subscription: whose.clone(),
            wish: Wish::Change { to: asked.asked.clone() },
            actor: who.to_owned(),
            reason: reason.to_owned(),
            consent: Some(consent.to_owned()),
            seen: Seen::from(&standing.subscription),
            asked_at: self.source.clock.now(),
            expires_at: None,
        })
    }

    /// Why, in the operator's words, before anything is sent.
    async fn write_down(&self, known: &Known, who: &str, reason: &str) -> Result<(), Fault> {
        if reason.is_empty() {
            return Ok(());
        }
        self.write_note_about(&known.item, who, reason).await
    }
}
