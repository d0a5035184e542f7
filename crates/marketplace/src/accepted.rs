//! What an accepted write leaves behind, to follow it by.
//!
//! Where the service says the operation can be asked after is data: the operation's id is taken out of it, and sent
//! to the address we know.

use std::time::Duration;

use domain::OperationId;
use http::HeaderMap;
use url::Url;

use crate::trace::Trace;

const LOCATION: &str = "operation-location";
const ID: &str = "operation-id";
/// The longest shape seen, `org:` and two GUIDs, has 77.
const LONGEST_ID: usize = 200;

/// A write that the service took. It takes effect later, or not at all: the operation tells, and in the end the
/// subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The operation that was begun, where the answer names one. An answer to an operation begins none, and neither
    /// does cancelling what is cancelled.
    pub operation: Option<OperationId>,
    /// How long to wait before asking after it, where the service says so.
    pub retry_after: Option<Duration>,
    /// The ids it was sent under: the request id is that of the last attempt.
    pub trace: Trace,
}

/// The operation named by an answer's headers: in the address to ask after it, whichever host that leads to, or alone.
pub(crate) fn operation_of(headers: &HeaderMap) -> Option<OperationId> {
    let text = |name| headers.get(name)?.to_str().ok();
    let in_location = text(LOCATION).and_then(id_in).filter(|id| is_id(id));
    let id = in_location.or_else(|| text(ID).map(|id| id.trim().to_owned()).filter(|id| is_id(id)))?;
    Some(id.into())
}

/// The last segment of a path that ends in `operations/{id}`.
fn id_in(location: &str) -> Option<String> {
    let location =
        Url::parse(location).or_else(|_| Url::parse(&format!("https://anywhere.invalid/{location}"))).ok()?;
    let segments: Vec<_> = location.path_segments()?.filter(|segment| !segment.is_empty()).collect();
    match segments.as_slice() {
        [.., name, id] if name.eq_ignore_ascii_case("operations") => Some(decoded(id)),
        _ => None,
    }
}

/// A segment as it was meant. The letters that mean something in a query mean themselves in a path.
fn decoded(segment: &str) -> String {
    let spelled = segment.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(spelled.as_bytes()).map(|(id, _)| id.trim().to_owned()).next().unwrap_or_default()
}

fn is_id(text: &str) -> bool {
    !matches!(text, "" | "." | "..") && text.len() <= LONGEST_ID
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};
    use rstest::rstest;

    use super::operation_of;

    const GUID: &str = "5b9f1c7e-6a0d-4a5e-8f43-0c2d1e9b7a64";

    fn named(headers: &[(&'static str, &str)]) -> Option<String> {
        let header = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).unwrap())
        };
        let headers: HeaderMap = headers.iter().map(header).collect();
        operation_of(&headers).map(|id| id.as_str().to_owned())
    }

    #[rstest]
    #[case::as_recorded(
        &format!("https://main.prod.marketplaceapi.azure.com/api/saas/subscriptions/7c1d4a0e/\
                  operations/{GUID}?api-version=2018-08-31"), GUID)]
    #[case::foreign(&format!("https://evil.example/operations/{GUID}"), GUID)]
    #[case::relative(&format!("/api/saas/subscriptions/a/operations/{GUID}?api-version=2018-08-31"), GUID)]
    #[case::relative_without_slash(&format!("operations/{GUID}"), GUID)]
    #[case::slash_at_the_end(&format!("https://a.example/operations/{GUID}/"), GUID)]
    #[case::other_case(&format!("https://a.example/Operations/{GUID}"), GUID)]
    #[case::subscription_of_that_name("https://a.example/subscriptions/operations/operations/b", "b")]
    #[case::odd("https://a.example/operations/org:5b9f1c7e,0c2d1e9b", "org:5b9f1c7e,0c2d1e9b")]
    #[case::odd_relative("operations/org:5b9f1c7e,0c2d1e9b", "org:5b9f1c7e,0c2d1e9b")]
    #[case::encoded("https://a.example/operations/org%3A5b9f%2C0c2d%2Fx%20y", "org:5b9f,0c2d/x y")]
    #[case::letters_of_a_query("https://a.example/operations/a+b&c=d%2Be", "a+b&c=d+e")]
    fn an_address_names_its_operation(#[case] location: &str, #[case] id: &str) {
        assert_eq!(named(&[("operation-location", location), ("operation-id", "other")]).as_deref(), Some(id));
    }

    #[rstest]
    #[case::no_operation("https://a.example/subscriptions/b")]
    #[case::without_id("https://a.example/subscriptions/b/operations/")]
    #[case::host_of_that_name("https://operations/b")]
    #[case::further("https://a.example/operations/b/status")]
    #[case::in_the_query("https://a.example/?at=/operations/b")]
    #[case::swallowed("https://a.example/operations/..")]
    #[case::blank("https://a.example/operations/%20")]
    #[case::no_address("operations:b")]
    #[case::no_text("é")]
    #[case::endless(&format!("https://a.example/operations/{}", "a".repeat(201)))]
    #[case::nothing("")]
    fn without_one_the_other_header_tells(#[case] location: &str) {
        assert_eq!(named(&[("operation-location", location), ("operation-id", GUID)]).as_deref(), Some(GUID));
        assert_eq!(named(&[("operation-location", location)]), None);
    }

    #[rstest]
    #[case::padded(&[("operation-id", " b ")], Some("b"))]
    #[case::odd(&[("operation-id", "org:5b9f1c7e,0c2d1e9b")], Some("org:5b9f1c7e,0c2d1e9b"))]
    #[case::empty(&[("operation-id", "")], None)]
    #[case::dots(&[("operation-id", "..")], None)]
    #[case::nothing(&[], None)]
    fn an_id_may_stand_alone_or_not_at_all(#[case] headers: &[(&'static str, &str)], #[case] id: Option<&str>) {
        assert_eq!(named(headers).as_deref(), id);
    }
}
