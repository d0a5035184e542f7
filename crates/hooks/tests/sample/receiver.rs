use aws_lc_rs::hmac;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;

async fn hook(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (id, at) = (text("webhook-id"), text("webhook-timestamp"));
    let is_now = at.parse::<i64>().is_ok_and(|at| (service.seconds_since_1970() - at).abs() <= 300);
    let content = [id.as_bytes(), b".", at.as_bytes(), b".", &body].concat();
    let mut signatures = text("webhook-signature").split(' ').filter_map(|one| one.strip_prefix("v1,"));
    let is_signed = signatures.any(|one| {
        BASE64_STANDARD.decode(one).is_ok_and(|one| hmac::verify(&service.key, &content, &one).is_ok())
    });
    if !(is_now && is_signed) {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(event) = serde_json::from_slice::<Value>(&body) else { return StatusCode::BAD_REQUEST };
    if service.is_new(id) && let Some(access) = event["data"]["access"].as_str() {
        service.set_access(&event["data"]["subscription"], access); // None in account.test, nor for another plan.
    }
    StatusCode::NO_CONTENT // Done, now or before.
}

pub fn app(service: Service) -> Router {
    Router::new().route("/hooks", post(hook)).with_state(service)
}
