//! Messages as Microsoft posts them.

use serde_json::{Value, json};

pub(crate) const SUBSCRIPTION: &str = "7c1d4a0e-93b2-6f58-c4e1-0a5be27d9f31";

/// A customer asks for another plan.
pub(crate) fn change_plan(operation: &str, from: &str, to: &str) -> Value {
    json!({
        "id": operation, "activityId": operation, "publisherId": "northquay", "offerId": "tidewatch", "planId": to,
        "quantity": 12, "subscriptionId": SUBSCRIPTION, "timeStamp": "2026-02-15T09:14:22.1180457Z",
        "action": "ChangePlan", "status": "InProgress", "operationRequestSource": "Azure",
        "subscription": present(from, 12), "purchaseToken": null
    })
}

/// A customer asks for another number of seats.
pub(crate) fn change_seats(operation: &str, from: u32, to: u32) -> Value {
    let mut message = change_plan(operation, "crew", "crew");
    message["action"] = "ChangeQuantity".into();
    message["quantity"] = to.into();
    message["subscription"] = present("crew", from);
    message
}

/// Something happened.
pub(crate) fn notice(operation: &str, action: &str) -> Value {
    let mut message = change_plan(operation, "crew", "crew");
    message["action"] = action.into();
    message["status"] = "Succeeded".into();
    message
}

fn present(plan: &str, seats: u32) -> Value {
    json!({
        "id": SUBSCRIPTION, "name": "Harbour office", "publisherId": "northquay", "offerId": "tidewatch",
        "planId": plan, "quantity": seats,
        "beneficiary": { "emailId": "ines@seahall.example", "tenantId": "b8e04c31-7a16-4f0b-a6d2-95c3f1e870aa" },
        "purchaser": { "emailId": "ines@seahall.example", "tenantId": "b8e04c31-7a16-4f0b-a6d2-95c3f1e870aa" },
        "allowedCustomerOperations": ["Delete", "Update", "Read"], "sandboxType": "None",
        "saasSubscriptionStatus": "Subscribed", "autoRenew": true
    })
}

/// A list with one rule for changes of plan.
pub(crate) fn rule(outcome: &Value) -> Value {
    json!({ "rules": [{
        "id": "r-1", "name": "plans", "author": "lea", "reason": "test", "since": "2026-01-01T00:00:00Z",
        "conditions": { "asks": "plan" }, "outcome": outcome
    }]})
}
