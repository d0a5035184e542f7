//! What people do: buy, change, pay, cancel, open the landing page, make and lose secrets.

use serde::Serialize;
use url::form_urlencoded;

use super::Control;
use crate::{
    Error,
    entra::{
        RESOURCE,
        buyer::Buyer,
        claims::{Claims, Parties},
        identity::{App, Certificate, secret},
    },
    landing,
    seed::{Draw, Room},
    sim::{State, Turn},
    storefront::Purchase,
};

/// What a buyer's browser carries to the landing page.
#[derive(Debug, Clone, Serialize)]
pub struct Landing {
    /// The token as Resolve wants it.
    pub token: String,
    /// The token as it stands in the address, percent-encoded.
    pub encoded: String,
}

impl Control {
    /// Somebody buys; the answer is the new subscription's id.
    pub fn purchase(&self, purchase: &Purchase) -> Result<String, Error> {
        self.sim.act(|state, turn| {
            let index = state.purchase(turn, purchase)?;
            Ok(state.world.id(index))
        })
    }

    /// The customer asks for another plan; the answer is the operation's id.
    pub fn change_plan(&self, id: &str, plan: &str) -> Result<Option<String>, Error> {
        self.store(id, |state, turn, index| state.wants_plan(turn, index, plan))
    }

    /// The customer asks for another number of seats; the answer is the operation's id.
    pub fn change_seats(&self, id: &str, quantity: u32) -> Result<Option<String>, Error> {
        self.store(id, |state, turn, index| state.wants_seats(turn, index, quantity))
    }

    /// A payment is missing.
    pub fn suspend(&self, id: &str) -> Result<Option<String>, Error> {
        self.store(id, State::suspend)
    }

    /// The payment came in.
    pub fn reinstate(&self, id: &str) -> Result<Option<String>, Error> {
        self.store(id, State::reinstate)
    }

    /// The term ends today and the next begins.
    pub fn renew(&self, id: &str) -> Result<Option<String>, Error> {
        self.store(id, State::renew_now)
    }

    /// The customer cancels.
    pub fn cancel(&self, id: &str) -> Result<Option<String>, Error> {
        self.store(id, State::cancel)
    }

    /// The customer switches renewal on or off.
    pub fn set_auto_renew(&self, id: &str, auto_renew: bool) -> Result<(), Error> {
        self.store(id, |state, turn, index| state.set_auto_renew(turn, index, auto_renew)).map(drop)
    }

    /// The customer gives another name.
    pub fn rename(&self, id: &str, name: &str) -> Result<(), Error> {
        self.store(id, |state, turn, index| state.rename(turn, index, name)).map(drop)
    }

    /// The buyer opens the landing page: a fresh token.
    pub fn landing(&self, id: &str) -> Result<Landing, Error> {
        let token = landing::mint(self.sim.seed, self.index(id)?, self.sim.clock.millis());
        let encoded = form_urlencoded::byte_serialize(token.as_bytes()).collect();
        Ok(Landing { token, encoded })
    }

    /// Who signs in at the authority from now on; nobody does where none is given.
    pub fn signs_in(&self, buyer: Option<Buyer>) {
        self.sim.buyers().present = buyer;
    }

    /// The publisher's multi-tenant app, where buyers of any tenant sign in.
    pub fn landing_app(&self) -> &App {
        &self.sim.identity.landing
    }

    fn store(
        &self,
        id: &str,
        act: impl FnOnce(&mut State, &Turn<'_>, u32) -> Result<Option<usize>, Error>,
    ) -> Result<Option<String>, Error> {
        let index = self.index(id)?;
        self.sim.act(|state, turn| {
            let operation = act(state, turn, index)?;
            Ok(operation.and_then(|number| state.books.get(number)).map(|operation| operation.id.clone()))
        })
    }

    /// The publisher's app with the secret it started with.
    pub fn app(&self) -> &App {
        &self.sim.identity.publisher
    }

    /// An app of the publisher's tenant that no offer names: its tokens are answered 403.
    pub fn foreign_app(&self) -> &App {
        &self.sim.identity.foreign
    }

    /// The app in another tenant: its tokens see an empty list.
    pub fn app_elsewhere(&self) -> &App {
        &self.sim.identity.elsewhere
    }

    /// Makes one more secret, for ever or until some days from now.
    pub fn add_secret(&self, days: Option<u32>) -> String {
        let mut draw = Draw::new(self.sim.seed, Room::Identity, self.sim.clock.millis() as u64);
        let value = secret(&mut draw);
        let expires = days.map(|days| self.sim.clock.millis() + i64::from(days) * crate::when::DAY);
        self.sim.identity.add_secret(value.clone(), expires);
        value
    }

    /// Lets a secret expire now; true where it existed.
    pub fn expire_secret(&self, secret: &str) -> bool {
        self.sim.identity.expire_secret(secret, self.sim.clock.millis())
    }

    /// Removes a secret; true where it existed.
    pub fn revoke_secret(&self, secret: &str) -> bool {
        self.sim.identity.revoke_secret(secret)
    }

    /// The certificate registered on the publisher's app; made when first asked for.
    pub fn certificate(&self) -> Result<Certificate, Error> {
        self.sim.identity.certificate(&self.sim.clock).map(|(certificate, _)| certificate.clone())
    }

    /// The claims of a good webhook token, for tests that change one and sign it again.
    pub fn webhook_claims(&self) -> serde_json::Value {
        let publisher = self.app();
        let parties = Parties {
            authority: &self.sim.addresses().authority,
            tenant: &publisher.tenant,
            audience: &publisher.application,
            caller: RESOURCE,
            nonce: self.sim.guid(),
        };
        let claims = Claims::new(self.switches().webhook_token, parties, self.sim.clock.millis());
        serde_json::to_value(claims).unwrap_or_default()
    }

    /// Signs any claims with the authority's key.
    pub fn sign(&self, claims: &serde_json::Value) -> String {
        self.sim.identity.keys.sign(claims).unwrap_or_default()
    }
}
