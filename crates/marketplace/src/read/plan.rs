//! Reads a plan with its prices.

use domain::plan::Amount;
use domain::{BadRecord, Included, Meter, Plan, Price, Received, TermUnit};
use serde_json::{Map, Value};

use super::received;
use super::record::{Record, Unread};

const KNOWN: [&str; 12] = [
    "planId",
    "displayName",
    "description",
    "isPrivate",
    "isStopSell",
    "hasFreeTrials",
    "isPricePerSeat",
    "minQuantity",
    "maxQuantity",
    "market",
    "planComponents",
    "sourceOffers",
];

/// Reads a plan as Microsoft sends it, from whatever year.
pub fn read_plan(raw: &str) -> Result<Received<Plan>, BadRecord> {
    received(raw, plan)
}

fn plan(record: &Record<'_>) -> Result<Plan, Unread> {
    let components = record.object("planComponents")?;
    let sources = record.objects("sourceOffers")?;
    Ok(Plan {
        id: record.id("planId")?.into(),
        display_name: record.text("displayName")?,
        description: record.text("description")?,
        is_private: record.flag("isPrivate")?.unwrap_or(false),
        is_stop_sell: record.flag("isStopSell")?.unwrap_or(false),
        has_free_trial: record.flag("hasFreeTrials")?.unwrap_or(false),
        is_per_seat: record.flag("isPricePerSeat")?.unwrap_or(false),
        min_seats: record.count("minQuantity")?,
        max_seats: record.count("maxQuantity")?,
        market: record.text("market")?,
        prices: components.objects("recurrentBillingTerms")?.iter().map(price).collect::<Result<_, _>>()?,
        meters: components.objects("meteringDimensions")?.iter().map(meter).collect::<Result<_, _>>()?,
        private_offers: sources.iter().map(|source| source.text("externalId")).collect::<Result<_, _>>()?,
        other: others(record),
    })
}

fn price(record: &Record<'_>) -> Result<Price, Unread> {
    Ok(Price {
        amount: amount(record, "price")?,
        term: TermUnit::read(&record.text("termUnit")?),
        description: record.text("termDescription")?,
        included: record.objects("meteredQuantityIncluded")?.iter().map(included).collect::<Result<_, _>>()?,
    })
}

fn included(record: &Record<'_>) -> Result<Included, Unread> {
    Ok(Included { dimension: record.text("dimensionId")?, units: record.text("units")? })
}

fn meter(record: &Record<'_>) -> Result<Meter, Unread> {
    Ok(Meter {
        id: record.id("id")?,
        display_name: record.text("displayName")?,
        unit: record.text("unitOfMeasure")?,
        price: amount(record, "pricePerUnit")?,
    })
}

fn amount(record: &Record<'_>, name: &str) -> Result<Amount, Unread> {
    Ok(Amount { value: record.required_decimal(name)?, code: record.text("currency")? })
}

/// Members we do not know. One nested too deeply to take apart is kept as text.
fn others(record: &Record<'_>) -> Map<String, Value> {
    let value = |raw: &str| serde_json::from_str(raw).unwrap_or_else(|_| Value::String(raw.to_owned()));
    record.others(&KNOWN).map(|(name, raw)| (name, value(raw))).collect()
}
