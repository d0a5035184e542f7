//! Tests that must see what the store does not show: its schema, its query plans, the versions of its files.

mod order;
mod plans;
mod schema;
mod versions;

use std::path::Path;

use chrono::{DateTime, Utc};
use domain::{Person, Received, Status, Subscription, Term};
use rusqlite::Connection;

use crate::file::{FileName, Place, Role};
use crate::{Key, PageToApply, Store};

fn key() -> Key {
    Key::new([0x21; 32])
}

fn place(folder: &Path, file: &str) -> Place {
    Place { path: folder.join(file), name: FileName::Unsaid, key: key() }
}

fn look_into(folder: &Path, file: &str) -> Connection {
    place(folder, file).open(Role::Reader).unwrap().0
}

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn subscription(id: &str) -> Received<Subscription> {
    let value = Subscription {
        id: id.into(),
        name: format!("Customer {id}"),
        publisher: String::new(),
        offer: "offer".into(),
        plan: "plan".into(),
        seats: None,
        status: Status::Subscribed,
        beneficiary: Person::default(),
        purchaser: Person::default(),
        term: Term::default(),
        auto_renew: None,
        is_test: false,
        is_free_trial: false,
        allowed: Vec::new(),
        sandbox: String::new(),
        session_mode: String::new(),
        created: None,
    };
    Received { value, raw: format!("{{\"id\":\"{id}\"}}") }
}

async fn sweep(store: &Store, ids: &[&str]) {
    let state = store.cache.begin_sweep(now()).await.unwrap();
    let records = ids.iter().map(|id| Ok(subscription(id))).collect();
    let applied = store.apply_page(&state, PageToApply { records, next: None }, now()).await.unwrap();
    store.finish_sweep(&applied.state, now()).await.unwrap();
}
