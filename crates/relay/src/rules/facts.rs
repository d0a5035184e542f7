//! The dated snapshot of ladder, prices and customers that rules are judged on.

use axum::Json;
use domain::relay_feed::{FactsKept, Happened, PutFacts};
use domain::rule::Snapshot;
use serde::{Deserialize, Serialize};

use super::standing::THE_ONE;
use crate::desks::{Caller, Trouble};
use crate::log::{Kind, Put, Write, Written};
use crate::telling;

/// The snapshot as it is kept.
#[derive(Serialize, Deserialize)]
pub(crate) struct FactsDoc {
    pub(crate) kept: FactsKept,
    pub(crate) facts: Snapshot,
}

/// Puts a snapshot in force, on condition of the version that was read. An older one does not replace a newer.
pub(crate) async fn put_facts(caller: Caller, Json(put): Json<PutFacts>) -> Result<Json<FactsKept>, Trouble> {
    let before = caller.relay.log.doc(&caller.connection.id, Kind::Facts, THE_ONE).await?;
    if before.as_ref().map_or(0, |doc| doc.version) != put.version {
        return Err(Trouble::Overtaken);
    }
    if let Some(doc) = &before
        && doc.read::<FactsDoc>()?.kept.taken_at > put.facts.taken_at
    {
        return Err(Trouble::NotPossible("A newer snapshot is in force."));
    }
    let kept = FactsKept { version: put.version + 1, taken_at: put.facts.taken_at, by: caller.desk.clone() };
    let value = FactsDoc { kept: kept.clone(), facts: put.facts };
    let doc = match &before {
        Some(doc) => Put::over(doc, &value)?,
        None => Put::new(Kind::Facts, THE_ONE, &value)?,
    };
    let event = telling::event(&[&kept.version.to_string()], None, &Happened::Facts(Box::new(kept.clone())))?;
    let write = Write::new(&caller.connection.id, caller.relay.time.now()).put(doc).event(event);
    match caller.relay.log.write(write).await? {
        Written::Done => Ok(Json(kept)),
        Written::Overtaken { .. } => Err(Trouble::Overtaken),
    }
}
