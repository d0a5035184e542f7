//! The board as a sheet: every card of it, one a line.

use crate::contract::{AccessKind, Fault, PriceSource, SuspensionCard};
use crate::export::{no_formula, unwritten};
use crate::opened::Opened;

const HEAD: [&str; 21] = [
    "stage",
    "customer",
    "subscription",
    "offer",
    "plan",
    "seats",
    "suspended since",
    "since is an estimate",
    "cancelled about",
    "days left",
    "per month",
    "currency",
    "price from",
    "owner",
    "next step",
    "reminder",
    "notes",
    "account access",
    "ended",
    "end is observed",
    "ended on day",
];

/// By this a spreadsheet knows that the letters are UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

impl Opened {
    /// The whole board as CSV.
    pub(crate) async fn suspensions_sheet(&self) -> Result<Vec<u8>, Fault> {
        sheet(&self.all_suspensions(self.source.clock.now()).await?.cards)
    }
}

fn sheet(cards: &[SuspensionCard]) -> Result<Vec<u8>, Fault> {
    let mut writer = csv::Writer::from_writer(MARK.to_vec());
    writer.write_record(HEAD).map_err(unwritten)?;
    for card in cards {
        writer.write_record(line(card).map(|cell| no_formula(&cell))).map_err(unwritten)?;
    }
    writer.into_inner().map_err(|error| unwritten(error.into_error().into()))
}

fn line(card: &SuspensionCard) -> [String; HEAD.len()] {
    let (amount, currency) =
        card.per_month.as_ref().map(|money| (money.amount.clone(), money.currency.clone())).unwrap_or_default();
    let source = card.price_source.map(|source| match source {
        PriceSource::Microsoft => "Microsoft",
        PriceSource::PriceList => "own price list",
    });
    let is_open = card.stage.is_open();
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        card.stage.word().to_owned(),
        card.customer.clone(),
        card.subscription.clone(),
        card.offer.clone(),
        card.plan.clone(),
        number(card.seats),
        text(&card.since),
        card.since.as_ref().map(|_| yes(card.since_is_estimate)).unwrap_or_default(),
        text(&card.ends_at),
        number(is_open.then_some(card.days_left)),
        amount,
        currency,
        source.unwrap_or_default().to_owned(),
        text(&card.owner),
        card.next_step.clone(),
        text(&card.remind_at),
        card.notes.to_string(),
        card.access.map_or("", access).to_owned(),
        text(&card.ended_at),
        card.ended_at.as_ref().map(|_| yes(card.end_is_observed)).unwrap_or_default(),
        number(card.ended_on_day),
    ]
}

fn access(access: AccessKind) -> &'static str {
    match access {
        AccessKind::Open => "open",
        AccessKind::Suspended => "suspended",
        AccessKind::Closed => "closed",
        AccessKind::Unknown => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Money, SuspensionStage};
    use crate::suspensions::tests::card;

    #[test]
    fn the_sheet_has_every_card_and_no_cell_starts_a_formula() {
        let at = |day: u32| Some(format!("2026-11-{day:02}T09:00:00Z"));
        let open = SuspensionCard {
            item: Some("s1:suspended:1".to_owned()),
            stage: SuspensionStage::Promised,
            since: at(1),
            ends_at: Some("2026-12-01T09:00:00Z".to_owned()),
            days_left: 14,
            per_month: Some(Money { amount: "1120.00".to_owned(), currency: "EUR".to_owned() }),
            price_source: Some(PriceSource::Microsoft),
            owner: Some("Hanna".to_owned()),
            next_step: "=HYPERLINK(\"http://pay.example\")".to_owned(),
            remind_at: at(19),
            notes: 2,
            ..card("Lümen, \"Optik\" GmbH")
        };
        let lost = SuspensionCard {
            stage: SuspensionStage::Lost,
            since: at(1),
            since_is_estimate: true,
            seats: None,
            ended_at: at(30),
            end_is_observed: true,
            ended_on_day: Some(30),
            ..card("@Imprimerie")
        };
        let written = String::from_utf8(sheet(&[open, lost]).unwrap()).unwrap();
        assert!(written.starts_with('\u{feff}'));
        insta::assert_snapshot!(written.trim_start_matches('\u{feff}'));
    }
}
