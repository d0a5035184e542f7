//! A newer program asks the older one to quit, and takes its place.
//!
//! Two versions must not keep one store, and the one that runs since last week does not know that it was updated. So
//! a program that starts asks, over the session bus, whoever holds [`NAME`] to make way, and says its own version. An
//! older one agrees and quits as from its tray: what was asked for is in its journal and leaves from there again. The
//! name is never given back, it goes with its process; so when it is free, store and journal are closed too, and the
//! newer program goes on. One that is as new or newer refuses, and the single-instance plugin hands the second start
//! over to it as always.
//!
//! Linux only: elsewhere the second start raises the first window, whatever its version.

use std::time::{Duration, Instant};

use anyhow::Result;
use semver::Version;
use zbus::blocking::Connection;
use zbus::blocking::fdo::DBusProxy;
use zbus::interface;
use zbus::names::BusName;

const NAME: &str = "dev.marketdesk.console.Succession";
const PATH: &str = "/dev/marketdesk/console/Succession";
const INTERFACE: &str = "dev.marketdesk.console.Succession1";
/// How long an older program may take to go.
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// Asks whoever runs to make way for this version. Returns when it is gone, or at once where it stays or nobody runs.
pub(crate) fn ask(bus: &Connection, version: &str) {
    let answer = bus.call_method(Some(NAME), PATH, Some(INTERFACE), "MakeWay", &(version,));
    if let Ok(true) = answer.and_then(|answer| answer.body().deserialize::<bool>())
        && let Err(error) = wait_until_gone(bus)
    {
        tracing::warn!(%error, "it is not known whether the older program is gone");
    }
}

fn wait_until_gone(bus: &Connection) -> Result<()> {
    let (proxy, by) = (DBusProxy::new(bus)?, Instant::now() + PATIENCE);
    while Instant::now() < by && proxy.name_has_owner(BusName::try_from(NAME)?)? {
        std::thread::sleep(LOOK_EVERY);
    }
    Ok(())
}

/// Answers newer programs from now on: `leave` begins to end this one, and returns at once.
///
/// # Errors
/// Where another program answers already.
pub(crate) fn answer(bus: &Connection, version: &str, leave: impl Fn() + Send + Sync + 'static) -> Result<()> {
    let incumbent = Incumbent { version: version.to_owned(), leave: Box::new(leave) };
    // Serving begins tasks, and wants their runtime around it from the first moment.
    Ok(tauri::async_runtime::block_on(async {
        bus.inner().object_server().at(PATH, incumbent).await?;
        bus.inner().request_name(NAME).await
    })?)
}

/// The program that runs.
struct Incumbent {
    version: String,
    leave: Box<dyn Fn() + Send + Sync>,
}

#[interface(name = "dev.marketdesk.console.Succession1")]
impl Incumbent {
    /// Whether this program quits for one of that version.
    #[zbus(name = "MakeWay")]
    fn make_way(&self, version: &str) -> bool {
        let makes_way = is_newer(version, &self.version);
        if makes_way {
            tracing::info!(version, "a newer program takes over");
            (self.leave)();
        }
        makes_way
    }
}

/// A version that cannot be read is no newer one.
fn is_newer(theirs: &str, ours: &str) -> bool {
    matches!((Version::parse(theirs), Version::parse(ours)), (Ok(theirs), Ok(ours)) if theirs > ours)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Child, Command, Stdio};
    use std::sync::{Arc, Mutex};

    use rstest::rstest;

    use super::*;

    /// A bus of our own. Dropping it ends it.
    struct Bus {
        address: String,
        daemon: Child,
    }

    impl Bus {
        fn start() -> Self {
            let mut daemon = Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--print-address"])
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let mut address = String::new();
            BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
            Self { address: address.trim().to_owned(), daemon }
        }

        fn connect(&self) -> Connection {
            zbus::blocking::connection::Builder::address(self.address.as_str()).unwrap().build().unwrap()
        }
    }

    impl Drop for Bus {
        fn drop(&mut self) {
            let _ended = self.daemon.kill().and_then(|()| self.daemon.wait());
        }
    }

    #[rstest]
    #[case("0.2.0", true)]
    #[case("0.10.0", true)]
    #[case("0.1.0", false)]
    #[case("0.1.0-beta.1", false)]
    #[case("0.0.9", false)]
    #[case("", false)]
    fn only_a_newer_version_takes_over(#[case] theirs: &str, #[case] expected: bool) {
        assert_eq!(is_newer(theirs, "0.1.0"), expected);
    }

    #[test]
    fn the_newer_program_waits_until_the_older_is_gone() {
        let bus = Bus::start();
        let newer = bus.connect();
        ask(&newer, "9.9.9");
        let incumbent = Arc::new(Mutex::new(Some(bus.connect())));
        let leaving = Arc::clone(&incumbent);
        let served = incumbent.lock().unwrap().clone().unwrap();
        answer(&served, "0.1.0", move || {
            let leaving = Arc::clone(&leaving);
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(200));
                if let Some(connection) = leaving.lock().unwrap().take() {
                    connection.close().unwrap();
                }
            });
        })
        .unwrap();
        ask(&newer, "0.1.0");
        assert!(incumbent.lock().unwrap().is_some(), "the same version stays");
        ask(&newer, "0.2.0");
        assert!(incumbent.lock().unwrap().is_none(), "the older one is gone when asking returns");
        answer(&newer, "0.2.0", || ()).unwrap();
    }
}
