//! What desks ask for: an account of what they have activated, and something done with what is stuck. Whoever moves
//! that on names the version it read; of two the first wins.
//!
//! Each is one step in the log, so a relay that is killed has heard it or has not; a desk that does not know which says
//! the same again and is answered the same.

use axum::Json;
use axum::extract::Path;
use domain::account::{AccountAction, Cause, hook_id};
use domain::relay_feed::{AccessAgain, AccessState, AccessStep, DropStep, ReportActivated, TryAgain};

use super::errand::{Errand, kept};
use super::planning::open_account;
use crate::desks::{Caller, Trouble};
use crate::log::{Doc, Kind, Write, Written};

/// The longest reason, in bytes.
const LONGEST_REASON: usize = 4_000;

/// A desk has activated a purchase: the service is told once Microsoft's own data shows it.
pub(crate) async fn report_activated(
    caller: Caller,
    Json(said): Json<ReportActivated>,
) -> Result<Json<AccessStep>, Trouble> {
    let Some(access) = caller.connection.access.as_ref().filter(|access| access.opens_accounts()) else {
        return Err(Trouble::NotPossible("This relay tells no service of what was activated."));
    };
    let (ReportActivated { subscription, intent }, at) = (said, caller.relay.time.now());
    let cause = Cause::Intent(intent);
    let id = hook_id(&access.publisher, &subscription, &cause, AccountAction::Activate);
    if let Some(written) = open_account(&caller.relay, &caller.connection, (&subscription, cause), at).await? {
        // Where another replica was quicker, it has written the same.
        let write = Write::new(&caller.connection.id, at).and(Some(written));
        let _same = caller.relay.log.write(write).await?;
    }
    let (_, errand) = found(&caller, id.as_str()).await?;
    Ok(Json(errand.step))
}

/// A person wants it tried again.
pub(crate) async fn try_again(
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Json(said): Json<TryAgain>,
) -> Result<Json<AccessStep>, Trouble> {
    let by = named(&caller, &said.who)?;
    let (doc, errand) = found(&caller, &id).await?;
    if errand.step.again.as_ref().is_some_and(|again| (&again.by, again.of) == (&by, said.version)) {
        return Ok(Json(errand.step));
    }
    let errand = stuck_at(errand, said.version)?;
    if caller.connection.access.is_none() {
        return Err(Trouble::NotPossible("This relay has no rules about accounts any more, so it sends nothing."));
    }
    let at = caller.relay.time.now();
    save(&caller, &doc, errand.tried_again(AccessAgain { by, at, of: said.version })).await
}

/// A person does not want it done any more.
pub(crate) async fn give_up(
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Json(said): Json<DropStep>,
) -> Result<Json<AccessStep>, Trouble> {
    let (by, reason) = (named(&caller, &said.who)?, said.reason.trim());
    if reason.is_empty() || reason.len() > LONGEST_REASON {
        return Err(Trouble::BadRequest(format!("Say why, in 1 to {LONGEST_REASON} bytes.")));
    }
    let (doc, errand) = found(&caller, &id).await?;
    if let AccessState::Dropped { by: dropped_by, of, .. } = &errand.step.state
        && (dropped_by, *of) == (&by, said.version)
    {
        return Ok(Json(errand.step));
    }
    let errand = stuck_at(errand, said.version)?;
    save(&caller, &doc, errand.dropped(by, reason.to_owned(), caller.relay.time.now())).await
}

/// Who it was: the person, and the desk whose token was shown.
fn named(caller: &Caller, who: &str) -> Result<String, Trouble> {
    match who.trim() {
        "" => Err(Trouble::BadRequest("Say who wants it.".to_owned())),
        who => Ok(format!("{who} ({})", caller.desk)),
    }
}

async fn found(caller: &Caller, id: &str) -> Result<(Doc, Errand), Trouble> {
    let doc = caller.relay.log.doc(&caller.connection.id, Kind::Access, id).await?.ok_or(Trouble::NotFound)?;
    let errand = doc.read()?;
    Ok((doc, errand))
}

fn stuck_at(errand: Errand, version: i64) -> Result<Errand, Trouble> {
    match errand.step.state {
        _ if errand.step.version != version => Err(Trouble::Overtaken),
        AccessState::Stuck { .. } => Ok(errand),
        _ => Err(Trouble::NotPossible("It is not stuck.")),
    }
}

async fn save(caller: &Caller, doc: &Doc, errand: Errand) -> Result<Json<AccessStep>, Trouble> {
    let step = AccessStep { version: doc.version + 1, ..errand.step.clone() };
    let (put, event) = kept(Some(doc), errand)?;
    let write = Write::new(&caller.connection.id, caller.relay.time.now()).put(put).event(event);
    match caller.relay.log.write(write).await? {
        Written::Done => Ok(Json(step)),
        Written::Overtaken { .. } => Err(Trouble::Overtaken),
    }
}
