//! Approving a held request: written down here, promised at the relay, then done.
//!
//! The relay must promise before anything is sent, or the echo of the change would be refused like the request was; and
//! what it has promised must be sent, or a later request of the customer's would pass in its place. So the approval is
//! on this computer's disk before the relay hears of it, with an id under which asking twice is asking once. Where the
//! program ends in between, or the relay's answer is lost, it is asked again as soon as the relay is followed. One the
//! relay has refused is forgotten: the item stays, or the relay says what took its place. Once the change is sent the
//! relay is told so, because it takes back a promise of which it hears nothing.

use std::sync::Arc;

use domain::relay_feed::{Approve, ApprovedHow, Consent, HeldRequest, HeldState};
use domain::{Intent, IntentId, Wish};
use outbox::{Entry, Outcome, State};
use store::{ItemWrite, StoreError};
use sync::feed::{Footing, RelayError};
use tokio::sync::Mutex;

use super::Link;
use super::approvals::{Approval, Approvals, Promised};
use crate::contract::{Code, Fault, IntentCard, Sentence};
use crate::explain;
use crate::inbox::facts::{About, AtRelay, Request};
use crate::opened::Opened;

/// Who may approve, and who may write down how far an approval is.
#[derive(Default)]
pub(crate) struct Approving {
    /// One approval goes at a time, so that asking twice is asking once.
    turn: Arc<Mutex<()>>,
    /// Held from reading what is written to writing it anew.
    writing: Mutex<()>,
}

/// Why an approval did not come to its end.
pub(super) struct Stopped {
    why: Why,
    pub(super) fault: Fault,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// The relay, or what it has, says no.
    Refused,
    /// It was not asked.
    NotAsked,
    /// It may have said yes.
    Unsure,
}

impl Stopped {
    fn refused(fault: Fault) -> Self {
        Self { why: Why::Refused, fault }
    }

    fn before(error: &RelayError) -> Self {
        let why = if matches!(error, RelayError::Said(_)) { Why::Refused } else { Why::NotAsked };
        Self { why, fault: super::fault(error) }
    }

    fn after(error: &RelayError) -> Self {
        if matches!(error, RelayError::Said(_)) {
            return Self::refused(super::fault(error));
        }
        let said = super::fault(error);
        let fault = Fault { raw: said.raw, ..Fault::new(said.code, Sentence::plain("relay-approval-unsure")) };
        Self { why: Why::Unsure, fault }
    }
}

/// What is on disk is not lost with an error of the disk's.
impl From<Fault> for Stopped {
    fn from(fault: Fault) -> Self {
        Self { why: Why::Unsure, fault }
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        explain::store(error).into()
    }
}

impl Opened {
    /// Approves a held request. Its change is then on its way; with a pass, nothing is, and nothing is returned.
    pub(crate) async fn approve(
        &self,
        item: &str,
        intent: Intent,
        pass_days: Option<u16>,
    ) -> Result<Option<IntentCard>, Fault> {
        let approval = self.new_approval(item, intent, pass_days).await?;
        let _one_at_a_time = self.approving.turn.lock().await;
        let approvals = Approvals::read(&self.source.store.journal).await.map_err(explain::store)?;
        // Somebody who asks again is told what becomes of the first asking.
        let earlier = approvals.unsure_of(&approval.held).cloned();
        let is_new = earlier.is_none();
        let approval = earlier.unwrap_or(approval);
        self.write_approval(&approval).await?;
        let id = approval.intent.id.clone();
        match self.finish(approval).await {
            Ok(card) => Ok(card),
            Err(Stopped { why, fault }) => {
                if why == Why::Refused || (why == Why::NotAsked && is_new) {
                    self.forget_approval(&id).await?;
                }
                Err(fault)
            }
        }
    }

    async fn new_approval(&self, item: &str, intent: Intent, pass_days: Option<u16>) -> Result<Approval, Fault> {
        let link = self.some_link()?;
        let known = self.item(item).await?;
        let About::Request(Request { relay: Some(AtRelay::Held { id, .. }), asked, .. }) = &known.facts.about else {
            return Err(Fault::invalid("item"));
        };
        let is_about_it = known.item.subscription.as_ref() == Some(&intent.subscription);
        if !is_about_it || intent.wish != (Wish::Change { to: asked.clone() }) {
            return Err(Fault::invalid("item"));
        }
        let who = intent.consent.clone().unwrap_or_default();
        let consent = Consent { who, how: String::new(), at: intent.asked_at - link.line().skew };
        let (item, held) = (item.to_owned(), id.clone());
        Ok(Approval { item, held, intent, consent, pass_days, promised: None, is_reported: false })
    }

    /// Writes it down, before anything else happens and at every step.
    async fn write_approval(&self, approval: &Approval) -> Result<(), Fault> {
        let journal = &self.source.store.journal;
        let _alone = self.approving.writing.lock().await;
        let mut approvals = Approvals::read(journal).await.map_err(explain::store)?;
        approvals.add(approval.clone());
        approvals.keep(journal).await.map_err(explain::store)
    }

    /// It is over.
    pub(crate) async fn forget_approval(&self, intent: &IntentId) -> Result<(), Fault> {
        let journal = &self.source.store.journal;
        let _alone = self.approving.writing.lock().await;
        let mut approvals = Approvals::read(journal).await.map_err(explain::store)?;
        if approvals.remove(intent) {
            approvals.keep(journal).await.map_err(explain::store)?;
        }
        Ok(())
    }

    /// Asks again for what has no outcome, once the relay is followed, beside whatever else goes on.
    pub(crate) async fn finish_approvals(self: &Arc<Self>) -> Result<(), Fault> {
        let journal = &self.source.store.journal;
        let Ok(alone) = Arc::clone(&self.approving.turn).try_lock_owned() else { return Ok(()) };
        if journal.is_read_only() {
            return Ok(());
        }
        let mut unfinished = Vec::new();
        for approval in Approvals::read(journal).await.map_err(explain::store)?.all() {
            match journal.intent(&approval.intent.id).await.map_err(explain::store)? {
                None => unfinished.push(approval.clone()),
                Some(entry) if !approval.is_reported && was_sent(&entry) => unfinished.push(approval.clone()),
                Some(entry) if entry.state.is_over() => self.forget_approval(&approval.intent.id).await?,
                Some(_) => {}
            }
        }
        let is_connected = self.link().is_some_and(|link| link.line().footing == Footing::Connected);
        if unfinished.is_empty() || !is_connected {
            return Ok(());
        }
        let opened = Arc::clone(self);
        tokio::spawn(async move {
            let _alone = alone;
            for approval in unfinished {
                match opened.source.store.journal.intent(&approval.intent.id).await {
                    Ok(None) => opened.finish_again(approval).await,
                    Ok(Some(_)) => opened.report_sent(approval).await,
                    Err(error) => tracing::warn!(%error, "an approval could not be looked at"),
                }
            }
        });
        Ok(())
    }

    /// Tells the relay that the change was sent, or it would take its promise back. One that it has taken back already
    /// needs no report: the request waits there again.
    async fn report_sent(&self, approval: Approval) {
        let Some(link) = self.link() else { return };
        match link.relay.sent(&approval.held, approval.intent.id.as_str()).await {
            Ok(_) | Err(RelayError::Said(_)) => {}
            Err(error) => return tracing::info!(%error, "the relay does not know yet that a change was sent"),
        }
        if let Err(fault) = self.write_approval(&Approval { is_reported: true, ..approval }).await {
            tracing::warn!(%fault, "a report could not be written down");
        }
        self.keep_inbox_soon();
    }

    async fn finish_again(&self, approval: Approval) {
        let id = approval.intent.id.clone();
        let Err(Stopped { why, fault }) = self.finish(approval).await else { return };
        tracing::info!(%fault, "an approval could not be finished");
        if why == Why::Refused
            && let Err(fault) = self.forget_approval(&id).await
        {
            tracing::warn!(%fault, "an approval that was refused could not be forgotten");
        }
    }

    async fn finish(&self, mut approval: Approval) -> Result<Option<IntentCard>, Stopped> {
        let promised = match approval.promised.clone() {
            Some(promised) => promised,
            None => {
                let promised = self.promise(&approval).await?;
                approval.promised = Some(promised.clone());
                self.write_approval(&approval).await?;
                promised
            }
        };
        match promised.how {
            ApprovedHow::Change { .. } => Ok(Some(self.send_approved(approval).await?)),
            ApprovedHow::Pass { .. } => {
                self.show_pass(&approval, promised.at).await?;
                self.forget_approval(&approval.intent.id).await?;
                Ok(None)
            }
        }
    }

    /// What was promised is sent; what is on its way already is not sent twice.
    async fn send_approved(&self, approval: Approval) -> Result<IntentCard, Stopped> {
        let Approval { item, intent, .. } = approval;
        let known = self.source.store.journal.intent(&intent.id).await?;
        let card = match known {
            Some(entry) => self.card(&entry, self.source.clock.now()).await?,
            // What the relay was promised is not taken back.
            None => self.ask(Entry::new(intent, None)).await?,
        };
        let by = self.link().and_then(|link| link.desk()).unwrap_or_default();
        self.write_item(ItemWrite::Settled { id: item, how: format!("held-approved:{by}") }).await?;
        Ok(card)
    }

    /// Says yes at the relay. One that was said already is found, not said again.
    async fn promise(&self, approval: &Approval) -> Result<Promised, Stopped> {
        let link = self.some_link().map_err(|fault| Stopped { why: Why::NotAsked, fault })?;
        let held = link.relay.held(&approval.held).await.map_err(|error| Stopped::before(&error))?;
        if let Some(promised) = promised(&held).filter(|_| is_said(&held, approval)) {
            return Ok(promised);
        }
        let held = claim(&link, held).await?;
        let approve = Approve {
            version: held.version,
            consent: approval.consent.clone(),
            pass_days: approval.pass_days,
            key: Some(approval.intent.id.to_string()),
        };
        let approved = link.relay.approve(&held.id, &approve).await.map_err(|error| Stopped::after(&error))?;
        promised(&approved).ok_or_else(|| Stopped::after(&RelayError::NotARelay))
    }
}

/// Whether the change of an approval has left, or may have.
fn was_sent(entry: &Entry) -> bool {
    match entry.state {
        State::InDoubt { .. } | State::Settling { .. } => true,
        State::Done { outcome } => matches!(outcome, Outcome::Effective | Outcome::AlreadySo),
        State::Held { .. } | State::Pending { .. } | State::Sending { .. } | State::Stuck { .. } | State::Withdrawn => {
            false
        }
    }
}

/// Takes a held request for this desk; two people never decide on the same one.
pub(super) async fn claim(link: &Link, held: HeldRequest) -> Result<HeldRequest, Stopped> {
    match &held.state {
        HeldState::Claimed { by, .. } if Some(by) == link.desk().as_ref() => Ok(held),
        HeldState::Claimed { by, .. } => {
            Err(Stopped::refused(Fault::new(Code::Refused, Sentence::plain("no-claimed").with("desk", by))))
        }
        _ => link.relay.claim(&held.id, held.version).await.map_err(|error| Stopped::before(&error)),
    }
}

/// Whether this very approval was said already, and only its answer was lost.
fn is_said(held: &HeldRequest, approval: &Approval) -> bool {
    matches!(&held.state, HeldState::Approved(said) if said.key.as_deref() == Some(approval.intent.id.as_str()))
}

fn promised(held: &HeldRequest) -> Option<Promised> {
    match &held.state {
        HeldState::Approved(said) => Some(Promised { at: said.at, how: said.how.clone() }),
        _ => None,
    }
}

/// Where a program may end in the middle of an approval.
#[cfg(test)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KilledAfter {
    /// It is written down; the relay has heard nothing.
    WritingDown,
    /// The relay has promised; its answer is lost.
    ThePromise,
}

#[cfg(test)]
impl Opened {
    /// The first steps of an approval, and no more: nothing else goes on with it while what is returned is held.
    pub(crate) async fn approve_until_killed(
        &self,
        item: &str,
        intent: Intent,
        pass_days: Option<u16>,
        killed: KilledAfter,
    ) -> tokio::sync::OwnedMutexGuard<()> {
        let alone = Arc::clone(&self.approving.turn).lock_owned().await;
        let approval = self.new_approval(item, intent, pass_days).await.unwrap();
        self.write_approval(&approval).await.unwrap();
        if killed == KilledAfter::ThePromise {
            assert!(self.promise(&approval).await.is_ok(), "the relay has promised");
        }
        alone
    }

    /// How many approvals are on their way.
    pub(crate) async fn approvals_on_their_way(&self) -> usize {
        Approvals::read(&self.source.store.journal).await.unwrap().all().count()
    }
}
