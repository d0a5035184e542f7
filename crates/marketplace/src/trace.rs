//! What support asks for after a failure, and what the other side said.

/// The ids of a failed call, and the answer's text as far as it may be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace(Box<Ids>);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Ids {
    correlation: Option<String>,
    request: Option<String>,
    activity: Option<String>,
    raw: Option<String>,
}

impl Trace {
    /// The ids under which an attempt is sent.
    pub(crate) fn new(correlation: &str, request: &str) -> Self {
        let ids =
            Ids { correlation: Some(correlation.to_owned()), request: Some(request.to_owned()), ..Ids::default() };
        Self(Box::new(ids))
    }

    /// The same ids, with the service's own id of what it did.
    pub(crate) fn with_activity(mut self, activity: Option<String>) -> Self {
        self.0.activity = activity;
        self
    }

    /// The same ids, with what the other side said: free of secrets, and short.
    pub(crate) fn with_raw(mut self, raw: String) -> Self {
        self.0.raw = Some(raw).filter(|raw| !raw.is_empty());
        self
    }

    /// `x-ms-correlationid`: one for all attempts of a call.
    pub fn correlation(&self) -> Option<&str> {
        self.0.correlation.as_deref()
    }

    /// `x-ms-requestid`: of the last attempt.
    pub fn request(&self) -> Option<&str> {
        self.0.request.as_deref()
    }

    /// `x-ms-activityid`: the service's own.
    pub fn activity(&self) -> Option<&str> {
        self.0.activity.as_deref()
    }

    /// What the other side said, free of secrets and cut to 2 KB.
    pub fn raw(&self) -> Option<&str> {
        self.0.raw.as_deref()
    }
}
