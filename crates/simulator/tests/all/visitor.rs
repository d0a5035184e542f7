//! A plain client that knows the contract only as text: it shares nothing with the product's client.

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use simulator::{App, Options, RESOURCE, Running, Simulator};

/// A simulator and somebody who calls it.
pub(crate) struct Visitor {
    pub(crate) running: Running,
    pub(crate) http: Client,
    pub(crate) bearer: String,
}

/// A small world whose clock stands still.
pub(crate) fn still(size: u32) -> Options {
    Options { size, frozen: true, ..Options::default() }
}

impl Visitor {
    pub(crate) async fn of(options: Options) -> Self {
        let running = Simulator::start(options).await.unwrap();
        let http = Client::builder().timeout(std::time::Duration::from_secs(10)).build().unwrap();
        let mut visitor = Self { running, http, bearer: String::new() };
        visitor.sign_in().await;
        visitor
    }

    /// A fresh token for the publisher.
    pub(crate) async fn sign_in(&mut self) {
        let app = self.running.app().clone();
        let (status, body) = self.token(&app, "oauth2/v2.0/token").await;
        assert_eq!(status, 200, "the publisher can sign in: {body}");
        self.bearer = body["access_token"].as_str().unwrap().to_owned();
    }

    /// Asks for a token with a secret.
    pub(crate) async fn token(&self, app: &App, end: &str) -> (u16, Value) {
        let scope = format!("{RESOURCE}/.default");
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &app.application),
            ("client_secret", &app.secret),
            ("scope", &scope),
            ("resource", RESOURCE),
        ];
        self.form(&app.tenant, end, &form).await
    }

    pub(crate) async fn form(&self, tenant: &str, end: &str, form: &[(&str, &str)]) -> (u16, Value) {
        let url = format!("{}/{tenant}/{end}", self.running.addresses().authority);
        let answer = self.http.post(url).form(form).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// Calls the API; `path` begins after `/saas/subscriptions`.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        let url = format!("{}/saas/subscriptions{path}", self.running.addresses().base);
        let request = self.http.request(method, url).query(&[("api-version", "2018-08-31")]).bearer_auth(&self.bearer);
        let request = if let Some(body) = body { request.json(&body) } else { request };
        request.send().await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.call(Method::GET, path, None).await.json().await.unwrap()
    }

    /// Follows next links to the end, as they are.
    pub(crate) async fn pages(&self) -> Vec<Value> {
        let mut pages = vec![self.get("").await];
        while let Some(link) = pages.last().unwrap()["@nextLink"].as_str() {
            assert!(link.starts_with(&self.running.addresses().second), "links name the second origin: {link}");
            let answer = self.http.get(link).bearer_auth(&self.bearer).send().await.unwrap();
            pages.push(answer.json().await.unwrap());
        }
        pages
    }

    pub(crate) async fn everything(&self) -> Vec<Value> {
        let pages = self.pages().await;
        pages.iter().flat_map(|page| page["subscriptions"].as_array().unwrap().clone()).collect()
    }

    /// Some subscription for which the question is answered with yes.
    pub(crate) async fn some(&self, question: impl Fn(&Value) -> bool) -> Value {
        self.everything().await.into_iter().find(question).unwrap_or_else(|| json!("none"))
    }
}
