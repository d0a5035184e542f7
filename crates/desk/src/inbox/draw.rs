//! Items as the page shows them: words, due times, and buttons that say why they cannot be pressed.

use chrono::{DateTime, Utc};
use domain::account::Drift;
use domain::{Change, Seen, Wish};
use outbox::{Entry, State};

use super::Known;
use super::facts::{About, AtRelay, HeldAt, No, Refusal, Request, Stage};
use crate::contract::{InboxItem, ItemAction, ItemButton, RequestStage, Sentence, StuckHook};
use crate::sync_line::{misread as misread_at, moment};

/// What drawing needs to know beside the items.
pub(crate) struct Context {
    pub now: DateTime<Utc>,
    /// A newer program wrote the journal.
    pub is_read_only: bool,
    /// Cancelling is switched on in this console.
    pub may_cancel: bool,
    /// Intents that are not over.
    pub open: Vec<Entry>,
    /// Why what is stuck at the relay cannot be moved on now; nothing where it can.
    pub immovable: Option<Sentence>,
}

impl Context {
    /// Whether an answer to this operation is on its way.
    fn is_answered(&self, known: &Known, request: &Request) -> bool {
        self.open.iter().any(|entry| {
            Some(&entry.intent.subscription) == known.item.subscription.as_ref()
                && !matches!(entry.state, State::Stuck { .. })
                && entry.intent.wish.operation().is_some_and(|id| Some(id.as_str()) == request.operation.as_deref())
        })
    }
}

pub(super) fn item(known: &Known, context: &Context) -> InboxItem {
    let (item, facts) = (&known.item, &known.facts);
    let request = match &facts.about {
        About::Request(request) => Some(request),
        _ => None,
    };
    InboxItem {
        id: item.id.clone(),
        kind: facts.about.kind(),
        stage: request.map(|request| stage(known, request, context)),
        subscription: item.subscription.as_ref().map(ToString::to_string),
        customer: facts.customer.clone(),
        offer: facts.offer.clone(),
        what: what(&facts.about),
        due: moment(item.due),
        due_is_estimate: matches!(&facts.about, About::Suspended(suspended) if suspended.told.is_none()),
        closes_at: request.and_then(|request| request.closes_at).map(moment),
        effect: request.and_then(|request| request.effect.clone()),
        owner: Some(item.owner.clone()).filter(|owner| !owner.is_empty()),
        snoozed_until: item.snoozed_until.filter(|until| context.now < *until).map(moment),
        notes: item.notes,
        buttons: buttons(known, context),
        changed_at: moment(item.changed_at),
    }
}

/// The same where it is shown with the customer's account.
pub(super) fn stuck(known: &Known, context: &Context) -> StuckHook {
    let moves = |button: &ItemButton| matches!(button.action, ItemAction::TryAgain | ItemAction::Drop);
    StuckHook {
        item: known.item.id.clone(),
        what: what(&known.facts.about),
        why: explanation(known, context),
        buttons: buttons(known, context).into_iter().filter(moves).collect(),
    }
}

/// How far a request is: what Microsoft's data says, what we have sent, and what the clock says.
pub(super) fn stage(known: &Known, request: &Request, context: &Context) -> RequestStage {
    match request.stage {
        Stage::Silent => RequestStage::Silent,
        Stage::Unseen => RequestStage::Unseen,
        Stage::Held if request.is_unconfirmed() => RequestStage::Unconfirmed,
        Stage::Held if request.is_passed() => RequestStage::Promised,
        Stage::Held => RequestStage::Held,
        Stage::Ruled => RequestStage::Ruled,
        Stage::Overruled => RequestStage::Overruled,
        Stage::Live | Stage::Waiting if context.is_answered(known, request) => RequestStage::Answered,
        Stage::Waiting => RequestStage::Waiting,
        Stage::Live if request.closes_at.is_some_and(|closes| context.now >= closes) => RequestStage::Checking,
        Stage::Live => RequestStage::Live,
    }
}

fn what(about: &About) -> Sentence {
    let plain = Sentence::plain;
    match about {
        About::Request(request) => {
            let key = match request.stage {
                Stage::Live | Stage::Waiting | Stage::Held => "what-request",
                Stage::Ruled if is_accepted(request) => "what-ruled-accepted",
                Stage::Ruled => "what-ruled-refused",
                Stage::Overruled => "what-overruled",
                Stage::Silent => "what-silent",
                Stage::Unseen => "what-unseen",
            };
            change(key, &request.before, &request.asked)
        }
        About::Purchase { plan, by_rule } => plain(super::by_rule::what(by_rule.as_ref())).with("plan", plan),
        About::Suspended(_) => plain("what-suspended"),
        About::Reinstated { waits: Some(_), .. } => plain("what-returning"),
        About::Reinstated { .. } => plain("what-reinstated"),
        About::Cancelled { .. } => plain("what-cancelled"),
        About::Renewal { end } => plain("what-renewal").with("end", end),
        About::Trial { end } => plain("what-trial").with("end", end),
        About::Intent { wish, from, .. } => crate::intents::what(wish, from),
        About::Access { drift, .. } => plain(&format!("what-access-{}", drift.word())),
        About::Errand(errand) => crate::account::ruled(errand.action),
        About::Unreadable { field, .. } if field.is_empty() => plain("what-unreadable-record"),
        About::Unreadable { field, .. } => plain("what-unreadable").with("field", field),
        About::Missing { .. } => plain("what-missing"),
        About::Secret { end } => plain("what-secret-ends").with("end", end),
        About::SignIn => plain("what-sign-in-fails"),
        About::Clock { seconds } => plain("what-clock").with("seconds", seconds),
        About::Relay { why, .. } => plain(&format!("what-relay-{why}")),
        About::Trouble { what, which, .. } => crate::relay::what_troubles(what, which),
    }
}

/// `<key>-plan` or `<key>-seats`, from and to.
pub(crate) fn change(key: &str, before: &Seen, to: &Change) -> Sentence {
    match to {
        Change::Plan(plan) => Sentence::plain(&format!("{key}-plan")).with("from", &before.plan).with("to", plan),
        Change::Seats(seats) => {
            let from = before.seats.map_or_else(|| "–".to_owned(), |seats| seats.to_string());
            Sentence::plain(&format!("{key}-seats")).with("from", from).with("to", seats)
        }
    }
}

/// Why it is here and what to do.
pub(super) fn explanation(known: &Known, context: &Context) -> Vec<Sentence> {
    if let About::Request(Request { relay: Some(at), .. }) = &known.facts.about
        && let Some(why) = by_relay(at, known, context)
    {
        return why;
    }
    match &known.facts.about {
        About::Trouble { what, which, words, .. } => return crate::relay::why_troubled(what, which, words),
        About::Errand(errand) => return crate::relay::why_stuck(errand),
        _ => {}
    }
    if let About::Purchase { by_rule: Some(by_rule), .. } = &known.facts.about {
        return super::by_rule::why(by_rule);
    }
    let key = match &known.facts.about {
        About::Request(request) => match stage(known, request, context) {
            RequestStage::Live => "why-live",
            RequestStage::Waiting => "why-waiting",
            RequestStage::Checking => "why-checking",
            RequestStage::Silent => "why-silent",
            RequestStage::Unseen => "why-unseen",
            RequestStage::Answered => "why-answered",
            RequestStage::Held | RequestStage::Unconfirmed | RequestStage::Promised => "why-held",
            RequestStage::Ruled => "why-ruled",
            RequestStage::Overruled => "why-overruled",
        },
        About::Purchase { .. } => "why-purchase",
        About::Suspended(suspended) if suspended.told.is_some() => "why-suspended-told",
        About::Suspended(_) => "why-suspended",
        About::Reinstated { waits: Some(_), .. } => "why-returning",
        About::Reinstated { .. } => "why-reinstated",
        About::Cancelled { .. } => "why-cancelled",
        About::Renewal { .. } => "why-renewal",
        About::Trial { .. } => "why-trial",
        About::Intent { wish: Wish::Access { .. }, .. } | About::Errand(_) => "why-hook",
        About::Intent { .. } => "why-intent",
        About::Access { drift: Drift::OpenThoughSuspended, .. } => "why-access-open-though-suspended",
        About::Access { drift: Drift::ShutThoughSubscribed, .. } => "why-access-shut-though-subscribed",
        About::Access { drift: Drift::OpenThoughEnded, .. } => "why-access-open-though-ended",
        About::Unreadable { .. } => "why-unreadable",
        About::Missing { .. } => "why-missing",
        About::Secret { .. } | About::SignIn | About::Clock { .. } => "why-connection",
        About::Relay { .. } | About::Trouble { .. } => "why-relay",
    };
    let misread = match &known.facts.about {
        About::Unreadable { field, misread } => Some(misread_at(field, misread)),
        _ => None,
    };
    misread.into_iter().chain([Sentence::plain(key)]).collect()
}

fn is_accepted(request: &Request) -> bool {
    matches!(request.relay, Some(AtRelay::Answered { accepted: true, .. }))
}

fn is_by_pass(request: &Request) -> bool {
    matches!(request.relay, Some(AtRelay::Held { by_pass: true, .. }))
}

/// What the relay did, and what to do about it.
fn by_relay(at: &AtRelay, known: &Known, context: &Context) -> Option<Vec<Sentence>> {
    let named = |key: &str, rule: &Option<String>| Sentence::plain(key).with("rule", rule.as_deref().unwrap_or("–"));
    Some(match at {
        AtRelay::Question { rule, .. } => {
            let About::Request(request) = &known.facts.about else { return None };
            if stage(known, request, context) != RequestStage::Live {
                return None;
            }
            vec![named("why-asked", rule)]
        }
        AtRelay::Held { at: HeldAt::Passed { by, until }, refusal, .. } => {
            let promised = Sentence::plain("why-promised").with("desk", by).with("end", until.date_naive());
            [promised].into_iter().chain(unconfirmed(refusal)).collect()
        }
        AtRelay::Held { rule, at, ask_again, by_pass, in_vain, refusal, .. } => {
            let state = match at {
                HeldAt::Open | HeldAt::Passed { .. } => None,
                HeldAt::Claimed { by } => Some(Sentence::plain("why-held-claimed").with("desk", by)),
                HeldAt::Parked => Some(Sentence::plain("why-held-parked")),
            };
            let again = ask_again.then(|| Sentence::plain("why-held-again"));
            [named(if *by_pass { "why-held-by-pass" } else { "why-held" }, rule)]
                .into_iter()
                .chain(unconfirmed(refusal))
                .chain(in_vain.as_ref().map(|desk| Sentence::plain("why-held-in-vain").with("desk", desk)))
                .chain(state)
                .chain(again)
                .collect()
        }
        AtRelay::Answered { accepted, why, rule } => {
            let word = if *accepted { "accepted" } else { "refused" };
            let next = Sentence::plain(&format!("why-ruled-{word}"));
            vec![named(&format!("told-{word}-{why}"), rule), next]
        }
        AtRelay::Overruled { no, why, rule, desk } => {
            let word = match no {
                No::ForGood => "refused",
                No::ForNow => "held",
            };
            let told = named(&format!("told-{word}-{why}"), rule).with("desk", desk.as_deref().unwrap_or("–"));
            vec![told, Sentence::plain("why-overruled")]
        }
    })
}

fn unconfirmed(refusal: &Refusal) -> Option<Sentence> {
    matches!(refusal, Refusal::Unconfirmed { .. }).then(|| Sentence::plain("why-held-unconfirmed"))
}

fn buttons(known: &Known, context: &Context) -> Vec<ItemButton> {
    use ItemAction::{
        Acknowledge, Activate, Approve, Assign, Cancel, ChangeBack, Check, Decline, Drop, LetPass, Note, ReadAgain,
        Retry, SeeAccess, Snooze, TryAgain, Withdraw,
    };
    let own: &[ItemAction] = match &known.facts.about {
        About::Request(request) => match request.stage {
            Stage::Held if request.is_passed() => &[Acknowledge],
            Stage::Held if is_by_pass(request) => &[LetPass, Decline],
            Stage::Live | Stage::Waiting | Stage::Held => &[Approve, Decline],
            Stage::Ruled if !is_accepted(request) => &[Acknowledge],
            Stage::Silent | Stage::Unseen | Stage::Ruled | Stage::Overruled => &[Acknowledge, ChangeBack],
        },
        About::Intent { .. } => &[Retry, Withdraw],
        About::Purchase { .. } => &[Activate, ReadAgain],
        About::Suspended(_) => &[ReadAgain, SeeAccess, Cancel],
        About::Unreadable { .. } | About::Missing { .. } => &[ReadAgain],
        About::Reinstated { .. } => &[Acknowledge, SeeAccess, Cancel],
        About::Cancelled { .. } => &[Acknowledge, SeeAccess],
        About::Access { .. } => &[SeeAccess, Acknowledge],
        About::Errand(_) => &[TryAgain, Drop, SeeAccess],
        About::Renewal { .. } | About::Trial { .. } => &[],
        About::Secret { .. } | About::SignIn | About::Clock { .. } | About::Relay { .. } => &[Check],
        About::Trouble { .. } => &[Acknowledge, Check],
    };
    own.iter()
        .chain(&[Snooze, Note, Assign])
        .map(|action| ItemButton { action: *action, refused: button_refused(known, *action, context) })
        .collect()
}

fn button_refused(known: &Known, action: ItemAction, context: &Context) -> Option<Sentence> {
    if context.is_read_only && !matches!(action, ItemAction::ReadAgain | ItemAction::Check | ItemAction::SeeAccess) {
        return Some(Sentence::plain("no-read-only"));
    }
    if matches!(action, ItemAction::Activate | ItemAction::Cancel) {
        return step_refused(known, action, context);
    }
    if let (About::Errand(errand), ItemAction::TryAgain | ItemAction::Drop) = (&known.facts.about, action) {
        return crate::relay::not_movable(errand).or_else(|| context.immovable.clone());
    }
    let About::Request(request) = &known.facts.about else { return None };
    if let (ItemAction::Approve | ItemAction::LetPass, Some(AtRelay::Held { at: HeldAt::Parked, .. })) =
        (action, &request.relay)
    {
        return Some(Sentence::plain("no-parked"));
    }
    match (action, stage(known, request, context)) {
        (ItemAction::Approve | ItemAction::Decline, RequestStage::Checking) => {
            Some(Sentence::plain("no-window-passed"))
        }
        (ItemAction::Approve | ItemAction::Decline, RequestStage::Answered) => Some(Sentence::plain("no-answered")),
        _ => None,
    }
}

/// What is known without the subscription; the rest is said where the step is taken.
fn step_refused(known: &Known, action: ItemAction, context: &Context) -> Option<Sentence> {
    if action == ItemAction::Cancel && !context.may_cancel {
        return Some(Sentence::plain("no-cancelling"));
    }
    let is_asked = context.open.iter().any(|entry| {
        Some(&entry.intent.subscription) == known.item.subscription.as_ref()
            && matches!(entry.intent.wish, Wish::Activate | Wish::Cancel | Wish::Change { .. })
            && !matches!(entry.state, State::Stuck { .. })
    });
    is_asked.then(|| Sentence::plain("no-queued"))
}

/// Why an action does not fit an item at all.
pub(super) fn refusal(known: &Known, action: ItemAction) -> Option<Sentence> {
    let fits = match (&known.facts.about, action) {
        (About::Request(request), ItemAction::Acknowledge) => {
            matches!(request.stage, Stage::Silent | Stage::Unseen | Stage::Ruled | Stage::Overruled)
                || request.is_passed()
        }
        (
            About::Reinstated { .. } | About::Cancelled { .. } | About::Trouble { .. } | About::Access { .. },
            ItemAction::Acknowledge,
        ) => true,
        (_, ItemAction::Acknowledge) => false,
        _ => true,
    };
    (!fits).then(|| Sentence::plain("no-acknowledge"))
}
