//! The publisher's own price list, for plans whose prices Microsoft does not tell.
//!
//! CSV with a head line: `offer,plan,term,currency,amount`. A term is an ISO 8601 period (`P1M`, `P1Y`); the amount is
//! a decimal with a point, for one seat where the plan is sold per seat.

use domain::TermUnit;
use domain::plan::Amount;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::contract::{self, Fault, Sentence, Tag};
use crate::explain;
use crate::opened::Opened;

/// The journal's name for it.
const PRICES: &str = "price-list";
/// More lines than any publisher has plans, terms and currencies for.
const MOST_LINES: usize = 100_000;

/// The publisher's own prices.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct PriceList(Vec<OwnPrice>);

#[derive(Debug, Clone, Serialize, Deserialize)]
struct OwnPrice {
    offer: String,
    plan: String,
    term: String,
    currency: String,
    amount: Decimal,
}

impl PriceList {
    /// Every price of a plan for a term, one a currency.
    pub(crate) fn of(&self, offer: &str, plan: &str, term: &TermUnit) -> Vec<Amount> {
        let fits = |price: &&OwnPrice| {
            price.offer.eq_ignore_ascii_case(offer)
                && price.plan.eq_ignore_ascii_case(plan)
                && TermUnit::read(&price.term) == *term
        };
        let amount = |price: &OwnPrice| Amount { value: price.amount, code: price.currency.clone() };
        self.0.iter().filter(fits).map(amount).collect()
    }

    /// Reads a list; lines that cannot be read are named and left out.
    fn read(text: &str) -> (Self, Vec<Sentence>) {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
        let (mut prices, mut problems) = (Vec::new(), Vec::new());
        for (number, line) in reader.deserialize::<OwnPrice>().take(MOST_LINES).enumerate() {
            match line.ok().filter(OwnPrice::is_sound) {
                Some(price) => prices.push(price),
                None => problems.push(Sentence::plain("price-line-unreadable").with("line", number + 2)),
            }
        }
        (Self(prices), problems)
    }
}

impl OwnPrice {
    fn is_sound(&self) -> bool {
        let currency = Amount { value: self.amount, code: self.currency.clone() }.currency();
        !self.offer.is_empty()
            && !self.plan.is_empty()
            && currency.is_some()
            && !self.amount.is_sign_negative()
            && !matches!(TermUnit::read(&self.term), TermUnit::Other(_))
    }
}

impl Opened {
    pub(crate) async fn price_list(&self) -> Result<PriceList, Fault> {
        let kept = self.source.store.journal.setting(PRICES).await.map_err(explain::store)?;
        Ok(kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default())
    }

    /// Takes the publisher's price list in place of the one before. An empty text removes it.
    pub(crate) async fn import_prices(&self, text: &str) -> Result<contract::PriceList, Fault> {
        let (list, problems) = PriceList::read(text);
        let prices = u32::try_from(list.0.len()).unwrap_or(u32::MAX);
        if prices > 0 || text.trim().is_empty() {
            let kept = serde_json::to_value(&list).unwrap_or_default();
            self.source.store.journal.set(PRICES, kept).await.map_err(explain::store)?;
            self.tidings.tell(Tag::Customer);
        }
        Ok(contract::PriceList { prices, problems })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_lines_are_taken_and_bad_ones_are_named() {
        let text = "offer,plan,term,currency,amount\n\
                    tidewatch, crew ,P1M,eur,12.50\n\
                    tidewatch,crew,P1W,EUR,3\n\
                    tidewatch,crew,P1Y,ZZZ,3\n\
                    tidewatch,crew,P1Y,EUR,\"1,5\"\n\
                    tidewatch,crew\n\
                    tidewatch,crew,P1Y,EUR,120\n";
        let (list, problems) = PriceList::read(text);
        let amounts: Vec<String> =
            list.of("TideWatch", "crew", &TermUnit::P1M).iter().map(|amount| amount.value.to_string()).collect();
        assert_eq!(amounts, ["12.50"]);
        let lines: Vec<&str> = problems.iter().filter_map(|said| said.args.get("line").map(String::as_str)).collect();
        assert_eq!(lines, ["3", "4", "5", "6"]);
    }
}
