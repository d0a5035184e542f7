//! A desk reports that the change of its approval has been sent.

use axum::Json;
use axum::extract::Path;
use domain::relay_feed::{Approval, HeldRequest, HeldState, ReportSent};

use super::calls::{found, save};
use super::life;
use crate::desks::{Caller, Trouble};
use crate::log::Write;

/// How often a report is made anew where something else moved the request meanwhile.
const MOST_TRIES: u32 = 8;

/// The change has been sent. Also where the approval was given up: then it counts again.
pub(crate) async fn sent(
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Json(said): Json<ReportSent>,
) -> Result<Json<HeldRequest>, Trouble> {
    for _ in 0..MOST_TRIES {
        match once(&caller, &id, &said).await {
            Err(Trouble::Overtaken) => {}
            outcome => return outcome,
        }
    }
    Err(Trouble::Overtaken)
}

async fn once(caller: &Caller, id: &str, said: &ReportSent) -> Result<Json<HeldRequest>, Trouble> {
    let (doc, held) = found(caller, id).await?;
    let given_up = held.nothing_came.as_ref().is_some_and(|nothing| is_meant(&nothing.approval, caller, said));
    let mut held = if given_up { life::came_about(held) } else { held };
    let now = caller.relay.time.now();
    match &mut held.state {
        HeldState::Approved(approval) if !is_meant(approval, caller, said) => Err(another()),
        HeldState::Approved(approval) if approval.sent_at.is_none() => {
            approval.sent_at = Some(now);
            save(caller, &doc, held, Write::new(&caller.connection.id, now)).await
        }
        // It was reported before, or what came of it has been seen.
        HeldState::Approved(_) | HeldState::Superseded { .. } => Ok(Json(held)),
        HeldState::Open | HeldState::Claimed { .. } | HeldState::Parked { .. } | HeldState::Declined { .. } => {
            Err(another())
        }
    }
}

fn is_meant(approval: &Approval, caller: &Caller, said: &ReportSent) -> bool {
    match &said.key {
        Some(key) => approval.key.as_ref() == Some(key),
        None => approval.by == caller.desk,
    }
}

fn another() -> Trouble {
    Trouble::NotPossible("No such approval stands.")
}
