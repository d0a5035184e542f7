//! Figures for people and for machines: a table on the screen, one flat JSON object in a file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;

/// What was measured, under stable dotted names.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<String, f64>);

impl Figures {
    /// Adds a figure and prints it with what it means.
    pub fn add(&mut self, name: &str, value: f64, meaning: &str) {
        println!("{name:<40} {value:>12.3}  {meaning}");
        self.0.insert(name.to_owned(), value);
    }

    /// Writes them where they are wanted.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn close(self, file: Option<PathBuf>) -> Result<()> {
        if let Some(file) = file {
            std::fs::write(file, serde_json::to_vec_pretty(&self.0)?)?;
        }
        Ok(())
    }
}

/// The value below which this share of the samples lies; 0 where there are none.
pub fn percentile(samples: &mut [f64], share: f64) -> f64 {
    samples.sort_by(f64::total_cmp);
    let last = samples.len().saturating_sub(1);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index of few samples"
    )]
    let at = (last as f64 * share).round() as usize;
    samples.get(at).copied().unwrap_or(0.0)
}

/// What a command line wants.
#[derive(Debug, Default)]
pub struct Arguments {
    /// Which proof or bench, where one is named.
    pub name: Option<String>,
    /// Where the figures go (`--json FILE`).
    pub json: Option<PathBuf>,
    /// How many cases, where it is said (`--cases N`).
    pub cases: Option<u32>,
    /// How many minutes, where it is said (`--minutes N`).
    pub minutes: Option<u32>,
    /// What chance begins with, where it is said (`--seed N`).
    pub seed: Option<u64>,
}

/// The command line of this program: a name or none, and options.
///
/// # Errors
/// Where an option stands without its value, or with one that is none.
pub fn arguments() -> Result<Arguments> {
    let mut wanted = Arguments::default();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| anyhow::anyhow!("{arg} wants a value"));
        match arg.as_str() {
            "--json" => wanted.json = Some(value()?.into()),
            "--cases" => wanted.cases = Some(value()?.parse()?),
            "--minutes" => wanted.minutes = Some(value()?.parse()?),
            "--seed" => wanted.seed = Some(value()?.parse()?),
            _ => wanted.name = Some(arg),
        }
    }
    Ok(wanted)
}
