//! One call as we mean it, and one attempt of it as it is sent.

use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method};
use url::Url;
use uuid::Uuid;

use crate::sign_in::Token;
use crate::trace::Trace;
use crate::wire::Request;

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-requestid");
pub(crate) const CORRELATION_ID: HeaderName = HeaderName::from_static("x-ms-correlationid");
pub(crate) const ACTIVITY_ID: HeaderName = HeaderName::from_static("x-ms-activityid");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What is asked of the marketplace.
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// Whether asking twice does no more than asking once.
    pub(crate) repeatable: bool,
    /// One for all attempts.
    correlation: Uuid,
}

impl Call {
    /// A reading call.
    pub(crate) fn get(url: Url) -> Self {
        Self { method: Method::GET, url, repeatable: true, correlation: Uuid::new_v4() }
    }

    /// One attempt under an id of its own, and the trace it leaves.
    pub(crate) fn attempt(&self, token: &Token) -> Result<(Request, Trace), http::Error> {
        let (correlation, request) = (self.correlation.to_string(), Uuid::new_v4().to_string());
        let sent = http::Request::builder()
            .method(self.method.clone())
            .uri(self.url.as_str())
            .header(AUTHORIZATION, token.header())
            .header(CONTENT_TYPE, JSON)
            .header(CORRELATION_ID, &correlation)
            .header(REQUEST_ID, &request)
            .body(Vec::new())?;
        Ok((sent, Trace::new(&correlation, &request)))
    }
}
