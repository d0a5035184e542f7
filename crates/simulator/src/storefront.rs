//! What customers, resellers and Microsoft do: buy, change, pay or not, cancel. Each does what the real storefront
//! would: state first for notices, question first for changes.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    Error,
    agenda::Due,
    books::{Action, Source},
    post::letter::Purpose,
    sim::{State, Turn},
    switches::Contract,
    when::{HOUR, day_of},
    world::{
        Status,
        live::{Live, Span, TermUnit},
    },
};

/// How long an unacknowledged change hangs under the old contract.
const PATIENCE: i64 = 8 * HOUR;

/// A purchase. Everything left out is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Purchase {
    /// The offer; the first where none is given.
    pub offer: Option<String>,
    /// The plan; the offer's first where none is given.
    pub plan: Option<String>,
    /// Seats, for plans sold per seat; the least where none are given.
    pub quantity: Option<u32>,
    /// Length of term (`P1M`, `P1Y`); the plan's first where none is given.
    pub term: Option<String>,
    /// What the buyer calls it.
    pub name: Option<String>,
    /// Whether a reseller buys; either where it is left open.
    pub reseller: Option<bool>,
}

type Outcome = Result<Option<usize>, Error>;

impl State {
    /// Somebody buys. The publisher is told nothing, unless the plan activates by itself.
    pub(crate) fn purchase(&mut self, turn: &Turn<'_>, purchase: &Purchase) -> Result<u32, Error> {
        let live = self.first_state(turn, purchase)?;
        let index = self.world.add(live, purchase.reseller, turn.now);
        self.note_about(turn, "purchased", index, json!(purchase));
        if turn.switches.auto_activation {
            self.begin_billing(turn, index);
            self.tell(turn, index, Action::Subscribe);
        } else if let Some((at, _)) = self.world.live(index).fate() {
            self.agenda.add(at, Due::Fate(index));
        }
        Ok(index)
    }

    fn first_state(&self, turn: &Turn<'_>, purchase: &Purchase) -> Result<Live, Error> {
        let offers = &self.world.catalog.offers;
        let wanted = |id: &str| purchase.offer.as_deref().is_none_or(|offer| offer == id);
        let offer = offers.iter().find(|offer| wanted(&offer.id)).ok_or(Error::Refused("no such offer"))?;
        let wanted = |id: &str| purchase.plan.as_deref().is_none_or(|plan| plan == id);
        let plan = offer.plans.iter().find(|plan| wanted(&plan.id)).ok_or(Error::Refused("no such plan"))?;
        let units: Vec<TermUnit> = plan.prices.iter().filter_map(|price| TermUnit::parse(&price.unit)).collect();
        let unit = match purchase.term.as_deref() {
            Some(text) => TermUnit::parse(text).filter(|unit| units.contains(unit)),
            None => units.first().copied(),
        };
        let key = self.world.catalog.find(&offer.id, &plan.id).unwrap_or_default();
        Ok(Live {
            status: Status::PendingFulfillmentStart,
            plan: key,
            quantity: plan.seats.map(|(least, most)| purchase.quantity.unwrap_or(least).clamp(least, most)),
            unit: unit.ok_or(Error::Refused("the plan has no such term"))?,
            span: None,
            auto_renew: true,
            is_free_trial: Some(false),
            since: turn.now,
            name: purchase.name.as_deref().map(Into::into),
        })
    }

    /// The customer asks for another plan.
    pub(crate) fn wants_plan(&mut self, turn: &Turn<'_>, index: u32, plan_id: &str) -> Outcome {
        let live = self.ready(index)?;
        let plan = self.world.catalog.sibling(live.plan, plan_id).ok_or(Error::Refused("no such plan"))?;
        if plan == live.plan {
            return Err(Error::Refused("that is the present plan"));
        }
        self.ask(turn, index, Action::ChangePlan, |operation| operation.plan_id = plan_id.to_owned().into())
    }

    /// The customer asks for another number of seats.
    pub(crate) fn wants_seats(&mut self, turn: &Turn<'_>, index: u32, quantity: u32) -> Outcome {
        let live = self.ready(index)?;
        let (least, most) =
            self.world.plan(index).and_then(|plan| plan.seats).ok_or(Error::Refused("a flat-rate plan"))?;
        if live.quantity == Some(quantity) || !(least..=most).contains(&quantity) {
            return Err(Error::Refused("not another number of seats within the plan's limits"));
        }
        self.ask(turn, index, Action::ChangeQuantity, |operation| operation.quantity = Some(quantity))
    }

    /// Only active subscriptions change, and one change at a time.
    fn ready(&self, index: u32) -> Result<Live, Error> {
        let live = self.world.live(index);
        if live.status != Status::Subscribed {
            return Err(Error::Refused("only a subscribed one can be changed"));
        }
        if self.books.is_locked(index) {
            return Err(Error::Refused("another operation is pending"));
        }
        Ok(live)
    }

    fn ask(
        &mut self,
        turn: &Turn<'_>,
        index: u32,
        action: Action,
        want: impl FnOnce(&mut crate::books::Operation),
    ) -> Outcome {
        let operation = self.open(turn, index, action, Source::Azure, turn.guid());
        if let Some(of) = self.books.get_mut(operation) {
            want(of);
        }
        self.note(turn, "asked", operation, &Value::Null);
        self.announce(turn, operation, Purpose::Question);
        if turn.switches.contract == Contract::Old {
            self.agenda.add(turn.now + PATIENCE, Due::GiveUp(operation));
        }
        Ok(Some(operation))
    }

    /// A payment is missing.
    pub(crate) fn suspend(&mut self, turn: &Turn<'_>, index: u32) -> Outcome {
        self.must_be(index, Status::Subscribed)?;
        self.edit(turn, index, |live| live.status = Status::Suspended);
        self.note_about(turn, "suspended", index, Value::Null);
        Ok(Some(self.tell(turn, index, Action::Suspend)))
    }

    /// The payment came in. A question under the old contract; now a notice that ends by itself.
    pub(crate) fn reinstate(&mut self, turn: &Turn<'_>, index: u32) -> Outcome {
        self.must_be(index, Status::Suspended)?;
        if turn.switches.contract == Contract::Old {
            return self.ask(turn, index, Action::Reinstate, |_| {});
        }
        let operation = self.tell(turn, index, Action::Reinstate);
        self.note(turn, "payment received", operation, &Value::Null);
        self.agenda.add(turn.now + i64::from(turn.switches.effect_delay_ms), Due::Effect(operation));
        Ok(Some(operation))
    }

    /// The term ends early and the next begins today.
    pub(crate) fn renew_now(&mut self, turn: &Turn<'_>, index: u32) -> Outcome {
        self.must_be(index, Status::Subscribed)?;
        self.edit(turn, index, |live| {
            let first = day_of(turn.now);
            live.span = Some(Span { first: first - 1, last: first - 1 });
        });
        self.renew(turn, index);
        Ok(None)
    }

    /// The customer or reseller cancels.
    pub(crate) fn cancel(&mut self, turn: &Turn<'_>, index: u32) -> Outcome {
        let status = self.world.live(index).status;
        if status == Status::Unsubscribed {
            return Err(Error::Refused("already ended"));
        }
        self.end(turn, index, "cancelled", status != Status::PendingFulfillmentStart);
        Ok(None)
    }

    /// The customer switches renewal on or off. Nobody is told.
    pub(crate) fn set_auto_renew(&mut self, turn: &Turn<'_>, index: u32, auto_renew: bool) -> Outcome {
        self.edit(turn, index, |live| live.auto_renew = auto_renew);
        self.note_about(turn, "auto-renew", index, json!({ "autoRenew": auto_renew }));
        Ok(None)
    }

    /// The customer gives another name. Nobody is told.
    pub(crate) fn rename(&mut self, turn: &Turn<'_>, index: u32, name: &str) -> Outcome {
        self.edit(turn, index, |live| live.name = Some(name.into()));
        self.note_about(turn, "renamed", index, Value::Null);
        Ok(None)
    }

    fn must_be(&self, index: u32, status: Status) -> Result<(), Error> {
        let fits = self.world.live(index).status == status;
        if fits { Ok(()) } else { Err(Error::Refused("not in this state")) }
    }
}
