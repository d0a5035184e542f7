//! What is asked of the list, and what it answers.

use domain::filter::{Condition, Filter};

use super::ListRow;
use super::word::Word;

/// A column the list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortField {
    /// Name, without regard to case and accents.
    Name,
    /// Status, in order of life.
    Status,
    /// Offer.
    Offer,
    /// Plan.
    Plan,
    /// Seats; what is not sold per user first.
    Seats,
    /// Last day of the term; none first.
    TermEnd,
    /// Moment of purchase.
    Created,
}

/// One column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    /// Which.
    pub field: SortField,
    /// Largest first.
    pub descending: bool,
}

/// What is asked of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Which subscriptions.
    pub filter: Filter,
    /// Without the unsubscribed ones, unless the filter asks for a status.
    pub hide_cancelled: bool,
    /// In which order; by name where nothing is said. What is equal goes by name, in the direction of the first column
    /// so that turning that around turns the whole list around, and then by the order of first reading.
    pub sort: Vec<Sort>,
}

impl ListQuery {
    /// Whether unsubscribed ones are left out.
    pub(crate) fn live_only(&self) -> bool {
        self.hide_cancelled && !self.filter.asks_for_status()
    }

    /// Whether nothing but the cancelled is left out.
    pub(crate) fn is_whole(&self) -> bool {
        let any = |condition: &Condition| matches!(condition, Condition::Status(any) if any.is_empty());
        self.filter.conditions.iter().all(any) && Word::all(&self.filter.words).is_empty()
    }

    /// Every column that decides, the name at the end where it was not asked for.
    pub(crate) fn order(&self) -> Vec<Sort> {
        let descending = self.sort.first().is_some_and(|sort| sort.descending);
        let by_name = Sort { field: SortField::Name, descending };
        let mut order: Vec<Sort> = Vec::new();
        for sort in self.sort.iter().chain([&by_name]) {
            if order.iter().all(|earlier| earlier.field != sort.field) {
                order.push(*sort);
            }
        }
        order
    }
}

impl ListQuery {
    /// The same list without its free words and its tokens as typed.
    pub(crate) fn without_words(&self) -> Self {
        let filter = Filter { conditions: self.filter.conditions.clone(), ..Filter::default() };
        Self { filter, hide_cancelled: self.live_only(), sort: self.order() }
    }

    /// Whether two ask for the same subscriptions, in whatever order.
    pub(crate) fn finds_the_same(&self, other: &Self) -> bool {
        let same = |query: &Self| (query.live_only(), query.filter.conditions.clone(), Word::all(&query.filter.words));
        same(self) == same(other)
    }
}

/// Some rows of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListPage {
    /// Place of the first one.
    pub from: u32,
    /// The rows.
    pub rows: Vec<ListRow>,
    /// How many the whole list has, where that is known already.
    pub total: Option<u32>,
}

/// How long a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListCount {
    /// How many the query finds.
    pub total: u32,
    /// How many there are in the file, cancelled ones and all.
    pub everything: u32,
}

/// A place in a list, to go on from. It stays true however the list changes around it.
#[derive(Debug, Clone, PartialEq)]
pub struct PageKey {
    /// What the row has in each column that decides, and its number.
    pub(crate) values: Vec<rusqlite::types::Value>,
}
