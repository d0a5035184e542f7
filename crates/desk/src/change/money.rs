//! What a change costs: exact decimals, one currency at a time, and no figure where one would be a guess.

use domain::plan::{Amount, Plan, Price};
use domain::{Seen, TermUnit};
use rust_decimal::{Decimal, RoundingStrategy};
use store::ListRow;

use super::prices::PriceList;
use crate::contract::{Money, PriceSource, Side};

/// A price of a term, for all seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TermPrice {
    pub amount: Amount,
    pub months: u32,
    pub source: PriceSource,
}

/// How many months a term has; `None` for a length nobody has heard of.
pub(super) fn months(term: &TermUnit) -> Option<u32> {
    Some(match term {
        TermUnit::P1M => 1,
        TermUnit::P1Y => 12,
        TermUnit::P2Y => 24,
        TermUnit::P3Y => 36,
        TermUnit::P4Y => 48,
        TermUnit::P5Y => 60,
        TermUnit::Other(_) => return None,
    })
}

/// Every price a plan has for a term: Microsoft's, or where it tells none the publisher's own. One a currency.
pub(super) fn prices(
    plan: Option<&Plan>,
    plan_id: &str,
    offer: &str,
    seats: Option<u32>,
    term: &TermUnit,
    own: &PriceList,
) -> Vec<TermPrice> {
    let Some(months) = months(term) else { return Vec::new() };
    let is_per_seat = plan.map_or(seats.is_some(), |plan| plan.is_per_seat);
    let theirs: Vec<&Price> =
        plan.map(|plan| plan.prices.iter().filter(|price| price.term == *term).collect()).unwrap_or_default();
    let (amounts, source): (Vec<Amount>, _) = if theirs.is_empty() {
        (own.of(offer, plan_id, term), PriceSource::PriceList)
    } else {
        (theirs.into_iter().map(|price| price.amount.clone()).collect(), PriceSource::Microsoft)
    };
    let for_all = |amount: Amount| {
        let times = if is_per_seat { Decimal::from(seats?) } else { Decimal::ONE };
        Some(TermPrice { amount: Amount { value: amount.value.checked_mul(times)?, ..amount }, months, source })
    };
    amounts.into_iter().filter_map(for_all).collect()
}

/// The one price to show: where a plan has prices in several currencies, nobody tells which the customer pays in.
pub(super) fn only(prices: &[TermPrice]) -> Option<&TermPrice> {
    match prices {
        [one] => Some(one),
        _ => None,
    }
}

/// What a subscription brings in a month, and who tells it: where its one currency is known.
pub(crate) fn monthly(row: &ListRow, plans: &[Plan], own: &PriceList) -> Option<(Money, PriceSource)> {
    let plan = plans.iter().find(|plan| plan.id == row.plan);
    let all = prices(plan, row.plan.as_str(), row.offer.as_str(), row.seats, row.term_unit.as_ref()?, own);
    let price = only(&all)?;
    Some((money(per_month(price)?, &price.amount), price.source))
}

/// Both sides' prices in the one currency they share.
pub(super) fn pair<'a>(now: &'a [TermPrice], after: &'a [TermPrice]) -> Option<(&'a TermPrice, &'a TermPrice)> {
    let mut pairs = now.iter().flat_map(|one| {
        after
            .iter()
            .filter(|other| other.amount.code.eq_ignore_ascii_case(&one.amount.code))
            .map(move |other| (one, other))
    });
    let first = pairs.next()?;
    pairs.next().is_none().then_some(first)
}

/// What the customer pays more each month.
pub(super) fn difference(now: &TermPrice, after: &TermPrice) -> Option<Money> {
    let value = per_month(after)?.checked_sub(per_month(now)?)?;
    Some(money(value, &after.amount))
}

pub(super) fn side(seen: &Seen, plan: Option<&Plan>, term: Option<&TermUnit>, price: Option<&TermPrice>) -> Side {
    Side {
        plan_id: seen.plan.as_str().to_owned(),
        plan_name: plan.map_or_else(|| seen.plan.as_str().to_owned(), |plan| plan.display_name.clone()),
        seats: seen.seats,
        term_unit: term.map(|term| term.as_str().to_owned()),
        per_term: price.map(|price| money(price.amount.value, &price.amount)),
        per_month: price.and_then(|price| Some(money(per_month(price)?, &price.amount))),
        source: price.map(|price| price.source),
    }
}

fn per_month(price: &TermPrice) -> Option<Decimal> {
    price.amount.value.checked_div(Decimal::from(price.months))
}

/// To the smallest coin of the currency; to two places where the code is not one we know.
fn money(value: Decimal, like: &Amount) -> Money {
    let places = like.currency().and_then(|currency| currency.exponent()).map_or(2, u32::from);
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let scaled = {
        let mut it = rounded;
        it.rescale(places);
        it
    };
    Money { amount: scaled.to_string(), currency: like.code.trim().to_ascii_uppercase() }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn price(value: &str, code: &str, months: u32) -> TermPrice {
        let amount = Amount { value: value.parse().unwrap(), code: code.to_owned() };
        TermPrice { amount, months, source: PriceSource::Microsoft }
    }

    #[rstest]
    #[case::monthly(("100", 1), ("250.50", 1), "EUR", "150.50")]
    #[case::less(("250.50", 1), ("100", 1), "EUR", "-150.50")]
    #[case::yearly(("1000", 12), ("1200", 12), "EUR", "16.67")]
    #[case::between_terms(("100", 1), ("1000", 12), "USD", "-16.67")]
    #[case::no_coins(("100", 12), ("200", 12), "JPY", "8")]
    #[case::thirds(("0.10", 1), ("0.30", 1), "EUR", "0.20")]
    fn a_difference_is_exact_to_the_coin(
        #[case] now: (&str, u32),
        #[case] after: (&str, u32),
        #[case] code: &str,
        #[case] expected: &str,
    ) {
        let found = difference(&price(now.0, code, now.1), &price(after.0, code, after.1)).unwrap();
        assert_eq!((found.amount.as_str(), found.currency.as_str()), (expected, code));
    }

    #[test]
    fn currencies_are_never_mixed() {
        assert!(pair(&[price("1", "EUR", 1)], &[price("1", "USD", 1)]).is_none());
        assert!(pair(&[price("1", "EUR", 1), price("1", "USD", 1)], &[price("1", "USD", 1)]).is_some());
        let both = [price("1", "EUR", 1), price("1", "USD", 1)];
        assert!(pair(&both, &both).is_none(), "which of the two the customer pays in, nobody tells");
        assert!(only(&both).is_none());
    }

    #[test]
    fn what_is_too_large_to_reckon_has_no_figure() {
        let huge = price("79228162514264337593543950335", "EUR", 1);
        let debt = price("-79228162514264337593543950335", "EUR", 1);
        assert!(difference(&debt, &huge).is_none());
    }
}
