//! What would these rules have answered? Reads past requests and changes nothing.

use axum::Json;
use domain::relay_feed::{Announced, Because, DryRun, DryRunLine, DryRunReport, Verdict};
use domain::rule::{Outcome, Rules, Snapshot, evaluate};

use super::calls::flaws;
use crate::desks::{Caller, Trouble};
use crate::log::{Event, Position};

/// Events read at once.
const PAGE: u32 = 500;
/// Most lines of a report.
const MOST_LINES: usize = 500;

/// Judges past requests by other rules and today's facts.
pub(crate) async fn dry_run(caller: Caller, Json(asked): Json<DryRun>) -> Result<Json<DryRunReport>, Trouble> {
    let mut report = DryRunReport { flaws: flaws(&asked.rules), ..DryRunReport::default() };
    if !report.flaws.is_empty() {
        return Ok(Json(report));
    }
    let rules: Rules = serde_json::from_value(asked.rules).map_err(|error| Trouble::BadRequest(error.to_string()))?;
    let facts = facts(&caller).await?;
    let mut after: Position = 0;
    loop {
        let page = caller.relay.log.events(&caller.connection.id, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.position;
        for announced in page.iter().filter(|event| event.at >= asked.since).filter_map(judged_by_rules) {
            look_at(announced, &rules, &facts, &mut report);
        }
    }
    report.lines.reverse();
    report.lines.truncate(MOST_LINES);
    Ok(Json(report))
}

async fn facts(caller: &Caller) -> Result<Snapshot, Trouble> {
    let (log, connection) = (&*caller.relay.log, &caller.connection);
    let about = log.about(&connection.id, "", &"".into()).await?;
    let in_force = connection.standing.in_force(log, &connection.id, &about, caller.relay.time.now()).await?;
    Ok(in_force.facts.clone())
}

/// A request on which rules had, or would have had, the say.
fn judged_by_rules(event: &Event) -> Option<Announced> {
    if event.what.kind != "announced" {
        return None;
    }
    let announced: Announced = serde_json::from_str(&event.what.body).ok()?;
    let by_rules = matches!(
        announced.answered.because,
        Because::Rule | Because::NoRule | Because::Person { .. } | Because::Silence | Because::NobodyLooked
    );
    (by_rules && announced.request.is_some()).then_some(announced)
}

fn look_at(announced: Announced, rules: &Rules, facts: &Snapshot, report: &mut DryRunReport) {
    let Some(request) = announced.request else { return };
    report.requests += 1;
    let would = evaluate(rules, facts, &request);
    let decided = announced.answered.decision.as_ref().map(|decision| decision.outcome);
    if is_same(announced.answered.verdict, decided, would.outcome) {
        return;
    }
    report.otherwise += 1;
    report.lines.push(DryRunLine { key: announced.key, request, answered: announced.answered.verdict, would });
}

/// A question is the same as a question, whoever answered it then.
fn is_same(answered: Verdict, decided: Option<Outcome>, would: Outcome) -> bool {
    let was_asked = matches!(decided, Some(Outcome::Ask(_)));
    match would {
        Outcome::Ask(_) => was_asked,
        Outcome::Accept => !was_asked && answered == Verdict::Accepted,
        Outcome::Refuse => !was_asked && answered == Verdict::Refused,
        Outcome::Hold => !was_asked && answered == Verdict::Held,
    }
}
