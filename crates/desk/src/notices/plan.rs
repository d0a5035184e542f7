//! Which items the desktop is told of now. No I/O and no clock.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveTime, Utc};

use crate::contract::{ItemKind, Notices};
use crate::inbox::Known;
use crate::inbox::facts::{About, Stage};

/// So many new items at once have a notice each; more are one notice together.
pub(super) const MOST_ALONE: usize = 3;

/// What planning needs to know of an open item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub id: &'a str,
    pub kind: ItemKind,
    /// A window runs in which an answer decides.
    pub is_live: bool,
    pub is_told: bool,
    pub is_put_off: bool,
}

impl<'a> Candidate<'a> {
    pub(super) fn of(known: &'a Known, now: DateTime<Utc>) -> Self {
        let is_live = matches!(&known.facts.about, About::Request(request)
            if request.stage == Stage::Live && request.closes_at.is_none_or(|closes| now < closes));
        Self {
            id: &known.item.id,
            kind: known.facts.about.kind(),
            is_live,
            is_told: known.item.told_at.is_some(),
            is_put_off: known.is_put_off(now),
        }
    }
}

/// What is known from telling before, for as long as the program runs.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Notices that may still be shown, each with the items it is about.
    pub shown: BTreeMap<String, Vec<String>>,
    /// Items that quiet hours keep back.
    pub held: BTreeSet<String>,
}

/// What to do now.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Items that the desktop need not be told of: muted, or put off by somebody who has seen them.
    pub silently: Vec<String>,
    /// Items that have a notice of their own.
    pub alone: Vec<String>,
    /// Items that share one notice.
    pub together: Vec<String>,
    /// Items that wait for quiet hours to end.
    pub held: BTreeSet<String>,
    /// Notices that are no longer true.
    pub withdraw: Vec<String>,
}

/// Decides. `items` are the open ones, by due time; `local` is the time on the wall.
///
/// A request whose window runs is told of by itself even where everything else is grouped, and like everything else not
/// in quiet hours. What comes back after it was put off is not told of again.
pub(super) fn plan(items: &[Candidate<'_>], notices: &Notices, local: NaiveTime, memory: &Memory) -> Plan {
    let shown: BTreeSet<&str> = memory.shown.values().flatten().map(String::as_str).collect();
    let waiting = items.iter().filter(|item| !item.is_put_off && shown.contains(item.id));
    let waiting: BTreeSet<&str> = waiting.map(|item| item.id).collect();
    let is_over = |about: &Vec<String>| !about.iter().any(|item| waiting.contains(item.as_str()));
    let mut plan = Plan {
        withdraw: memory.shown.iter().filter(|(_, about)| is_over(about)).map(|(id, _)| id.clone()).collect(),
        ..Plan::default()
    };
    let mut others = Vec::new();
    let is_quiet = is_quiet(notices, local);
    for item in items.iter().filter(|item| !item.is_told) {
        let id = item.id.to_owned();
        if item.is_put_off || notices.muted.contains(&item.kind) {
            plan.silently.push(id);
        } else if is_quiet {
            plan.held.insert(id);
        } else if item.is_live && plan.alone.len() < MOST_ALONE {
            plan.alone.push(id);
        } else {
            others.push(id);
        }
    }
    let were_held = others.len() > 1 && others.iter().any(|id| memory.held.contains(id));
    if were_held || others.len() > MOST_ALONE {
        plan.together = others;
    } else {
        plan.alone.extend(others);
    }
    plan
}

/// Whether nothing is told at this time of the day. Times that cannot be read make no quiet hours.
fn is_quiet(notices: &Notices, local: NaiveTime) -> bool {
    let (Some(from), Some(to)) = (time(notices.quiet_from.as_deref()), time(notices.quiet_to.as_deref())) else {
        return false;
    };
    if from <= to { from <= local && local < to } else { from <= local || local < to }
}

fn time(text: Option<&str>) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text?.trim(), "%H:%M").ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const NEW: Candidate<'static> =
        Candidate { id: "a", kind: ItemKind::Purchase, is_live: false, is_told: false, is_put_off: false };
    const NOON: NaiveTime = NaiveTime::from_hms_opt(12, 0, 0).unwrap();
    const MIDNIGHT: NaiveTime = NaiveTime::MIN;

    fn new<const N: usize>(ids: [&str; N]) -> [Candidate<'_>; N] {
        ids.map(|id| Candidate { id, ..NEW })
    }

    fn nights() -> Notices {
        Notices { quiet_from: Some("22:00".to_owned()), quiet_to: Some("07:00".to_owned()), ..Notices::default() }
    }

    fn told(items: &[Candidate<'_>]) -> Plan {
        plan(items, &Notices::default(), NOON, &Memory::default())
    }

    #[test]
    fn up_to_three_have_a_notice_each_and_more_share_one() {
        assert_eq!(told(&new(["a", "b", "c"])).alone, ["a", "b", "c"]);
        let four = told(&new(["a", "b", "c", "d"]));
        assert_eq!((four.alone.len(), four.together.len()), (0, 4));
    }

    #[test]
    fn nothing_is_told_twice() {
        assert_eq!(told(&[Candidate { is_told: true, ..NEW }]), Plan::default());
    }

    #[test]
    fn live_requests_are_told_by_themselves_and_a_flood_of_them_is_not() {
        let live = |id| Candidate { id, kind: ItemKind::Request, is_live: true, ..NEW };
        let mut items = new(["a", "b", "c", "d", "e"]).to_vec();
        items.insert(4, live("now"));
        let mixed = told(&items);
        assert_eq!(mixed.alone, ["now"]);
        assert_eq!(mixed.together, ["a", "b", "c", "d", "e"]);
        let flood = told(&["1", "2", "3", "4", "5", "6", "7", "8"].map(live));
        assert_eq!((flood.alone.len(), flood.together.len()), (3, 5), "the soonest, and the rest together");
    }

    #[test]
    fn what_is_muted_or_put_off_is_never_told() {
        let items = [
            Candidate { id: "muted", kind: ItemKind::Renewal, ..NEW },
            Candidate { id: "later", is_put_off: true, ..NEW },
        ];
        let plan = told(&items);
        assert_eq!(plan.silently, ["muted", "later"]);
        assert!(plan.alone.is_empty() && plan.together.is_empty());
    }

    #[test]
    fn quiet_hours_keep_everything_for_one_notice_at_their_end() {
        let live = Candidate { id: "b", is_live: true, ..NEW };
        let night = plan(&[NEW, live], &nights(), MIDNIGHT, &Memory::default());
        assert!(night.alone.is_empty() && night.together.is_empty());
        assert!(night.silently.is_empty(), "what was not told is not marked as told");
        let memory = Memory { held: night.held, ..Memory::default() };
        let morning = plan(&new(["a", "b"]), &nights(), NOON, &memory);
        assert_eq!(morning.together, ["a", "b"]);
        let one = plan(&[NEW], &nights(), NOON, &memory);
        assert_eq!(one.alone, ["a"], "a group of one says less than the item itself");
    }

    #[test]
    fn a_notice_is_taken_back_when_none_of_its_items_waits() {
        let shown = |id: &str, about: &[&str]| (id.to_owned(), about.iter().map(|&id| id.to_owned()).collect());
        let shown = BTreeMap::from([shown("a", &["a"]), shown("z", &["z"]), shown("group", &["z", "a"])]);
        let memory = Memory { shown, ..Memory::default() };
        let open = Candidate { is_told: true, ..NEW };
        assert_eq!(plan(&[open], &Notices::default(), NOON, &memory).withdraw, ["z"]);
        let put_off = Candidate { is_put_off: true, ..open };
        assert_eq!(plan(&[put_off], &Notices::default(), NOON, &memory).withdraw, ["a", "group", "z"]);
    }

    #[rstest]
    #[case("22:00", "07:00", "23:59", true)]
    #[case("22:00", "07:00", "06:59", true)]
    #[case("22:00", "07:00", "07:00", false)]
    #[case("22:00", "07:00", "22:00", true)]
    #[case("12:00", "13:30", "13:29", true)]
    #[case("12:00", "13:30", "13:30", false)]
    #[case("08:00", "08:00", "08:00", false)]
    #[case("late", "07:00", "03:00", false)]
    fn quiet_hours_may_cross_midnight(#[case] from: &str, #[case] to: &str, #[case] at: &str, #[case] quiet: bool) {
        let hours = Notices { quiet_from: Some(from.to_owned()), quiet_to: Some(to.to_owned()), ..Notices::default() };
        assert_eq!(is_quiet(&hours, time(Some(at)).unwrap()), quiet);
    }
}
