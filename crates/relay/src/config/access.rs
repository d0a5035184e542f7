//! What rules do about customers' accounts, as the owner says it.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use hooks::{Address, Secret, Secrets};
use serde::Deserialize;

use super::{ConfigError, Hidden};

/// Longer than this nobody stays suspended: Microsoft ends what is not paid after thirty days.
const MOST_DAYS: u16 = 90;

/// The publisher's own service, and what it is told without anybody's doing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessConfig {
    /// Where hooks are sent.
    pub hook: String,
    /// What they are signed with (`whsec_…`).
    pub secret: Option<Hidden>,
    /// A file with it.
    pub secret_file: Option<PathBuf>,
    /// The secret before it, in use beside it while the service changes over.
    pub older_secret: Option<Hidden>,
    /// A file with it.
    pub older_secret_file: Option<PathBuf>,
    /// Until when, UTC.
    pub older_until: Option<DateTime<Utc>>,
    /// Where the service is asked what access an account has.
    pub status: Option<String>,
    /// Days after Microsoft has suspended a subscription until its account is suspended too; not at all where none is
    /// said.
    pub suspend_after_days: Option<u16>,
    /// Whether access is given back once Microsoft has reinstated.
    #[serde(default = "yes")]
    pub reinstate: bool,
    /// Whether the account is closed once the subscription has ended.
    #[serde(default = "yes")]
    pub close: bool,
    /// Days after that until a person is reminded to delete what is left; never where it is 0.
    #[serde(default = "a_week")]
    pub remind_after_days: u16,
    /// Whether the service is told of what is activated, by itself, by rule or at a desk.
    #[serde(default = "yes")]
    pub activated: bool,
    /// Whether it is told of changes of plan.
    #[serde(default = "yes")]
    pub plan_changed: bool,
    /// Whether it is told of changes of seats.
    #[serde(default = "yes")]
    pub seats_changed: bool,
}

fn yes() -> bool {
    true
}

fn a_week() -> u16 {
    7
}

impl AccessConfig {
    /// A service at this address, with what is done unless somebody says otherwise.
    pub(super) fn at(hook: String) -> Self {
        Self {
            hook,
            secret: None,
            secret_file: None,
            older_secret: None,
            older_secret_file: None,
            older_until: None,
            status: None,
            suspend_after_days: None,
            reinstate: true,
            close: true,
            remind_after_days: a_week(),
            activated: true,
            plan_changed: true,
            seats_changed: true,
        }
    }

    /// Where hooks are sent, and where the service is asked.
    ///
    /// # Errors
    /// Where an address is none, or what is sent could be read on the way.
    pub fn addresses(&self) -> Result<(Address, Option<Address>), ConfigError> {
        let read = |what: &str, text: &str| {
            Address::read(text)
                .map_err(|problem| ConfigError::Unfit(format!("the {what} address will not do: {problem}")))
        };
        let status = self.status.as_deref().map(|status| read("status", status)).transpose()?;
        Ok((read("hook", &self.hook)?, status))
    }

    /// What hooks are signed with.
    ///
    /// # Errors
    /// Where none is named, a file cannot be read, or one is no secret.
    pub fn secrets(&self) -> Result<Secrets, ConfigError> {
        let newest = secret(self.secret.as_ref(), self.secret_file.as_ref())?;
        let newest = newest.ok_or_else(|| ConfigError::Unfit("the hooks' secret is not named".to_owned()))?;
        let older = secret(self.older_secret.as_ref(), self.older_secret_file.as_ref())?;
        Ok(match older.zip(self.older_until) {
            Some((older, until)) => Secrets::one(newest).and(older, until),
            None => Secrets::one(newest),
        })
    }

    /// What is wrong with it, if anything is.
    pub(super) fn problem(&self, has_credential: bool) -> Option<String> {
        if !has_credential {
            let why = "it acts on accounts, and confirms first what was announced: that needs a credential";
            return Some(why.to_owned());
        }
        if self.suspend_after_days.is_some_and(|days| days > MOST_DAYS) || self.remind_after_days > 3_650 {
            return Some("suspend_after_days is 90 at most, remind_after_days 3650".to_owned());
        }
        self.addresses().err().map(|problem| problem.to_string())
    }
}

fn secret(text: Option<&Hidden>, file: Option<&PathBuf>) -> Result<Option<Secret>, ConfigError> {
    let from_file = file.map(|file| Hidden::from_file(file)).transpose()?;
    let unfit = |_| ConfigError::Unfit("a secret of the hooks is not whsec_ and base64".to_owned());
    text.or(from_file.as_ref()).map(|text| Secret::read(text.expose()).map_err(unfit)).transpose()
}
