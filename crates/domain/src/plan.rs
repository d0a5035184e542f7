//! A plan a subscription may use, with its prices.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use crate::ids::PlanId;
use crate::subscription::TermUnit;

/// An amount with its currency; amounts of two currencies are never added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The number, exactly as received.
    pub value: Decimal,
    /// ISO 4217 code as received; [`currency`](Self::currency) says whether it is one.
    pub code: String,
}

impl Amount {
    /// The currency, where the code is one that ISO 4217 lists.
    pub fn currency(&self) -> Option<iso_currency::Currency> {
        iso_currency::Currency::from_code(&self.code.trim().to_ascii_uppercase())
    }
}

/// Units of a dimension that a term's price includes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Included {
    /// The metering dimension.
    pub dimension: String,
    /// How many units, as received: the service writes text.
    pub units: String,
}

/// What one term of a plan costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Price of the term; per seat where the plan is sold per user.
    pub amount: Amount,
    /// Length of the term.
    pub term: TermUnit,
    /// The service's own words for the term.
    pub description: String,
    /// Usage the price includes.
    pub included: Vec<Included>,
}

/// A dimension of usage and the price of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meter {
    /// The metering dimension.
    pub id: String,
    /// Its name for people.
    pub display_name: String,
    /// What one unit is.
    pub unit: String,
    /// Price of one unit beyond what is included.
    pub price: Amount,
}

/// A plan that a subscription uses or may move to.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its id within the offer.
    pub id: PlanId,
    /// Its name for people.
    pub display_name: String,
    /// What the publisher says of it.
    pub description: String,
    /// Only for chosen tenants.
    pub is_private: bool,
    /// No longer sold; those who have it keep it.
    pub is_stop_sell: bool,
    /// Begins with a free trial.
    pub has_free_trial: bool,
    /// Sold per user; otherwise flat.
    pub is_per_seat: bool,
    /// Fewest seats; absent for a flat plan.
    pub min_seats: Option<u32>,
    /// Most seats; absent for a flat plan or no limit.
    pub max_seats: Option<u32>,
    /// Country code of the prices.
    pub market: String,
    /// One per term and currency.
    pub prices: Vec<Price>,
    /// What is metered beyond the flat price.
    pub meters: Vec<Meter>,
    /// Ids of private offers, where the service names them.
    pub private_offers: Vec<String>,
    /// Members we do not know.
    pub other: Map<String, Value>,
}
