//! A webhook message.

use chrono::{DateTime, Utc};
use domain::SubscriptionId;
use domain::rule::{Request, RequestKind, Seats, TenantId};
use domain::{Action, Channel, OfferId, OperationId, OperationSource, OperationStatus, PlanId, Subscription};

/// What Microsoft posts when something happens to a subscription. Claims, until they are read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The operation; not always a GUID, and missing in the sparsest form.
    pub operation: Option<OperationId>,
    /// For correlation alone; may be empty.
    pub activity_id: String,
    /// The publisher; may be empty.
    pub publisher: String,
    /// The offer.
    pub offer: Option<OfferId>,
    /// For a change of plan the new one, otherwise the present one.
    pub plan: Option<PlanId>,
    /// For a change of seats the new number. For a flat plan a meaningless 1 was seen.
    pub seats: Option<u32>,
    /// Whose message.
    pub subscription: SubscriptionId,
    /// When it happened, UTC.
    pub at: Option<DateTime<Utc>>,
    /// What happens, or is asked for.
    pub action: Action,
    /// How far it has come.
    pub status: Option<OperationStatus>,
    /// Who started it.
    pub source: Option<OperationSource>,
    /// The subscription as it is before the change. Missing in sparse messages; what was not told is empty.
    pub present: Option<Subscription>,
    /// Paths of members that say something we could not understand. They are absent above.
    pub unread: Vec<String>,
}

impl Message {
    /// What it asks for, if it asks: every other message tells.
    pub fn asks(&self) -> Option<RequestKind> {
        match self.action {
            Action::ChangePlan => Some(RequestKind::Plan),
            Action::ChangeQuantity => Some(RequestKind::Seats),
            Action::Reinstate
            | Action::Suspend
            | Action::Unsubscribe
            | Action::Renew
            | Action::Subscribe
            | Action::Other(_) => None,
        }
    }

    /// The request as rules see it; nothing where the message tells only. `moment` is when it arrived.
    pub fn request(&self, moment: DateTime<Utc>) -> Option<Request> {
        let kind = self.asks()?;
        let unknown = Request::new(self.subscription.clone(), kind, moment);
        let (to_plan, to_seats) = match kind {
            RequestKind::Plan => (self.plan.clone(), None),
            RequestKind::Seats => (None, self.seats),
        };
        let request = Request { offer: self.offer.clone(), to_plan, to_seats, ..unknown };
        Some(match &self.present {
            Some(present) => self.with_present(present, request),
            None => request,
        })
    }

    fn with_present(&self, present: &Subscription, request: Request) -> Request {
        let offer = Some(present.offer.clone()).filter(|offer| !offer.as_str().is_empty());
        Request {
            offer: request.offer.clone().or(offer),
            from_plan: Some(present.plan.clone()).filter(|plan| !plan.as_str().is_empty()),
            from_seats: self.seats_of(present),
            purchaser: TenantId::told(&present.purchaser.tenant_id),
            beneficiary: TenantId::told(&present.beneficiary.tenant_id),
            channel: channel_of(present),
            ..request
        }
    }

    /// A plan that is not sold per user shows null. Where that was unreadable, or seats are asked for, it is not known.
    fn seats_of(&self, present: &Subscription) -> Seats {
        let was_read = !self.unread.iter().any(|path| path == "subscription.quantity");
        match present.seats {
            Some(seats) => Seats::Count(seats),
            None if was_read && self.action == Action::ChangePlan => Seats::Flat,
            None => Seats::Unknown,
        }
    }
}

/// A reseller shows; a direct purchase is known only where both tenants were told.
fn channel_of(present: &Subscription) -> Option<Channel> {
    let both_told = !present.purchaser.tenant_id.is_empty() && !present.beneficiary.tenant_id.is_empty();
    Some(present.channel()).filter(|channel| both_told || *channel == Channel::Reseller)
}
