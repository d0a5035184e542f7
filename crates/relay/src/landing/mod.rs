//! The page Microsoft sends a buyer to after a purchase.
//!
//! In order: the token out of the address ([`token`]) and into a sealed cookie ([`cookie`]), the buyer to Entra
//! ([`arriving`]) and back ([`returning`]), the token to Microsoft ([`resolving`]), the visit into the log ([`visiting`]),
//! what is missing asked ([`form`]), thanks. Its rules:
//!
//! - A token is in the browser's sealed cookie, or in memory for a desk; never in the log, a line of it, or a page.
//! - What a buyer was thanked for is on disk. A visit that comes again is the same visit.
//! - Pages are written here, whole, without scripts; what people typed is escaped by the library that writes them.
//! - Buyers take nothing from webhooks: their calls have limits of their own ([`door`]).

mod arriving;
mod calls;
mod cookie;
mod door;
mod form;
mod language;
mod page;
mod pages;
mod questions;
mod resolving;
mod returning;
mod seal;
mod shelf;

mod visiting;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use chrono::{DateTime, Utc};
use marketplace::{Api, BuyerSignIn};
use tokio::sync::{OnceCell, Semaphore};

pub(crate) use calls::{list, resolved, token};

use crate::config::{LandingConfig, Limits};
use crate::door::bucket::Bucket;
use crate::log::LogError;
use crate::relay::{Connection, Relay};
use seal::Seal;
use shelf::Shelf;

/// Buyers served at the same time.
const AT_ONCE: usize = 64;

/// One publisher's landing page.
pub struct Landing {
    config: LandingConfig,
    sign_in: BuyerSignIn,
    /// The relay's own credential, where it has one.
    api: Option<Api>,
    shelf: Shelf,
    bucket: Bucket,
    turns: Semaphore,
    seal: OnceCell<Seal>,
}

impl Landing {
    /// Nothing is sent yet.
    pub fn new(
        config: LandingConfig,
        sign_in: BuyerSignIn,
        api: Option<Api>,
        limits: Limits,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            config,
            sign_in,
            api,
            shelf: Shelf::default(),
            bucket: Bucket::new(limits.landing_per_second, limits.landing_burst, now),
            turns: Semaphore::new(AT_ONCE),
            seal: OnceCell::new(),
        }
    }

    /// Fetches Entra's keys ahead of the first buyer.
    pub(crate) async fn warm(&self, now: DateTime<Utc>) {
        self.sign_in.warm(now).await;
    }
}

/// Where a buyer is.
#[derive(Clone)]
struct Place {
    relay: Arc<Relay>,
    connection: Arc<Connection>,
    landing: Arc<Landing>,
}

impl Place {
    fn now(&self) -> DateTime<Utc> {
        self.relay.time.now()
    }

    async fn seal(&self) -> Result<&Seal, LogError> {
        self.landing.seal.get_or_try_init(|| Seal::of(&self.relay.log, &self.connection.id, self.now())).await
    }
}

/// The pages of one connection; none where it has no landing page.
pub(crate) fn routes(relay: &Arc<Relay>, connection: &Arc<Connection>) -> Router {
    let Some(landing) = &connection.landing else { return Router::new() };
    let place = Place { relay: Arc::clone(relay), connection: Arc::clone(connection), landing: Arc::clone(landing) };
    let [first, signed_in, form, thanks] = landing.config.paths();
    Router::new()
        .route(&first, get(arriving::arrive))
        .route(&signed_in, get(returning::come_back))
        .route(&form, get(form::show).post(form::take))
        .route(&thanks, get(form::thank))
        .route_layer(from_fn_with_state(place.clone(), door::pass))
        .with_state(place)
}
