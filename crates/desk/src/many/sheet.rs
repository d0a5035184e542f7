//! Sheets: the customers that were selected, and what became of each.

use super::chosen::Chosen;
use super::preview::{Weighed, count};
use crate::contract::{Channel, Fault, ManyFate, ManyRow, SubscriptionRow};
use crate::export::{no_formula, unwritten};
use crate::listing;
use crate::notices::Words;
use crate::opened::Opened;

const HEAD: [&str; 15] = [
    "customer",
    "subscription",
    "offer",
    "plan",
    "seats",
    "status",
    "term",
    "term start",
    "term end",
    "renews",
    "channel",
    "free trial",
    "created",
    "buyer",
    "missing",
];
const REPORT_HEAD: [&str; 6] = ["customer", "subscription", "result", "why", "microsoft said", "intent"];
/// By this a spreadsheet knows that the letters are UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";
const AT_ONCE: u32 = 500;

/// The customers that were selected.
pub(super) fn of(weighed: &Weighed) -> Result<Vec<u8>, Fault> {
    sheet(&HEAD, weighed.touched().map(line))
}

impl Opened {
    /// What became of each, in the order of the list they were chosen in.
    pub(crate) async fn report_sheet(&self, id: &str) -> Result<Vec<u8>, Fault> {
        self.many_card_of(id).await?;
        let mut all: Vec<ManyRow> = Vec::new();
        loop {
            let found = self.many_rows(id, None, count(all.len()), AT_ONCE).await?;
            if found.is_empty() {
                let words = Words::of(self.profile.preferences().language);
                return sheet(&REPORT_HEAD, all.iter().map(|row| report_line(row, &words)));
            }
            all.extend(found);
        }
    }
}

fn sheet<const N: usize>(head: &[&str; N], lines: impl Iterator<Item = [String; N]>) -> Result<Vec<u8>, Fault> {
    let mut writer = csv::Writer::from_writer(MARK.to_vec());
    writer.write_record(head).map_err(unwritten)?;
    for line in lines {
        writer.write_record(line.map(|cell| no_formula(&cell))).map_err(unwritten)?;
    }
    writer.into_inner().map_err(|error| unwritten(error.into_error().into()))
}

fn line(chosen: &Chosen) -> [String; HEAD.len()] {
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let text = |text: Option<String>| text.unwrap_or_default();
    let Some(row) = chosen.row.clone().map(listing::row) else {
        let mut line: [String; HEAD.len()] = Default::default();
        if let Some(id) = line.get_mut(1) {
            *id = chosen.id.to_string();
        }
        return line;
    };
    let SubscriptionRow { id, name, offer, plan, seats, status, term_unit, term_start, term_end, .. } = row;
    [
        name,
        id,
        offer,
        plan,
        text(seats.map(|seats| seats.to_string())),
        status,
        text(term_unit),
        text(term_start),
        text(term_end),
        text(row.auto_renew.map(yes)),
        match row.channel {
            Channel::Direct => "direct",
            Channel::Reseller => "reseller",
        }
        .to_owned(),
        yes(row.free_trial),
        text(row.created),
        row.buyer,
        yes(row.missing),
    ]
}

fn report_line(row: &ManyRow, words: &Words) -> [String; REPORT_HEAD.len()] {
    let fate = match row.fate {
        ManyFate::Stuck => "needs somebody",
        ManyFate::Refused => "refused",
        ManyFate::Working => "on its way",
        ManyFate::NotBegun => "not begun",
        ManyFate::Withdrawn => "withdrawn",
        ManyFate::AlreadySo => "so already",
        ManyFate::Effective => "done",
    };
    [
        row.customer.clone(),
        row.subscription.clone(),
        fate.to_owned(),
        row.why.as_ref().map(|why| words.say(why)).unwrap_or_default(),
        row.intent.as_ref().and_then(|intent| intent.raw.clone()).unwrap_or_default(),
        row.intent.as_ref().map(|intent| intent.id.clone()).unwrap_or_default(),
    ]
}
