//! The commands of the README: each does everything it needs, from a machine with nothing but Rust and Node.
//!
//! Small on purpose: it is built before anything else, so it depends on nothing that takes long to build.

#![allow(clippy::print_stdout, reason = "a command line speaks on standard output")]

mod demo;
mod packages;
mod page;
mod session;
mod shell;
mod tally;
mod test;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask demo                          simulator, relay and window on 10,000 customers; screenshots where there is no
                                          display
cargo xtask test                          every check and every test
cargo xtask bench [NAME] [--json FILE]    figures beside their floor or peer, measured in one run: sweep, page, window,
                                          deciding, relay, million
cargo xtask prove NAME [--json FILE]      a long check at full size: sweep-kill, outbox-kill, outbox-model,
                                          relay-kill, relay-hostile, relay-load, relay-fuzz, window, hooks
cargo xtask generate                      write the page's types from the desk's";

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = args.split_first().map_or(("", [].as_slice()), |(first, rest)| (first.as_str(), rest));
    match command {
        "demo" => demo::run(rest),
        "test" => test::run(),
        "bench" => measure("bench", rest),
        "prove" if !rest.is_empty() => measure("prove", rest),
        "generate" => generate(),
        _ => bail!("{USAGE}"),
    }
}

/// Benches and proofs live with the journeys; they want the optimised programs and a desktop session.
fn measure(which: &str, args: &[String]) -> Result<()> {
    packages::install(if which == "prove" { packages::Wanted::Proofs } else { packages::Wanted::Window })?;
    page::build()?;
    shell::cargo(&[
        "build",
        "--release",
        "--locked",
        "-p",
        "marketdesk",
        "-p",
        "relay",
        "-p",
        "simulator",
        "-p",
        "acceptance",
    ])?;
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let measuring = shell::release(which);
    let (program, args) = session::on_a_virtual_desktop(&measuring, &args);
    let variables = [("MARKETDESK_PROGRAMS", shell::release("")), ("MARKETDESK_AS_SHIPPED", "1".to_owned())];
    let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
    shell::run_with(program, &args, &variables)
}

fn generate() -> Result<()> {
    shell::run_with("cargo", &["test", "--locked", "-p", "desk", "--lib", "contract"], &[("MARKETDESK_GENERATE", "1")])
}
