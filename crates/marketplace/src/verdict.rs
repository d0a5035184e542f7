//! What an answer's status means, before its body is read.

use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::OperationId;
use http::{HeaderMap, HeaderName, header};

use crate::accepted::operation_of;
use crate::call::ACTIVITY_ID;
use crate::error::ApiError;
use crate::hidden::Hidden;
use crate::patience::retry_after;
use crate::read::Failure;
use crate::trace::Trace;
use crate::wire::Answer;

/// The text by which alone the service tells that a token is good and its app unknown.
const NOT_REGISTERED: &str = "is not registered";

/// A good answer's body, or what went wrong instead.
pub(crate) fn judge(answer: &Answer, trace: Trace, hidden: &Hidden, now: DateTime<Utc>) -> Result<Heard, ApiError> {
    let activity = header_text(answer.headers(), &ACTIVITY_ID);
    let trace = trace.with_activity(activity);
    let status = answer.status().as_u16();
    if answer.status().is_success() {
        return heard(answer, trace, hidden, now);
    }
    let text = String::from_utf8_lossy(answer.body());
    let trace = trace.with_raw(hidden.out_of(&text));
    let retry_after = retry_after(answer.headers(), now);
    Err(match status {
        429 => ApiError::Throttled { retry_after, trace },
        408 | 500.. => ApiError::ServerTrouble { status, retry_after, trace },
        ..=399 => not_json(answer, trace),
        _ if is_page(&text) => not_json(answer, trace),
        401 | 403 if text.contains(NOT_REGISTERED) => ApiError::AppNotRegistered { trace },
        401 | 403 => ApiError::TokenRefused { status, text: Failure::read(&text, hidden).message, trace },
        404 => ApiError::NotFound { trace },
        _ => {
            let Failure { code, message } = Failure::read(&text, hidden);
            ApiError::Refused { status, code, message, trace }
        }
    })
}

/// A good answer.
pub(crate) struct Heard {
    /// Its body, without blanks around it.
    pub(crate) text: String,
    /// How many bytes it had.
    pub(crate) bytes: usize,
    /// The operation it began, where it names one.
    pub(crate) operation: Option<OperationId>,
    /// When it may be asked after, where it says so.
    pub(crate) retry_after: Option<Duration>,
    pub(crate) trace: Trace,
}

fn heard(answer: &Answer, trace: Trace, hidden: &Hidden, now: DateTime<Utc>) -> Result<Heard, ApiError> {
    let bytes = answer.body().len();
    let (operation, retry_after) = (operation_of(answer.headers()), retry_after(answer.headers(), now));
    match body_text(answer.body()) {
        Some(text) if may_be_json(&text) => Ok(Heard { text, bytes, operation, retry_after, trace }),
        Some(text) => Err(not_json(answer, trace.with_raw(hidden.out_of(&text)))),
        None => Err(not_json(answer, trace)),
    }
}

/// The body as text, without a byte order mark and blanks around it.
fn body_text(body: &Bytes) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    Some(text.trim_start_matches('\u{feff}').trim().to_owned())
}

/// Whether a text begins as JSON does. What a page, a stack trace or a picture begins with is something else.
pub(crate) fn may_be_json(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').trim_start().chars().next();
    first.is_none_or(|first| matches!(first, '{' | '[' | '"' | '-' | '0'..='9' | 't' | 'f' | 'n'))
}

/// Whether a text is a page for people, as gateways and proxies answer with.
fn is_page(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
}

pub(crate) fn not_json(answer: &Answer, trace: Trace) -> ApiError {
    let content_type = header_text(answer.headers(), &header::CONTENT_TYPE).unwrap_or_default();
    ApiError::NotJson { status: answer.status().as_u16(), content_type, trace }
}

/// A short header's text; a long one is nobody's id or type.
fn header_text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?;
    Some(text.to_owned()).filter(|text| text.len() <= 200)
}
