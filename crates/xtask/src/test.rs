//! `cargo xtask test`: everything that must hold, cheapest first.

use anyhow::Result;

use crate::tally::Tally;
use crate::{packages, page, session, shell};

pub(crate) fn run() -> Result<()> {
    packages::install(packages::Wanted::Tests)?;
    page::check()?;
    page::build()?;
    shell::cargo(&["fmt", "--all", "--check"])?;
    shell::cargo(&["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    // One build of everything: another selection of packages would build half of their dependencies anew.
    shell::cargo(&["build", "--locked", "--workspace", "--all-targets"])?;
    let mut tally = Tally::default();
    let tests = ["test", "--locked", "--workspace", "--no-fail-fast"];
    let (program, args) = session::on_a_virtual_desktop("cargo", &tests);
    tally.run(program, &args, &[])?;
    tally.close()
}
