//! A request whose answer the relay keeps open: the page shows it, says so, and whoever answers first decides.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use chrono::{DateTime, Utc};
use domain::relay_feed::{Question, QuestionState};
use domain::rule::Request as Asked;
use domain::{Answer, Change, Seen, Status};
use store::{ItemWrite, ListRow};

use crate::contract::Fault;
use crate::inbox::clocks;
use crate::inbox::facts::{About, AtRelay, Facts, Request, Stage};
use crate::opened::Opened;

/// The item of a question.
pub(super) fn item_id(question: &Question) -> String {
    format!("{}:question:{}", question.request.subscription, question.id)
}

impl Opened {
    /// A question was asked, is shown somewhere, or is over.
    pub(super) async fn asked(&self, question: &Question) -> Result<Vec<ItemWrite>, Fault> {
        let (id, now) = (item_id(question), self.source.clock.now());
        let how = match &question.state {
            QuestionState::Open => {
                let closes_at = self.link().map_or(question.until, |link| link.line().in_our_time(question.until));
                return if closes_at <= now {
                    Ok(Vec::new())
                } else {
                    self.open_question(question, id, closes_at).await
                };
            }
            QuestionState::Answered { by, answer, .. } => format!("{}:{by}", answered(*answer)),
            QuestionState::Silence => "relay-silence".to_owned(),
            QuestionState::NobodyLooked => "relay-nobody-looked".to_owned(),
        };
        self.forget_shown(&question.id);
        Ok(vec![ItemWrite::Settled { id, how }])
    }

    async fn open_question(
        &self,
        question: &Question,
        id: String,
        closes_at: DateTime<Utc>,
    ) -> Result<Vec<ItemWrite>, Fault> {
        let asked = &question.request;
        let Some(target) = asked.target() else { return Ok(Vec::new()) };
        let row = self.row_of(&asked.subscription).await?;
        let rule = self.rule_name(question.decision.rule.as_ref()).await?;
        let request = Request {
            before: before(asked, row.as_ref()),
            asked: target,
            closes_at: Some(closes_at),
            relay: Some(AtRelay::Question { id: question.id.clone(), rule }),
            ..Request::at(Stage::Live)
        };
        let facts = Facts::of(row.as_ref(), &asked.subscription, About::Request(request));
        let mut item = clocks::found(&id, Some(asked.subscription.clone()), &facts, closes_at);
        self.price(&mut item).await;
        Ok(vec![ItemWrite::Found { item, silently: false }])
    }

    /// The page shows these items, and no others: the relay keeps an answer open only while somebody looks.
    pub(crate) async fn showing(&self, items: &[String]) -> Result<(), Fault> {
        let Some(link) = self.link() else { return Ok(()) };
        let mut now_shown = BTreeSet::new();
        for id in items {
            if let Ok(known) = self.item(id).await
                && known.item.settled_at.is_none()
                && let About::Request(Request { relay: Some(AtRelay::Question { id, .. }), .. }) = &known.facts.about
            {
                now_shown.insert(id.clone());
            }
        }
        let before = {
            let mut shown = link.shown.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *shown, now_shown.clone())
        };
        let changes = now_shown.difference(&before).map(|id| (id, true));
        for (id, is_shown) in changes.chain(before.difference(&now_shown).map(|id| (id, false))) {
            // One that is over meanwhile needs no word; the feed tells.
            if let Err(error) = link.relay.show(id, is_shown).await {
                tracing::debug!(%error, "the relay was not told what is shown");
            }
        }
        Ok(())
    }

    fn forget_shown(&self, question: &str) {
        if let Some(link) = self.link() {
            link.shown.lock().unwrap_or_else(PoisonError::into_inner).remove(question);
        }
    }

    /// Answers a question. The first answer wins, here or elsewhere.
    pub(super) async fn answer_question(&self, item: &str, question: &str, answer: Answer) -> Result<(), Fault> {
        let link = self.some_link()?;
        let settled = link.relay.decide(question, answer).await.map_err(|error| super::fault(&error))?;
        self.forget_shown(question);
        let by = match settled.state {
            QuestionState::Answered { by, .. } => by,
            _ => link.desk().unwrap_or_default(),
        };
        self.write_item(ItemWrite::Settled { id: item.to_owned(), how: format!("{}:{by}", answered(answer)) }).await
    }

    /// Whether the same waits at the relay: then what is seen of its operation is no second item.
    pub(crate) async fn is_asked(&self, id: &domain::SubscriptionId, asked: &Change) -> Result<bool, Fault> {
        let open = self.open_items().await?;
        let mut waiting = open.of(id).map(|known| &known.facts).filter(|facts| facts.waits_at_relay());
        Ok(waiting.any(|facts| matches!(&facts.about, About::Request(request) if request.asked == *asked)))
    }
}

fn answered(answer: Answer) -> &'static str {
    match answer {
        Answer::Accept => "relay-accepted",
        Answer::Refuse => "relay-refused",
    }
}

/// What stood before: as the message said, else as the cache has it.
pub(super) fn before(asked: &Asked, row: Option<&ListRow>) -> Seen {
    let cached = row.map(crate::inbox::seen);
    let (status, plan, seats) = cached.map_or_else(
        || (Status::Subscribed, domain::PlanId::from(""), None),
        |seen| (seen.status, seen.plan, seen.seats),
    );
    Seen { status, plan: asked.from_plan.clone().unwrap_or(plan), seats: asked.from_seats.count().or(seats) }
}
