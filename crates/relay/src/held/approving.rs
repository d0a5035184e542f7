//! A person says yes: a change is registered before it is sent, or a pass is given.

use axum::Json;
use axum::extract::Path;
use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{
    Approval, Approve, ApprovedHow, AskAgain, Coming, GivenPass, HeldRequest, HeldState, RegisterComing,
};
use domain::rule::{Expected, Pass};

use super::calls::{at_version, claimed_by, found, save};
use super::life;
use crate::desks::{Caller, Trouble};
use crate::digest;
use crate::log::{Kind, LogError, Write, Written};
use crate::rules::standing::InForce;
use crate::telling;

/// How long a registered change is expected.
const COMING_LASTS: TimeDelta = TimeDelta::days(7);
/// The longest a pass may hold, in days.
const LONGEST_PASS: u16 = 90;

/// The longest name of an approval, in bytes.
const LONGEST_KEY: usize = 200;

/// A person says yes to a held request.
pub(crate) async fn approve(
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Json(said): Json<Approve>,
) -> Result<Json<HeldRequest>, Trouble> {
    match once(&caller, &id, said.clone()).await {
        // Either it was heard before, or at the same time.
        Err(Trouble::Overtaken) => repeated(&caller, &id, &said).await?.ok_or(Trouble::Overtaken),
        outcome => outcome,
    }
}

/// What this desk approved by this name before.
async fn repeated(caller: &Caller, id: &str, said: &Approve) -> Result<Option<Json<HeldRequest>>, Trouble> {
    let (_, held) = found(caller, id).await?;
    let HeldState::Approved(approval) = &held.state else { return Ok(None) };
    let is_same = said.key.is_some() && approval.key == said.key && approval.by == caller.desk;
    Ok(is_same.then_some(Json(held)))
}

async fn once(caller: &Caller, id: &str, said: Approve) -> Result<Json<HeldRequest>, Trouble> {
    let (doc, mut held) = at_version(caller, id, said.version).await?;
    claimed_by(caller, &held)?;
    let now = caller.relay.time.now();
    if said.consent.who.trim().is_empty() || said.consent.at > now + TimeDelta::minutes(5) {
        return Err(Trouble::BadRequest("Say who agreed, and when.".to_owned()));
    }
    if said.key.as_ref().is_some_and(|key| key.is_empty() || key.len() > LONGEST_KEY) {
        return Err(Trouble::BadRequest(format!("An approval's name has 1 to {LONGEST_KEY} bytes.")));
    }
    let in_force = in_force(caller, &held).await?;
    let write = Write::new(&caller.connection.id, now);
    if let Some(again) = life::must_ask_again(&held, &said.consent, &in_force.facts, now) {
        let why = words(&again);
        held.ask_again = Some(again);
        held.priced = life::priced(&held.request, &in_force.facts).or(held.priced);
        let _ = save(caller, &doc, held, write).await?;
        return Err(Trouble::AskAgain(why));
    }
    let (write, how) = promise(caller, &held, said.pass_days, now, write).await?;
    let Approve { consent, key, .. } = said;
    held.nothing_came = None;
    held.state = HeldState::Approved(Approval { by: caller.desk.clone(), at: now, consent, how, key, sent_at: None });
    save(caller, &doc, held, write).await
}

/// What is accepted from now on because of the approval.
async fn promise(
    caller: &Caller,
    held: &HeldRequest,
    pass_days: Option<u16>,
    now: DateTime<Utc>,
    write: Write,
) -> Result<(Write, ApprovedHow), Trouble> {
    let to = held.request.target().ok_or(Trouble::NotPossible("The request does not say what it asks for."))?;
    let subscription = held.request.subscription.clone();
    // Where nothing came of an earlier approval, its change may still be expected.
    let coming_id = digest::of(&["coming", &held.id]);
    let before = caller.relay.log.doc(&caller.connection.id, Kind::Coming, &coming_id).await?;
    if let Some(days) = pass_days {
        if days == 0 || days > LONGEST_PASS {
            return Err(Trouble::BadRequest(format!("A pass holds 1 to {LONGEST_PASS} days.")));
        }
        let id = digest::of(&["pass", &held.id]);
        let pass = Pass { subscription, to, until: now + TimeDelta::days(days.into()), given_by: caller.desk.clone() };
        let given = GivenPass { id: id.clone(), pass, held: held.id.clone(), used_by: None };
        let (put, event) = telling::pass(None, given, true)?;
        let mut write = write.put(put).event(event);
        if let Some(doc) = before.filter(|doc| doc.is_open) {
            let (put, event) = telling::coming(Some(&doc), doc.read()?, false)?;
            write = write.put(put).event(event);
        }
        Ok((write, ApprovedHow::Pass { pass: id }))
    } else {
        let expected = Expected { subscription, to, until: now + COMING_LASTS };
        let held = Some(held.id.clone());
        let coming = Coming { id: coming_id.clone(), expected, by: caller.desk.clone(), held, echo: None };
        let (put, event) = telling::coming(before.as_ref(), coming, true)?;
        Ok((write.put(put).event(event), ApprovedHow::Change { coming: coming_id }))
    }
}

/// A desk is about to change a subscription by itself. Registering the same twice changes nothing.
pub(crate) async fn register_coming(
    caller: Caller,
    Json(asked): Json<RegisterComing>,
) -> Result<Json<Coming>, Trouble> {
    if asked.id.is_empty() || asked.id.len() > 200 {
        return Err(Trouble::BadRequest("A registered change has an id.".to_owned()));
    }
    let now = caller.relay.time.now();
    let until = asked.until.min(now + COMING_LASTS);
    let expected = Expected { subscription: asked.subscription, to: asked.to, until };
    let coming = Coming { id: asked.id.clone(), expected, by: caller.desk.clone(), held: None, echo: None };
    let (put, event) = telling::coming(None, coming.clone(), true)?;
    let write = Write::new(&caller.connection.id, now).put(put).event(event);
    match caller.relay.log.write(write).await? {
        Written::Done => Ok(Json(coming)),
        Written::Overtaken { .. } => {
            let known = caller.relay.log.doc(&caller.connection.id, Kind::Coming, &asked.id).await?;
            Ok(Json(known.ok_or(Trouble::Overtaken)?.read()?))
        }
    }
}

async fn in_force(caller: &Caller, held: &HeldRequest) -> Result<std::sync::Arc<InForce>, LogError> {
    let (log, connection) = (&*caller.relay.log, &caller.connection);
    let about = log.about(&connection.id, "", &held.request.subscription).await?;
    connection.standing.in_force(log, &connection.id, &about, caller.relay.time.now()).await
}

fn words(again: &AskAgain) -> &'static str {
    match again {
        AskAgain::ConsentTooOld { .. } => "The customer agreed more than seven days ago: ask again.",
        AskAgain::PriceChanged { .. } => "The price has changed since the customer asked: ask again.",
    }
}
