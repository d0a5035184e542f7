//! The two ends of a customer's life at the publisher: a purchase is begun, a subscription is ended.

mod facts;
mod pasted;
mod reinstated;
mod rules;
mod visiting;
mod visits;

use domain::{Intent, IntentId, Seen, Wish};
use outbox::Entry;

use crate::change::{Operator, Standing};
use crate::contract::{Code, Fault, IntentCard, LifePreview, LifeRequest, LifeStep, Sentence, TakeLifeStep};
use crate::customer::person_of;
use crate::inbox::Known;
use crate::inbox::facts::About;
use crate::opened::Opened;
use crate::sync_line::moment;

pub(crate) use rules::{activation_refusal, refusal};

impl Opened {
    /// A step, before anybody takes it.
    pub(crate) async fn preview_step(&self, request: LifeRequest, may_cancel: bool) -> Result<LifePreview, Fault> {
        let standing = self.standing_with_plans(&request.subscription.as_str().into()).await?;
        let Standing { subscription, .. } = &standing;
        let now = self.source.clock.now() - self.clock_is_ahead();
        let customer = named(&standing);
        Ok(LifePreview {
            subscription: subscription.id.to_string(),
            type_name: (request.step == LifeStep::Cancel).then(|| customer.clone()),
            customer,
            step: request.step,
            side: self.side_of(&standing).await?,
            buyer: person_of(&subscription.purchaser),
            user: person_of(&subscription.beneficiary),
            visitors: self.visitors(&subscription.id).await?,
            refused: refusal(&standing.asked(), request.step, may_cancel),
            notes: facts::notes(subscription, standing.present_plan(), request.step, now),
            read_at: moment(standing.stored.read_at),
        })
    }

    /// What was bought, for the item of a purchase; nothing where its record cannot be read.
    pub(crate) async fn purchase_about(&self, known: &Known) -> Option<LifePreview> {
        let (About::Purchase { .. }, Some(id)) = (&known.facts.about, &known.item.subscription) else { return None };
        let request = LifeRequest { subscription: id.to_string(), step: LifeStep::Activate };
        self.preview_step(request, false).await.ok()
    }

    /// Takes it. An end wants the customer's name typed, as it is shown.
    pub(crate) async fn take_step(
        &self,
        request: TakeLifeStep,
        may_cancel: bool,
        operator: &Operator<'_>,
        id: IntentId,
    ) -> Result<IntentCard, Fault> {
        let standing = self.standing(&request.subscription.as_str().into()).await?;
        if let Some(why) = refusal(&standing.asked(), request.step, may_cancel) {
            return Err(Fault::new(Code::Refused, why));
        }
        let wish = match request.step {
            LifeStep::Activate => Wish::Activate,
            LifeStep::Cancel if !is_same_name(&request.typed, &named(&standing)) => {
                return Err(Fault::new(Code::Invalid, Sentence::plain("no-name-typed")));
            }
            LifeStep::Cancel => Wish::Cancel,
        };
        let intent = Intent {
            id,
            subscription: standing.subscription.id.clone(),
            wish,
            actor: operator.name.to_owned(),
            reason: request.reason.trim().to_owned(),
            consent: None,
            seen: Seen::from(&standing.subscription),
            asked_at: self.source.clock.now(),
            expires_at: None,
        };
        self.ask(Entry::new(intent, Some(operator.undo))).await
    }
}

/// The name by which a person knows it; the id where it has none.
fn named(standing: &Standing) -> String {
    let name = standing.subscription.name.trim();
    if name.is_empty() { standing.subscription.id.to_string() } else { name.to_owned() }
}

/// Blanks around and between words are not what somebody could get wrong.
fn is_same_name(typed: &str, name: &str) -> bool {
    typed.split_whitespace().eq(name.split_whitespace())
}
