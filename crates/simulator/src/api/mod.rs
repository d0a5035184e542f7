//! The marketplace's API: fulfillment and operations.
//!
//! A request becomes a `Call`, a `Route`, a `Visitor`, and an `Answer`; `serve` is that pipeline. Headers that every
//! answer carries are added here and nowhere else.

pub(crate) mod answer;
pub(crate) mod call;
mod change;
mod guard;
mod landing;
mod list;
mod operations;
pub(crate) mod route;
mod subscription;

use self::{answer::Answer, call::Call, route::Route};
use crate::sim::Sim;

const VERSION: &str = "2018-08-31";

/// Which call of the contract a request is.
pub(crate) fn kind(call: &Call) -> route::RouteKind {
    Route::of(call).kind()
}

/// Answers one request to the API, on either of its origins.
pub(crate) fn serve(sim: &Sim, call: &Call) -> Answer {
    let ids = Ids::of(sim, call);
    let answer = refuse_version(call).unwrap_or_else(|| match guard::admit(sim, call) {
        Ok(visitor) => dispatch(sim, call, visitor, &ids),
        Err(refused) => refused,
    });
    ids.stamp(sim, call, answer)
}

fn dispatch(sim: &Sim, call: &Call, visitor: guard::Visitor, ids: &Ids) -> Answer {
    match Route::of(call) {
        Route::List => list::list(sim, call, visitor),
        Route::Get(id) => subscription::get(sim, visitor, id),
        Route::Plans(id) => subscription::plans(sim, call, visitor, id),
        Route::Operations(id) => operations::list(sim, visitor, id),
        Route::Operation(id, operation) => operations::get(sim, visitor, id, operation),
        Route::Acknowledge(id, operation) => operations::acknowledge(sim, call, visitor, id, operation, ids),
        Route::Resolve => landing::resolve(sim, call, visitor),
        Route::Activate(id) => landing::activate(sim, call, visitor, id),
        Route::Change(id) => change::change(sim, call, visitor, id, ids),
        Route::Cancel(id) => change::cancel(sim, visitor, id, ids),
        // Metering has its room here: usageEvent, batchUsageEvent and usageEvents are recognised and not imitated.
        Route::Metering => {
            Answer::problem(501, "NotImplemented", "The simulator does not imitate the metering service.")
        }
        Route::Unknown => Answer::empty(404),
    }
}

fn refuse_version(call: &Call) -> Option<Answer> {
    match call.query("api-version") {
        Some(VERSION) => None,
        Some(_) => Some(Answer::version_problem(
            "UnsupportedApiVersion",
            "The HTTP resource does not support the API version.",
        )),
        None => {
            Some(Answer::version_problem("ApiVersionUnspecified", "An API version is required, but was not specified."))
        }
    }
}

/// The ids of one exchange: the client's where it sent them, made up where it did not.
pub(crate) struct Ids {
    pub(crate) request: String,
    correlation: String,
    pub(crate) activity: String,
}

impl Ids {
    fn of(sim: &Sim, call: &Call) -> Self {
        let sent = |name| call.header(name).filter(|id| !id.is_empty()).map(str::to_owned);
        let request = sent("x-ms-requestid").unwrap_or_else(|| sim.guid());
        let correlation = sent("x-ms-correlationid").unwrap_or_else(|| request.clone());
        Self { request, correlation, activity: sim.guid() }
    }

    fn stamp(self, sim: &Sim, call: &Call, answer: Answer) -> Answer {
        let is_read = call.method == axum::http::Method::GET && answer.status == 200;
        let answer = if is_read { answer.with("etag", format!("\"{}\"", sim.guid())) } else { answer };
        answer
            .with("x-ms-requestid", self.request)
            .with("x-ms-correlationid", self.correlation)
            .with("x-ms-activityid", self.activity)
    }
}
