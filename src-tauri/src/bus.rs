//! The session bus of a Linux desktop: one connection for everything that Tauri and its plugins leave to us.
//!
//! Its calls block and run on a runtime of their own, so none may be made on a thread that runs async code.

use std::time::Duration;

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;

/// Whoever does not answer within this time is taken as not there: starting and telling must not hang on it.
const PATIENCE: Duration = Duration::from_secs(3);

/// The session's bus; `None` where there is no session, as over a bare remote shell.
pub(crate) fn session() -> Option<Connection> {
    let connected = Builder::session().and_then(|builder| builder.method_timeout(PATIENCE).build());
    connected.inspect_err(|error| tracing::info!(%error, "there is no session bus")).ok()
}
