//! What desks do with held requests. Whoever moves one on names the version it read; of two the first wins.

use axum::Json;
use axum::extract::{Path, Query};
use domain::relay_feed::{Claim, Decline, HeldRequest, HeldState};
use serde::Deserialize;

use crate::desks::{Caller, Trouble};
use crate::log::{Doc, Kind, Which, Write, Written};
use crate::telling;

/// Most held requests in one list.
const MOST: u32 = 5_000;

/// Which are listed.
#[derive(Deserialize)]
pub(crate) struct Listed {
    /// Those that are over, too.
    #[serde(default)]
    all: bool,
}

/// Held requests, the oldest change first.
pub(crate) async fn list(caller: Caller, Query(listed): Query<Listed>) -> Result<Json<Vec<HeldRequest>>, Trouble> {
    let which = Which { kind: Kind::Held, open_only: !listed.all, limit: MOST };
    let docs = caller.relay.log.docs(&caller.connection.id, which).await?;
    Ok(Json(docs.iter().map(Doc::read).collect::<Result<_, _>>()?))
}

/// One held request.
pub(crate) async fn one(caller: Caller, Path((_, id)): Path<(String, String)>) -> Result<Json<HeldRequest>, Trouble> {
    Ok(Json(found(&caller, &id).await?.1))
}

/// The desk takes it.
pub(crate) async fn claim(
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Json(asked): Json<Claim>,
) -> Result<Json<HeldRequest>, Trouble> {
    let (doc, mut held) = at_version(&caller, &id, asked.version).await?;
    match &held.state {
        HeldState::Open => {}
        HeldState::Claimed { by, .. } if *by == caller.desk || asked.take_over => {}
        HeldState::Claimed { .. } => return Err(Trouble::Overtaken),
        HeldState::Parked { .. } => return Err(Trouble::NotPossible("The subscription is suspended.")),
        HeldState::Superseded { .. } | HeldState::Approved(_) | HeldState::Declined { .. } => return Err(over()),
    }
    held.state = HeldState::Claimed { by: caller.desk.clone(), at: caller.relay.time.now() };
    write(&caller, &doc, held).await
}

/// The desk gives it back.
pub(crate) async fn release(
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Json(asked): Json<Claim>,
) -> Result<Json<HeldRequest>, Trouble> {
    let (doc, mut held) = at_version(&caller, &id, asked.version).await?;
    claimed_by(&caller, &held)?;
    held.state = HeldState::Open;
    write(&caller, &doc, held).await
}

/// A person says no.
pub(crate) async fn decline(
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Json(said): Json<Decline>,
) -> Result<Json<HeldRequest>, Trouble> {
    let (doc, mut held) = at_version(&caller, &id, said.version).await?;
    if !matches!(held.state, HeldState::Parked { .. }) {
        claimed_by(&caller, &held)?;
    }
    held.state = HeldState::Declined { by: caller.desk.clone(), at: caller.relay.time.now(), note: said.note };
    write(&caller, &doc, held).await
}

/// Only the desk that has claimed a request may decide on it.
pub(super) fn claimed_by(caller: &Caller, held: &HeldRequest) -> Result<(), Trouble> {
    match &held.state {
        HeldState::Claimed { by, .. } if *by == caller.desk => Ok(()),
        HeldState::Claimed { .. } => Err(Trouble::NotPossible("Another desk has claimed it.")),
        HeldState::Open => Err(Trouble::NotPossible("Claim it first.")),
        HeldState::Parked { .. } => Err(Trouble::NotPossible("The subscription is suspended.")),
        HeldState::Superseded { .. } | HeldState::Approved(_) | HeldState::Declined { .. } => Err(over()),
    }
}

fn over() -> Trouble {
    Trouble::NotPossible("It is over.")
}

pub(super) async fn found(caller: &Caller, id: &str) -> Result<(Doc, HeldRequest), Trouble> {
    let doc = caller.relay.log.doc(&caller.connection.id, Kind::Held, id).await?.ok_or(Trouble::NotFound)?;
    let held = doc.read()?;
    Ok((doc, held))
}

pub(super) async fn at_version(caller: &Caller, id: &str, version: i64) -> Result<(Doc, HeldRequest), Trouble> {
    let (doc, held) = found(caller, id).await?;
    if doc.version == version { Ok((doc, held)) } else { Err(Trouble::Overtaken) }
}

async fn write(caller: &Caller, doc: &Doc, held: HeldRequest) -> Result<Json<HeldRequest>, Trouble> {
    save(caller, doc, held, Write::new(&caller.connection.id, caller.relay.time.now())).await
}

/// Writes the next version together with what else belongs to the step.
pub(super) async fn save(
    caller: &Caller,
    doc: &Doc,
    mut held: HeldRequest,
    write: Write,
) -> Result<Json<HeldRequest>, Trouble> {
    held.version = doc.version + 1;
    let (put, event) = telling::held(Some(doc), held.clone())?;
    match caller.relay.log.write(write.put(put).event(event)).await? {
        Written::Done => Ok(Json(held)),
        Written::Overtaken { .. } => Err(Trouble::Overtaken),
    }
}
