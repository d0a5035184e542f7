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

/// What a command wants of the machine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// To build and run on a desktop that is there.
    Build,
    /// To build, and to run on a desktop of our own.
    Window,
}

/// Installs what is missing. Asks for nothing where nothing is.
pub(crate) fn install(wanted: Wanted) -> Result<()> {
    let names = if wanted == Wanted::Window { [BUILD, WINDOW].concat() } else { BUILD.to_vec() };
    let missing: Vec<&str> = names.into_iter().filter(|name| !is_installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !shell::has("apt-get") {
        bail!("these packages are missing, and this is no Debian to install them on: {}", missing.join(", "));
    }
    let why = format!("install {}", missing.join(", "));
    shell::as_root(&why, "apt-get", &["update", "-qq"])?;
    shell::as_root(
        &why,
        "apt-get",
        &[&["install", "-y", "-qq", "--no-install-recommends"], missing.as_slice()].concat(),
    )
}

fn is_installed(package: &str) -> bool {
    shell::output("dpkg-query", &["-W", "-f", "${db:Status-Status}", package])
        .is_some_and(|status| status == "installed")
}
