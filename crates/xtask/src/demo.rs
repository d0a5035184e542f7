//! `cargo xtask demo`: the simulator with 10,000 customers, the relay that hears its webhooks, and the window on both.
//!
//! Where somebody is looking, the window stays open until it is closed. Where nobody is, it opens on a virtual display,
//! is led through its screens, and leaves pictures in `screenshots/`.

use anyhow::Result;

use crate::{packages, page, session, shell};

pub(crate) fn run(args: &[String]) -> Result<()> {
    let watched = session::has_display() && !args.iter().any(|arg| arg == "--no-display");
    packages::install(if watched { packages::Wanted::Build } else { packages::Wanted::Pictures })?;
    page::build()?;
    shell::cargo(&["build", "--locked", "-p", "marketdesk", "-p", "simulator", "-p", "relay", "-p", "acceptance"])?;
    let variables = [("MARKETDESK_PROGRAMS", shell::debug(""))];
    let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
    let tour = shell::debug("tour");
    if watched {
        return shell::run_with(&tour, &["--watched"], &variables);
    }
    let (program, args) = session::on_a_virtual_desktop(&tour, &["--screenshots", "screenshots"]);
    shell::run_with(program, &args, &variables)
}
