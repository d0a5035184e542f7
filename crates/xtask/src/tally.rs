//! Counting tests over many binaries, so that one closing line says how many there were.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::shell;

/// Tests so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: u64,
    failed: u64,
    broken: Vec<String>,
}

impl Tally {
    /// Runs a program whose tests close as cargo's do, and counts them.
    pub(crate) fn run(&mut self, program: &str, args: &[&str], variables: &[(&str, &str)]) -> Result<()> {
        println!("▸ {program} {}", args.join(" "));
        let mut child = Command::new(program)
            .args(args)
            .envs(variables.iter().copied())
            .current_dir(shell::root())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{program} could not be started"))?;
        for line in BufReader::new(child.stdout.take().context("its output is piped")?).lines() {
            let line = line?;
            println!("{line}");
            self.count(&line);
        }
        if !child.wait()?.success() {
            self.broken.push(args.join(" "));
        }
        Ok(())
    }

    fn count(&mut self, line: &str) {
        let Some(closing) = line.trim().strip_prefix("test result:") else { return };
        for part in closing.split([';', '.']) {
            let mut words = part.split_whitespace();
            if let (Some(Ok(count)), Some(what)) = (words.next().map(str::parse::<u64>), words.next()) {
                match what {
                    "passed" => self.passed += count,
                    "failed" => self.failed += count,
                    _ => {}
                }
            }
        }
    }

    /// Prints the sum and fails where anything did.
    pub(crate) fn close(self) -> Result<()> {
        println!("{} passed, {} failed", self.passed, self.failed);
        ensure!(self.broken.is_empty(), "these did not pass:\n  {}", self.broken.join("\n  "));
        ensure!(self.passed > 0, "no test ran");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_added_up_and_other_lines_are_not() {
        let mut tally = Tally::default();
        for line in [
            "test result: ok. 39 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 4 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.20s",
            "test passed_is_a_word ... ok",
        ] {
            tally.count(line);
        }
        assert_eq!((tally.passed, tally.failed), (43, 2));
    }
}
