//! Reading rules, putting others in force, and going back.

use axum::Json;
use domain::relay_feed::{Happened, PutRules, RollBack, RulesKept};
use domain::rule::Rules;
use serde_json::Value;

use super::standing::THE_ONE;
use crate::desks::{Caller, Trouble};
use crate::log::{Doc, Kind, Put, Which, Write, Written};
use crate::telling;

/// Most versions in the history.
const MOST_VERSIONS: u32 = 10_000;

/// The rules in force. Without any: version 0 and an empty list, by which everything is accepted.
pub(crate) async fn now(caller: Caller) -> Result<Json<RulesKept>, Trouble> {
    let kept = current(&caller).await?.map(|doc| doc.read::<RulesKept>()).transpose()?;
    Ok(Json(kept.unwrap_or_else(|| none_yet(&caller))))
}

fn none_yet(caller: &Caller) -> RulesKept {
    RulesKept {
        version: 0,
        author: String::new(),
        reason: String::new(),
        at: caller.relay.time.now(),
        rules: serde_json::json!({ "rules": [] }),
    }
}

/// Every version, the oldest first.
pub(crate) async fn history(caller: Caller) -> Result<Json<Vec<RulesKept>>, Trouble> {
    let which = Which { kind: Kind::RulesVersion, open_only: false, limit: MOST_VERSIONS };
    let docs = caller.relay.log.docs(&caller.connection.id, which).await?;
    let mut kept = docs.iter().map(Doc::read::<RulesKept>).collect::<Result<Vec<_>, _>>()?;
    kept.sort_by_key(|rules| rules.version);
    Ok(Json(kept))
}

/// Puts rules in force, on condition of the version that was read.
pub(crate) async fn put_in_force(caller: Caller, Json(put): Json<PutRules>) -> Result<Json<RulesKept>, Trouble> {
    save(&caller, put).await
}

/// Puts earlier rules in force again, as a new version.
pub(crate) async fn roll_back(caller: Caller, Json(asked): Json<RollBack>) -> Result<Json<RulesKept>, Trouble> {
    let id = version_id(asked.to);
    let doc = caller.relay.log.doc(&caller.connection.id, Kind::RulesVersion, &id).await?.ok_or(Trouble::NotFound)?;
    let RulesKept { rules, .. } = doc.read()?;
    save(&caller, PutRules { version: asked.version, author: asked.author, reason: asked.reason, rules }).await
}

/// What is wrong with a list, in words; nothing where it may be put in force.
pub(super) fn flaws(rules: &Value) -> Vec<String> {
    match serde_json::from_value::<Rules>(rules.clone()) {
        Ok(rules) => rules.flaws().iter().map(ToString::to_string).collect(),
        Err(error) => vec![format!("The list cannot be read: {error}")],
    }
}

async fn save(caller: &Caller, put: PutRules) -> Result<Json<RulesKept>, Trouble> {
    if put.reason.trim().is_empty() || put.author.trim().is_empty() {
        return Err(Trouble::BadRequest("Say who changes the rules, and why.".to_owned()));
    }
    let flaws = flaws(&put.rules);
    if !flaws.is_empty() {
        return Err(Trouble::BadRequest(flaws.join(" ")));
    }
    let before = current(caller).await?;
    if before.as_ref().map_or(0, |doc| doc.version) != put.version {
        return Err(Trouble::Overtaken);
    }
    let author = format!("{} ({})", put.author.trim(), caller.desk);
    let at = caller.relay.time.now();
    let kept = RulesKept { version: put.version + 1, author, reason: put.reason, at, rules: put.rules };
    let doc = match &before {
        Some(doc) => Put::over(doc, &kept)?,
        None => Put::new(Kind::Rules, THE_ONE, &kept)?,
    };
    let event = telling::event(&[&kept.version.to_string()], None, &Happened::Rules(Box::new(kept.clone())))?;
    let write = Write::new(&caller.connection.id, at)
        .put(doc)
        .put(Put::new(Kind::RulesVersion, version_id(kept.version), &kept)?.open(false))
        .event(event);
    match caller.relay.log.write(write).await? {
        Written::Done => Ok(Json(kept)),
        Written::Overtaken { .. } => Err(Trouble::Overtaken),
    }
}

async fn current(caller: &Caller) -> Result<Option<Doc>, Trouble> {
    Ok(caller.relay.log.doc(&caller.connection.id, Kind::Rules, THE_ONE).await?)
}

/// Sorts as the number does.
fn version_id(version: i64) -> String {
    format!("{version:010}")
}
