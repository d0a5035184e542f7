//! Server-sent events, read one by one.

use axum::body::BodyDataStream;
use axum::response::Response;
use domain::relay_feed::{FeedEvent, FeedSnapshot};
use futures::StreamExt as _;

pub(crate) struct Stream {
    body: BodyDataStream,
    text: String,
}

/// One event of the stream, or a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) data: String,
}

impl Stream {
    pub(crate) fn of(response: Response) -> Self {
        Self { body: response.into_body().into_data_stream(), text: String::new() }
    }

    /// The next; nothing where the stream has ended.
    pub(crate) async fn next(&mut self) -> Option<Sent> {
        loop {
            if let Some((one, rest)) = self.text.split_once("\n\n") {
                let sent = read(one);
                self.text = rest.to_owned();
                return Some(sent);
            }
            let chunk = self.body.next().await?.unwrap();
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    /// The next event of the log, passing over all else.
    pub(crate) async fn event(&mut self) -> FeedEvent {
        loop {
            let sent = self.next().await.expect("the stream goes on");
            if sent.name == "event" {
                return serde_json::from_str(&sent.data).unwrap();
            }
        }
    }

    pub(crate) async fn snapshot(&mut self) -> FeedSnapshot {
        loop {
            let sent = self.next().await.expect("the stream goes on");
            assert_ne!(sent.name, "event", "a snapshot comes first");
            if sent.name == "snapshot" {
                return serde_json::from_str(&sent.data).unwrap();
            }
        }
    }
}

fn read(text: &str) -> Sent {
    let field = |name: &str| {
        let lines = text.lines().filter_map(|line| line.strip_prefix(name));
        lines.map(|value| value.strip_prefix(' ').unwrap_or(value)).collect::<Vec<_>>().join("\n")
    };
    Sent { name: field("event:"), id: field("id:"), data: field("data:") }
}
