//! Putting rules in force, and going back to an earlier version.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::rule::Rules;

use super::book::{Kept, NotKept, Put, RollBack, RuleBook};
use super::past::DAYS;
use super::{history, writing};
use crate::contract::{
    Code, Fault, PutRules, RelayDryRun, RollBackRules, RulesDraft, RulesHistory, RulesPage, Sentence, Tag,
};
use crate::opened::Opened;

impl Opened {
    /// Puts a draft in force, if nobody was quicker.
    pub(crate) async fn put_rules(&self, request: &PutRules, author: &str) -> Result<RulesPage, Fault> {
        let book = self.a_book()?;
        let reason = said(&request.reason)?;
        let now = self.source.clock.now();
        let mut rules = sound(&request.draft, now)?;
        self.heard(book.kept().await?)?;
        let in_force = self.rules.in_force();
        let version = in_force.kept.as_ref().map_or(0, |kept| kept.version);
        if version != i64::from(request.draft.version) {
            return Err(NotKept::Newer { version }.into());
        }
        sign(&mut rules, &in_force.rules, author, reason, now);
        let kept = self.put_with_facts(&*book, (version, author, reason), &rules, &in_force.rules).await?;
        self.heard(Some(kept))?;
        self.forget_draft().await?;
        self.tidings.tell(Tag::Rules);
        self.rules().await
    }

    /// First the snapshot that the list is judged on, then the list. A list that is not taken must not leave its order
    /// of plans behind, so the snapshot of what stays in force is put back.
    async fn put_with_facts(
        &self,
        book: &dyn RuleBook,
        (version, author, reason): (i64, &str, &str),
        rules: &Rules,
        in_force: &Rules,
    ) -> Result<Kept, Fault> {
        let ground = self.ground(false).await?;
        self.send_facts(book, self.snapshot(&ground.offers, rules).await?).await?;
        let value = serde_json::to_value(rules).unwrap_or_default();
        let put = Put { version, author: author.to_owned(), reason: reason.to_owned(), rules: value };
        match book.put(put).await {
            Ok(kept) => Ok(kept),
            Err(why) => {
                let facts = self.snapshot(&ground.offers, in_force).await?;
                if let Err(fault) = self.send_facts(book, facts).await {
                    tracing::warn!(%fault, "the snapshot of the rules in force could not be put back");
                }
                Err(why.into())
            }
        }
    }

    /// Asks the relay what a draft would have answered.
    pub(crate) async fn dry_run_rules(&self, draft: &RulesDraft) -> Result<RelayDryRun, Fault> {
        let now = self.source.clock.now();
        let rules = serde_json::to_value(writing::rules(draft, now)).unwrap_or_default();
        let report = self.a_book()?.dry_run(rules, now - TimeDelta::days(DAYS)).await?;
        Ok(RelayDryRun { requests: report.requests, otherwise: report.otherwise, flaws: report.flaws })
    }

    /// Every version, the latest first.
    pub(crate) async fn rules_history(&self) -> Result<RulesHistory, Fault> {
        let Some(book) = self.book.book() else {
            return Ok(RulesHistory { versions: Vec::new(), refused: Some(Sentence::plain("rules-no-relay")) });
        };
        Ok(RulesHistory { versions: history::told(book.history().await?), refused: None })
    }

    /// Puts an earlier version in force again. A draft stays as it is.
    pub(crate) async fn roll_back_rules(&self, request: &RollBackRules, author: &str) -> Result<RulesPage, Fault> {
        let back = RollBack {
            version: request.version.into(),
            to: request.to.into(),
            author: author.to_owned(),
            reason: said(&request.reason)?.to_owned(),
        };
        let kept = self.a_book()?.roll_back(back).await?;
        self.heard(Some(kept))?;
        self.tidings.tell(Tag::Rules);
        let ground = self.ground(false).await?;
        let facts = self.snapshot(&ground.offers, &self.rules.in_force().rules).await?;
        self.send_facts(&*self.a_book()?, facts).await?;
        self.rules().await
    }

    fn a_book(&self) -> Result<Arc<dyn RuleBook>, Fault> {
        self.book.book().ok_or_else(|| Fault::new(Code::Refused, Sentence::plain("rules-no-relay")))
    }
}

/// Nothing is put in force without a reason.
fn said(reason: &str) -> Result<&str, Fault> {
    let reason = reason.trim();
    if reason.is_empty() { Err(Fault::new(Code::Invalid, Sentence::plain("rules-no-reason"))) } else { Ok(reason) }
}

/// The list of a draft, where it may be put in force.
fn sound(draft: &RulesDraft, now: DateTime<Utc>) -> Result<Rules, Fault> {
    let rules = writing::rules(draft, now);
    let is_misread = draft.rules.iter().any(|rule| !writing::misread(&rule.conditions).is_empty());
    if is_misread || !rules.flaws().is_empty() {
        return Err(Fault::new(Code::Invalid, Sentence::plain("fault-rules-flawed")));
    }
    Ok(rules)
}

/// What is new or answers otherwise than before bears the author's name, reason and moment; all else keeps its own.
fn sign(rules: &mut Rules, before: &Rules, author: &str, reason: &str, now: DateTime<Utc>) {
    rules.version = rules.version.saturating_add(1);
    for rule in &mut rules.rules {
        match before.rules.iter().find(|old| old.id == rule.id).filter(|old| history::means_the_same(old, rule)) {
            Some(old) => rule.clone_from(old),
            None => {
                author.clone_into(&mut rule.author);
                reason.clone_into(&mut rule.reason);
                rule.since = now;
            }
        }
    }
}
