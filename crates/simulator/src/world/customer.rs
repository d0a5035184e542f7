//! Customers, their people, and the resellers some of them buy through. All computed from a number.

use super::{
    culture::{CULTURES, Culture, HOME},
    slug::slug,
    wire::Person,
};
use crate::seed::{Draw, Room};

/// Resellers in every world.
const RESELLERS: u64 = 24;

/// One customer in this many is in the audience of the private plans.
pub(crate) const AGREEMENTS: u64 = 5;

/// One customer, as far as subscriptions need it.
pub(crate) struct Customer {
    index: u64,
    pub(crate) culture: &'static Culture,
    pub(crate) town: &'static str,
    firm: String,
    domain: String,
    tenant: String,
    /// The reseller it buys through, if it does.
    pub(crate) reseller: Option<u64>,
}

impl Customer {
    /// Customer number `index` of the world of `seed`.
    pub(crate) fn of(seed: u64, index: u64) -> Self {
        let mut draw = Draw::new(seed, Room::Customer, index);
        // The squared fraction makes the first cultures the frequent ones.
        let fraction = draw.unit();
        let culture = CULTURES.get((fraction * fraction * CULTURES.len() as f64) as usize).unwrap_or(HOME);
        let firm = company(&mut draw, culture);
        let reseller = draw.chance(220).then(|| draw.below(RESELLERS));
        let word = slug(&firm, '-');
        let domain = format!("{}{index}.example", if word.is_empty() { "kaisha" } else { &word });
        Self { index, culture, town: draw.pick(culture.towns), firm, domain, tenant: draw.guid().to_string(), reseller }
    }

    /// A reseller is a company like any other, with numbers of its own.
    pub(crate) fn reseller(seed: u64, index: u64) -> Self {
        let customer = Self::of(seed ^ Room::Reseller as u64, index);
        Self { domain: format!("cloud-partner{index}.example"), reseller: None, ..customer }
    }

    /// The company's name.
    pub(crate) fn name(&self) -> &str {
        &self.firm
    }

    /// Whether this customer is in the audience of the private plans.
    pub(crate) const fn has_agreement(&self) -> bool {
        self.index.is_multiple_of(AGREEMENTS)
    }

    /// Person number `who` of this customer.
    pub(crate) fn person(&self, seed: u64, who: u64) -> Person {
        let mut draw = Draw::new(seed, Room::Person, self.index << 8 | who);
        let (given, family) = (draw.pick(self.culture.given), draw.pick(self.culture.family));
        Person {
            email_id: address(&mut draw, given, family, &self.domain),
            object_id: draw.guid().to_string(),
            tenant_id: self.tenant.clone(),
            puid: format!("1003{:012X}", draw.bits() >> 16),
        }
    }
}

/// A company is called after a place or thing, a family, or both.
fn company(draw: &mut Draw, culture: &Culture) -> String {
    let (thing, family, trade) = (draw.pick(culture.firms), draw.pick(culture.family), draw.pick(culture.trades));
    match draw.below(3) {
        0 => format!("{thing} {trade}"),
        1 => format!("{family} {trade}"),
        _ => format!("{thing} {family} {trade}"),
    }
}

/// Mostly an address; in a few cases padded, empty, or no address at all, as reported from the service.
fn address(draw: &mut Draw, given: &str, family: &str, domain: &str) -> String {
    let plain = format!("{}.{}@{domain}", slug(given, '.'), slug(family, '.'));
    match draw.below(1_000) {
        0..3 => format!(" {plain} "),
        3..5 => String::new(),
        5..7 => format!("live.com#{plain}"),
        _ => plain,
    }
}
