//! What a decision writes: the answer, the event, and everything it moves.

use std::collections::BTreeMap;

use domain::relay_feed::{Announced, Answered, Because, Happened, HeldRequest, HeldState, Joined, Verdict, Way};
use domain::rule::{Refused, Request};

use super::Incoming;
use super::answered::{StoredAnswer, status_of};
use super::judging::{Judgement, Used};
use super::promises::{Promises, RefusedBefore};
use super::turning::{Turning, held_id};
use crate::held::life;
use crate::log::{Doc, Kind, LogError, Put, Write};
use crate::reading_back;
use crate::rules::standing::InForce;
use crate::telling;
use crate::time::millis_between;

/// Everything a decision writes, in one step, and the answer it gives.
pub(super) fn record(
    incoming: &Incoming,
    promises: &Promises,
    in_force: &InForce,
    judgement: Judgement,
    turning: Turning,
    belongs_to: Option<Doc>,
) -> Result<(Write, StoredAnswer), LogError> {
    let request = incoming.message.value.request(incoming.at);
    let now = incoming.relay.time.now();
    let mut record = Record { incoming, write: Write::new(&incoming.connection.id, now), moved: BTreeMap::new() };
    let opened = record.open(request.as_ref(), in_force, &judgement, &turning)?;
    record.refuse(request.as_ref(), &judgement, opened.as_deref())?;
    record.use_up(promises, judgement.used)?;
    record.join(belongs_to, judgement.used)?;
    record.move_held(turning)?;
    record.tidy(promises, judgement.used)?;
    record.finish(request, judgement, opened)
}

struct Record<'a> {
    incoming: &'a Incoming,
    write: Write,
    /// Held requests that move on, each once.
    moved: BTreeMap<String, (Doc, HeldRequest)>,
}

impl Record<'_> {
    /// A held request for a person, where the rule says so.
    fn open(
        &mut self,
        request: Option<&Request>,
        in_force: &InForce,
        judgement: &Judgement,
        turning: &Turning,
    ) -> Result<Option<String>, LogError> {
        let (Verdict::Held, Some(request), Some(decision)) = (judgement.verdict, request, &judgement.decision) else {
            return Ok(None);
        };
        let id = held_id(self.incoming);
        let held = HeldRequest {
            id: id.clone(),
            version: 0,
            request: request.clone(),
            operation: self.incoming.message.value.operation.clone(),
            decision: decision.clone(),
            priced: life::priced(request, &in_force.facts),
            opened_at: self.incoming.at,
            state: HeldState::Open,
            ask_again: None,
            joined: Vec::new(),
            nothing_came: None,
        };
        // What happened after it may have come before it.
        let held = life::stand(held.clone(), &turning.course).unwrap_or(held);
        let (put, event) = telling::held(None, held)?;
        self.write.puts.push(put);
        self.write.events.push(event);
        Ok(Some(id))
    }

    /// A refusal is remembered, so that the message taking the change back is known.
    fn refuse(&mut self, request: Option<&Request>, judgement: &Judgement, held: Option<&str>) -> Result<(), LogError> {
        let (Verdict::Refused | Verdict::Held, Some(request)) = (judgement.verdict, request) else { return Ok(()) };
        let Some(to) = request.target() else { return Ok(()) };
        let refused = Refused {
            subscription: request.subscription.clone(),
            operation: self.incoming.message.value.operation.clone(),
            from: request.present(),
            to,
            at: self.incoming.at,
        };
        let before = RefusedBefore { refused, held: held.map(str::to_owned) };
        self.write.puts.push(Put::new(Kind::Refused, &*self.incoming.key, &before)?.of(&request.subscription));
        Ok(())
    }

    /// A pass works once, an echo comes once.
    fn use_up(&mut self, promises: &Promises, used: Used) -> Result<(), LogError> {
        let key = Some(self.incoming.key.clone());
        let moved = match used {
            Used::Pass(at) => promises.passes.get(at).map(|kept| {
                let mut pass = kept.value.clone();
                pass.used_by = key;
                telling::pass(Some(&kept.doc), pass, false)
            }),
            Used::Coming(at) => promises.coming.get(at).map(|kept| {
                let mut coming = kept.value.clone();
                coming.echo = key;
                telling::coming(Some(&kept.doc), coming, false)
            }),
            Used::Nothing | Used::Refused(_) => None,
        };
        if let Some((put, event)) = moved.transpose()? {
            self.write.puts.push(put);
            self.write.events.push(event);
        }
        Ok(())
    }

    /// An echo or a revert is joined to the request it answers.
    fn join(&mut self, belongs_to: Option<Doc>, used: Used) -> Result<(), LogError> {
        let Some(doc) = belongs_to else { return Ok(()) };
        let mut held: HeldRequest = doc.read()?;
        let is_echo = matches!(used, Used::Coming(_));
        let what = if is_echo { life::ECHO } else { life::REVERT };
        held.joined.push(Joined { key: self.incoming.key.clone(), what: what.to_owned(), at: self.incoming.at });
        if is_echo {
            held = life::came_about(held);
        }
        self.moved.insert(doc.id.clone(), (doc, held));
        Ok(())
    }

    /// What the message means for requests that wait.
    fn move_held(&mut self, turning: Turning) -> Result<(), LogError> {
        let Turning { course, put, concerned } = turning;
        self.write.puts.extend(put);
        for kept in concerned {
            let known = self.moved.remove(&kept.doc.id);
            let was_joined = known.is_some();
            let held = known.map_or(kept.value, |(_, held)| held);
            let moved = life::stand(held.clone(), &course);
            if was_joined || moved.is_some() {
                self.moved.insert(kept.doc.id.clone(), (kept.doc, moved.unwrap_or(held)));
            }
        }
        for (doc, held) in std::mem::take(&mut self.moved).into_values() {
            let (put, event) = telling::held(Some(&doc), held)?;
            self.write.puts.push(put);
            self.write.events.push(event);
        }
        Ok(())
    }

    /// Promises that have lapsed are closed in passing.
    fn tidy(&mut self, promises: &Promises, used: Used) -> Result<(), LogError> {
        let at = self.incoming.at;
        for (place, kept) in promises.passes.iter().enumerate() {
            if kept.value.pass.until < at && used != Used::Pass(place) {
                let (put, event) = telling::pass(Some(&kept.doc), kept.value.clone(), false)?;
                self.write.puts.push(put);
                self.write.events.push(event);
            }
        }
        for (place, kept) in promises.coming.iter().enumerate() {
            if kept.value.expected.until < at && used != Used::Coming(place) {
                self.write.puts.push(Put::over(&kept.doc, &kept.value)?.open(false));
            }
        }
        for kept in &promises.refused {
            if at - kept.value.refused.at > chrono::TimeDelta::days(2) {
                self.write.puts.push(Put::over(&kept.doc, &kept.value)?.open(false));
            }
        }
        Ok(())
    }

    fn finish(
        mut self,
        request: Option<Request>,
        judgement: Judgement,
        held: Option<String>,
    ) -> Result<(Write, StoredAnswer), LogError> {
        let (incoming, verdict) = (self.incoming, judgement.verdict);
        let message = &incoming.message.value;
        let answer = StoredAnswer { status: status_of(verdict), verdict };
        let way = if judgement.because == Because::Elsewhere { Way::Told } else { Way::Asked };
        let Judgement { because, decision, .. } = judgement;
        let announced = Announced {
            key: incoming.key.clone(),
            operation: message.operation.clone(),
            activity_id: message.activity_id.clone(),
            subscription: message.subscription.clone(),
            action: message.action.clone(),
            source: message.source.clone(),
            request,
            message_at: message.at,
            received_at: incoming.at,
            took_ms: millis_between(incoming.at, self.write.at),
            way,
            answered: Answered { status: answer.status, verdict, because, decision, held },
            is_confirmed: false,
            raw: incoming.message.raw.clone(),
        };
        if incoming.connection.reads_back {
            self.write.puts.push(reading_back::to_read(&announced, self.write.at)?);
        }
        let happened = Happened::Announced(Box::new(announced));
        let event = telling::event(&[&incoming.key], Some(&message.subscription), &happened)?;
        self.write.events.insert(0, event);
        let put = Put::new(Kind::Answer, &*incoming.key, &answer)?.of(&message.subscription).open(false);
        self.write.puts.insert(0, put);
        Ok((self.write, answer))
    }
}
