//! What desks do with visits.

use axum::Json;
use axum::extract::{Path, Query};
use domain::relay_feed::{ReportResolved, Visit, VisitToken};
use serde::Deserialize;

use super::Landing;
use super::visiting::put;
use crate::activation;
use crate::desks::{Caller, Trouble};
use crate::log::{Doc, Kind, Which, Write, Written};

/// Most visits in one list.
const MOST: u32 = 5_000;

/// Which are listed.
#[derive(Deserialize)]
pub(crate) struct Listed {
    /// Those of which nothing is missing, too.
    #[serde(default)]
    all: bool,
}

/// Visits, the oldest change first.
pub(crate) async fn list(caller: Caller, Query(listed): Query<Listed>) -> Result<Json<Vec<Visit>>, Trouble> {
    let which = Which { kind: Kind::Visit, open_only: !listed.all, limit: MOST };
    let docs = caller.relay.log.docs(&caller.connection.id, which).await?;
    Ok(Json(docs.iter().map(Doc::read).collect::<Result<_, _>>()?))
}

/// The token of a visit nobody has resolved, where this replica still has it. What was lost with a restart the desk
/// finds by the buyer's tenant and object id among its pending purchases.
pub(crate) async fn token(caller: Caller, Path((_, id)): Path<(String, String)>) -> Result<Json<VisitToken>, Trouble> {
    let now = caller.relay.time.now();
    let token = landing(&caller)?.shelf.of(&id, now).ok_or(Trouble::NotFound)?;
    tracing::info!(connection = %caller.connection.name, desk = %caller.desk, visit = id, "a desk resolves a visit");
    std::future::ready(Ok(Json(VisitToken { token: token.expose().to_owned() }))).await
}

/// The desk has resolved it. Whoever says the same again is right again.
pub(crate) async fn resolved(
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Json(report): Json<ReportResolved>,
) -> Result<Json<Visit>, Trouble> {
    let landing = landing(&caller)?;
    let doc = caller.relay.log.doc(&caller.connection.id, Kind::Visit, &id).await?.ok_or(Trouble::NotFound)?;
    let mut visit: Visit = doc.read()?;
    if visit.bought.as_ref() == Some(&report.bought) {
        return Ok(Json(visit));
    }
    if visit.bought.is_some() {
        return Err(Trouble::NotPossible("It is known what was bought."));
    }
    if doc.version != report.version {
        return Err(Trouble::Overtaken);
    }
    (visit.bought, visit.unresolved) = (Some(report.bought), None);
    visit.who.relation = report.relation;
    let now = caller.relay.time.now();
    let (put, event, visit) = put(Some(&doc), visit)?;
    let called_for = activation::plan(&caller.relay, &caller.connection, &visit).await?;
    let write = Write::new(&caller.connection.id, now).put(put).event(event).and(called_for);
    match caller.relay.log.write(write).await? {
        Written::Done => {
            landing.shelf.drop_of(&id, now);
            Ok(Json(visit))
        }
        Written::Overtaken { .. } => Err(Trouble::Overtaken),
    }
}

fn landing(caller: &Caller) -> Result<&Landing, Trouble> {
    caller.connection.landing.as_deref().ok_or(Trouble::NotFound)
}
