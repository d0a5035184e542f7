//! One call as we mean it, and one attempt of it as it is sent.

use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method};
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use crate::hidden::Secret;
use crate::sign_in::Token;
use crate::trace::Trace;
use crate::wire::Request;

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-requestid");
pub(crate) const CORRELATION_ID: HeaderName = HeaderName::from_static("x-ms-correlationid");
pub(crate) const ACTIVITY_ID: HeaderName = HeaderName::from_static("x-ms-activityid");
/// The landing page's token.
const LANDING: HeaderName = HeaderName::from_static("x-ms-marketplace-token");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The ids of one write. The caller makes them and writes them down before anything is sent, so that a write whose
/// answer was lost can be looked up by them. Never the same for two writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WriteIds {
    /// `x-ms-requestid` of the first attempt. The one that may follow, with a fresh token, gets an id of its own.
    pub request: Uuid,
    /// `x-ms-correlationid` of all attempts.
    pub correlation: Uuid,
}

/// What is asked of the marketplace.
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// Whether asking twice does no more than asking once.
    pub(crate) repeatable: bool,
    /// Whether it keeps clear of those who read at leisure. Every write does.
    pub(crate) urgent: bool,
    body: Vec<u8>,
    /// One for all attempts.
    correlation: Uuid,
    /// That of the first attempt, where the caller gave one.
    request: Option<Uuid>,
    /// What a buyer brought along.
    pub(crate) landing: Option<Secret>,
}

impl Call {
    /// A reading call.
    pub(crate) fn get(url: Url, urgent: bool) -> Self {
        let (method, body, correlation) = (Method::GET, Vec::new(), Uuid::new_v4());
        Self { method, url, repeatable: true, urgent, body, correlation, request: None, landing: None }
    }

    /// What a buyer's token stands for. Asking twice does no more than asking once, and a person waits.
    pub(crate) fn resolve(url: Url, token: Secret) -> Self {
        Self { method: Method::POST, landing: Some(token), ..Self::get(url, true) }
    }

    /// A call that changes what is there.
    pub(crate) fn patch(url: Url, body: &Value, ids: &WriteIds) -> Self {
        Self::write(Method::PATCH, url, body.to_string().into_bytes(), ids)
    }

    /// A call that begins something.
    pub(crate) fn post(url: Url, body: &Value, ids: &WriteIds) -> Self {
        Self::write(Method::POST, url, body.to_string().into_bytes(), ids)
    }

    /// A call that ends what is there.
    pub(crate) fn delete(url: Url, ids: &WriteIds) -> Self {
        Self::write(Method::DELETE, url, Vec::new(), ids)
    }

    fn write(method: Method, url: Url, body: Vec<u8>, ids: &WriteIds) -> Self {
        let WriteIds { request, correlation } = *ids;
        Self { method, url, repeatable: false, urgent: true, body, correlation, request: Some(request), landing: None }
    }

    /// The id of the first attempt.
    pub(crate) fn first_id(&self) -> Uuid {
        self.request.unwrap_or_else(Uuid::new_v4)
    }

    /// One attempt under an id of its own, and the trace it leaves.
    pub(crate) fn attempt(&self, token: &Token, request: Uuid) -> Result<(Request, Trace), http::Error> {
        let (correlation, request) = (self.correlation.to_string(), request.to_string());
        let mut sent = http::Request::builder()
            .method(self.method.clone())
            .uri(self.url.as_str())
            .header(AUTHORIZATION, token.header())
            .header(CONTENT_TYPE, JSON)
            .header(CORRELATION_ID, &correlation)
            .header(REQUEST_ID, &request)
            .body(self.body.clone())?;
        if let Some(token) = &self.landing {
            let mut token = HeaderValue::from_str(token.expose())?;
            token.set_sensitive(true);
            sent.headers_mut().insert(LANDING, token);
        }
        Ok((sent, Trace::new(&correlation, &request)))
    }
}
