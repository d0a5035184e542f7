//! What has happened to a subscription, in the order in which it happened. No I/O.
//!
//! Messages come in any order: Microsoft repeats for eight hours, and two replicas work side by side. So how a held
//! request stands is never moved on from how it stood; it follows from the course, which is the same once the same
//! messages have come, whatever their order. Two that happened in the same moment count as they came.

use chrono::{DateTime, Utc};
use domain::Change;
use domain::relay_feed::Supersession;
use domain::rule::RequestKind;
use serde::{Deserialize, Serialize};

/// Turns that are kept. Microsoft repeats a message for eight hours, so nothing arrives behind so many others.
const MOST_TURNS: usize = 48;

/// What has happened to one subscription, as far as held requests care.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Course {
    turns: Vec<Turn>,
    /// Older ones were dropped.
    #[serde(default)]
    is_cut: bool,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Turn {
    /// When, by Microsoft's clock.
    pub(crate) at: DateTime<Utc>,
    /// The key of its message.
    pub(crate) key: String,
    /// What.
    pub(crate) what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum What {
    /// Nothing can be changed from now on.
    Suspended,
    /// It can again.
    Reinstated,
    /// It is over for good.
    Ended,
    /// Something was asked for or done, which takes the place of earlier requests of its kind.
    Asked {
        kind: RequestKind,
        by: Supersession,
        /// What there was before.
        from: Option<Change>,
        /// The held request it opened.
        held: Option<String>,
    },
    /// A refused change was taken back.
    TakenBack { to: Change },
}

/// How a held request stands by what has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing is in its way. Whether it was parked before it is known by `was_suspended`.
    Waits { was_suspended: bool },
    /// The subscription is suspended.
    Parked { at: DateTime<Utc> },
    /// Something newer took its place.
    Superseded { by: Supersession, at: DateTime<Utc> },
}

/// What a course says of one held request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) standing: Standing,
    /// Keys and moments of the messages that took it back.
    pub(crate) taken_back: Vec<(String, DateTime<Utc>)>,
}

impl Course {
    /// Puts a turn where it belongs.
    pub(crate) fn place(&mut self, turn: Turn) {
        let place = self.turns.partition_point(|other| other.at <= turn.at);
        self.turns.insert(place, turn);
        self.trim();
    }

    /// Held requests it knows.
    pub(crate) fn held(&self) -> impl Iterator<Item = &str> {
        self.turns.iter().filter_map(|turn| turn.what.held())
    }

    /// How a held request stands: the one of this id, or, where the course does not know it, of this kind. Then it is
    /// older than all that is kept, or from before there was a course and stands by its moment.
    pub(crate) fn view(&self, id: &str, kind: RequestKind, opened_at: DateTime<Utc>) -> View {
        let own = self.turns.iter().position(|turn| turn.what.held() == Some(id));
        let after = match own {
            Some(own) => own + 1,
            None if self.is_cut => 0,
            None => self.turns.partition_point(|turn| turn.at <= opened_at),
        };
        let taken_back = own.map(|own| self.taken_back(own)).unwrap_or_default();
        View { standing: self.standing(kind, after), taken_back }
    }

    fn standing(&self, kind: RequestKind, after: usize) -> Standing {
        let later = |place: usize| place >= after;
        let overtaken = self.turns.iter().enumerate().find_map(|(place, turn)| match &turn.what {
            What::Ended => Some(Standing::Superseded { by: Supersession::End, at: turn.at }),
            What::Asked { kind: of, by, .. } if *of == kind && later(place) => {
                Some(Standing::Superseded { by: *by, at: turn.at })
            }
            What::Asked { .. } | What::Suspended | What::Reinstated | What::TakenBack { .. } => None,
        });
        overtaken.unwrap_or_else(|| match self.turns.iter().rfind(|turn| turn.what.is_about_suspension()) {
            Some(turn) if turn.what == What::Suspended => Standing::Parked { at: turn.at },
            last => Standing::Waits { was_suspended: last.is_some() },
        })
    }

    /// A refused change is taken back once it is known what it changed: the last request before that began there.
    fn taken_back(&self, own: usize) -> Vec<(String, DateTime<Utc>)> {
        let turns = self.turns.iter().enumerate().skip(own);
        let those = turns.filter_map(|(place, turn)| match &turn.what {
            What::TakenBack { to } if self.held_from(to, place) == Some(own) => Some((turn.key.clone(), turn.at)),
            _ => None,
        });
        those.collect()
    }

    fn held_from(&self, start: &Change, before: usize) -> Option<usize> {
        let turns = self.turns.iter().enumerate().take(before);
        turns
            .filter(|(_, turn)| turn.what.held().is_some() && turn.what.began_at(start))
            .map(|(place, _)| place)
            .next_back()
    }

    /// Drops the oldest, but for what still holds: the end, and the last word on suspension.
    fn trim(&mut self) {
        let Some(too_many) = self.turns.len().checked_sub(MOST_TURNS).filter(|count| *count > 0) else { return };
        self.is_cut = true;
        let last_word = self.turns.iter().rposition(|turn| turn.what.is_about_suspension());
        let (mut place, mut dropped) = (0, 0);
        self.turns.retain(|turn| {
            let still_holds = turn.what == What::Ended || Some(place) == last_word;
            let is_dropped = dropped < too_many && !still_holds;
            place += 1;
            dropped += usize::from(is_dropped);
            !is_dropped
        });
    }
}

impl What {
    fn held(&self) -> Option<&str> {
        match self {
            Self::Asked { held, .. } => held.as_deref(),
            Self::Suspended | Self::Reinstated | Self::Ended | Self::TakenBack { .. } => None,
        }
    }

    fn began_at(&self, start: &Change) -> bool {
        matches!(self, Self::Asked { from: Some(from), .. } if from == start)
    }

    fn is_about_suspension(&self) -> bool {
        matches!(self, Self::Suspended | Self::Reinstated)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    fn asked(held: &str) -> What {
        let from = Some(Change::Plan("crew".into()));
        What::Asked { kind: RequestKind::Plan, by: Supersession::NewerRequest, from, held: Some(held.to_owned()) }
    }

    fn course(turns: impl IntoIterator<Item = (i64, What)>) -> Course {
        let mut course = Course::default();
        for (minute, what) in turns {
            course.place(Turn { at: at(minute), key: minute.to_string(), what });
        }
        course
    }

    fn view(course: &Course, id: &str) -> View {
        course.view(id, RequestKind::Plan, at(0))
    }

    #[test]
    fn the_last_word_on_suspension_is_the_one_that_was_said_last() {
        let course = course([(1, asked("h")), (3, What::Reinstated), (2, What::Suspended)]);
        assert_eq!(view(&course, "h").standing, Standing::Waits { was_suspended: true });
    }

    #[test]
    fn a_request_is_overtaken_by_the_first_that_follows_it_and_never_by_an_earlier_one() {
        let course = course([(5, asked("c")), (1, asked("a")), (3, asked("b"))]);
        let by = |minute| Standing::Superseded { by: Supersession::NewerRequest, at: at(minute) };
        assert_eq!(view(&course, "a").standing, by(3));
        assert_eq!(view(&course, "b").standing, by(5));
        assert_eq!(view(&course, "c").standing, Standing::Waits { was_suspended: false });
    }

    #[test]
    fn the_end_ends_what_was_asked_for_after_it_too() {
        let course = course([(1, What::Ended), (2, asked("late"))]);
        assert_eq!(view(&course, "late").standing, Standing::Superseded { by: Supersession::End, at: at(1) });
    }

    #[test]
    fn what_takes_a_change_back_belongs_to_the_last_request_before_it() {
        let back = What::TakenBack { to: Change::Plan("crew".into()) };
        let course = course([(4, back), (5, asked("after")), (1, asked("first")), (3, asked("second"))]);
        assert_eq!(view(&course, "second").taken_back, [("4".to_owned(), at(4))]);
        assert!(view(&course, "first").taken_back.is_empty() && view(&course, "after").taken_back.is_empty());
    }

    #[test]
    fn a_request_older_than_the_course_stands_by_its_moment() {
        let course = course([(1, asked("h")), (2, What::Suspended)]);
        let older = course.view("unknown", RequestKind::Plan, at(0)).standing;
        assert_eq!(older, Standing::Superseded { by: Supersession::NewerRequest, at: at(1) });
        assert_eq!(course.view("unknown", RequestKind::Seats, at(0)).standing, Standing::Parked { at: at(2) });
    }

    #[test]
    fn a_long_course_keeps_its_end_and_its_suspension() {
        let mut long = course([(0, What::Suspended)]);
        for minute in 1..200 {
            long.place(Turn { at: at(minute), key: String::new(), what: asked(&minute.to_string()) });
        }
        assert_eq!(long.turns.len(), MOST_TURNS);
        assert_eq!(view(&long, "199").standing, Standing::Parked { at: at(0) });
        let forgotten = long.view("5", RequestKind::Plan, at(5)).standing;
        assert!(matches!(forgotten, Standing::Superseded { .. }), "it is older than all that is kept");
    }
}
