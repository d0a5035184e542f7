//! What is known of one request: what its message says, or else what the snapshot holds.

use std::cell::OnceCell;

use super::customer::{Customers, TenantId};
use super::direction::{Direction, direction};
use super::request::{Request, RequestKind, Seats};
use super::snapshot::{Customer, Snapshot};
use crate::ids::{OfferId, PlanId};
use crate::subscription::Channel;

/// Why something is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nobody told.
    Missing,
    /// The snapshot tells, and is past its age.
    Stale,
}

/// Something known, or why it is not.
pub(super) type Fact<T> = Result<T, Gap>;

/// One request with the snapshot beside it.
pub(super) struct Facts<'a> {
    pub(super) request: &'a Request,
    snapshot: &'a Snapshot,
    is_stale: bool,
    customer: Option<&'a Customer>,
    /// Worked out once, however many rules ask.
    direction: OnceCell<Fact<Option<Direction>>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, request: &'a Request) -> Self {
        Self {
            request,
            snapshot,
            is_stale: snapshot.is_stale(request.moment),
            customer: snapshot.customers.get(&request.subscription),
            direction: OnceCell::new(),
        }
    }

    /// Something that only the snapshot can tell.
    fn recalled<T>(&self, found: Option<T>) -> Fact<T> {
        match found {
            None => Err(Gap::Missing),
            Some(_) if self.is_stale => Err(Gap::Stale),
            Some(found) => Ok(found),
        }
    }

    /// Something that the message tells, or else the snapshot.
    fn told<T>(&self, told: Option<&'a T>, recall: impl FnOnce(&'a Customer) -> Option<&'a T>) -> Fact<&'a T> {
        told.map_or_else(|| self.recalled(self.customer.and_then(recall)), Ok)
    }

    pub(super) fn offer(&self) -> Fact<&'a OfferId> {
        self.told(self.request.offer.as_ref(), |customer| customer.offer.as_ref())
    }

    pub(super) fn plan_before(&self) -> Fact<&'a PlanId> {
        self.told(self.request.from_plan.as_ref(), |customer| customer.plan.as_ref())
    }

    /// The plan asked for; a change of seats asks for none.
    pub(super) fn plan_after(&self) -> Fact<Option<&'a PlanId>> {
        match self.request.kind {
            RequestKind::Plan => self.request.to_plan.as_ref().map(Some).ok_or(Gap::Missing),
            RequestKind::Seats => Ok(None),
        }
    }

    pub(super) fn purchaser(&self) -> Fact<&'a TenantId> {
        self.told(self.request.purchaser.as_ref(), |customer| customer.purchaser.as_ref())
    }

    pub(super) fn beneficiary(&self) -> Fact<&'a TenantId> {
        self.told(self.request.beneficiary.as_ref(), |customer| customer.beneficiary.as_ref())
    }

    pub(super) fn channel(&self) -> Fact<Channel> {
        self.told(self.request.channel.as_ref(), |customer| customer.channel.as_ref()).copied()
    }

    /// Never [`Seats::Unknown`].
    pub(super) fn seats_before(&self) -> Fact<Seats> {
        let known = |seats: &'a Seats| Some(seats).filter(|seats| **seats != Seats::Unknown);
        self.told(known(&self.request.from_seats), |customer| known(&customer.seats)).copied()
    }

    /// A change of plan leaves the seats as they are.
    pub(super) fn seats_after(&self) -> Fact<Seats> {
        match self.request.kind {
            RequestKind::Plan => self.seats_before(),
            RequestKind::Seats => self.request.to_seats.map(Seats::Count).ok_or(Gap::Missing),
        }
    }

    pub(super) fn seats_in_use(&self) -> Fact<u32> {
        self.recalled(self.customer.and_then(|customer| customer.seats_in_use))
    }

    pub(super) fn set(&self, name: &str) -> Fact<&'a Customers> {
        self.recalled(self.snapshot.sets.get(name))
    }

    /// Which way the change goes; a change of seats goes none.
    pub(super) fn direction(&self) -> Fact<Option<Direction>> {
        *self.direction.get_or_init(|| {
            let Some(to) = self.plan_after()? else { return Ok(None) };
            let from = self.plan_before()?;
            if from == to {
                return Ok(Some(Direction::Same));
            }
            let offer = self.snapshot.offers.get(self.offer()?);
            self.recalled(offer.and_then(|offer| direction(offer, from, to))).map(Some)
        })
    }
}
