//! Why a desk's call was not done.

use axum::Json;
use axum::response::{IntoResponse, Response};
use domain::relay_feed::Problem;
use http::StatusCode;

use crate::log::LogError;

/// What the desk is told, and with which status code.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// No token, or one that is not known or was taken back.
    NotSignedIn,
    /// There is no such thing.
    NotFound,
    /// Somebody was quicker: read again.
    Overtaken,
    /// It cannot be done in this state, for the reason said.
    NotPossible(&'static str),
    /// The customer must agree anew.
    AskAgain(&'static str),
    /// The call itself makes no sense, for the reason said.
    BadRequest(String),
    /// Not at present.
    NotNow(LogError),
}

impl From<LogError> for Trouble {
    fn from(error: LogError) -> Self {
        Self::NotNow(error)
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let (status, code, message) = match self {
            Self::NotSignedIn => {
                (StatusCode::UNAUTHORIZED, "not-signed-in", "This token is not known here.".to_owned())
            }
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found", "There is no such thing.".to_owned()),
            Self::Overtaken => (StatusCode::CONFLICT, "overtaken", "Somebody was quicker: read again.".to_owned()),
            Self::NotPossible(why) => (StatusCode::CONFLICT, "not-possible", why.to_owned()),
            Self::AskAgain(why) => (StatusCode::CONFLICT, "ask-again", why.to_owned()),
            Self::BadRequest(why) => (StatusCode::UNPROCESSABLE_ENTITY, "bad-request", why),
            Self::NotNow(error) => {
                tracing::error!(%error, cause = ?std::error::Error::source(&error), "a desk's call could not be done");
                (StatusCode::SERVICE_UNAVAILABLE, "not-now", "The relay cannot do this at present.".to_owned())
            }
        };
        (status, Json(Problem { code: code.to_owned(), message })).into_response()
    }
}
