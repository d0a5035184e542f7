//! What the owner says: one TOML file, or the environment, or both; the environment wins.
//!
//! Secrets may stand in the file, but better in a file of their own (`…_file`) or in the environment. None is printed.

mod access;
mod activation;
mod environment;
mod landing;
mod secret;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;

use domain::ConnectionId;
use serde::Deserialize;
use url::Url;

pub use access::AccessConfig;
pub use activation::ActivationRule;
pub use environment::Environment;
pub use landing::{AnswerKind, Choice, Label, LandingConfig, Question};
pub use secret::Hidden;

/// Everything the owner may say.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where it listens. TLS is a proxy's.
    #[serde(default = "loopback")]
    pub listen: SocketAddr,
    /// Where it keeps what it knows.
    #[serde(default)]
    pub log: LogConfig,
    /// What it puts up with.
    #[serde(default)]
    pub limits: Limits,
    /// The publishers it answers for.
    #[serde(default, rename = "connection")]
    pub connections: Vec<ConnectionConfig>,
}

/// Where the log is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LogConfig {
    /// A file; used where no database is named.
    pub sqlite: PathBuf,
    /// A connection string (`host=… user=… dbname=…` or `postgresql://…`): for more than one replica.
    pub postgres: Option<Hidden>,
    /// Encrypts the file: 64 hexadecimal digits.
    pub key: Option<Hidden>,
    /// A file with the key.
    pub key_file: Option<PathBuf>,
    /// Days after which events are forgotten.
    pub keep_days: u16,
}

/// What it puts up with before it answers 503.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Bytes of a message.
    pub body_bytes: usize,
    /// Seconds to send one.
    pub body_seconds: u16,
    /// Messages a second, of one connection, over a while.
    pub per_second: u32,
    /// Messages at once before that counts.
    pub burst: u32,
    /// Calls in work at the same time, of all connections.
    pub at_once: usize,
    /// Pages for buyers a second, of one connection, over a while.
    pub landing_per_second: u32,
    /// Such pages at once before that counts.
    pub landing_burst: u32,
}

/// One publisher.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionConfig {
    /// Its name in paths and logs: letters, digits and hyphens.
    pub name: String,
    /// The path Microsoft calls, as in the offer's Technical configuration. `/webhook/{name}` where none is named.
    pub path: Option<String>,
    /// The tenant of the Technical configuration, a GUID.
    pub tenant: String,
    /// The application of the Technical configuration, a GUID.
    pub application: String,
    /// Another application that may call, in tests with an emulator. Never in production; health shows it.
    pub test_caller: Option<String>,
    /// Where tokens are issued, if not at Microsoft's global cloud.
    pub authority: Option<Url>,
    /// The marketplace's API, if not at Microsoft's global cloud.
    pub api: Option<Url>,
    /// What the publisher's own endpoint signs with when it tells what it has answered (`whsec_…`).
    pub notify_secret: Option<Hidden>,
    /// The relay's own credential for this connection.
    pub credential: Option<CredentialConfig>,
    /// The page Microsoft sends buyers to.
    pub landing: Option<LandingConfig>,
    /// What rules do about customers' accounts.
    pub access: Option<AccessConfig>,
    /// Which purchases are activated by themselves.
    #[serde(default)]
    pub activate: Vec<ActivationRule>,
}

/// The relay's own credential.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CredentialConfig {
    /// The client secret.
    pub secret: Option<Hidden>,
    /// A file with it.
    pub secret_file: Option<PathBuf>,
    /// The offer still follows the contract of 2019, by which a change waits for PATCH.
    #[serde(default)]
    pub old_contract: bool,
}

/// Why the configuration will not do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("{path} cannot be read")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not TOML, or says something unknown. The line is named, its content is not: it may be a secret.
    #[error("the configuration cannot be understood near line {line}: {problem}")]
    Toml {
        /// Where.
        line: usize,
        /// Without the content of the line.
        problem: String,
    },
    /// A variable of the environment cannot be understood.
    #[error("{name} cannot be understood")]
    Variable {
        /// Its name.
        name: String,
    },
    /// It contradicts itself.
    #[error("{0}")]
    Unfit(String),
}

fn loopback() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8_787))
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { sqlite: PathBuf::from("marketdesk-relay.db"), postgres: None, key: None, key_file: None, keep_days: 400 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 256 * 1024,
            body_seconds: 5,
            per_second: 4_000,
            burst: 8_000,
            at_once: 4_096,
            landing_per_second: 20,
            landing_burst: 200,
        }
    }
}

impl Config {
    /// Reads the file's text, lets the environment have its say, and checks the whole.
    ///
    /// # Errors
    /// Where it will not do.
    pub fn read(text: &str, environment: &Environment) -> Result<Self, ConfigError> {
        let mut config: Self = toml::from_str(text).map_err(|error| problem(text, &error))?;
        environment.overrule(&mut config)?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        if self.connections.is_empty() {
            return Err(ConfigError::Unfit("no connection is configured: name a tenant and an application".to_owned()));
        }
        let (mut names, mut paths) = (BTreeSet::new(), BTreeSet::new());
        for connection in &self.connections {
            connection.check()?;
            let own = connection.paths().into_iter().all(|path| paths.insert(path));
            if !names.insert(connection.name.to_ascii_lowercase()) || !own {
                let which = &connection.name;
                return Err(ConfigError::Unfit(format!("{which}: name or path is another connection's too")));
            }
        }
        if self.log.keep_days == 0 {
            return Err(ConfigError::Unfit(
                "keep_days must be 1 or more: Microsoft repeats for eight hours".to_owned(),
            ));
        }
        if self.limits.body_seconds > 8 || self.limits.body_seconds == 0 {
            return Err(ConfigError::Unfit("body_seconds must be 1 to 8: Microsoft waits ten seconds".to_owned()));
        }
        Ok(())
    }
}

impl ConnectionConfig {
    /// The path Microsoft calls.
    pub fn path(&self) -> String {
        self.path.clone().unwrap_or_else(|| format!("/webhook/{}", self.name))
    }

    /// Every path that is its own.
    fn paths(&self) -> Vec<String> {
        let landing = self.landing.iter().flat_map(LandingConfig::paths);
        [self.path(), format!("{}/notify", self.path())].into_iter().chain(landing).collect()
    }

    /// Under which name its log is kept.
    pub fn id(&self) -> ConnectionId {
        self.name.to_ascii_lowercase().into()
    }

    fn check(&self) -> Result<(), ConfigError> {
        let unfit = |what: &str| Err(ConfigError::Unfit(format!("{}: {what}", self.name)));
        let is_word = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !is_word(&self.name) {
            return unfit("a connection's name has letters, digits and hyphens only");
        }
        if let Some(problem) = self.landing.as_ref().and_then(LandingConfig::problem) {
            return unfit(problem);
        }
        let has_credential = self.credential.is_some();
        if let Some(problem) = self.access.as_ref().and_then(|access| access.problem(has_credential)) {
            return unfit(&problem);
        }
        if let Some(problem) = ActivationRule::problem(&self.activate, has_credential, self.landing.is_some()) {
            return unfit(problem);
        }
        for path in self.paths() {
            let is_plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.~".contains(&b));
            if !path.starts_with('/') || path.len() < 2 || !is_plain || path.ends_with('/') {
                return unfit("its path begins with a slash and has plain letters only");
            }
            if ["/v1", "/health", "/metrics"].iter().any(|own| path == *own || path.starts_with(&format!("{own}/"))) {
                return unfit("its path is one of the relay's own");
            }
        }
        if self.tenant.is_empty() || self.application.is_empty() {
            return unfit("it names no tenant or no application");
        }
        Ok(())
    }
}

/// Where it went wrong, without what stands there.
fn problem(text: &str, error: &toml::de::Error) -> ConfigError {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
    let problem = error.message().split(['`', '"']).next().unwrap_or_default().trim().to_owned();
    ConfigError::Toml { line, problem }
}
