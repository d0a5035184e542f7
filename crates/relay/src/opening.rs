//! From a configuration to a relay that can answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::account::publisher_name;
use hooks::Endpoint;
use marketplace::{Api, ApiError, BuyerApp, BuyerSignIn, Caller, KeySets, Recipient, Secret, Settings, TokenCheck};
use url::Url;

use crate::access::{Access, Sender};
use crate::activation::{Activation, Activator};
use crate::config::{AccessConfig, Config, ConfigError, ConnectionConfig, Hidden, LandingConfig, Limits, LogConfig};
use crate::digest;
use crate::landing::Landing;
use crate::log::postgres::PostgresLog;
use crate::log::sqlite::{FileKey, Place, SqliteLog};
use crate::log::{Log, LogError};
use crate::reading_back::{self, OverApi, Reader};
use crate::relay::{Opening, Relay};
use crate::time::Time;

/// Why the relay could not begin.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The configuration will not do.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The log cannot be opened.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The log's key is not 64 hexadecimal digits.
    #[error("the log's key is not 64 hexadecimal digits")]
    Key,
    /// The database's connection string cannot be understood. It may hold a password, so it is not shown.
    #[error("the connection string of the log's database cannot be understood")]
    ConnectionString,
    /// An address of Microsoft's cannot be used.
    #[error("{connection}: its addresses or its credential cannot be used")]
    Microsoft {
        /// Whose.
        connection: String,
        /// Why.
        source: ApiError,
    },
    /// The tenant is no id.
    #[error("{connection}: its tenant is not an id")]
    Tenant {
        /// Whose.
        connection: String,
    },
    /// The publisher's own service cannot be called.
    #[error("{connection}: the publisher's own service cannot be called")]
    Service {
        /// Whose.
        connection: String,
        /// Why.
        source: hooks::Unusable,
    },
    /// The computer has no randomness.
    #[error("no randomness can be had")]
    Dice,
}

/// A relay, and what it reads decisions back with.
pub struct Opened {
    /// The relay.
    pub relay: Arc<Relay>,
    /// One for each connection that has a credential.
    pub(crate) readers: Vec<Reader>,
    /// One for each connection whose rules act on accounts.
    pub(crate) senders: Vec<Sender>,
    /// One for each connection whose rules activate purchases.
    pub(crate) activators: Vec<Activator>,
    /// Key sets and the tenants whose keys are fetched ahead of the first call.
    pub(crate) keys: Vec<(Arc<KeySets>, String)>,
}

/// Opens the log a configuration names.
///
/// # Errors
/// Where it cannot be opened.
pub async fn open_log(config: &LogConfig) -> Result<Arc<dyn Log>, OpenError> {
    let name = new_name()?;
    if let Some(postgres) = &config.postgres {
        let config = postgres.expose().parse().map_err(|_| OpenError::ConnectionString)?;
        return Ok(Arc::new(PostgresLog::open(config, &name).await?));
    }
    let from_file = config.key_file.as_deref().map(Hidden::from_file).transpose()?;
    let key = config.key.clone().or(from_file);
    let key = key.map(|key| FileKey::read(key.expose()).ok_or(OpenError::Key)).transpose()?;
    if key.is_none() {
        tracing::warn!("the log is not encrypted: no key is configured");
    }
    Ok(Arc::new(SqliteLog::open(Place::new(&config.sqlite, key), &name)?))
}

fn new_name() -> Result<String, OpenError> {
    let mut name = [0; 8];
    aws_lc_rs::rand::fill(&mut name).map_err(|_| OpenError::Dice)?;
    Ok(digest::hex(&name))
}

/// Opens everything a configuration names. Nothing is sent yet.
///
/// # Errors
/// Where something in it cannot be used.
pub async fn open(config: &Config, time: Arc<dyn Time>) -> Result<Opened, OpenError> {
    let (log, holder) = (open_log(&config.log).await?, new_name()?);
    let (mut openings, mut keys, mut apis) = (Vec::new(), Vec::new(), Vec::new());
    let mut sets: BTreeMap<Url, Arc<KeySets>> = BTreeMap::new();
    for connection in &config.connections {
        let settings = settings(connection);
        let failed = |source| OpenError::Microsoft { connection: connection.name.clone(), source };
        let set = match sets.get(&settings.authority) {
            Some(set) => Arc::clone(set),
            None => Arc::new(KeySets::new(&settings).map_err(failed)?),
        };
        sets.insert(settings.authority.clone(), Arc::clone(&set));
        keys.push((Arc::clone(&set), connection.tenant.clone()));
        let api = match &connection.credential {
            Some(credential) => Some(reading_back::api(connection, credential, settings.clone(), &time)?),
            None => None,
        };
        let mut opening = opening(connection, Arc::clone(&set))?;
        if let Some(page) = &connection.landing {
            let landing = landing(page, &settings, set, api.clone(), (config.limits, &*time));
            opening.landing = Some(landing.map_err(|why| why.of(connection))?);
        }
        if let Some((rules, api)) = connection.access.as_ref().zip(api.clone()) {
            opening.access = Some(access(connection, rules, api)?);
        }
        if let Some(api) = api.clone().filter(|_| !connection.activate.is_empty()) {
            opening.activation =
                Some(Activation::new(connection.activate.clone(), Arc::new(marketplace::Sender::new(&api))));
        }
        openings.push(opening);
        if let Some((api, credential)) = api.zip(connection.credential.as_ref()) {
            apis.push((connection.name.to_ascii_lowercase(), Arc::new(OverApi(api)), credential.old_contract));
        }
    }
    let relay = Relay::new(log, time, config.limits, openings);
    let readers = apis.into_iter().filter_map(|(name, api, is_old)| {
        let connection = Arc::clone(relay.connection(&name)?);
        Some(Reader::new(Arc::clone(&relay), connection, api, is_old))
    });
    let senders = relay.connections.values().filter_map(|connection| {
        let access = Arc::clone(connection.access.as_ref()?);
        Some(Sender::new(Arc::clone(&relay), Arc::clone(connection), access, holder.clone()))
    });
    let activators = relay.connections.values().filter_map(|connection| {
        let activation = Arc::clone(connection.activation.as_ref()?);
        Some(Activator::new(Arc::clone(&relay), Arc::clone(connection), activation, holder.clone()))
    });
    let (senders, activators) = (senders.collect(), activators.collect());
    Ok(Opened { readers: readers.collect(), senders, activators, relay, keys })
}

/// Why a landing page cannot be opened.
enum NoLanding {
    Config(ConfigError),
    Microsoft(ApiError),
}

impl NoLanding {
    fn of(self, connection: &ConnectionConfig) -> OpenError {
        match self {
            Self::Config(problem) => problem.into(),
            Self::Microsoft(source) => OpenError::Microsoft { connection: connection.name.clone(), source },
        }
    }
}

fn landing(
    page: &LandingConfig,
    settings: &Settings,
    keys: Arc<KeySets>,
    api: Option<Api>,
    (limits, time): (Limits, &dyn Time),
) -> Result<Landing, NoLanding> {
    let secret = page.read_secret().map_err(NoLanding::Config)?;
    let app = BuyerApp {
        application: page.application.clone(),
        secret: Secret::from(secret.expose()),
        redirect: page.redirect(),
    };
    let door = BuyerSignIn::new(settings, app, keys).map_err(NoLanding::Microsoft)?;
    Ok(Landing::new(page.clone(), door, api, limits, time.now()))
}

fn access(connection: &ConnectionConfig, rules: &AccessConfig, api: Api) -> Result<Access, OpenError> {
    let (hook, status) = rules.addresses()?;
    let service = Endpoint::new(hook, status, rules.secrets()?)
        .map_err(|source| OpenError::Service { connection: connection.name.clone(), source })?;
    let publisher = publisher_name(&connection.tenant, &connection.application);
    Ok(Access::new(rules.clone(), publisher, service, Arc::new(api)))
}

fn settings(connection: &ConnectionConfig) -> Settings {
    let mut settings = Settings::microsoft();
    if let Some(authority) = &connection.authority {
        settings.authority = authority.clone();
    }
    if let Some(api) = &connection.api {
        settings.base = api.clone();
        settings.second_origin = None;
    }
    settings
}

fn opening(connection: &ConnectionConfig, keys: Arc<KeySets>) -> Result<Opening, OpenError> {
    let caller = connection.test_caller.clone().map_or(Caller::Microsoft, Caller::Another);
    let is_test = caller != Caller::Microsoft;
    if is_test {
        tracing::warn!(connection = %connection.name, "another caller than Microsoft is believed: only for tests");
    }
    let recipient =
        Recipient { tenant: connection.tenant.clone(), application: connection.application.clone(), caller };
    let gate =
        TokenCheck::new(recipient, keys).map_err(|_| OpenError::Tenant { connection: connection.name.clone() })?;
    Ok(Opening {
        name: connection.name.clone(),
        path: connection.path(),
        gate: Arc::new(gate),
        notify_secret: connection.notify_secret.clone(),
        reads_back: connection.credential.is_some(),
        is_test,
        landing: None,
        access: None,
        activation: None,
    })
}
