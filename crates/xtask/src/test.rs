//! `cargo xtask test`: everything that must hold, cheapest first.

use anyhow::Result;

use crate::tally::Tally;
use crate::{packages, page, session, shell};

pub(crate) fn run() -> Result<()> {
    packages::install(packages::Wanted::Window)?;
    page::check()?;
    page::build()?;
    shell::cargo(&["fmt", "--all", "--check"])?;
    shell::cargo(&["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    let mut tally = Tally::default();
    tally.cargo_test(&["--locked", "--workspace", "--exclude", "acceptance"])?;
    shell::cargo(&["build", "--locked", "-p", "marketdesk", "-p", "simulator", "-p", "acceptance"])?;
    tally.cargo_test(&["--locked", "-p", "acceptance", "--lib", "--bins", "--test", "headless"])?;
    let (program, args) =
        session::on_a_virtual_desktop("cargo", &["test", "--locked", "-p", "acceptance", "--test", "journeys"]);
    tally.run(program, &args, &[("MARKETDESK_PROGRAMS", &shell::debug(""))])?;
    tally.close()
}
