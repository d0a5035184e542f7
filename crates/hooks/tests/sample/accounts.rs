//! What the receiver of the README takes for granted: a service with accounts, which knows its secret and the time.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use serde_json::Value;

mod receiver {
    #![allow(clippy::indexing_slicing, reason = "an index into JSON gives null where there is nothing")]
    #![allow(missing_docs, unreachable_pub, reason = "it is to be read in the README")]

    use super::Service;

    include!("receiver.rs");
}

pub(crate) use receiver::app;

#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) key: Arc<aws_lc_rs::hmac::Key>,
    now: DateTime<Utc>,
    seen: Arc<Mutex<Vec<String>>>,
    told: Arc<Mutex<Vec<String>>>,
}

impl Service {
    pub(crate) fn new(secret: &hooks::Secret, now: DateTime<Utc>) -> Self {
        use base64::prelude::{BASE64_STANDARD, Engine as _};
        let bytes = BASE64_STANDARD.decode(secret.expose().trim_start_matches("whsec_")).unwrap();
        let key = Arc::new(aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &bytes));
        Self { key, now, seen: Arc::default(), told: Arc::default() }
    }

    pub(crate) fn seconds_since_1970(&self) -> i64 {
        self.now.timestamp()
    }

    pub(crate) fn is_new(&self, id: &str) -> bool {
        let mut seen = self.seen.lock().unwrap();
        let is_new = !seen.iter().any(|known| known == id);
        seen.push(id.to_owned());
        is_new
    }

    pub(crate) fn set_access(&self, subscription: &Value, access: &str) {
        let whose = subscription.as_str().unwrap();
        self.told.lock().unwrap().push(format!("{whose} {access}"));
    }

    pub(crate) fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }
}
