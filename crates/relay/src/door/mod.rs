//! What every call passes on its way in and every answer on its way out.
//!
//! A 4xx from here refuses a customer's request. So an answer with one needs a mark that says somebody decided it;
//! without the mark (a route that is not there, a method, a size, a library's own idea) it becomes 503, and so does a
//! panic. [`wire`] does the same for what the HTTP library answers before any of our code is asked.

mod body;
pub(crate) mod bucket;
#[cfg(test)]
mod tests;
pub(crate) mod wire;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures::FutureExt as _;
use http::{HeaderName, HeaderValue, StatusCode};

pub(crate) use body::{TooMuch, read_body};

use crate::relay::Relay;

/// Says that a status code was decided, down to the wire.
pub(crate) const MARK: HeaderName = HeaderName::from_static("marketdesk-relay");
const DECIDED: HeaderValue = HeaderValue::from_static("decided");

/// Marks an answer as decided.
pub(crate) fn decided(mut response: Response) -> Response {
    response.headers_mut().insert(MARK, DECIDED);
    response
}

/// Nothing was decided: ask again.
pub(crate) fn ask_again() -> Response {
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

/// The outermost layer: what leaves with a 4xx was decided.
pub(crate) async fn outermost(State(relay): State<Arc<Relay>>, request: Request, next: Next) -> Response {
    let Ok(response) = AssertUnwindSafe(next.run(request)).catch_unwind().await else {
        tracing::error!("a panic was caught");
        relay.metrics.count("panics_total", &[]);
        return ask_again();
    };
    if response.status().is_client_error() && response.headers().get(MARK) != Some(&DECIDED) {
        relay.metrics.count("undecided_total", &[("status", response.status().as_str())]);
        return ask_again();
    }
    response
}

/// Desks are programs of ours, and no webhook arrives under their paths: what their routes answer is meant. Extractors
/// answer 4xx by themselves where a desk sends nonsense, and are right.
pub(crate) async fn known_to_desks(request: Request, next: Next) -> Response {
    decided(next.run(request).await)
}
