//! A buyer arrives with a token in the address, and is sent to Entra at once.
//!
//! The answer is a redirect, so the address with the token is not kept in the browser's history, and no page is shown
//! under it that could pass it on.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::HeaderMap;
use marketplace::Brought;

use super::Place;
use super::cookie::{self, Carried};
use super::language::Language;
use super::pages::{self, Problem};

/// `GET {page}?token=…`
pub(super) async fn arrive(State(place): State<Place>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let language = Language::of(&headers);
    let token = match Brought::in_query(query.as_deref()) {
        Brought::Token(token) => token.expose().to_owned(),
        Brought::Spoilt => return pages::problem(&place, language, Problem::Spoilt),
        Brought::Nothing => return pages::problem(&place, language, Problem::NoToken),
    };
    let seal = match place.seal().await {
        Ok(seal) => seal,
        Err(error) => return pages::not_now(&place, language, &error),
    };
    let begun = place.landing.sign_in.begin(language.tag());
    let carried = Carried::Away { token, state: begun.state, nonce: begun.nonce, verifier: begun.verifier };
    let mut response = pages::redirect(begun.address.as_str());
    cookie::put(response.headers_mut(), cookie::give(&place.connection.name, seal, carried, place.now()));
    place.relay.metrics.count("landing_total", &[("connection", &place.connection.name), ("what", "arrived")]);
    response
}
