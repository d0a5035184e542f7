//! A publisher's webhook that answers as told and keeps what it was sent.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde_json::Value;
use tokio::net::TcpListener;

/// One webhook call that arrived.
#[derive(Debug, Clone)]
pub(crate) struct Arrived {
    pub(crate) body: Value,
    pub(crate) bearer: String,
}

#[derive(Clone, Default)]
pub(crate) struct Receiver {
    arrived: Arc<Mutex<Vec<Arrived>>>,
    answers: Arc<Mutex<Vec<u16>>>,
    pub(crate) url: String,
}

impl Receiver {
    /// Answers with these statuses in turn, then with 200.
    pub(crate) async fn answering(statuses: &[u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/webhook", listener.local_addr().unwrap());
        let answers = Arc::new(Mutex::new(statuses.iter().rev().copied().collect()));
        let receiver = Self { url, answers, ..Self::default() };
        let router = Router::new().route("/webhook", post(take)).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap().clone()
    }

    pub(crate) fn actions(&self) -> Vec<String> {
        self.arrived().iter().map(|arrived| arrived.body["action"].as_str().unwrap().to_owned()).collect()
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, Json(body): Json<Value>) -> StatusCode {
    let bearer = headers["authorization"].to_str().unwrap().trim_start_matches("Bearer ").to_owned();
    receiver.arrived.lock().unwrap().push(Arrived { body, bearer });
    StatusCode::from_u16(receiver.answers.lock().unwrap().pop().unwrap_or(200)).unwrap()
}
