//! Intents beside each other: whose turn it is, and what one means for the judging of another.

use std::collections::BTreeSet;

use domain::judge::{Present, Verdict, judge};
use domain::{Change, Lane, OperationId, SubscriptionId};

use crate::entry::{CallIds, Entry, Wait};
use crate::looks::TRY_AGAIN_AFTER;
use crate::machine::Event;

/// Which of these entries it is the turn of: in each queue of each subscription the first that is not over.
/// They must come in the order in which they were asked for.
pub fn turns<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<&'a Entry> {
    let mut taken = BTreeSet::new();
    let open = entries.into_iter().filter(|entry| !entry.state.is_over());
    open.filter(|entry| taken.insert(queue(entry))).collect()
}

/// Changes of a subscription stand in one queue, and so do hooks about its account. Answers queue by the request they
/// answer: one that needs a person must not use up the ten seconds of the next.
fn queue(entry: &Entry) -> (&SubscriptionId, Lane, Option<&OperationId>) {
    let wish = &entry.intent.wish;
    (&entry.intent.subscription, wish.lane(), wish.operation())
}

/// Judges an entry on what was read. `open` are all intents that are not over, `earlier` our own changes of the same
/// subscription that came to effect since it was asked for.
///
/// What looks like somebody else's doing may be our own answer, which has taken effect and is not settled yet. So while
/// anything else of ours is under way, nobody is asked.
pub fn weigh(entry: &Entry, open: &[Entry], earlier: &[Change], present: Present, ids: CallIds) -> Event {
    let others = open.iter().filter(|other| other.intent.id != entry.intent.id);
    // A hook changes nothing at Microsoft.
    let others = others.filter(|other| other.intent.wish.lane() != Lane::Accounts);
    let mut others = others.filter(|other| other.intent.subscription == entry.intent.subscription);
    match judge(&entry.intent, earlier, &present) {
        Verdict::Ask(_) if others.any(|other| other.is_under_way()) => {
            Event::Unread { why: Wait::Locked, after: TRY_AGAIN_AFTER }
        }
        verdict => Event::Judged { verdict, base: present.subscription, ids },
    }
}
