//! What people decide about requests the relay has: it goes to the relay first, because others look at the same.

use domain::{Answer, Change};
use store::ItemWrite;

use crate::contract::{Code, Decide, Fault, Sentence};
use crate::inbox::Known;
use crate::inbox::facts::{About, AtRelay, Request};
use crate::opened::Opened;

impl Opened {
    /// Decides on a request that the relay has; `false` where it is none of those.
    pub(crate) async fn decide_at_relay(&self, known: &Known, request: &Decide, who: &str) -> Result<bool, Fault> {
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
            AtRelay::Held { .. } if request.approve => return refused("no-consent"),
            AtRelay::Held { id, .. } => {
                self.write_down(known, who, reason).await?;
                let by = self.decline_held(id, reason).await?;
                let how = format!("held-declined:{by}");
                self.write_item(ItemWrite::Settled { id: known.item.id.clone(), how }).await?;
            }
            AtRelay::Answered { .. } => return Ok(false),
        }
        Ok(true)
    }

    /// Approves a held request at the relay, before its change is sent.
    pub(crate) async fn approve_at_relay(&self, item: &str, change: &Change, consent: &str) -> Result<(), Fault> {
        let known = self.item(item).await?;
        let (About::Request(Request { relay: Some(AtRelay::Held { id, .. }), .. }), Some(whose)) =
            (&known.facts.about, &known.item.subscription)
        else {
            return Err(Fault::invalid("item"));
        };
        self.approve_held(id, whose, change, consent).await?;
        let by = self.link().and_then(|link| link.desk()).unwrap_or_default();
        self.write_item(ItemWrite::Settled { id: item.to_owned(), how: format!("held-approved:{by}") }).await
    }

    /// Why, in the operator's words, before anything is sent.
    async fn write_down(&self, known: &Known, who: &str, reason: &str) -> Result<(), Fault> {
        if reason.is_empty() {
            return Ok(());
        }
        self.write_note_about(&known.item, who, reason).await
    }
}
