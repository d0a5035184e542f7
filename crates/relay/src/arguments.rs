//! The binary's command line.

use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
marketdesk-relay [--config FILE]                                 answer webhooks until stopped
marketdesk-relay check                                           say whether the configuration can be used
marketdesk-relay desk add NAME [--connection NAME]...            make a token for a desk, and print it once
marketdesk-relay desk revoke NAME                                take it back
marketdesk-relay desk list                                       name all desks
marketdesk-relay alive                                           succeed while something listens";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) config: Option<PathBuf>,
    pub(crate) what: What,
}

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum What {
    Serve,
    Check,
    Alive,
    Help,
    ListDesks,
    AddDesk { name: String, connections: Vec<String> },
    RevokeDesk { name: String },
}

/// Reads the command line; the error is a sentence for the person who typed it.
pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let (mut config, mut connections, mut plain) = (None, Vec::new(), Vec::new());
    while let Some(word) = words.next() {
        let mut next = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--config" => config = Some(PathBuf::from(next()?)),
            "--connection" => connections.push(next()?),
            "--help" | "-h" => plain = vec!["help".to_owned()],
            option if option.starts_with('-') => return Err(format!("unknown option {option}")),
            _ => plain.push(word),
        }
    }
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    let what = match plain.as_slice() {
        [] => What::Serve,
        ["check"] => What::Check,
        ["alive"] => What::Alive,
        ["help"] => What::Help,
        ["desk", "list"] => What::ListDesks,
        ["desk", "add", name] => {
            What::AddDesk { name: (*name).to_owned(), connections: std::mem::take(&mut connections) }
        }
        ["desk", "revoke", name] => What::RevokeDesk { name: (*name).to_owned() },
        _ => return Err(format!("{} is nothing it can do", plain.join(" "))),
    };
    if connections.is_empty() {
        Ok(Arguments { config, what })
    } else {
        Err("--connection belongs to desk add".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Result<Arguments, String> {
        read(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn without_words_it_serves() {
        assert_eq!(of("--config a.toml").unwrap(), Arguments { config: Some("a.toml".into()), what: What::Serve });
    }

    #[test]
    fn a_desk_is_added_for_some_connections_or_all() {
        let what = of("desk add north --connection harbour").unwrap().what;
        assert_eq!(what, What::AddDesk { name: "north".to_owned(), connections: vec!["harbour".to_owned()] });
        assert_eq!(of("desk revoke north").unwrap().what, What::RevokeDesk { name: "north".to_owned() });
    }

    #[test]
    fn what_it_cannot_do_is_said() {
        for line in ["dance", "desk add", "--config", "--fast", "check --connection x"] {
            assert!(of(line).is_err(), "{line}");
        }
    }
}
