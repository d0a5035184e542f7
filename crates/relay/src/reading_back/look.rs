//! Looking at what became of a decision.

use chrono::{DateTime, Utc};
use domain::relay_feed::{Announced, ReadBack, Verdict};
use domain::{Action, Answer, Seen, Status};
use futures::future::{BoxFuture, FutureExt as _};
use marketplace::{Api, WriteIds};

use super::Looks;
use crate::digest;

/// Microsoft's API, by the relay's own credential.
pub(crate) struct OverApi(pub(crate) Api);

impl Looks for OverApi {
    fn look<'a>(&'a self, announced: &'a Announced, now: DateTime<Utc>) -> BoxFuture<'a, ReadBack> {
        async move {
            let status = match &announced.operation {
                Some(operation) => {
                    let read = self.0.operation(&announced.subscription, operation).await; // Not promised to be there.
                    read.ok().map(|operation| operation.value.status)
                }
                None => None,
            };
            let seen = self.0.subscription(&announced.subscription).await.map(|read| Seen::from(&read.value));
            if let Err(error) = &seen {
                tracing::warn!(subscription = %announced.subscription, %error, "a decision could not be read back");
            }
            ReadBack { status, ..compare(announced, seen.ok().as_ref(), now) }
        }
        .boxed()
    }

    fn acknowledge<'a>(&'a self, announced: &'a Announced) -> BoxFuture<'a, ()> {
        async move {
            let Some(operation) = &announced.operation else { return };
            let answer = match announced.answered.verdict {
                Verdict::Noted | Verdict::Accepted => Answer::Accept,
                Verdict::Refused | Verdict::Held => Answer::Refuse,
            };
            // The same on every replica.
            let id = |what| digest::uuid(&["acknowledge", &announced.key, what]);
            let ids = WriteIds { request: id("request"), correlation: id("correlation") };
            if let Err(error) = self.0.answer(&announced.subscription, operation, answer, &ids).await {
                tracing::warn!(subscription = %announced.subscription, %error, "an answer was not acknowledged");
            }
        }
        .boxed()
    }
}

/// Whether what Microsoft shows fits what was answered.
pub(super) fn compare(announced: &Announced, seen: Option<&Seen>, now: DateTime<Utc>) -> ReadBack {
    let target = announced.request.as_ref().and_then(domain::rule::Request::target);
    let shows_target = seen.zip(target.as_ref()).map(|(seen, target)| seen.shows(target));
    let fits = match (seen, announced.answered.verdict) {
        (None, _) => false,
        (Some(seen), Verdict::Noted) => status_fits(&announced.action, &seen.status),
        (Some(_), Verdict::Accepted) => shows_target != Some(false),
        (Some(_), Verdict::Refused | Verdict::Held) => shows_target != Some(true),
    };
    ReadBack { key: announced.key.clone(), at: now, status: None, shows_target, fits, was_read: seen.is_some() }
}

fn status_fits(action: &Action, status: &Status) -> bool {
    match action {
        Action::Suspend => *status == Status::Suspended,
        Action::Unsubscribe => *status == Status::Unsubscribed,
        Action::Reinstate | Action::Renew | Action::Subscribe => *status == Status::Subscribed,
        Action::ChangePlan | Action::ChangeQuantity | Action::Other(_) => true,
    }
}
