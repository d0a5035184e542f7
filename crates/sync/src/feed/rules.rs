//! The relay's rules, and the facts they are judged on: read, put in force, tried.

use std::time::Duration;

use domain::relay_feed::{DryRun, DryRunReport, FactsKept, PutFacts, PutRules, RollBack, RulesKept};
use reqwest::Method;

use super::{Relay, RelayError};

/// Every customer of a large publisher is some megabytes, and a dry run looks through months: neither is waited for by
/// Microsoft.
const LONG_CALL: Duration = Duration::from_secs(120);

impl Relay {
    /// The rules in force; version 0 where there never were any.
    ///
    /// # Errors
    /// Where the relay does not answer.
    pub async fn rules(&self) -> Result<RulesKept, RelayError> {
        self.answer(self.request(Method::GET, self.place.call(&["rules"]))).await
    }

    /// Puts a list in force, over the version that was read.
    ///
    /// # Errors
    /// Where somebody was quicker, the list has flaws, or the relay does not answer.
    pub async fn put_rules(&self, put: &PutRules) -> Result<RulesKept, RelayError> {
        self.answer(self.request(Method::PUT, self.place.call(&["rules"])).json(put)).await
    }

    /// Every version there was.
    ///
    /// # Errors
    /// Where the relay does not answer.
    pub async fn rules_history(&self) -> Result<Vec<RulesKept>, RelayError> {
        self.answer(self.request(Method::GET, self.place.call(&["rules", "history"]))).await
    }

    /// Puts an earlier version in force again, as a new one.
    ///
    /// # Errors
    /// Where somebody was quicker, there is no such version, or the relay does not answer.
    pub async fn roll_back(&self, back: &RollBack) -> Result<RulesKept, RelayError> {
        self.post(&["rules", "roll-back"], back).await
    }

    /// What a list would have answered to the requests the relay had. Changes nothing.
    ///
    /// # Errors
    /// Where the relay does not answer.
    pub async fn dry_run(&self, asked: &DryRun) -> Result<DryRunReport, RelayError> {
        let call = self.request(Method::POST, self.place.call(&["rules", "dry-run"])).json(asked);
        self.answer_within(LONG_CALL, call).await
    }

    /// Puts a dated snapshot in force, over the version that was read.
    ///
    /// # Errors
    /// Where somebody was quicker, a newer one is in force, or the relay does not answer.
    pub async fn put_facts(&self, put: &PutFacts) -> Result<FactsKept, RelayError> {
        let call = self.request(Method::PUT, self.place.call(&["facts"])).json(put);
        self.answer_within(LONG_CALL, call).await
    }
}
