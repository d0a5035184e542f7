//! What may stand behind the program's name.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use desk::HandedIn;

/// The program starts without showing its window, as at login.
pub(crate) const HIDDEN: &str = "--hidden";

/// What stood behind the program's name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// `--profile FOLDER`: instead of the system's folder for this program's data.
    pub profile: Option<PathBuf>,
    /// `--connect FILE`: a publisher to connect at start, for machines that are set up by somebody else.
    pub connect: Option<PathBuf>,
    /// `--hidden`: no window is shown until somebody asks for it, or the program needs somebody.
    pub hidden: bool,
}

impl Arguments {
    /// # Errors
    /// Where something is not understood: a mistyped option must not open the wrong profile.
    pub(crate) fn read(args: impl Iterator<Item = String>) -> Result<Self> {
        let mut arguments = Self::default();
        let mut args = args;
        while let Some(arg) = args.next() {
            let place = match arg.as_str() {
                HIDDEN => {
                    arguments.hidden = true;
                    continue;
                }
                "--profile" => &mut arguments.profile,
                "--connect" => &mut arguments.connect,
                _ => bail!("{arg} is not understood; known are --profile FOLDER, --connect FILE and --hidden"),
            };
            *place = Some(args.next().with_context(|| format!("{arg} wants a value"))?.into());
        }
        Ok(arguments)
    }
}

/// The publisher described in a file. The file's text stays out of the error: it holds a secret.
pub(crate) fn handed_in(file: &Path) -> Result<HandedIn> {
    let text = std::fs::read(file).with_context(|| format!("{} could not be read", file.display()))?;
    let read = serde_json::from_slice(&text);
    read.map_err(|error| {
        anyhow::anyhow!("{} is no connection: line {}, column {}", file.display(), error.line(), error.column())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Result<Arguments> {
        Arguments::read(args.iter().map(|arg| (*arg).to_owned()))
    }

    #[test]
    fn options_are_read_in_any_order() {
        let arguments = read(&["--connect", "a.json", "--hidden", "--profile", "/p"]).unwrap();
        let expected = Arguments { profile: Some("/p".into()), connect: Some("a.json".into()), hidden: true };
        assert_eq!(arguments, expected);
    }

    #[test]
    fn what_is_not_understood_stops_the_program() {
        assert!(read(&["--profil", "/p"]).is_err());
        assert!(read(&["--profile"]).is_err(), "an option without its value");
    }
}
