//! The body of a webhook call, full or sparse.

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::{
    books::{Action, Operation, OperationStatus, Source},
    switches::Members,
    world::wire::{Person, Subscription, Text},
};

/// A message with everything in it. Here, unlike in the list, `lastModified` is a real time and the term has a
/// `chargeDuration`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Full<'a> {
    id: &'a str,
    activity_id: &'a str,
    publisher_id: &'a str,
    offer_id: &'a str,
    plan_id: &'a str,
    quantity: Option<u32>,
    subscription_id: &'a str,
    time_stamp: &'a str,
    action: Action,
    status: OperationStatus,
    operation_request_source: Source,
    subscription: Inner<'a>,
    purchase_token: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Inner<'a> {
    id: &'a str,
    name: &'a str,
    publisher_id: &'a str,
    offer_id: &'a str,
    plan_id: &'a str,
    quantity: Option<u32>,
    beneficiary: &'a Person,
    purchaser: &'a Person,
    allowed_customer_operations: &'a [Text],
    session_mode: &'a str,
    is_free_trial: bool,
    is_test: bool,
    sandbox_type: &'a str,
    saas_subscription_status: crate::world::Status,
    term: InnerTerm<'a>,
    auto_renew: bool,
    created: &'a str,
    last_modified: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InnerTerm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<&'a str>,
    term_unit: &'a str,
    charge_duration: Option<&'a str>,
}

/// The form usual from 2019 to 2022.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sparse<'a> {
    id: &'a str,
    activity_id: &'a str,
    operation_request_source: Source,
    subscription_id: &'a str,
    time_stamp: &'a str,
    action: Action,
}

/// Writes the message of an operation; `subscription` is shown as it is at this moment.
pub(crate) fn write(operation: &Operation, subscription: &Subscription, members: Members) -> Box<RawValue> {
    let body = match members {
        Members::Full => to_raw_value(&full(operation, subscription)),
        Members::Sparse => to_raw_value(&Sparse {
            id: &operation.id,
            activity_id: &operation.activity_id,
            operation_request_source: operation.operation_request_source,
            subscription_id: &operation.subscription_id,
            time_stamp: &operation.time_stamp,
            action: operation.action,
        }),
    };
    body.unwrap_or_else(|_| RawValue::NULL.to_owned())
}

fn full<'a>(operation: &'a Operation, subscription: &'a Subscription) -> Full<'a> {
    Full {
        id: &operation.id,
        activity_id: &operation.activity_id,
        publisher_id: &operation.publisher_id,
        offer_id: &operation.offer_id,
        plan_id: &operation.plan_id,
        // Flat-rate plans carry a meaningless 1 here, next to a null inside.
        quantity: operation.quantity.or(Some(1)),
        subscription_id: &operation.subscription_id,
        time_stamp: &operation.time_stamp,
        action: operation.action,
        status: operation.status,
        operation_request_source: operation.operation_request_source,
        subscription: inner(operation, subscription),
        purchase_token: None,
    }
}

fn inner<'a>(operation: &'a Operation, subscription: &'a Subscription) -> Inner<'a> {
    Inner {
        id: &subscription.id,
        name: &subscription.name,
        publisher_id: &subscription.publisher_id,
        offer_id: &subscription.offer_id,
        plan_id: &subscription.plan_id,
        quantity: subscription.quantity,
        beneficiary: &subscription.beneficiary,
        purchaser: &subscription.purchaser,
        allowed_customer_operations: &subscription.allowed_customer_operations,
        session_mode: &subscription.session_mode,
        is_free_trial: subscription.is_free_trial.unwrap_or_default(),
        is_test: subscription.is_test,
        sandbox_type: &subscription.sandbox_type,
        saas_subscription_status: subscription.saas_subscription_status,
        term: InnerTerm {
            start_date: subscription.term.start_date.as_deref(),
            end_date: subscription.term.end_date.as_deref(),
            term_unit: &subscription.term.term_unit,
            charge_duration: None,
        },
        auto_renew: subscription.auto_renew,
        created: &subscription.created,
        last_modified: &operation.time_stamp,
    }
}
