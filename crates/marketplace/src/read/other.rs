//! Members of a subscription that we do not know: the service adds some without notice, and an operator may.

use super::json::text_of;
use super::record::Record;

const SUBSCRIPTION: [&str; 19] = [
    "id",
    "name",
    "publisherId",
    "offerId",
    "planId",
    "quantity",
    "saasSubscriptionStatus",
    "status",
    "beneficiary",
    "purchaser",
    "term",
    "autoRenew",
    "isTest",
    "isFreeTrial",
    "allowedCustomerOperations",
    "sandboxType",
    "sessionMode",
    "created",
    "lastModified",
];
const PERSON: [&str; 4] = ["emailId", "objectId", "tenantId", "puid"];
const TERM: [&str; 4] = ["termUnit", "startDate", "endDate", "chargeDuration"];

/// Members of a subscription record that we do not know: path and text. Nothing where the record cannot be read.
pub fn other_members(raw: &str) -> Vec<(String, String)> {
    let Ok(record) = Record::read(raw) else { return Vec::new() };
    let mut others: Vec<_> = record.others(&SUBSCRIPTION).map(shown).collect();
    for (name, known) in [("beneficiary", &PERSON), ("purchaser", &PERSON), ("term", &TERM)] {
        if let Ok(within) = record.object(name) {
            others.extend(within.others(known).map(shown));
        }
    }
    others
}

/// A string without its quotes; anything else as it came.
fn shown((path, raw): (String, &str)) -> (String, String) {
    let text = text_of(raw).ok().flatten().map_or_else(|| raw.to_owned(), |text| text.into_owned());
    (path, text)
}
