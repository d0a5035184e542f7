//! One page of the listing, and the way to the next.
//!
//! A page is a partition of the service's store, not a count: a short or empty one is not the end, only a missing
//! link is. The link is data: the continuation token is taken out of it and sent to the address we know.

use domain::{BadRecord, Received, Subscription};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::error::ApiError;
use crate::read::{Members, NotRead, elements, read_subscription, text_of};
use crate::settings::{Settings, host_of};

const TOKEN: &str = "continuationToken";
const LINKS: [&str; 3] = ["@nextLink", "nextLink", TOKEN];

/// A place in the listing, to be kept and handed back. Its text means something to the service alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Continuation(String);

impl Continuation {
    /// The text, for keeping.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where it leads. What was kept is trusted no more than what was received.
    pub(crate) fn place(&self, settings: &Settings) -> Result<Place<'_>, ApiError> {
        match absolute(&self.0) {
            Some(link) if settings.trusts(&link) => Ok(Place::Link(link)),
            Some(link) => Err(ApiError::ForeignLink { host: host_of(&link) }),
            None => Ok(Place::Token(&self.0)),
        }
    }
}

impl From<String> for Continuation {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// A place in the listing, understood.
pub(crate) enum Place<'a> {
    First,
    Token(&'a str),
    Link(Url),
}

impl Place<'_> {
    /// The address of the page there, given that of the first.
    pub(crate) fn url(&self, mut first: Url) -> Url {
        match self {
            Self::First => first,
            Self::Token(token) => {
                first.query_pairs_mut().append_pair(TOKEN, token);
                first
            }
            Self::Link(link) => link.clone(),
        }
    }

    /// A refusal to go on means that the place is no longer known.
    pub(crate) fn explain(&self, error: ApiError) -> ApiError {
        match (self, error) {
            (Self::First, error) => error,
            (_, ApiError::Refused { status: 400 | 410, trace, .. } | ApiError::NotFound { trace }) => {
                ApiError::ContinuationExpired { trace }
            }
            (_, error) => error,
        }
    }
}

/// One page of the listing.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its records, each read or not on its own.
    pub records: Vec<Result<Received<Subscription>, BadRecord>>,
    /// The way to the next page; `None` on the last.
    pub next: Option<Continuation>,
    /// How large the answer was.
    pub bytes: usize,
}

impl Page {
    /// Reads any shape a page has had: an object, a bare array, nothing at all.
    pub(crate) fn read(text: &str, bytes: usize, settings: &Settings) -> Result<Self, NotRead> {
        let (records, next) = match text {
            "" | "null" => (Vec::new(), None),
            _ if text.starts_with('[') => (elements(text, "subscriptions")?, None),
            _ => {
                let members = Members::read(text)?;
                let link = next_link(&members)?;
                let next = link.map(|link| continuation(&link, settings)).transpose()?.flatten();
                (records(&members, next.is_some())?, next)
            }
        };
        Ok(Self { records: records.into_iter().map(read_subscription).collect(), next, bytes })
    }
}

/// The records of a page that is an object. One with other members alone is no page.
fn records<'a>(members: &Members<'a>, has_next: bool) -> Result<Vec<&'a str>, NotRead> {
    match members.get("subscriptions") {
        Some(list) => elements(list, "subscriptions"),
        None if has_next || members.names().all(|name| LINKS.iter().any(|link| name.eq_ignore_ascii_case(link))) => {
            Ok(Vec::new())
        }
        None => Err(NotRead::Field("subscriptions".to_owned())),
    }
}

/// The first link that says something.
fn next_link(members: &Members<'_>) -> Result<Option<String>, NotRead> {
    for name in LINKS {
        let link = members.get(name).map(text_of).transpose().map_err(|_| NotRead::Field(name.to_owned()))?;
        if let Some(link) = link.flatten().filter(|link| !link.is_empty()) {
            return Ok(Some(link.into_owned()));
        }
    }
    Ok(None)
}

/// What to keep of a link: its token; the link itself only if it has none and leads to a host we know.
fn continuation(link: &str, settings: &Settings) -> Result<Option<Continuation>, NotRead> {
    let Some(address) = absolute(link).or_else(|| relative(link, settings)) else {
        return Ok(Some(Continuation(link.to_owned())));
    };
    match token_in(&address) {
        Some(token) => Ok(Some(token).filter(|token| !token.is_empty()).map(Continuation)),
        None if settings.trusts(&address) => Ok(Some(Continuation(address.into()))),
        None => Err(NotRead::ForeignLink(host_of(&address))),
    }
}

/// The token as the service means it. A plus sign is a plus sign: links are percent-encoded, not form-encoded.
fn token_in(link: &Url) -> Option<String> {
    let query = link.query()?.replace('+', "%2B");
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name.eq_ignore_ascii_case(TOKEN)).map(|(_, token)| token.into_owned())
}

fn absolute(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(Url::has_host)
}

fn relative(text: &str, settings: &Settings) -> Option<Url> {
    settings.base.join(text).ok().filter(|_| text.starts_with(['/', '?']))
}
