//! Messages as Microsoft posts them, numbered, and the token on them.

use anyhow::{Context as _, Result};
use domain::Clock as _;
use reqwest::Method;
use serde_json::{Value, json};

use crate::clock::SystemClock;
use crate::market::Market;

/// A day: longer than any proof takes.
const VALID_FOR_SECONDS: i64 = 86_400;
/// Messages that are about one subscription, so that some of them meet.
const TOGETHER: u32 = 4;

/// The message of this number: always the same. Half ask for a plan, a quarter for seats, the rest are notices.
pub fn letter(number: u32) -> Value {
    let (action, status) = match number % 4 {
        0 | 2 => ("ChangePlan", "InProgress"),
        1 => ("ChangeQuantity", "InProgress"),
        _ => ("Renew", "Succeeded"),
    };
    let (plan, seats) =
        if action == "ChangePlan" { ("bridge", 12) } else { ("crew", 12 + u32::from(action == "ChangeQuantity")) };
    let subscription = format!("s-{}", number / TOGETHER);
    let customer = json!({ "emailId": "ines@seahall.example", "tenantId": "b8e04c31-7a16-4f0b-a6d2-95c3f1e870aa" });
    json!({
        "id": operation(number), "activityId": operation(number), "publisherId": "northquay", "offerId": "tidewatch",
        "planId": plan, "quantity": seats, "subscriptionId": subscription,
        "timeStamp": "2026-02-15T09:14:22.1180457Z", "action": action, "status": status,
        "operationRequestSource": "Azure", "purchaseToken": null,
        "subscription": {
            "id": subscription, "name": "Harbour office", "publisherId": "northquay", "offerId": "tidewatch",
            "planId": "crew", "quantity": 12, "beneficiary": customer, "purchaser": customer,
            "allowedCustomerOperations": ["Delete", "Update", "Read"], "sandboxType": "None",
            "saasSubscriptionStatus": "Subscribed", "autoRenew": true
        }
    })
}

/// The operation of a number.
pub fn operation(number: u32) -> String {
    format!("op-{number}")
}

/// The number of an operation.
pub fn number_of(operation: &str) -> Option<u32> {
    operation.strip_prefix("op-")?.parse().ok()
}

/// A list of rules by which changes of plan are answered so.
pub fn rules(outcome: impl Into<Value>) -> Value {
    let outcome: Value = outcome.into();
    json!({ "rules": [{
        "id": "r-1", "name": "plans", "author": "lea", "reason": "proof", "since": "2026-01-01T00:00:00Z",
        "conditions": { "asks": "plan" }, "outcome": outcome
    }]})
}

/// The claims of a token that is good from now on.
///
/// # Errors
/// Where the market does not say.
pub async fn good_claims(market: &Market) -> Result<Value> {
    let mut claims = market.control(Method::GET, "/control/sign", None).await?;
    let now = SystemClock.now().timestamp();
    let members = claims.as_object_mut().context("claims are an object")?;
    for (name, moment) in [("iat", now), ("nbf", now), ("exp", now + VALID_FOR_SECONDS)] {
        members.insert(name.to_owned(), moment.into());
    }
    Ok(claims)
}

/// Any claims, signed by the key of the publisher's tenant.
///
/// # Errors
/// Where the market does not sign.
pub async fn signed(market: &Market, claims: &Value) -> Result<String> {
    let answer = market.control(Method::POST, "/control/sign", Some(claims.clone())).await?;
    Ok(answer.get("token").and_then(Value::as_str).context("a token is text")?.to_owned())
}
