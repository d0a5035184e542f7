//! An answer before it goes on the wire, so that faults can still spoil it.

use axum::body::Bytes;
use serde::Serialize;
use serde_json::json;

/// Status, headers and body.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
}

const JSON: &str = "application/json; charset=utf-8";

impl Answer {
    /// No body.
    pub(crate) const fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Bytes::new() }
    }

    /// A JSON body.
    pub(crate) fn json(status: u16, body: &impl Serialize) -> Self {
        Self::raw(status, serde_json::to_vec(body).unwrap_or_default())
    }

    /// JSON that is already written.
    pub(crate) fn raw(status: u16, body: Vec<u8>) -> Self {
        Self { status, headers: vec![("content-type", JSON.to_owned())], body: body.into() }
    }

    /// With one more header.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The flat error shape of most 400 and 404 answers.
    pub(crate) fn problem(status: u16, code: &str, message: &str) -> Self {
        Self::json(status, &json!({ "code": code, "message": message, "target": null, "details": [] }))
    }

    /// The error shape with capitals, used for `api-version` alone.
    pub(crate) fn version_problem(code: &str, message: &str) -> Self {
        Self::json(400, &json!({ "Error": { "Code": code, "Message": message } }))
    }

    /// The nested error shape of 500.
    pub(crate) fn unexpected(message: &str) -> Self {
        Self::json(500, &json!({ "error": { "code": "UnexpectedError", "message": message } }))
    }

    /// A bare JSON string, as identity failures are answered.
    pub(crate) fn text(status: u16, message: &str) -> Self {
        Self::json(status, &message)
    }
}
