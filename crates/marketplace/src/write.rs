//! What may be changed at the marketplace, one method per change.
//!
//! The service has no key by which it would know a write again, so each is sent once, whatever the patience of the
//! [`Api`]: waiting and sending again belong to the caller. Only where the token was refused, which is before anything
//! takes effect, it is sent once more with a fresh one.

use domain::{Answer, Change, OperationId, PlanId, SubscriptionId};
use serde_json::json;

use crate::accepted::Accepted;
use crate::api::{Api, segment, unknown_if_bad};
use crate::call::{Call, WriteIds};
use crate::error::ApiError;
use crate::patience::Patience;
use crate::trace::Trace;

const LOCKED: [&str; 2] = ["locked", "pending operation"];
const ALREADY_SO: [&str; 3] = ["already has", "same plan", "same quantity"];

/// Writes. Each is sent once, whatever the patience; once more only where its token was refused. What an error says of
/// the effect:
///
/// - [`Retry::After`](crate::Retry::After): there was none.
/// - [`Retry::IfRepeatable`](crate::Retry::IfRepeatable): unknown, so read before sending again. But an error without
///   the write's [own correlation id](ApiError::correlation) is of the sign-in, and then there was none.
/// - [`Retry::Never`](crate::Retry::Never): there was none. Unknown after two that are hardly seen:
///   [`ApiError::OversizedAnswer`], and [`ApiError::NotJson`] with a status below 300.
impl Api {
    /// Asks for another plan or another number of seats.
    ///
    /// # Errors
    /// [`ApiError::Locked`] while another operation is pending, [`ApiError::AlreadySo`] where the subscription has that
    /// plan or number, else as for any call.
    pub async fn change(&self, id: &SubscriptionId, to: &Change, ids: &WriteIds) -> Result<Accepted, ApiError> {
        let body = match to {
            Change::Plan(plan) => json!({ "planId": plan.as_str() }),
            Change::Seats(seats) => json!({ "quantity": seats }),
        };
        let call = Call::patch(self.of(id, &[])?, &body, ids);
        self.write(&call).await.map_err(|error| already_so(locked(error)))
    }

    /// Begins what was bought: from then on it is billed. The plan and seats are sent as they were bought, which the
    /// contract of 2019 wants and the present one does not mind; seats only where the plan has them. Taken on is not
    /// done: only the subscription itself shows that, mostly at once and in rare cases after hours.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] where it is cancelled or unknown, [`ApiError::Refused`] where it is suspended or, under the
    /// contract of 2019, active already; else as for any call.
    pub async fn activate(
        &self,
        id: &SubscriptionId,
        plan: &PlanId,
        seats: Option<u32>,
        ids: &WriteIds,
    ) -> Result<Accepted, ApiError> {
        let mut body = json!({ "planId": plan.as_str() });
        if let (Some(seats), Some(members)) = (seats, body.as_object_mut()) {
            members.insert("quantity".to_owned(), seats.into());
        }
        self.write(&Call::post(self.of(id, &["activate"])?, &body, ids)).await
    }

    /// Answers an operation that waits for it.
    ///
    /// # Errors
    /// [`ApiError::TooLate`] where it is decided already, [`ApiError::NotFound`] also where the service calls the
    /// answer bad, as it does for what it does not know; else as for any call.
    pub async fn answer(
        &self,
        id: &SubscriptionId,
        operation: &OperationId,
        answer: Answer,
        ids: &WriteIds,
    ) -> Result<Accepted, ApiError> {
        // Any other word would be accepted too, and nobody knows what it would do.
        let word = match answer {
            Answer::Accept => "Success",
            Answer::Refuse => "Failure",
        };
        let url = self.of(id, &["operations", segment(operation.as_str())?])?;
        let call = Call::patch(url, &json!({ "status": word }), ids);
        self.write(&call).await.map_err(|error| unknown_if_bad(too_late(error)))
    }

    /// Asks for the end of a subscription. It cannot be undone.
    ///
    /// # Errors
    /// [`ApiError::Locked`] while another operation is pending, else as for any call.
    pub async fn cancel(&self, id: &SubscriptionId, ids: &WriteIds) -> Result<Accepted, ApiError> {
        let call = Call::delete(self.of(id, &[])?, ids);
        self.write(&call).await.map_err(locked)
    }

    async fn write(&self, call: &Call) -> Result<Accepted, ApiError> {
        let heard = self.client.send(call, Patience::NONE).await?;
        Ok(Accepted { operation: heard.operation, retry_after: heard.retry_after, trace: heard.trace })
    }
}

/// Told apart before anything else: what "already has a pending operation" is locked.
fn locked(error: ApiError) -> ApiError {
    match error {
        ApiError::Refused { status: 400 | 409, message, trace, .. } if says(&LOCKED, &message, &trace) => {
            ApiError::Locked { trace }
        }
        other => other,
    }
}

fn already_so(error: ApiError) -> ApiError {
    match error {
        ApiError::Refused { status: 400, message, trace, .. } if says(&ALREADY_SO, &message, &trace) => {
            ApiError::AlreadySo { trace }
        }
        other => other,
    }
}

/// The text of this one explains nothing.
fn too_late(error: ApiError) -> ApiError {
    match error {
        ApiError::Refused { status: 409, trace, .. } => ApiError::TooLate { trace },
        other => other,
    }
}

/// Whether a refusal says one of these. The service has no code for it. What is blocked is not locked.
fn says(words: &[&str], message: &str, trace: &Trace) -> bool {
    let said = format!("{message} {}", trace.raw().unwrap_or_default()).to_ascii_lowercase().replace("blocked", "");
    words.iter().any(|word| said.contains(word))
}
