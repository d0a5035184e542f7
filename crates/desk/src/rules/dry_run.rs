//! What a draft would have answered to the requests of the past, beside what is in force.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::rule::{Request, RequestKind};

use super::judged::Judged;
use super::past::Past;
use super::preview::Names;
use crate::contract::{AnswerCount, AnswerKind, Answered, DryRun, DryRunLine, Sentence};
use crate::sync_line::moment;

/// Lines that are shown.
const SHOWN: usize = 200;

/// What is told of a run: the counts and lines for the page, and how many requests each rule of the draft decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub told: DryRun,
    /// By place in the list, from 1; by 0 those that no rule decides.
    pub decides: BTreeMap<u32, u32>,
}

/// Judges each request by both lists.
pub(super) fn run(
    past: &[Past],
    in_force: Judged<'_>,
    draft: Judged<'_>,
    names: &Names,
    (since, until): (DateTime<Utc>, DateTime<Utc>),
) -> Run {
    let (mut now, mut then, mut decides) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let (mut otherwise, mut lines) = (0, Vec::new());
    for one in past {
        let (before, after) = (in_force.answer(&one.request), draft.answer(&one.request));
        *now.entry(before.answer).or_insert(0) += 1;
        *then.entry(after.answer).or_insert(0) += 1;
        *decides.entry(after.rule.unwrap_or(0)).or_insert(0) += 1;
        if before.answer != after.answer {
            otherwise += 1;
            if lines.len() < SHOWN {
                lines.push(line(one, before, after, names));
            }
        }
    }
    let of = |counts: &BTreeMap<AnswerKind, u32>, answer| counts.get(&answer).copied().unwrap_or_default();
    let count = |answer| AnswerCount { answer, in_force: of(&now, answer), draft: of(&then, answer) };
    let told = DryRun {
        since: moment(since),
        until: moment(until),
        requests: u32::try_from(past.len()).unwrap_or(u32::MAX),
        counts: AnswerKind::ALL.map(count).to_vec(),
        otherwise,
        lines,
    };
    Run { told, decides }
}

fn line(past: &Past, in_force: Answered, draft: Answered, names: &Names) -> DryRunLine {
    DryRunLine {
        at: moment(past.request.moment),
        subscription: past.request.subscription.to_string(),
        customer: past.customer.clone(),
        what: what(&past.request, names),
        in_force,
        draft,
    }
}

fn what(request: &Request, names: &Names) -> Sentence {
    let plan = |plan: Option<&domain::PlanId>| match (&request.offer, plan) {
        (Some(offer), Some(plan)) => names.plan_of(offer, plan),
        (_, plan) => plan.map(ToString::to_string).unwrap_or_default(),
    };
    match request.kind {
        RequestKind::Plan => Sentence::plain("rule-past-plan")
            .with("from", plan(request.from_plan.as_ref()))
            .with("to", plan(request.to_plan.as_ref())),
        RequestKind::Seats => Sentence::plain("rule-past-seats")
            .with("from", request.from_seats.count().unwrap_or_default())
            .with("to", request.to_seats.unwrap_or_default()),
    }
}
