//! What became of our answers, by Microsoft's own data: with a credential of the relay's own, day and night.
//!
//! Never on the way to an answer: a [`Reader`] follows the log like a desk does, and looks a while after each decision.
//! What it finds is told as an event. Under the contract of 2019, by which a change waits for PATCH, it sends that too,
//! once the answer has been given; whatever comes of it, the truth is read.

mod look;
mod reader;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use domain::Clock;
use domain::relay_feed::{Announced, ReadBack};
use futures::future::BoxFuture;
use marketplace::{Api, Credential, Identity, Patience, Secret, Settings};

use crate::config::{ConnectionConfig, CredentialConfig, Hidden};
use crate::opening::OpenError;
use crate::time::Time;

pub(crate) use look::OverApi;
pub(crate) use reader::{Reader, to_read};

/// Microsoft, as far as a reader needs it.
pub(crate) trait Looks: Send + Sync {
    /// What there is now of what was announced.
    fn look<'a>(&'a self, announced: &'a Announced, now: chrono::DateTime<chrono::Utc>) -> BoxFuture<'a, ReadBack>;

    /// Answers the operation, as the contract of 2019 wants it. Nothing is made of a failure but a line in the log.
    fn acknowledge<'a>(&'a self, announced: &'a Announced) -> BoxFuture<'a, ()>;
}

/// The API with the relay's own credential.
pub(crate) fn api(
    connection: &ConnectionConfig,
    credential: &CredentialConfig,
    settings: Settings,
    time: &Arc<dyn Time>,
) -> Result<Api, OpenError> {
    let from_file = credential.secret_file.as_deref().map(Hidden::from_file).transpose()?;
    let secret = credential.secret.clone().or(from_file).ok_or_else(|| {
        crate::config::ConfigError::Unfit(format!("{}: its credential names no secret", connection.name))
    })?;
    let identity = Identity {
        tenant: connection.tenant.clone(),
        application: connection.application.clone(),
        credential: Credential::Secret(Secret::from(secret.expose().to_owned())),
    };
    let clock: Arc<dyn Clock> = Arc::new(Follows(Arc::clone(time)));
    let api = Api::new(settings, identity, clock)
        .map_err(|source| OpenError::Microsoft { connection: connection.name.clone(), source })?;
    Ok(api.with_patience(Patience::NONE))
}

struct Follows(Arc<dyn Time>);

impl Clock for Follows {
    fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.0.now()
    }
}
