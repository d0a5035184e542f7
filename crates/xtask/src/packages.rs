//! Debian's packages: what building, running and testing want, installed only where missing.

use anyhow::{Result, bail};

use crate::shell;

/// To compile: a C compiler, perl and make for SQLCipher's OpenSSL, and WebKitGTK's headers.
const BUILD: &[&str] = &["gcc", "g++", "make", "perl", "pkg-config", "libwebkit2gtk-4.1-dev"];
/// To drive a real window without a screen: a display, a session bus, a key store, the driver, fonts, and to look at
/// windows and processes from outside.
const WINDOW: &[&str] = &[
    "xvfb",
    "xauth",
    "dbus",
    "dbus-x11",
    "gnome-keyring",
    "webkit2gtk-driver",
    "fonts-dejavu-core",
    "fonts-noto-core",
    "procps",
    "x11-utils",
];

/// To look at the relay's landing page as buyers do.
const BROWSER: &[&str] = &["chromium", "chromium-driver"];
/// To try the relay's log in a database. Its programs alone are used: tests start a server of their own.
const TESTS: &[&str] = &["postgresql"];
/// To compare the relay with.
const PROOFS: &[&str] = &["webhook"];
/// Debian makes and starts a server of the whole computer with the package, unless this says not to.
const OF_THE_COMPUTER: &str = "/etc/postgresql-common/createcluster.conf";

/// What a command wants of the machine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// To build and run on a desktop that is there.
    Build,
    /// To build, and to run on a desktop of our own.
    Window,
    /// The same, and a browser.
    Pictures,
    /// The same, and a database's programs.
    Tests,
    /// The same, and a peer to be compared with.
    Proofs,
}

impl Wanted {
    fn names(self) -> Vec<&'static str> {
        let lists: &[&[&str]] = match self {
            Self::Build => &[BUILD],
            Self::Window => &[BUILD, WINDOW],
            Self::Pictures => &[BUILD, WINDOW, BROWSER],
            Self::Tests => &[BUILD, WINDOW, BROWSER, TESTS],
            Self::Proofs => &[BUILD, WINDOW, BROWSER, TESTS, PROOFS],
        };
        lists.concat()
    }
}

/// Installs what is missing. Asks for nothing where nothing is.
pub(crate) fn install(wanted: Wanted) -> Result<()> {
    let missing: Vec<&str> = wanted.names().into_iter().filter(|name| !is_installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !shell::has("apt-get") {
        bail!("these packages are missing, and this is no Debian to install them on: {}", missing.join(", "));
    }
    let why = format!("install {}", missing.join(", "));
    shell::as_root(&why, "apt-get", &["update", "-qq"])?;
    if missing.contains(&"postgresql") {
        without_a_server(&why)?;
    }
    add(&why, &missing)
}

fn add(why: &str, names: &[&str]) -> Result<()> {
    shell::as_root(why, "apt-get", &[&["install", "-y", "-qq", "--no-install-recommends"], names].concat())
}

/// The setting is made where nobody has made one.
fn without_a_server(why: &str) -> Result<()> {
    add(why, &["postgresql-common"])?;
    let none = "s/^#create_main_cluster = true/create_main_cluster = false/";
    shell::as_root(why, "sed", &["-i", none, OF_THE_COMPUTER])
}

fn is_installed(package: &str) -> bool {
    shell::output("dpkg-query", &["-W", "-f", "${db:Status-Status}", package])
        .is_some_and(|status| status == "installed")
}
