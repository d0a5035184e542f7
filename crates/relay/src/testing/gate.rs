//! A gate that believes what a token says of itself.

use chrono::{DateTime, Utc};
use futures::future::{BoxFuture, FutureExt as _, pending, ready};
use marketplace::{Doubtful, Forged, Judged};

use crate::relay::Gate;

pub(crate) struct FakeGate;

impl Gate for FakeGate {
    fn check<'a>(&'a self, authorization: Option<&'a [u8]>, _: DateTime<Utc>) -> BoxFuture<'a, Judged> {
        let judged = match authorization {
            Some(b"Bearer genuine") => Judged::Genuine,
            Some(b"Bearer forged") => Judged::Forged(Forged::Signature),
            Some(b"Bearer for-another") => Judged::Doubtful(Doubtful::Audience),
            Some(b"Bearer of-an-unheard-of-key") => return pending().boxed(),
            Some(b"Bearer panic") => panic!("the gate fell over, as the test wants"),
            Some(_) => Judged::Doubtful(Doubtful::Unreadable),
            None => Judged::Doubtful(Doubtful::Missing),
        };
        ready(judged).boxed()
    }
}
