//! The simulator as a process of its own: one line of JSON when it is ready, then it answers until it is stopped.

mod arguments;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use serde_json::json;
use simulator::{RESOURCE, Running, Simulator};
use tokio::io::AsyncReadExt;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(reason) => return fail(&format!("{reason}\n\n{}", arguments::USAGE)),
    };
    match Simulator::start(arguments.options).await {
        Ok(running) => {
            announce(&running);
            wait_for_the_end(arguments.with_parent).await;
            ExitCode::SUCCESS
        }
        Err(error) => fail(&reasons(&error)),
    }
}

/// Prints where everything is.
fn announce(running: &Running) {
    let (addresses, app) = (running.addresses(), running.app());
    let line = json!({
        "base": addresses.base,
        "second": addresses.second,
        "authority": addresses.authority,
        "control": addresses.control,
        "tenant": app.tenant,
        "application": app.application,
        "secret": app.secret,
        "resource": RESOURCE,
    });
    let mut out = io::stdout().lock();
    drop(writeln!(out, "{line}").and_then(|()| out.flush()));
}

/// Returns on SIGTERM, on ctrl-c, and when the parent closes standard input (if it is the parent's business).
async fn wait_for_the_end(with_parent: bool) {
    let orphaned = async {
        if !with_parent {
            std::future::pending::<()>().await;
        }
        let mut ignored = [0; 256];
        let mut input = tokio::io::stdin();
        while input.read(&mut ignored).await.is_ok_and(|read| read > 0) {}
    };
    tokio::select! {
        () = terminated() => {}
        () = orphaned => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// Returns on SIGTERM.
#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

/// Only ctrl-c ends the process where there is no SIGTERM.
#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

fn fail(reason: &str) -> ExitCode {
    drop(writeln!(io::stderr(), "{reason}"));
    ExitCode::FAILURE
}

/// An error with its causes, in one line.
fn reasons(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}
