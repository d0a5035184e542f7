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

/// A command line of this kind: a name or none, and `--json FILE`.
///
/// # Errors
/// Where `--json` stands without a file.
pub fn arguments() -> Result<(Option<String>, Option<PathBuf>)> {
    let (mut name, mut file) = (None, None);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        if arg == "--json" {
            file = Some(args.next().ok_or_else(|| anyhow::anyhow!("--json wants a file"))?.into());
        } else {
            name = Some(arg);
        }
    }
    Ok((name, file))
}
