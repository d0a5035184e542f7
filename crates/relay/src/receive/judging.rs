//! What a message is answered, from what is known. No I/O.

use domain::relay_feed::{Because, Verdict};
use domain::rule::{Ask, Decision, Known, Outcome, Request, Rules, Snapshot, evaluate, recognise};
use domain::{Action, OperationStatus};
use marketplace::Message;

use super::promises::Promises;

/// What is answered, and why; or what a person is to be asked first.
#[derive(Debug, Clone)]
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    pub(super) because: Because,
    pub(super) decision: Option<Decision>,
    pub(super) ask: Option<Ask>,
    /// Places of what was recognised among the promises.
    pub(super) used: Used,
}

/// Which promise was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Used {
    Nothing,
    Coming(usize),
    Pass(usize),
    Refused(usize),
}

impl Judgement {
    fn plainly(verdict: Verdict, because: Because) -> Self {
        Self { verdict, because, decision: None, ask: None, used: Used::Nothing }
    }

    /// The judgement once a person, or silence, has had its say.
    pub(super) fn settled(mut self, outcome: Outcome, because: Because) -> Self {
        self.verdict = verdict_of(outcome);
        self.because = because;
        self.ask = None;
        self
    }
}

/// Judges a message. One about an operation that has ended asks nothing, whatever its action.
pub(super) fn judge(
    message: &Message,
    request: Option<&Request>,
    promises: &Promises,
    rules: &Rules,
    snapshot: &Snapshot,
) -> Judgement {
    let is_over = message.status.as_ref().is_some_and(OperationStatus::is_final);
    let Some(request) = request.filter(|_| !is_over) else {
        return done_as_expected(message, request, promises).unwrap_or_else(|| notice(&message.action));
    };
    let (passes, expected, refused) = (promises.all_passes(), promises.all_expected(), promises.all_refused());
    match recognise(request, message.source.as_ref(), &passes, &expected, &refused) {
        Known::Echo(one) => {
            let at = expected.iter().position(|other| std::ptr::eq(one, other));
            accepted(at.map(Used::Coming), |used| Because::Echo { coming: name_of(promises, used) })
        }
        Known::OwnChange => Judgement::plainly(Verdict::Accepted, Because::OwnChange),
        Known::Revert(one) => {
            let at = one.and_then(|one| refused.iter().position(|other| std::ptr::eq(one, other)));
            let name = at.map(|at| name_of(promises, Used::Refused(at)));
            accepted(at.map(Used::Refused), |_| Because::Revert { refused: name })
        }
        Known::Pass(one) => {
            let at = passes.iter().position(|other| std::ptr::eq(one, other));
            accepted(at.map(Used::Pass), |used| Because::Pass { pass: name_of(promises, used) })
        }
        Known::New => by_rules(evaluate(rules, snapshot, request)),
    }
}

/// A change that was made, where it was expected: its echo, though it asks nothing.
fn done_as_expected(message: &Message, request: Option<&Request>, promises: &Promises) -> Option<Judgement> {
    let request = request.filter(|_| message.status == Some(OperationStatus::Succeeded))?;
    let expected = promises.all_expected();
    let Known::Echo(one) = recognise(request, message.source.as_ref(), &[], &expected, &[]) else { return None };
    let at = expected.iter().position(|other| std::ptr::eq(one, other))?;
    let because = Because::Echo { coming: name_of(promises, Used::Coming(at)) };
    Some(Judgement { used: Used::Coming(at), ..Judgement::plainly(Verdict::Noted, because) })
}

fn accepted(used: Option<Used>, because: impl FnOnce(Used) -> Because) -> Judgement {
    let used = used.unwrap_or(Used::Nothing);
    Judgement { used, ..Judgement::plainly(Verdict::Accepted, because(used)) }
}

fn name_of(promises: &Promises, used: Used) -> String {
    let doc = match used {
        Used::Nothing => None,
        Used::Coming(at) => promises.coming.get(at).map(|kept| &kept.doc),
        Used::Pass(at) => promises.passes.get(at).map(|kept| &kept.doc),
        Used::Refused(at) => promises.refused.get(at).map(|kept| &kept.doc),
    };
    doc.map(|doc| doc.id.clone()).unwrap_or_default()
}

fn notice(action: &Action) -> Judgement {
    let because = match action {
        Action::Other(_) => Because::UnknownAction,
        Action::ChangePlan
        | Action::ChangeQuantity
        | Action::Reinstate
        | Action::Suspend
        | Action::Unsubscribe
        | Action::Renew
        | Action::Subscribe => Because::Notice,
    };
    Judgement::plainly(Verdict::Noted, because)
}

fn by_rules(decision: Decision) -> Judgement {
    let because = if decision.rule.is_some() { Because::Rule } else { Because::NoRule };
    let ask = if let Outcome::Ask(ask) = decision.outcome { Some(ask) } else { None };
    let verdict = verdict_of(decision.outcome);
    Judgement { decision: Some(decision), ask, ..Judgement::plainly(verdict, because) }
}

/// An open question counts as its fallback until somebody answers.
pub(super) fn verdict_of(outcome: Outcome) -> Verdict {
    match outcome {
        Outcome::Accept => Verdict::Accepted,
        Outcome::Refuse => Verdict::Refused,
        Outcome::Hold => Verdict::Held,
        Outcome::Ask(ask) => verdict_of(ask.fallback.into()),
    }
}
