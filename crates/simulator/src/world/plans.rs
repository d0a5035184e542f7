//! The plan list of one subscription, as the service writes it.

use serde::Serialize;
use serde_json::{Number, Value};

use super::{
    catalog::{Plan, Price},
    culture::Culture,
    wire::Text,
};

/// One plan in the answer to List available plans.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlanView {
    plan_id: Text,
    display_name: Text,
    is_private: bool,
    description: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_quantity: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_quantity: Option<u32>,
    has_free_trials: bool,
    is_price_per_seat: bool,
    is_stop_sell: bool,
    market: Text,
    plan_components: Components,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_offers: Option<Vec<SourceOffer>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Components {
    recurrent_billing_terms: Vec<TermView>,
    metering_dimensions: Vec<MeterView>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TermView {
    currency: Text,
    price: Value,
    term_unit: Text,
    term_description: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    metered_quantity_included: Vec<Included>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Included {
    dimension_id: Text,
    /// A number written as text.
    units: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct MeterView {
    id: Text,
    currency: Text,
    price_per_unit: Value,
    unit_of_measure: Text,
    display_name: Text,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SourceOffer {
    external_id: String,
}

impl PlanView {
    /// A plan as a customer of this culture sees it; `private_offer` only when the purchased plan was asked for.
    pub(crate) fn of(plan: &Plan, culture: &Culture, private_offer: Option<String>) -> Self {
        Self {
            plan_id: plan.id.clone(),
            display_name: plan.name.clone(),
            is_private: plan.is_private,
            description: plan.description.clone(),
            min_quantity: plan.seats.map(|(least, _)| least),
            max_quantity: plan.seats.map(|(_, most)| most),
            has_free_trials: plan.has_trial,
            is_price_per_seat: plan.seats.is_some(),
            is_stop_sell: plan.is_stop_sell,
            market: culture.market.into(),
            plan_components: Components {
                recurrent_billing_terms: plan.prices.iter().map(|price| term(plan, price, culture)).collect(),
                metering_dimensions: meters(plan, culture),
            },
            source_offers: private_offer.map(|external_id| vec![SourceOffer { external_id }]),
        }
    }
}

fn term(plan: &Plan, price: &Price, culture: &Culture) -> TermView {
    let included =
        plan.meters.iter().map(|meter| Included { dimension_id: meter.id.clone(), units: meter.included.to_string() });
    TermView {
        currency: culture.currency.into(),
        price: money(price.cents, culture),
        term_unit: price.unit.clone(),
        term_description: describe(&price.unit),
        metered_quantity_included: included.collect(),
    }
}

fn meters(plan: &Plan, culture: &Culture) -> Vec<MeterView> {
    let meters = plan.meters.iter().map(|meter| MeterView {
        id: meter.id.clone(),
        currency: culture.currency.into(),
        price_per_unit: money(meter.cents, culture),
        unit_of_measure: meter.unit.clone(),
        display_name: meter.name.clone(),
    });
    meters.collect()
}

fn describe(unit: &str) -> Text {
    match unit {
        "P1M" => "1 Month Subscription".into(),
        _ => format!("{} Year Subscription", unit.trim_matches(['P', 'Y'])).into(),
    }
}

/// A price as a number with decimals, `0.0` and not `0`, as recorded.
fn money(cents: u64, culture: &Culture) -> Value {
    let local = cents * culture.rate / 100;
    let amount = if culture.currency == "JPY" { (local / 100) as f64 } else { local as f64 / 100.0 };
    Number::from_f64(amount).map_or(Value::Null, Value::Number)
}
