//! Figures for Prometheus, as text. Labels name connections and words of ours, never people.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use axum::response::{IntoResponse as _, Response};
use http::header::CONTENT_TYPE;

use crate::relay::{Connection, Relay};

/// Upper edges of the answer times, in milliseconds.
const EDGES: [u32; 10] = [1, 2, 5, 10, 20, 50, 100, 500, 2_000, 10_000];

/// Counts since the start.
#[derive(Default)]
pub(crate) struct Metrics {
    counts: Mutex<BTreeMap<String, u64>>,
    times: Mutex<BTreeMap<String, Times>>,
}

#[derive(Default, Clone)]
struct Times {
    within: [u64; EDGES.len()],
    count: u64,
    sum_ms: u64,
}

impl Metrics {
    /// One more of these.
    pub(crate) fn count(&self, name: &str, labels: &[(&str, &str)]) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry(format!("marketdesk_relay_{name}{}", labelled(labels))).or_default() += 1;
    }

    /// An answer took so long.
    pub(crate) fn answered_in(&self, connection: &str, millis: u32) {
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        let times = times.entry(connection.to_owned()).or_default();
        times.count += 1;
        times.sum_ms += u64::from(millis);
        for (edge, within) in EDGES.iter().zip(&mut times.within) {
            *within += u64::from(millis <= *edge);
        }
    }

    fn write(&self, text: &mut String) {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut last = String::new();
        for (name, count) in counts {
            let family = name.split('{').next().unwrap_or_default().to_owned();
            if family != last {
                let _ = writeln!(text, "# TYPE {family} counter");
                last = family;
            }
            let _ = writeln!(text, "{name} {count}");
        }
        let times = self.times.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if !times.is_empty() {
            let _ = writeln!(text, "# TYPE marketdesk_relay_answer_seconds histogram");
        }
        for (connection, times) in times {
            times.write(text, &connection);
        }
    }
}

impl Times {
    fn write(&self, text: &mut String, connection: &str) {
        let name = "marketdesk_relay_answer_seconds";
        for (edge, within) in EDGES.iter().zip(self.within) {
            let edge = seconds((*edge).into());
            let _ = writeln!(text, "{name}_bucket{{connection=\"{connection}\",le=\"{edge}\"}} {within}");
        }
        let _ = writeln!(text, "{name}_bucket{{connection=\"{connection}\",le=\"+Inf\"}} {}", self.count);
        let _ = writeln!(text, "{name}_sum{{connection=\"{connection}\"}} {}", seconds(self.sum_ms));
        let _ = writeln!(text, "{name}_count{{connection=\"{connection}\"}} {}", self.count);
    }
}

fn seconds(millis: u64) -> String {
    format!("{}.{:03}", millis / 1_000, millis % 1_000)
}

fn labelled(labels: &[(&str, &str)]) -> String {
    if labels.is_empty() {
        return String::new();
    }
    let quoted = labels.iter().map(|(name, value)| {
        format!("{name}=\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
    });
    format!("{{{}}}", quoted.collect::<Vec<_>>().join(","))
}

fn gauge(text: &mut String, relay: &Relay, what: &str, read: impl Fn(&Connection) -> usize) {
    let _ = writeln!(text, "# TYPE marketdesk_relay_{what} gauge");
    for connection in relay.connections.values() {
        let _ = writeln!(text, "marketdesk_relay_{what}{{connection=\"{}\"}} {}", connection.name, read(connection));
    }
}

/// Everything, in the format Prometheus reads.
pub(crate) fn exposition(relay: &Arc<Relay>) -> Response {
    let mut text = String::new();
    relay.metrics.write(&mut text);
    // On a file: transactions made durable. On PostgreSQL: how often anybody had reason to look for events.
    let _ = writeln!(text, "# TYPE marketdesk_relay_log_stirred_total counter");
    let _ = writeln!(text, "marketdesk_relay_log_stirred_total {}", *relay.log.stirred().borrow());
    gauge(&mut text, relay, "followers", |connection| connection.presence.here());
    gauge(&mut text, relay, "deciding", |connection| connection.flights.count());
    gauge(&mut text, relay, "alarm", |connection| usize::from(connection.alarm.rings_at(relay.time.now())));
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
