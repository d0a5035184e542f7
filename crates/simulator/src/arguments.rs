//! The binary's command line.

use std::{path::PathBuf, str::FromStr, time::Duration};

use simulator::Options;

/// What the command line asks for.
pub(crate) struct Arguments {
    pub(crate) options: Options,
    /// Stop when standard input closes.
    pub(crate) with_parent: bool,
}

pub(crate) const USAGE: &str = "\
marketdesk-simulator [--seed N] [--size N] [--recorded DIR] [--latency-ms N] [--ports BASE]
    [--webhook URL] [--start-at RFC3339] [--frozen] [--switches JSON]
    [--tenant ID] [--application ID] [--secret TEXT] [--with-parent]";

/// Reads the command line; the error is a sentence for the person who typed it.
pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut options = Options::default();
    let mut with_parent = false;
    while let Some(word) = words.next() {
        let mut next = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--seed" => options.seed = parse(&word, &next()?)?,
            "--size" => options.size = parse(&word, &next()?)?,
            "--recorded" => options.recorded = Some(PathBuf::from(next()?)),
            "--latency-ms" => options.latency = Duration::from_millis(parse(&word, &next()?)?),
            "--ports" => options.ports = Some(parse(&word, &next()?)?),
            "--webhook" => options.webhook = Some(next()?),
            "--start-at" => options.start_at = Some(parse(&word, &next()?)?),
            "--frozen" => options.frozen = true,
            "--switches" => {
                options.switches = serde_json::from_str(&next()?).map_err(|error| format!("{word}: {error}"))?
            }
            "--tenant" => options.tenant = Some(next()?),
            "--application" => options.application = Some(next()?),
            "--secret" => options.secret = Some(next()?),
            "--with-parent" => with_parent = true,
            _ => return Err(format!("unknown option {word}")),
        }
    }
    Ok(Arguments { options, with_parent })
}

fn parse<T: FromStr>(option: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{option} does not understand {text:?}"))
}
