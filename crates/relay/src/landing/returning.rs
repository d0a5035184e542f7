//! A buyer comes back from Entra: who they are, what they bought, and where to go from here.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::relay_feed::VisitState;
use http::HeaderMap;
use marketplace::{Buyer, NotSignedIn};
use url::form_urlencoded;

use super::Place;
use super::cookie::{self, Carried};
use super::language::Language;
use super::pages::{self, Problem};
use super::resolving::{Found, resolve};
use super::visiting::{self, Coming};
use crate::log::LogError;

/// A person waits for both of Entra's and Microsoft's answers.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a buyer does not get on.
pub(super) enum Stopped {
    Problem(Problem),
    Log(LogError),
}

impl From<LogError> for Stopped {
    fn from(error: LogError) -> Self {
        Self::Log(error)
    }
}

impl From<Problem> for Stopped {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// `GET {page}/signed-in?code=…&state=…`
pub(super) async fn come_back(State(place): State<Place>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let language = Language::of(&headers);
    match welcome(&place, language, query.as_deref(), &headers).await {
        Ok(response) => response,
        Err(Stopped::Problem(problem)) => pages::problem(&place, language, problem),
        Err(Stopped::Log(error)) => pages::not_now(&place, language, &error),
    }
}

async fn welcome(
    place: &Place,
    language: Language,
    query: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response, Stopped> {
    let seal = place.seal().await?;
    let carried = cookie::read(&place.connection.name, seal, headers, place.now());
    let Some(Carried::Away { token, state, nonce, verifier }) = carried else { return Err(Problem::StartAgain.into()) };
    let said: BTreeMap<String, String> =
        form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
    if said.get("state") != Some(&state) {
        return Err(Problem::StartAgain.into());
    }
    let code = said.get("code").ok_or(Problem::NotSignedIn)?;
    let buyer = sign_in(place, code, &verifier, &nonce).await?;
    let found = resolve(place, &token, &buyer.tenant).await;
    let (bought, unresolved) = match found {
        Found::Bad => return Err(Problem::Expired.into()),
        Found::Ended => return Err(Problem::Ended.into()),
        Found::Bought(purchase) => (Some(*purchase), None),
        Found::Unresolved(why) => (None, Some(why)),
    };
    let coming = Coming { buyer: &buyer, token: &token, language, bought, unresolved };
    let id = coming.id(seal);
    if coming.is_to_manage(place, &id).await? {
        place.relay.metrics.count("landing_total", &[("connection", &place.connection.name), ("what", "manage")]);
        return Ok(pages::manage(place, language));
    }
    let visit = visiting::begin(place, &id, &coming).await?;
    let kept = visit.bought.is_none().then(|| token.clone());
    if let Some(token) = &kept {
        place.landing.shelf.keep(&id, token, place.now());
    }
    let next = if visit.state == VisitState::Complete { "thanks" } else { "form" };
    let mut response = pages::redirect(&place.landing.config.below(next));
    let csrf = random_text().ok_or(LogError::Closed)?;
    let carried = Carried::Here { visit: id, csrf, token: kept };
    cookie::put(response.headers_mut(), cookie::give(&place.connection.name, seal, carried, place.now()));
    Ok(response)
}

async fn sign_in(place: &Place, code: &str, verifier: &str, nonce: &str) -> Result<Buyer, Problem> {
    let finishing = place.landing.sign_in.finish(code, verifier, nonce, place.now());
    let outcome = tokio::time::timeout(PATIENCE, finishing).await.unwrap_or(Err(NotSignedIn::OutOfReach));
    outcome.map_err(|why| {
        tracing::warn!(connection = %place.connection.name, %why, "a buyer could not sign in");
        match why {
            NotSignedIn::Code(_) | NotSignedIn::Token(_) => Problem::StartAgain,
            NotSignedIn::OutOfReach | NotSignedIn::Application(_) => Problem::NotNow,
        }
    })
}

/// What a form of ours says, and no form of others can.
fn random_text() -> Option<String> {
    let mut bytes = [0; 24];
    aws_lc_rs::rand::fill(&mut bytes).ok()?;
    Some(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}
