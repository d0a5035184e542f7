//! Editing rules: what the page begins with, what a draft would do, and keeping it.

use domain::rule::{Rules, Snapshot};
use serde::Deserialize as _;
use serde_json::Value;

use super::book::Kept;
use super::dry_run::{self, Run};
use super::ground::{Ground, InForce};
use super::judged::Judged;
use super::preview::{self, Names};
use super::{beside, flaws, history, matrix, reading, snapshot, writing};
use crate::contract::{
    Code, Fault, MatrixRequest, RulePreview, RulesDraft, RulesMatrix, RulesPage, RulesTrial, Sentence, TryRules,
};
use crate::explain;
use crate::opened::Opened;

/// The journal's name for the draft.
const DRAFT: &str = "rules-draft";

impl Opened {
    /// What the page of rules begins with.
    pub(crate) async fn rules(&self) -> Result<RulesPage, Fault> {
        let ground = self.ground(true).await?;
        let fault = self.ask_the_book().await.err();
        let in_force = self.rules.in_force();
        let kept = in_force.kept.as_ref();
        let version = kept.map_or(0, |kept| u32::try_from(kept.version).unwrap_or_default());
        let draft = match self.kept_draft().await? {
            Some(draft) => reading::draft(&draft, draft.version),
            None => reading::draft(&in_force.rules, version),
        };
        let edited = writing::rules(&draft, ground.at);
        let no_relay = || Sentence::plain("rules-no-relay");
        Ok(RulesPage {
            in_force: kept.map(|kept| history::version(kept, Some(&in_force.rules), None)),
            offers: snapshot::for_the_page(&ground.offers, &edited),
            sets: beside::sets(&edited).into_keys().collect(),
            draft,
            refused: self.book.book().is_none().then(no_relay),
            fault,
        })
    }

    /// Asks the relay for what is in force. Where it does not answer, what was heard last stays.
    pub(super) async fn ask_the_book(&self) -> Result<(), Fault> {
        let Some(book) = self.book.book() else { return Ok(()) };
        self.heard(book.kept().await?)
    }

    /// Keeps what is in force in mind.
    pub(super) fn heard(&self, kept: Option<Kept>) -> Result<(), Fault> {
        let rules = kept.as_ref().map(|kept| Rules::deserialize(&kept.rules)).transpose();
        let rules = rules.map_err(|_| Fault::new(Code::Unreadable, Sentence::plain("fault-rules-unreadable")))?;
        self.rules.heard(InForce { kept, rules: rules.unwrap_or_default() });
        Ok(())
    }

    /// What a draft says, and what it would have done.
    pub(crate) async fn try_rules(&self, request: &TryRules) -> Result<RulesTrial, Fault> {
        let ground = self.ground(false).await?;
        let in_force = self.rules.in_force();
        let rules = writing::rules(&request.draft, ground.at);
        let names = self.names(&ground, &rules).await?;
        let (old_facts, facts) = (facts(&ground, &in_force.rules), facts(&ground, &rules));
        let before = Judged { rules: &in_force.rules, facts: &old_facts };
        let draft = Judged { rules: &rules, facts: &facts };
        let run = dry_run::run(&ground.past, before, draft, &names, (ground.since, ground.at));
        Ok(RulesTrial {
            changed: !history::answer_the_same(&in_force.rules, &rules),
            rules: previews(draft, &request.draft, &names, &run),
            all_else: run.decides.get(&0).copied().unwrap_or_default(),
            matrix: request.matrix.as_ref().map(|wanted| drawn(wanted, draft, &ground)),
            dry_run: run.told,
        })
    }

    /// Keeps a draft until it is put in force or discarded. One that says what is in force is none. One with an entry that cannot be read is kept by the page
    /// alone, because reading it again would show that entry as a newer program's.
    pub(crate) async fn keep_rules(&self, draft: &RulesDraft) -> Result<(), Fault> {
        if draft.rules.iter().any(|rule| !writing::misread(&rule.conditions).is_empty()) {
            return Ok(());
        }
        let rules = writing::rules(draft, self.source.clock.now());
        if history::answer_the_same(&self.rules.in_force().rules, &rules) {
            return self.forget_draft().await;
        }
        let kept = serde_json::to_value(&rules).unwrap_or_default();
        self.source.store.journal.set(DRAFT, kept).await.map_err(explain::store)
    }

    /// Forgets the draft.
    pub(crate) async fn discard_rules(&self) -> Result<RulesPage, Fault> {
        self.forget_draft().await?;
        self.rules().await
    }

    pub(super) async fn forget_draft(&self) -> Result<(), Fault> {
        self.source.store.journal.set(DRAFT, Value::Null).await.map_err(explain::store)
    }

    async fn kept_draft(&self) -> Result<Option<Rules>, Fault> {
        let kept = self.source.store.journal.setting(DRAFT).await.map_err(explain::store)?;
        Ok(kept.and_then(|kept| serde_json::from_value(kept).ok()))
    }
}

fn facts(ground: &Ground, rules: &Rules) -> Snapshot {
    snapshot::taken(&ground.offers, rules, ground.at)
}

fn previews(judged: Judged<'_>, draft: &RulesDraft, names: &Names, run: &Run) -> Vec<RulePreview> {
    let found = judged.rules.flaws();
    let preview = |(place, rule)| RulePreview {
        asks: preview::asks(rule),
        when: preview::when(rule, names),
        answer: preview::answer(rule),
        flaws: flaws::of(place, judged.rules, &found, draft.rules.get(place)),
        notes: flaws::notes(place, judged),
        decides: u32::try_from(place + 1).ok().and_then(|at| run.decides.get(&at)).copied().unwrap_or_default(),
    };
    judged.rules.rules.iter().enumerate().map(preview).collect()
}

fn drawn(wanted: &MatrixRequest, judged: Judged<'_>, ground: &Ground) -> RulesMatrix {
    let offers = snapshot::for_the_page(&ground.offers, judged.rules);
    let plans = offers.into_iter().find(|offer| offer.id == wanted.offer).map(|offer| offer.plans).unwrap_or_default();
    matrix::drawn(wanted, plans, judged, &ground.past, ground.at)
}
