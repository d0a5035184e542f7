//! What every page passes on its way in and out: limits before, headers after.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, RETRY_AFTER, VARY,
    X_CONTENT_TYPE_OPTIONS,
};

use super::page::STYLE;
use super::pages::{self, Problem};
use super::{Place, language::Language};
use crate::door::decided;

/// Our style and forms to ourselves; nothing else, from nowhere.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = BASE64_STANDARD.encode(digest(&SHA256, STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
});
const FIXED: [(HeaderName, HeaderValue); 5] = [
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (VARY, HeaderValue::from_static("Accept-Language, Cookie")),
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
];

/// Lets a buyer in, where there is room.
pub(super) async fn pass(State(place): State<Place>, request: Request, next: Next) -> Response {
    let language = Language::of(request.headers());
    let has_room = place.landing.bucket.take_at(place.now());
    let turn = place.landing.turns.try_acquire().ok().filter(|_| has_room);
    let mut response = match turn {
        Some(_turn) => next.run(request).await,
        None => {
            let labels = [("connection", place.connection.name.as_str()), ("limit", "landing")];
            place.relay.metrics.count("limited_total", &labels);
            let mut response = pages::problem(&place, language, Problem::TooMany);
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
            response
        }
    };
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, value);
    }
    if let Ok(policy) = HeaderValue::from_str(&POLICY) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    decided(response)
}
