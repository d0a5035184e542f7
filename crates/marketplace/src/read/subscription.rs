//! Reads a subscription.

use domain::{BadRecord, Person, Received, Status, Subscription, Term, TermUnit};

use super::received;
use super::record::{Record, Unread};

/// Reads a subscription as Microsoft sends it, from whatever year.
pub fn read_subscription(raw: &str) -> Result<Received<Subscription>, BadRecord> {
    received(raw, subscription)
}

pub(super) fn subscription(record: &Record<'_>) -> Result<Subscription, Unread> {
    Ok(Subscription {
        id: record.id("id")?.into(),
        name: record.text("name")?,
        publisher: record.text("publisherId")?,
        offer: record.text("offerId")?.into(),
        plan: record.text("planId")?.into(),
        seats: record.count("quantity")?,
        status: status(record)?,
        beneficiary: person(&record.object("beneficiary")?)?,
        purchaser: person(&record.object("purchaser")?)?,
        term: term(&record.object("term")?)?,
        auto_renew: record.flag("autoRenew")?,
        is_test: record.flag("isTest")?.unwrap_or(false),
        is_free_trial: record.flag("isFreeTrial")?.unwrap_or(false),
        allowed: record.texts("allowedCustomerOperations")?,
        sandbox: record.text("sandboxType")?,
        session_mode: record.text("sessionMode")?,
        created: record.moment("created")?,
    })
}

/// The first documentation named the member `status`.
fn status(record: &Record<'_>) -> Result<Status, Unread> {
    let word = match record.optional_text("saasSubscriptionStatus")? {
        Some(word) => word,
        None => record.text("status")?,
    };
    Ok(Status::read(&word))
}

fn person(record: &Record<'_>) -> Result<Person, Unread> {
    Ok(Person {
        email: record.text("emailId")?,
        object_id: record.text("objectId")?,
        tenant_id: record.text("tenantId")?,
        puid: record.text("puid")?,
    })
}

fn term(record: &Record<'_>) -> Result<Term, Unread> {
    Ok(Term {
        unit: record.optional_text("termUnit")?.map(|word| TermUnit::read(&word)),
        start: record.day("startDate")?,
        end: record.day("endDate")?,
        charge_duration: record.optional_text("chargeDuration")?,
    })
}
