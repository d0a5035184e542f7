//! What it would come to: to how many it is done, who is left out and why, and what begins to be billed.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use domain::{Plan, Status, SubscriptionId};

use super::chosen::Chosen;
use super::rules::LeftOut;
use crate::change::monthly;
use crate::contract::{Code, Fault, ManyAction, ManyPreview, ManyRequest, ManySkipped, Money, Sentence};
use crate::opened::Opened;
use crate::suspensions::sums;

/// So many are named; the rest is a number.
const NAMED: usize = 5;
/// One journal keeps so many customers of one deed at most.
const MOST: usize = 20_000;

/// All that were selected, each with why it is left out.
pub(super) struct Weighed {
    pub all: Vec<(Chosen, Option<LeftOut>)>,
}

impl Weighed {
    pub(super) fn touched(&self) -> impl Iterator<Item = &Chosen> {
        self.all.iter().filter(|(_, left_out)| left_out.is_none()).map(|(chosen, _)| chosen)
    }

    /// Stands for these customers: another set has another.
    pub(super) fn agreed(&self) -> String {
        let ids: Vec<&str> = self.touched().map(|chosen| chosen.id.as_str()).collect();
        let said = serde_json::to_vec(&ids).unwrap_or_default();
        HEXLOWER.encode(digest(&SHA256, &said).as_ref())
    }

    /// Those left out, by why, the most first.
    fn skipped(&self) -> Vec<ManySkipped> {
        let mut groups: Vec<ManySkipped> = Vec::new();
        for (chosen, left_out) in &self.all {
            let Some(LeftOut { why, .. }) = left_out else { continue };
            match groups.iter_mut().find(|group| group.why == *why) {
                Some(group) => {
                    group.count += 1;
                    if group.first.len() < NAMED {
                        group.first.push(chosen.name());
                    }
                }
                None => groups.push(ManySkipped { why: why.clone(), count: 1, first: vec![chosen.name()] }),
            }
        }
        groups.sort_by_key(|group| std::cmp::Reverse(group.count));
        groups
    }

    /// Why nothing can be begun.
    pub(super) fn refusal(&self, action: &ManyAction) -> Option<Sentence> {
        let touched = self.touched().count();
        if touched == 0 {
            return Some(Sentence::plain("many-nobody"));
        }
        let is_kept = *action != ManyAction::Export;
        (is_kept && self.all.len() > MOST).then(|| Sentence::plain("many-too-many").with("most", MOST))
    }
}

/// What begins to be billed.
#[derive(Default)]
struct Billed {
    per_month: Vec<Money>,
    unpriced: u32,
    trials: usize,
}

impl Opened {
    pub(crate) async fn preview_many(&self, request: &ManyRequest) -> Result<ManyPreview, Fault> {
        let weighed = self.weighed(request).await?;
        let billed = match request.action {
            ManyAction::Activate => self.billed(&weighed).await?,
            ManyAction::SuspendAccess | ManyAction::Assign { .. } | ManyAction::Note { .. } | ManyAction::Export => {
                Billed::default()
            }
        };
        let touched = weighed.touched().count();
        let refused = self.refusal_of_many(request, &weighed);
        let notes = notes(&request.action, &weighed, billed.trials);
        Ok(ManyPreview {
            selected: count(weighed.all.len()),
            touched: count(touched),
            first: weighed.touched().take(NAMED).map(Chosen::name).collect(),
            skipped: weighed.skipped(),
            per_month: billed.per_month,
            unpriced: billed.unpriced,
            notes: if refused.is_some() { Vec::new() } else { notes },
            refused,
            agreed: weighed.agreed(),
        })
    }

    /// Everyone selected, weighed on what is known now.
    pub(super) async fn weighed(&self, request: &ManyRequest) -> Result<Weighed, Fault> {
        let all = self.chosen(&request.selection).await?;
        let left_out = self.ground_of_many().await?.left_out(&request.action, &all);
        Ok(Weighed { all: all.into_iter().zip(left_out).collect() })
    }

    pub(super) fn refusal_of_many(&self, request: &ManyRequest, weighed: &Weighed) -> Option<Sentence> {
        let is_kept = request.action != ManyAction::Export;
        if is_kept && self.source.store.journal.is_read_only() {
            return Some(Sentence::plain("no-read-only"));
        }
        weighed.refusal(&request.action)
    }

    /// What these pay in a month once they are active. A free trial pays nothing yet; where plans were never read, or
    /// have prices in several currencies, nobody knows.
    async fn billed(&self, weighed: &Weighed) -> Result<Billed, Fault> {
        let is_trial = |chosen: &&Chosen| chosen.row.as_ref().is_some_and(|row| row.free_trial);
        let ids: Vec<SubscriptionId> =
            weighed.touched().filter(|chosen| !is_trial(chosen)).map(|chosen| chosen.id.clone()).collect();
        let own = self.price_list().await?;
        let found = self.read_with_plans(&ids).await?;
        let prices: BTreeMap<_, _> = found
            .iter()
            .filter_map(|found| {
                let raws = found.plans.iter().flatten();
                let plans = raws.filter_map(|raw| marketplace::read_plan(raw).ok()).map(|read| read.value);
                let plans: Vec<Plan> = plans.collect();
                Some((&found.row.id, monthly(&found.row, &plans, &own)?.0))
            })
            .collect();
        let (per_month, unpriced) = sums::sum(ids.iter().map(|id| prices.get(id)));
        Ok(Billed { per_month, unpriced, trials: weighed.touched().filter(is_trial).count() })
    }
}

/// What was typed can be used.
pub(super) fn sound(action: &ManyAction, reason: &str) -> Result<(), Fault> {
    let lacks = |key: &str| Err(Fault::new(Code::Invalid, Sentence::plain(key)));
    match action {
        ManyAction::Note { text } if text.trim().is_empty() => lacks("many-no-text"),
        ManyAction::SuspendAccess if reason.trim().is_empty() => lacks("no-access-reason"),
        _ => Ok(()),
    }
}

fn notes(action: &ManyAction, weighed: &Weighed, trials: usize) -> Vec<Sentence> {
    let plain = |key: &str| Some(Sentence::plain(key));
    let said = |key: &str, number: usize| (number > 0).then(|| Sentence::plain(key).with("count", number));
    let notes = match action {
        ManyAction::Activate => {
            let billed = weighed.touched().count().saturating_sub(trials);
            vec![said("many-billing", billed), said("many-trials", trials), plain("many-ready")]
        }
        ManyAction::SuspendAccess => {
            let pays = |chosen: &&Chosen| chosen.row.as_ref().is_some_and(|row| row.status == Status::Subscribed);
            vec![said("many-pay", weighed.touched().filter(pays).count()), plain("many-shut-out")]
        }
        ManyAction::Assign { .. } | ManyAction::Note { .. } | ManyAction::Export => Vec::new(),
    };
    notes.into_iter().flatten().collect()
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
