//! What is asked of a buyer, and the thanks for it.

use axum::extract::{Request, State};
use axum::response::Response;
use domain::relay_feed::{Unresolved, Visit, VisitState};
use http::HeaderMap;

use super::Place;
use super::cookie::{self, Carried};
use super::language::Language;
use super::pages::{self, Problem};
use super::questions::{Typed, Wrong, answers};
use super::returning::Stopped;
use super::visiting;
use crate::config::Limits;
use crate::door::read_body;

/// Twenty long answers fit.
const MOST_BYTES: usize = 128 * 1024;

/// A buyer who has signed in, and their visit.
struct Guest {
    visit: Visit,
    csrf: String,
}

/// `GET {page}/form`
pub(super) async fn show(State(place): State<Place>, headers: HeaderMap) -> Response {
    let language = Language::of(&headers);
    answer(&place, language, async {
        let guest = guest(&place, &headers).await?;
        if guest.visit.state == VisitState::Complete {
            return Ok(pages::redirect(&place.landing.config.below("thanks")));
        }
        let typed = Typed::knowing(guest.visit.who.contact.as_deref());
        Ok(pages::form(&place, language, &guest.visit, &guest.csrf, &typed, &Wrong::new()))
    })
    .await
}

/// `POST {page}/form`
pub(super) async fn take(State(place): State<Place>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let language = Language::of(&parts.headers);
    answer(&place, language, async {
        let guest = guest(&place, &parts.headers).await?;
        let limits = Limits { body_bytes: MOST_BYTES, ..place.relay.limits };
        let body = read_body(body, limits, &*place.relay.time).await.map_err(|_| Problem::StartAgain)?;
        let typed = Typed::read(&body);
        if typed.get("csrf") != guest.csrf {
            return Err(Problem::StartAgain.into());
        }
        match answers(&place.landing.config.questions, &typed, language) {
            Ok((contact, answers)) => {
                let kept = visiting::complete(&place, &guest.visit.id, &contact, &answers).await?;
                kept.ok_or(Problem::StartAgain)?;
                Ok(pages::redirect(&place.landing.config.below("thanks")))
            }
            Err(wrong) => Ok(pages::form(&place, language, &guest.visit, &guest.csrf, &typed, &wrong)),
        }
    })
    .await
}

/// `GET {page}/thanks`
pub(super) async fn thank(State(place): State<Place>, headers: HeaderMap) -> Response {
    let language = Language::of(&headers);
    answer(&place, language, async {
        let guest = guest(&place, &headers).await?;
        if guest.visit.state != VisitState::Complete {
            return Ok(pages::redirect(&place.landing.config.below("form")));
        }
        Ok(pages::thanks(&place, language, &guest.visit))
    })
    .await
}

async fn answer(place: &Place, language: Language, page: impl Future<Output = Result<Response, Stopped>>) -> Response {
    match page.await {
        Ok(response) => response,
        Err(Stopped::Problem(problem)) => pages::problem(place, language, problem),
        Err(Stopped::Log(error)) => pages::not_now(place, language, &error),
    }
}

/// By the cookie. Where Microsoft could not be asked before, it is asked again.
async fn guest(place: &Place, headers: &HeaderMap) -> Result<Guest, Stopped> {
    let seal = place.seal().await?;
    let carried = cookie::read(&place.connection.name, seal, headers, place.now());
    let Some(Carried::Here { visit: id, csrf, token }) = carried else { return Err(Problem::StartAgain.into()) };
    let (_, mut visit) = visiting::read(place, &id).await?.ok_or(Problem::StartAgain)?;
    if let Some(token) = token.filter(|_| visit.unresolved == Some(Unresolved::OutOfReach)) {
        visit = visiting::ask_again(place, visit, &token).await?;
    }
    Ok(Guest { visit, csrf })
}
