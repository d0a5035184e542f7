//! A world made from recorded answers: served byte for byte until something in it changes.

use std::{collections::HashMap, fs, path::Path};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::{
    catalog::{Catalog, Offer, Plan},
    live::{Live, Span, TermUnit},
    pages::Pages,
    wire::{Subscription, Text},
};
use crate::{Error, clock::Millis, when::day_of};

/// Recorded subscriptions and the recorded plan list. The last rows are on no page and can only be read by id.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) rows: Vec<Row>,
    by_id: HashMap<Uuid, u32>,
    /// Plan lists by subscription id, as recorded.
    pub(crate) plans: HashMap<String, Box<RawValue>>,
}

/// One recorded subscription.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) text: Box<RawValue>,
    pub(crate) view: Subscription,
    pub(crate) begin: Live,
}

#[derive(Deserialize)]
struct Exchange<B> {
    uri: String,
    body: B,
}

#[derive(Deserialize)]
struct ListBody {
    subscriptions: Vec<Box<RawValue>>,
}

#[derive(Deserialize)]
struct ResolveBody {
    subscription: Box<RawValue>,
}

/// What a recorded folder turns into.
pub(crate) type Reading = (Recorded, Catalog, Pages);

/// Reads `list.json`, `plans.json` and `resolve.json` of a folder.
pub(crate) fn read(folder: &Path) -> Result<Reading, Error> {
    let pages: Vec<Exchange<ListBody>> = load(folder, "list.json")?;
    let plans: Vec<Exchange<Box<RawValue>>> = load(folder, "plans.json")?;
    let resolved: Vec<Exchange<ResolveBody>> = load(folder, "resolve.json")?;

    let sizes: Vec<u32> = pages.iter().map(|page| page.body.subscriptions.len() as u32).collect();
    let bounds = pages.iter().map(|page| lower_bound(&page.uri)).collect();
    let texts = pages.into_iter().flat_map(|page| page.body.subscriptions);
    let texts = texts.chain(resolved.into_iter().map(|exchange| exchange.body.subscription)).map(|text| compact(&text));

    let views: Vec<(Box<RawValue>, Subscription)> =
        texts.map(|text| parse(folder, text.get()).map(|view| (text, view))).collect::<Result<_, _>>()?;
    let catalog = catalog(&views, &plans);
    let rows: Vec<Row> = views.into_iter().map(|(text, view)| row(&catalog, text, view)).collect();
    let ids = rows.iter().enumerate().filter_map(|(at, row)| Some((row.view.id.parse().ok()?, at as u32)));
    let by_id = ids.collect();
    let plans = plans.into_iter().map(|exchange| (subscription_in(&exchange.uri), compact(&exchange.body))).collect();
    Ok((Recorded { rows, by_id, plans }, catalog, Pages::recorded(&sizes, bounds)))
}

impl Recorded {
    pub(crate) fn index(&self, id: Uuid) -> Option<u32> {
        self.by_id.get(&id).copied()
    }

    pub(crate) fn row(&self, index: u32) -> Option<&Row> {
        self.rows.get(index as usize)
    }
}

fn load<T: DeserializeOwned>(folder: &Path, file: &str) -> Result<T, Error> {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).map_err(|source| Error::Recorded { path: path.clone(), source })?;
    parse(&path, &text)
}

fn parse<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|source| Error::NotARecording { path: path.to_owned(), source })
}

/// The same JSON without the blanks a recording file has between members.
fn compact(text: &RawValue) -> Box<RawValue> {
    let mut out = String::with_capacity(text.get().len());
    let (mut is_text, mut is_escaped) = (false, false);
    for letter in text.get().chars() {
        if is_text || !letter.is_ascii_whitespace() {
            out.push(letter);
        }
        is_text ^= letter == '"' && !is_escaped;
        is_escaped = is_text && letter == '\\' && !is_escaped;
    }
    RawValue::from_string(out).unwrap_or_else(|_| text.to_owned())
}

fn row(catalog: &Catalog, text: Box<RawValue>, view: Subscription) -> Row {
    let day = |date: &Option<String>| Some(day_of(moment(date.as_deref()?)?));
    let span = day(&view.term.start_date).zip(day(&view.term.end_date));
    let begin = Live {
        status: view.saas_subscription_status,
        plan: catalog.find(&view.offer_id, &view.plan_id).unwrap_or_default(),
        quantity: view.quantity,
        unit: TermUnit::parse(&view.term.term_unit).unwrap_or(TermUnit::Month),
        span: span.map(|(first, last)| Span { first, last }),
        auto_renew: view.auto_renew,
        is_free_trial: view.is_free_trial,
        since: moment(&view.created).unwrap_or_default(),
        name: None,
    };
    Row { text, view, begin }
}

fn moment(text: &str) -> Option<Millis> {
    chrono::DateTime::parse_from_rfc3339(text).ok().map(|at| at.timestamp_millis())
}

/// The lower end of the hash range in a recorded next link; empty for the first page.
fn lower_bound(uri: &str) -> String {
    let text = uri.split("min%22%3a%22").nth(1).and_then(|rest| rest.split("%22").next());
    text.unwrap_or_default().to_owned()
}

fn subscription_in(uri: &str) -> String {
    uri.split('/').rev().nth(1).unwrap_or_default().to_owned()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlanText {
    plan_id: String,
    display_name: String,
    is_stop_sell: bool,
    has_free_trials: bool,
}

#[derive(Deserialize)]
struct PlansBody {
    plans: Vec<PlanText>,
}

/// A catalog that knows every plan somebody in the recording has, and every plan in the recorded plan list.
fn catalog(views: &[(Box<RawValue>, Subscription)], plans: &[Exchange<Box<RawValue>>]) -> Catalog {
    let publisher = views.first().map(|(_, view)| view.publisher_id.clone()).unwrap_or_default();
    let mut catalog = Catalog { publisher, offers: Vec::new() };
    for (_, view) in views {
        let mut plan = Plan::new(view.plan_id.clone(), view.plan_id.clone(), "").paid(view.term.term_unit.clone(), 0);
        plan.seats = view.quantity.map(|_| (1, 1_000_000));
        add(&mut catalog, &view.offer_id, plan);
    }
    for exchange in plans {
        let id = subscription_in(&exchange.uri);
        let owner = views.iter().find(|(_, view)| view.id == id).or(views.first());
        let Ok(body) = serde_json::from_str::<PlansBody>(exchange.body.get()) else { continue };
        for text in body.plans {
            let mut plan = Plan::new(text.plan_id, text.display_name, "").paid("P1M", 0);
            (plan.is_stop_sell, plan.has_trial) = (text.is_stop_sell, text.has_free_trials);
            add(&mut catalog, owner.map_or("", |(_, view)| &view.offer_id), plan);
        }
    }
    catalog
}

fn add(catalog: &mut Catalog, offer_id: &str, plan: Plan) {
    let at = catalog.offers.iter().position(|offer| offer.id == offer_id).unwrap_or_else(|| {
        catalog.offers.push(Offer { id: Text::Owned(offer_id.to_owned()), plans: Vec::new() });
        catalog.offers.len() - 1
    });
    if let Some(offer) = catalog.offers.get_mut(at)
        && offer.plans.iter().all(|known| known.id != plan.id)
    {
        offer.plans.push(plan);
    }
}
