//! Running other programs, loudly: what runs is shown, and what fails stops everything.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").components().collect()
}

/// Where an optimised program lies.
pub(crate) fn release(name: &str) -> String {
    built("release", name)
}

/// Where a program built for development lies.
pub(crate) fn debug(name: &str) -> String {
    built("debug", name)
}

fn built(profile: &str, name: &str) -> String {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join(profile).join(name).display().to_string()
}

/// Runs a program at the root and waits for its success.
pub(crate) fn run(program: &str, args: &[&str]) -> Result<()> {
    run_with(program, args, &[])
}

/// The same with variables of its own.
pub(crate) fn run_with(program: &str, args: &[&str], variables: &[(&str, &str)]) -> Result<()> {
    run_in(&root(), program, args, variables)
}

/// The same in another folder.
pub(crate) fn run_in(folder: &Path, program: &str, args: &[&str], variables: &[(&str, &str)]) -> Result<()> {
    println!("▸ {program} {}", args.join(" "));
    let status = Command::new(program)
        .args(args)
        .envs(variables.iter().copied())
        .current_dir(folder)
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("{program} could not be started"))?;
    ensure!(status.success(), "{program} {} ended with {status}", args.join(" "));
    Ok(())
}

/// Cargo, the one that runs us.
pub(crate) fn cargo(args: &[&str]) -> Result<()> {
    run("cargo", args)
}

/// What a program prints; `None` where it fails or is not there.
pub(crate) fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program can be found.
pub(crate) fn has(program: &str) -> bool {
    output("sh", &["-c", &format!("command -v {program}")]).is_some()
}

/// Runs as root: at once where we are, through sudo where we are not, saying what for.
pub(crate) fn as_root(why: &str, program: &str, args: &[&str]) -> Result<()> {
    if output("id", &["-u"]).is_some_and(|id| id.trim() == "0") {
        return run_with(program, args, &[("DEBIAN_FRONTEND", "noninteractive")]);
    }
    if !has("sudo") {
        bail!("{why}: run this as root, or install sudo:\n  {program} {}", args.join(" "));
    }
    println!("▸ sudo is asked for, to {why}");
    let status = Command::new("sudo")
        .args(["--preserve-env=DEBIAN_FRONTEND", program])
        .args(args)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .status()
        .context("sudo could not be started")?;
    ensure!(status.success(), "could not {why}");
    Ok(())
}
