//! Where a desk begins again.

use domain::relay_feed::{ActivationStep, FeedSnapshot, RulesKept, Visit};
use serde::de::DeserializeOwned;

use super::cursor;
use crate::access::Errand;
use crate::activation;
use crate::desks::{Caller, Trouble};
use crate::log::{Doc, Kind, LogError, Which};
use crate::rules::FactsDoc;
use crate::rules::standing::THE_ONE;

/// Most documents of a kind.
const MOST: u32 = 20_000;

/// What is so at present. The cursor is read first: what changes meanwhile comes again as an event.
pub(super) async fn take(caller: &Caller) -> Result<FeedSnapshot, Trouble> {
    let (log, of) = (&caller.relay.log, &caller.connection.id);
    let last = log.bounds(of).await?.last;
    let rules = log.doc(of, Kind::Rules, THE_ONE).await?.map(|doc| doc.read::<RulesKept>()).transpose()?;
    let facts = log.doc(of, Kind::Facts, THE_ONE).await?.map(|doc| doc.read::<FactsDoc>()).transpose()?;
    Ok(FeedSnapshot {
        cursor: cursor::write(log.name(), last),
        at: caller.relay.time.now(),
        held: open(caller, Kind::Held).await?,
        passes: open(caller, Kind::Pass).await?,
        coming: open(caller, Kind::Coming).await?,
        rules,
        facts: facts.map(|facts| facts.kept),
        visits: every::<Visit>(caller, Kind::Visit).await?,
        access: open::<Errand>(caller, Kind::Access).await?.into_iter().map(|errand| errand.step).collect(),
        activations: activations(caller).await?,
    })
}

async fn activations(caller: &Caller) -> Result<Vec<ActivationStep>, LogError> {
    let errands = open::<activation::Errand>(caller, Kind::Activation).await?;
    Ok(errands.into_iter().map(|errand| errand.step).collect())
}

async fn open<T: DeserializeOwned>(caller: &Caller, kind: Kind) -> Result<Vec<T>, LogError> {
    listed(caller, Which { kind, open_only: true, limit: MOST }).await
}

/// A contact address matters for as long as it is kept, whether anything is missing or not.
async fn every<T: DeserializeOwned>(caller: &Caller, kind: Kind) -> Result<Vec<T>, LogError> {
    listed(caller, Which { kind, open_only: false, limit: MOST }).await
}

async fn listed<T: DeserializeOwned>(caller: &Caller, which: Which) -> Result<Vec<T>, LogError> {
    let docs = caller.relay.log.docs(&caller.connection.id, which).await?;
    docs.iter().map(Doc::read).collect()
}
