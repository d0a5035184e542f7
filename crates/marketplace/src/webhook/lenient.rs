//! Reads what can be read, and notes what cannot.

use domain::{Person, Status, Subscription, SubscriptionId, Term, TermUnit};

use crate::read::{Record, Unread};

/// What could not be read so far.
#[derive(Default)]
pub(super) struct Lenient {
    /// Paths of members that say something we could not understand.
    pub(super) unread: Vec<String>,
}

impl Lenient {
    /// A member's value, if it has one that can be read.
    pub(super) fn take<T>(&mut self, read: Result<Option<T>, Unread>) -> Option<T> {
        read.unwrap_or_else(|Unread { field, .. }| {
            self.unread.push(field);
            None
        })
    }

    pub(super) fn text(&mut self, record: &Record<'_>, name: &str) -> Option<String> {
        self.take(record.optional_text(name))
    }

    /// What the first of these members says that says something.
    pub(super) fn first_text(&mut self, record: &Record<'_>, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(record, name))
    }

    /// An id. A number is none: who reads one has misread the message.
    pub(super) fn id(&mut self, record: &Record<'_>, name: &str) -> Option<String> {
        record.id(name).ok()
    }

    /// An object within, unless it is missing or null.
    pub(super) fn object<'a>(&mut self, record: &Record<'a>, name: &str) -> Option<Record<'a>> {
        self.take(record.object(name).map(Some)).filter(Record::has_members)
    }

    /// The subscription within a message. It may be abbreviated, down to its own id. One that names another id is of
    /// somebody else, and dropped.
    pub(super) fn present(&mut self, record: &Record<'_>, id: &SubscriptionId) -> Option<Subscription> {
        let named = self.text(record, "id").unwrap_or_else(|| id.as_str().to_owned());
        if !named.eq_ignore_ascii_case(id.as_str()) {
            self.unread.push("subscription.id".to_owned());
            return None;
        }
        let allowed = self.take(record.texts("allowedCustomerOperations").map(Some));
        Some(Subscription {
            id: id.clone(),
            name: self.text(record, "name").unwrap_or_default(),
            publisher: self.text(record, "publisherId").unwrap_or_default(),
            offer: self.text(record, "offerId").unwrap_or_default().into(),
            plan: self.text(record, "planId").unwrap_or_default().into(),
            seats: self.take(record.count("quantity")),
            status: self.status(record),
            beneficiary: self.person(record, "beneficiary"),
            purchaser: self.person(record, "purchaser"),
            term: self.term(record),
            auto_renew: self.take(record.flag("autoRenew")),
            is_test: self.take(record.flag("isTest")).unwrap_or(false),
            is_free_trial: self.take(record.flag("isFreeTrial")).unwrap_or(false),
            allowed: allowed.unwrap_or_default(),
            sandbox: self.text(record, "sandboxType").unwrap_or_default(),
            session_mode: self.text(record, "sessionMode").unwrap_or_default(),
            created: self.take(record.moment("created")),
        })
    }

    fn status(&mut self, record: &Record<'_>) -> Status {
        Status::read(&self.first_text(record, &["saasSubscriptionStatus", "status"]).unwrap_or_default())
    }

    fn person(&mut self, record: &Record<'_>, name: &str) -> Person {
        let Some(person) = self.object(record, name) else { return Person::default() };
        Person {
            email: self.text(&person, "emailId").unwrap_or_default(),
            object_id: self.text(&person, "objectId").unwrap_or_default(),
            tenant_id: self.text(&person, "tenantId").unwrap_or_default(),
            puid: self.text(&person, "puid").unwrap_or_default(),
        }
    }

    fn term(&mut self, record: &Record<'_>) -> Term {
        let Some(term) = self.object(record, "term") else { return Term::default() };
        Term {
            unit: self.text(&term, "termUnit").map(|word| TermUnit::read(&word)),
            start: self.take(term.day("startDate")),
            end: self.take(term.day("endDate")),
            charge_duration: self.text(&term, "chargeDuration"),
        }
    }
}
