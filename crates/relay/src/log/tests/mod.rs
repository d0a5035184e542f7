//! What every log must do, asked of both.

mod on_postgres;
mod on_sqlite;
pub(crate) mod server;
mod suite;

use chrono::{DateTime, TimeDelta, Utc};
use domain::ConnectionId;

use super::{Kind, Log, NewEvent, Put, Write, Written};

fn harbour() -> ConnectionId {
    "harbour".into()
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds)
}

fn event(id: &str) -> NewEvent {
    NewEvent {
        id: id.to_owned(),
        kind: "announced".to_owned(),
        subscription: Some("s-1".into()),
        body: "{}".to_owned(),
    }
}

fn told(id: &str) -> Write {
    Write::new(&harbour(), at(0)).event(event(id))
}

fn held(id: &str, value: &str) -> Put {
    Put::new(Kind::Held, id, &value).unwrap().of(&"s-1".into())
}

async fn ids(log: &dyn Log) -> Vec<String> {
    log.events(&harbour(), 0, 10_000).await.unwrap().into_iter().map(|event| event.what.id).collect()
}

async fn done(log: &dyn Log, write: Write) {
    assert_eq!(log.write(write).await.unwrap(), Written::Done, "nobody was quicker");
}
