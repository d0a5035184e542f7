//! The writes, one by one or all alike, for the tests of them.

use domain::{Answer, Change, OperationId, SubscriptionId};
use uuid::Uuid;

use crate::{Accepted, Api, ApiError, WriteIds};

/// Every kind of write.
#[derive(Debug, Clone, Copy)]
pub(super) enum Write {
    Plan,
    Seats,
    Accept,
    Refuse,
    Cancel,
}

pub(super) const ALL: [Write; 5] = [Write::Plan, Write::Seats, Write::Accept, Write::Refuse, Write::Cancel];

/// Sends one to subscription `a`, where operation `o` waits.
pub(super) async fn send(api: &Api, write: Write, ids: &WriteIds) -> Result<Accepted, ApiError> {
    let (id, operation) = (SubscriptionId::from("a"), OperationId::from("o"));
    match write {
        Write::Plan => api.change(&id, &Change::Plan("crew".into()), ids).await,
        Write::Seats => api.change(&id, &Change::Seats(15), ids).await,
        Write::Accept => api.answer(&id, &operation, Answer::Accept, ids).await,
        Write::Refuse => api.answer(&id, &operation, Answer::Refuse, ids).await,
        Write::Cancel => api.cancel(&id, ids).await,
    }
}

/// The ids of the n-th write of a test.
pub(super) fn ids(n: u8) -> WriteIds {
    WriteIds { request: Uuid::from_bytes([n; 16]), correlation: Uuid::from_bytes([n | 0xa0; 16]) }
}
