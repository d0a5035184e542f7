//! A visit, and how it is kept: each step one write, with the event that tells desks, and with what it calls for.

use chrono::TimeDelta;
use domain::Status;
use domain::relay_feed::{Relation, Unresolved, Visit, VisitAnswer, VisitState, Visitor};
use marketplace::Buyer;

use super::Place;
use super::language::Language;
use super::resolving::{Found, Purchase, resolve};
use super::seal::Seal;
use crate::log::{Doc, Kind, LogError, NewEvent, Put, Write, Written};
use crate::{activation, digest};

/// An active purchase that nobody came with and that is younger than this activated itself: its buyer comes for the
/// first time.
const NEW_FOR: TimeDelta = TimeDelta::days(30);
/// Of several who write the same visit each gets its turn.
const TRIES: usize = 5;

/// Somebody who has signed in, and what they came with.
pub(super) struct Coming<'a> {
    pub(super) buyer: &'a Buyer,
    pub(super) token: &'a str,
    pub(super) language: Language,
    pub(super) bought: Option<Purchase>,
    pub(super) unresolved: Option<Unresolved>,
}

impl Coming<'_> {
    /// The same for the same person and purchase, whatever the token; where the purchase is not known, for the same
    /// token.
    pub(super) fn id(&self, seal: &Seal) -> String {
        let Buyer { tenant, object, .. } = self.buyer;
        match &self.bought {
            Some(Purchase { bought, .. }) => {
                digest::of(&["visit", &bought.subscription.as_str().to_ascii_lowercase(), tenant, object])
            }
            None => seal.name(&[self.token, tenant, object]),
        }
    }

    /// Whether they come to manage what they have had for some time. The token does not say; the status does, and
    /// whether they were here before.
    pub(super) async fn is_to_manage(&self, place: &Place, id: &str) -> Result<bool, LogError> {
        let Some(Purchase { bought, whole }) = &self.bought else { return Ok(false) };
        if !matches!(bought.status, Some(Status::Subscribed | Status::Suspended)) {
            return Ok(false);
        }
        if let Some((_, visit)) = read(place, id).await? {
            return Ok(visit.state == VisitState::Complete);
        }
        let created = whole.as_ref().and_then(|whole| whole.created);
        Ok(created.is_none_or(|created| place.now() - created > NEW_FOR))
    }

    fn first(&self, place: &Place, id: &str) -> Visit {
        let Buyer { tenant, object, name, email } = self.buyer;
        let whole = self.bought.as_ref().and_then(|purchase| purchase.whole.as_ref());
        let is_complete = email.is_some() && place.landing.config.questions.is_empty();
        Visit {
            id: id.to_owned(),
            version: 0,
            bought: self.bought.as_ref().map(|purchase| purchase.bought.clone()),
            unresolved: self.unresolved,
            who: Visitor {
                tenant: tenant.clone(),
                object: object.clone(),
                name: name.clone(),
                contact: email.clone(),
                relation: whole.map(|whole| Relation::of(tenant, object, whole)),
                language: self.language.tag().to_owned(),
            },
            answers: Vec::new(),
            came_at: place.now(),
            state: if is_complete { VisitState::Complete } else { VisitState::Begun },
        }
    }
}

/// A visit as it is kept.
pub(super) async fn read(place: &Place, id: &str) -> Result<Option<(Doc, Visit)>, LogError> {
    let doc = place.relay.log.doc(&place.connection.id, Kind::Visit, id).await?;
    doc.map(|doc| doc.read().map(|visit| (doc, visit))).transpose()
}

/// Somebody has come, or come again.
pub(super) async fn begin(place: &Place, id: &str, coming: &Coming<'_>) -> Result<Visit, LogError> {
    let first = coming.first(place, id);
    keep(place, id, |before| {
        let Some(mut visit) = before else { return Some(first.clone()) };
        if first.bought.is_some() {
            (visit.bought, visit.unresolved) = (first.bought.clone(), None);
            visit.who.relation = first.who.relation;
        }
        visit.who.contact = visit.who.contact.or(first.who.contact.clone());
        Some(visit)
    })
    .await
    .map(|kept| kept.unwrap_or(first))
}

/// They said what was asked.
pub(super) async fn complete(
    place: &Place,
    id: &str,
    contact: &str,
    answers: &[VisitAnswer],
) -> Result<Option<Visit>, LogError> {
    keep(place, id, |before| {
        let mut visit = before?;
        (visit.who.contact, visit.answers) = (Some(contact.to_owned()), answers.to_vec());
        visit.state = VisitState::Complete;
        Some(visit)
    })
    .await
}

/// Asks Microsoft once more what they bought. Whatever else comes of it, the visit stays as it is.
pub(super) async fn ask_again(place: &Place, visit: Visit, token: &str) -> Result<Visit, LogError> {
    let Found::Bought(purchase) = resolve(place, token, &visit.who.tenant).await else { return Ok(visit) };
    let settled = settle(place, &visit.id, &purchase).await?;
    place.landing.shelf.drop_of(&visit.id, place.now());
    Ok(settled.unwrap_or(visit))
}

/// It turned out what they bought.
async fn settle(place: &Place, id: &str, purchase: &Purchase) -> Result<Option<Visit>, LogError> {
    keep(place, id, |before| {
        let mut visit = before?;
        (visit.bought, visit.unresolved) = (Some(purchase.bought.clone()), None);
        let whole = purchase.whole.as_ref();
        visit.who.relation = whole.map(|whole| Relation::of(&visit.who.tenant, &visit.who.object, whole));
        Some(visit)
    })
    .await
}

/// Writes the next version, unless it is what is there, and what it calls for; of two who write at once the second writes
/// over the first.
async fn keep(
    place: &Place,
    id: &str,
    next: impl Fn(Option<Visit>) -> Option<Visit>,
) -> Result<Option<Visit>, LogError> {
    for _ in 0..TRIES {
        let before = read(place, id).await?;
        let known = before.as_ref().map(|(_, visit)| visit.clone());
        let Some(visit) = next(known.clone()) else { return Ok(None) };
        let called_for = activation::plan(&place.relay, &place.connection, &visit).await?;
        let is_as_before = known.as_ref() == Some(&visit);
        if is_as_before && called_for.is_none() {
            return Ok(known);
        }
        let write = Write::new(&place.connection.id, place.now()).and(called_for);
        let (write, visit) = if is_as_before {
            (write, visit)
        } else {
            let (put, event, visit) = put(before.map(|(doc, _)| doc).as_ref(), visit)?;
            (write.put(put).event(event), visit)
        };
        if place.relay.log.write(write).await? == Written::Done {
            tracing::info!(connection = %place.connection.name, visit = id, version = visit.version, "a buyer was noted");
            return Ok(Some(visit));
        }
    }
    Err(LogError::Closed)
}

/// The next version of a visit, and the event that tells it.
pub(super) fn put(before: Option<&Doc>, mut visit: Visit) -> Result<(Put, NewEvent, Visit), LogError> {
    visit.version = before.map_or(0, |doc| doc.version) + 1;
    let put = match before {
        Some(doc) => Put::over(doc, &visit)?,
        None => Put::new(Kind::Visit, visit.id.clone(), &visit)?,
    };
    let event = NewEvent {
        id: digest::of(&[Visit::KIND, &visit.id, &visit.version.to_string()]),
        kind: Visit::KIND.to_owned(),
        subscription: visit.bought.as_ref().map(|bought| bought.subscription.clone()),
        body: put.value.clone(),
    };
    Ok((put.open(visit.is_open()), event, visit))
}
