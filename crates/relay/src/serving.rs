//! Answering until it is told to stop, and then no longer than it takes.

use std::io;
use std::sync::Arc;

use chrono::TimeDelta;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::app::app;
use crate::door::wire::Careful;
use crate::held::giving_up;
use crate::opening::Opened;
use crate::relay::Relay;
use crate::retention;

/// Calls on their way are waited for so long: more than a question may take.
const GRACE: TimeDelta = TimeDelta::seconds(10);

/// Serves until `stop` returns. Then nothing new is taken, followers are sent away, calls on their way are answered,
/// and the log is closed after the last of them.
///
/// # Errors
/// Where the listener fails.
pub async fn serve(
    opened: Opened,
    listener: TcpListener,
    keep_days: u16,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let Opened { relay, readers, senders, activators, keys } = opened;
    let mut besides = JoinSet::new();
    for reader in readers {
        besides.spawn(reader.run());
    }
    for sender in senders {
        besides.spawn(sender.run());
    }
    for activator in activators {
        besides.spawn(activator.run());
    }
    for (set, tenant) in keys {
        let now = relay.time.now();
        besides.spawn(async move { set.warm(&tenant, now).await });
    }
    for landing in relay.connections.values().filter_map(|connection| connection.landing.clone()) {
        let now = relay.time.now();
        besides.spawn(async move { landing.warm(now).await });
    }
    besides.spawn(retention::forget_old(Arc::clone(&relay), keep_days));
    besides.spawn(giving_up::watch(Arc::clone(&relay)));

    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let ending = Arc::clone(&relay);
    let serving = axum::serve(Careful(listener), app(&relay)).with_graceful_shutdown(async move {
        stop.await;
        tracing::info!("stopping");
        ending.send_followers_away();
        let _ = stopping.send(());
    });
    let outcome = tokio::select! {
        outcome = serving.into_future() => outcome,
        () = too_late(&relay, stopped) => {
            tracing::warn!("calls were cut off that took too long");
            Ok(())
        }
    };
    besides.shutdown().await;
    relay.log.close().await;
    outcome
}

/// Returns some time after it was told to stop.
async fn too_late(relay: &Relay, stopped: tokio::sync::oneshot::Receiver<()>) {
    if stopped.await.is_err() {
        return std::future::pending().await; // It ended by itself.
    }
    relay.time.until(relay.time.now() + GRACE).await;
}
