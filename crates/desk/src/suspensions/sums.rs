//! Sums of money, one a currency: two currencies are never added.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::contract::{Money, StageTotal, SuspensionCard, SuspensionStage};

/// What these bring in a month, the currency of most of them first; and how many have no known price.
pub(super) fn monthly<'a>(cards: impl Iterator<Item = &'a SuspensionCard>) -> (Vec<Money>, u32) {
    sum(cards.map(|card| card.per_month.as_ref()))
}

/// The same of any amounts, those that are not known among them.
pub(crate) fn sum<'a>(amounts: impl Iterator<Item = Option<&'a Money>>) -> (Vec<Money>, u32) {
    let (mut sums, mut unpriced) = (BTreeMap::<&str, (Decimal, u32)>::new(), 0);
    for amount in amounts {
        let known = amount.and_then(|money| Some((money, money.amount.parse::<Decimal>().ok()?)));
        let Some((money, amount)) = known else {
            unpriced += 1;
            continue;
        };
        let (sum, count) = sums.entry(&money.currency).or_default();
        // What is too large to reckon is more than anybody is owed.
        *sum = sum.checked_add(amount).unwrap_or(Decimal::MAX);
        *count += 1;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_key(|(_, (_, count))| std::cmp::Reverse(*count));
    let money =
        |(currency, (sum, _)): (&str, (Decimal, u32))| Money { amount: sum.to_string(), currency: currency.to_owned() };
    (sums.into_iter().map(money).collect(), unpriced)
}

/// What is in one column.
pub(super) fn of_stage(stage: SuspensionStage, cards: &[SuspensionCard]) -> StageTotal {
    let own = || cards.iter().filter(|card| card.stage == stage);
    let (per_month, unpriced) = monthly(own());
    StageTotal { stage, count: u32::try_from(own().count()).unwrap_or(u32::MAX), per_month, unpriced }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suspensions::tests::card;

    fn worth(amount: &str, currency: &str) -> SuspensionCard {
        let per_month = Some(Money { amount: amount.to_owned(), currency: currency.to_owned() });
        SuspensionCard { per_month, ..card("Harbour office") }
    }

    #[test]
    fn two_currencies_are_two_sums_and_none_is_a_guess() {
        let unknown = SuspensionCard { per_month: None, ..card("Quay 4") };
        let cards =
            [worth("0.10", "USD"), worth("1960.00", "EUR"), unknown, worth("0.20", "EUR"), worth("96000", "JPY")];
        let (sums, unpriced) = monthly(cards.iter());
        let told: Vec<_> = sums.iter().map(|money| (money.amount.as_str(), money.currency.as_str())).collect();
        assert_eq!(told, [("1960.20", "EUR"), ("96000", "JPY"), ("0.10", "USD")]);
        assert_eq!(unpriced, 1);
    }

    #[test]
    fn a_column_sums_its_own() {
        let promised = SuspensionCard { stage: SuspensionStage::Promised, ..worth("5", "EUR") };
        let total = of_stage(SuspensionStage::Promised, &[worth("7", "EUR"), promised]);
        assert_eq!((total.count, total.per_month[0].amount.as_str()), (1, "5"));
    }
}
