//! The publisher's own service, on this computer.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use hooks::{Secret, Secrets, Signed, check};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::contract::ReceiverDraft;
use crate::testing::Computer;

/// How the service takes what comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// It takes it.
    Takes,
    /// It hears it, and never answers.
    Hangs,
    /// It hears it, and answers so.
    Answers(u16),
}

/// Something that came, rightly signed.
#[derive(Debug, Clone)]
pub(crate) struct Came {
    pub(crate) id: String,
    pub(crate) body: Value,
    pub(crate) signatures: usize,
}

struct Inside {
    clock: simulator::Clock,
    secret: Mutex<Option<Secrets>>,
    mood: Mutex<Mood>,
    came: Mutex<Vec<Came>>,
    access: Mutex<BTreeMap<String, String>>,
    stubborn: Mutex<Vec<String>>,
}

/// A service with accounts.
pub(crate) struct Service {
    address: SocketAddr,
    inside: Arc<Inside>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Service {
    pub(crate) async fn start(computer: &Computer) -> Self {
        let inside = Inside {
            clock: computer.service.control().clock().clone(),
            secret: Mutex::default(),
            mood: Mutex::new(Mood::Takes),
            came: Mutex::default(),
            access: Mutex::default(),
            stubborn: Mutex::default(),
        };
        Self::serve(TcpListener::bind("127.0.0.1:0").await.unwrap(), Arc::new(inside))
    }

    /// The same service again, where it was, with nothing heard yet.
    pub(crate) async fn start_at(computer: &Computer, address: SocketAddr, before: &Self) -> Self {
        let again = Self::start(computer).await;
        *again.inside.secret.lock().unwrap() = before.inside.secret.lock().unwrap().clone();
        let inside = Arc::clone(&again.inside);
        again.stop().await;
        Self::serve(TcpListener::bind(address).await.unwrap(), inside)
    }

    fn serve(listener: TcpListener, inside: Arc<Inside>) -> Self {
        let address = listener.local_addr().unwrap();
        let app =
            Router::new().route("/hooks", post(hook)).route("/access", get(access)).with_state(Arc::clone(&inside));
        let task = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { address, inside, task: Mutex::new(Some(task)) }
    }

    /// Stops it; says where it was.
    pub(crate) async fn stop(&self) -> SocketAddr {
        let task = self.task.lock().unwrap().take();
        if let Some(task) = task {
            task.abort();
            let _stopped = task.await;
        }
        self.address
    }

    pub(crate) fn draft(&self) -> ReceiverDraft {
        ReceiverDraft {
            offer: None,
            address: format!(" http://{}/hooks ", self.address),
            status_address: format!("http://{}/access", self.address),
        }
    }

    /// Where hooks go.
    pub(crate) fn hooks(&self) -> String {
        format!("http://{}/hooks", self.address)
    }

    pub(crate) fn knows(&self, secret: &str) {
        *self.inside.secret.lock().unwrap() = Some(Secret::read(secret).unwrap().into());
    }

    pub(crate) fn is(&self, mood: Mood) {
        *self.inside.mood.lock().unwrap() = mood;
    }

    /// What it says of an account when it is asked, until it is told otherwise.
    pub(crate) fn says(&self, id: &str, access: &str) {
        self.inside.access.lock().unwrap().insert(id.to_owned(), access.to_owned());
    }

    /// The same, whatever it is told.
    pub(crate) fn keeps_saying(&self, id: &str, access: &str) {
        self.inside.stubborn.lock().unwrap().push(id.to_owned());
        self.says(id, access);
    }

    pub(crate) fn came(&self) -> Vec<Came> {
        self.inside.came.lock().unwrap().clone()
    }

    /// What came and was no trial.
    pub(crate) fn events(&self) -> Vec<Came> {
        self.came().into_iter().filter(|came| came.body["type"] != "account.test").collect()
    }
}

impl Inside {
    fn believes(&self, headers: &HeaderMap, content: &[u8]) -> bool {
        let secret = self.secret.lock().unwrap();
        secret.as_ref().is_some_and(|secrets| check(headers, content, secrets, self.clock.now()) == Signed::Rightly)
    }
}

async fn hook(State(inside): State<Arc<Inside>>, headers: HeaderMap, body: Bytes) -> Response {
    if !inside.believes(&headers, &body) {
        return (StatusCode::UNAUTHORIZED, "not signed by Marketdesk").into_response();
    }
    let text = |name: &str| headers[name].to_str().unwrap().to_owned();
    let body: Value = serde_json::from_slice(&body).unwrap();
    let signatures = text("webhook-signature").split(' ').count();
    let mood = *inside.mood.lock().unwrap();
    inside.came.lock().unwrap().push(Came { id: text("webhook-id"), body: body.clone(), signatures });
    match mood {
        Mood::Hangs => std::future::pending().await,
        Mood::Answers(status) => (StatusCode::from_u16(status).unwrap(), "so it is").into_response(),
        Mood::Takes => {
            let data = &body["data"];
            if let (Some(id), Some(access)) = (data["subscription"].as_str(), data["access"].as_str())
                && !inside.stubborn.lock().unwrap().iter().any(|one| one == id)
            {
                inside.access.lock().unwrap().insert(id.to_owned(), access.to_owned());
            }
            StatusCode::NO_CONTENT.into_response()
        }
    }
}

async fn access(
    State(inside): State<Arc<Inside>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    Query(about): Query<BTreeMap<String, String>>,
) -> Response {
    if !inside.believes(&headers, query.unwrap_or_default().as_bytes()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match inside.access.lock().unwrap().get(&about["subscription"]) {
        Some(access) => json!({ "access": access }).to_string().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
