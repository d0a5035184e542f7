//! What customers do at the storefront, whenever they like.

use anyhow::{Context as _, Result};
use domain::Change;
use serde_json::Value;
use simulator::{Control, Purchase};

use super::books::Asked;
use crate::model::dice::Dice;

/// Customers tried until one may do what is wanted.
const TRIES: u32 = 200;

/// What a customer did.
pub enum Did {
    /// Asked for something: the operation, and what.
    Asked(String, Asked),
    /// Bought, paid, did not pay, or left.
    Other,
}

/// The customers of one market.
pub struct Customers {
    control: Control,
    offers: Value,
    dice: Dice,
}

impl Customers {
    /// Those of this market.
    pub fn of(control: &Control, seed: u64) -> Self {
        Self { control: control.clone(), offers: control.offers(), dice: Dice::new(seed) }
    }

    /// Some of them, by chance.
    pub fn some(&mut self, percent: u8) -> Vec<String> {
        let all = self.control.subscriptions(0, self.control.size());
        let ids = all.iter().filter_map(|one| Some(one.get("id")?.as_str()?.to_owned()));
        ids.filter(|_| self.dice.says(percent)).collect()
    }

    /// Somebody does something. Of seven one does not ask.
    ///
    /// # Errors
    /// Where the market has nobody who may do anything.
    pub fn act(&mut self) -> Result<Did> {
        for _ in 0..TRIES {
            let did = match self.dice.below(14) {
                0..=6 => self.asks_for_a_plan(),
                7..=11 => self.asks_for_seats(),
                12 => self.buys(),
                _ => self.pays_or_not(),
            };
            if let Some(did) = did {
                return Ok(did);
            }
        }
        None.context("nobody may do anything any more")
    }

    fn anybody(&mut self) -> Option<Value> {
        let number = u32::try_from(self.dice.below(usize::try_from(self.control.size()).ok()?)).ok()?;
        self.control.subscriptions(number, 1).into_iter().next()
    }

    fn asks_for_a_plan(&mut self) -> Option<Did> {
        let (one, id) = self.somebody()?;
        let plan = one.get("planId")?.as_str()?;
        let offer = self.offers.as_array()?.iter().find(|offer| offer.get("offerId") == one.get("offerId"))?;
        let plans = offer.get("plans")?.as_array()?;
        let to = plans.get(self.dice.below(plans.len()))?.as_str()?.to_owned();
        let operation = self.control.change_plan(&id, &to).ok().flatten()?;
        Some(Did::Asked(
            operation,
            Asked { subscription: id, from: Change::Plan(plan.into()), to: Change::Plan(to.as_str().into()) },
        ))
    }

    fn asks_for_seats(&mut self) -> Option<Did> {
        let (one, id) = self.somebody()?;
        let seats = u32::try_from(one.get("quantity")?.as_u64()?).ok()?;
        let by = self.dice.between(-12, 40);
        let to = u32::try_from(i64::from(seats) + by).ok().filter(|to| *to > 0)?;
        let operation = self.control.change_seats(&id, to).ok().flatten()?;
        Some(Did::Asked(operation, Asked { subscription: id, from: Change::Seats(seats), to: Change::Seats(to) }))
    }

    fn somebody(&mut self) -> Option<(Value, String)> {
        let one = self
            .anybody()
            .filter(|one| one.get("saasSubscriptionStatus").and_then(Value::as_str) == Some("Subscribed"))?;
        let id = one.get("id")?.as_str()?.to_owned();
        Some((one, id))
    }

    fn buys(&mut self) -> Option<Did> {
        let reseller = self.dice.says(30);
        self.control.purchase(&Purchase { reseller: Some(reseller), ..Purchase::default() }).ok()?;
        Some(Did::Other)
    }

    fn pays_or_not(&mut self) -> Option<Did> {
        let one = self.anybody()?;
        let id = one.get("id")?.as_str()?;
        let done = match self.dice.below(7) {
            0..=2 => self.control.suspend(id),
            3..=5 => self.control.reinstate(id),
            _ => self.control.cancel(id),
        };
        done.ok().map(|_| Did::Other)
    }
}
