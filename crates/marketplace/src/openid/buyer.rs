//! Who signed in.

use std::fmt;

use crate::webhook::claims::Claims;

/// The tenant of all personal accounts.
const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// A person, as their directory tells. Logs carry ids, not people, so it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Buyer {
    /// Their tenant.
    pub tenant: String,
    /// Their object id in it.
    pub object: String,
    /// What they are called; may be empty.
    pub name: String,
    /// Where they can be written to, where their directory says so.
    pub email: Option<String>,
}

impl Buyer {
    /// By the claims of a believed token. A work account without a mailbox has no address: its user name only looks
    /// like one. That of a personal account is one.
    pub(super) fn of(claims: &Claims) -> Self {
        let claimed = |name| claims.text(name).trim().to_owned();
        let tenant = claimed("tid").to_ascii_lowercase();
        let user_name = if tenant == PERSONAL { claimed("preferred_username") } else { String::new() };
        let email = [claimed("email"), user_name].into_iter().find(|address| address.contains('@'));
        Self { object: claimed("oid"), name: claimed("name"), email, tenant }
    }
}

impl fmt::Debug for Buyer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Buyer(…)")
    }
}
