//! A desk, as the relay sees it.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::response::Response;
use domain::relay_feed::{HeldRequest, Question};
use http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::Stream;

#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) app: Router,
    pub(crate) token: String,
    pub(crate) connection: String,
}

impl Desk {
    pub(crate) fn request(&self, method: Method, path: &str, body: Option<&Value>) -> Request<Body> {
        let request = Request::builder()
            .method(method)
            .uri(format!("/v1/{}/{path}", self.connection))
            .header("authorization", format!("Bearer {}", self.token));
        match body {
            Some(body) => request.header("content-type", "application/json").body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        }
        .unwrap()
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Response {
        self.app.clone().oneshot(self.request(method, path, body)).await.unwrap()
    }

    async fn json(&self, method: Method, path: &str, body: Option<&Value>) -> (StatusCode, Value) {
        let response = self.send(method, path, body).await;
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    pub(crate) async fn get(&self, path: &str) -> (StatusCode, Value) {
        self.json(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        self.json(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        self.json(Method::PUT, path, Some(body)).await
    }

    /// Puts rules in force over whatever is.
    pub(crate) async fn rules(&self, rules: &Value) {
        let (_, now) = self.get("rules").await;
        let put = json!({ "version": now["version"], "author": "lea", "reason": "a test", "rules": rules });
        let (status, answer) = self.put("rules", &put).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }

    pub(crate) async fn held(&self) -> Vec<HeldRequest> {
        serde_json::from_value(self.get("held").await.1).unwrap()
    }

    pub(crate) async fn every_held(&self) -> Vec<HeldRequest> {
        serde_json::from_value(self.get("held?all=true").await.1).unwrap()
    }

    pub(crate) async fn questions(&self) -> Vec<Question> {
        serde_json::from_value(self.get("questions").await.1).unwrap()
    }

    /// Follows the feed.
    pub(crate) async fn follow(&self, after: Option<&str>) -> Stream {
        let query = after.map(|after| format!("?after={after}")).unwrap_or_default();
        let response = self.send(Method::GET, &format!("feed{query}"), None).await;
        assert_eq!(response.status(), StatusCode::OK);
        Stream::of(response)
    }
}
