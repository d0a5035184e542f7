//! What is open about a subscription, read from its documents.

use domain::relay_feed::{Coming, GivenPass, HeldRequest};
use domain::rule::{Expected, Pass, Refused};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::access::Errand;
use crate::held::course::Course;
use crate::log::{About, Doc, Kind, LogError};

/// A refusal, and the held request that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RefusedBefore {
    pub(super) refused: Refused,
    #[serde(default)]
    pub(super) held: Option<String>,
}

/// A document beside what it says.
#[derive(Debug, Clone)]
pub(super) struct Kept<T> {
    pub(super) doc: Doc,
    pub(super) value: T,
}

/// Everything open about one subscription.
#[derive(Debug, Clone, Default)]
pub(super) struct Promises {
    pub(super) held: Vec<Kept<HeldRequest>>,
    pub(super) passes: Vec<Kept<GivenPass>>,
    pub(super) coming: Vec<Kept<Coming>>,
    pub(super) refused: Vec<Kept<RefusedBefore>>,
    pub(super) course: Option<Kept<Course>>,
    pub(super) errands: Vec<(Doc, Errand)>,
}

impl Promises {
    pub(super) fn read(about: &About) -> Result<Self, LogError> {
        Ok(Self {
            held: of(about, Kind::Held)?,
            passes: of(about, Kind::Pass)?,
            coming: of(about, Kind::Coming)?,
            refused: of(about, Kind::Refused)?,
            course: of(about, Kind::Course)?.pop(),
            errands: of(about, Kind::Access)?.into_iter().map(|kept| (kept.doc, kept.value)).collect(),
        })
    }

    pub(super) fn all_passes(&self) -> Vec<Pass> {
        self.passes.iter().map(|kept| kept.value.pass.clone()).collect()
    }

    pub(super) fn all_expected(&self) -> Vec<Expected> {
        self.coming.iter().map(|kept| kept.value.expected.clone()).collect()
    }

    pub(super) fn all_refused(&self) -> Vec<Refused> {
        self.refused.iter().map(|kept| kept.value.refused.clone()).collect()
    }
}

fn of<T: DeserializeOwned>(about: &About, kind: Kind) -> Result<Vec<Kept<T>>, LogError> {
    let docs = about.open.iter().filter(|doc| doc.kind == kind);
    docs.map(|doc| Ok(Kept { doc: doc.clone(), value: doc.read()? })).collect()
}
