//! What the environment says. With one connection it says everything.
//!
//! `MARKETDESK_RELAY_LISTEN`, `_SQLITE`, `_POSTGRES`, `_LOG_KEY`, `_LOG_KEY_FILE`, `_KEEP_DAYS`; and for one connection, made or
//! overruled: `_NAME`, `_PATH`, `_TENANT`, `_APPLICATION`, `_AUTHORITY`, `_API`, `_TEST_CALLER`, `_NOTIFY_SECRET`,
//! `_CLIENT_SECRET`, `_HOOK_URL`, `_HOOK_SECRET`, `_HOOK_STATUS_URL`, `_SUSPEND_AFTER_DAYS`, `_ACTIVATE` (offers with commas
//! between them, each with its plans after colons: `tidewatch:crew:bridge,fieldbook`).

use std::collections::BTreeMap;
use std::str::FromStr;

use super::{AccessConfig, ActivationRule, Config, ConfigError, ConnectionConfig, CredentialConfig};

const PREFIX: &str = "MARKETDESK_RELAY_";

/// Variables, without their common beginning. Handed in, so that nothing else reads the environment.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// Takes what is the relay's.
    pub fn of(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let ours = variables.into_iter().filter_map(|(name, value)| {
            let name = name.strip_prefix(PREFIX)?.to_owned();
            (!value.is_empty()).then_some((name, value))
        });
        Self(ours.collect())
    }

    /// A variable, where it is set.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn overrule(&self, config: &mut Config) -> Result<(), ConfigError> {
        self.read("LISTEN", &mut config.listen)?;
        self.read("SQLITE", &mut config.log.sqlite)?;
        self.read("KEEP_DAYS", &mut config.log.keep_days)?;
        config.log.postgres = self.text("POSTGRES").map(Into::into).or(config.log.postgres.take());
        config.log.key_file = self.parsed("LOG_KEY_FILE")?.or(config.log.key_file.take());
        config.log.key = self.text("LOG_KEY").map(Into::into).or(config.log.key.take());
        self.connection(config)
    }

    fn connection(&self, config: &mut Config) -> Result<(), ConfigError> {
        let names = ["NAME", "PATH", "TENANT", "APPLICATION", "AUTHORITY", "API", "TEST_CALLER", "NOTIFY_SECRET"];
        let acting = ["CLIENT_SECRET", "HOOK_URL", "HOOK_SECRET", "HOOK_STATUS_URL", "SUSPEND_AFTER_DAYS", "ACTIVATE"];
        if !names.iter().chain(&acting).any(|name| self.0.contains_key(*name)) {
            return Ok(());
        }
        if config.connections.is_empty() {
            config.connections.push(empty());
        }
        let [connection] = config.connections.as_mut_slice() else {
            return Err(ConfigError::Unfit("the environment names one connection, the file several".to_owned()));
        };
        self.read("NAME", &mut connection.name)?;
        self.read("TENANT", &mut connection.tenant)?;
        self.read("APPLICATION", &mut connection.application)?;
        connection.path = self.text("PATH").or(connection.path.take());
        connection.test_caller = self.text("TEST_CALLER").or(connection.test_caller.take());
        connection.authority = self.parsed("AUTHORITY")?.or(connection.authority.take());
        connection.api = self.parsed("API")?.or(connection.api.take());
        connection.notify_secret = self.text("NOTIFY_SECRET").map(Into::into).or(connection.notify_secret.take());
        if let Some(secret) = self.text("CLIENT_SECRET") {
            let credential = connection.credential.get_or_insert(CredentialConfig {
                secret: None,
                secret_file: None,
                old_contract: false,
            });
            credential.secret = Some(secret.into());
        }
        if let Some(rules) = self.get("ACTIVATE") {
            connection.activate = ActivationRule::read_all(rules);
        }
        self.access(connection)
    }

    fn access(&self, connection: &mut ConnectionConfig) -> Result<(), ConfigError> {
        if let Some(hook) = self.text("HOOK_URL") {
            match &mut connection.access {
                Some(access) => access.hook = hook,
                None => connection.access = Some(AccessConfig::at(hook)),
            }
        }
        let Some(access) = &mut connection.access else { return Ok(()) };
        access.secret = self.text("HOOK_SECRET").map(Into::into).or(access.secret.take());
        access.status = self.text("HOOK_STATUS_URL").or(access.status.take());
        access.suspend_after_days = self.parsed("SUSPEND_AFTER_DAYS")?.or(access.suspend_after_days);
        Ok(())
    }

    fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    fn parsed<T: FromStr>(&self, name: &str) -> Result<Option<T>, ConfigError> {
        let unfit = |_| ConfigError::Variable { name: format!("{PREFIX}{name}") };
        self.get(name).map(|text| text.parse().map_err(unfit)).transpose()
    }

    fn read<T: FromStr>(&self, name: &str, into: &mut T) -> Result<(), ConfigError> {
        if let Some(value) = self.parsed(name)? {
            *into = value;
        }
        Ok(())
    }
}

fn empty() -> ConnectionConfig {
    ConnectionConfig {
        name: "main".to_owned(),
        path: None,
        tenant: String::new(),
        application: String::new(),
        test_caller: None,
        authority: None,
        api: None,
        notify_secret: None,
        credential: None,
        landing: None,
        access: None,
        activate: Vec::new(),
    }
}
