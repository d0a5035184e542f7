//! The list of subscriptions, and how a search was understood.

use domain::filter::{Filter, Problem};
use domain::{Channel, Status};

use crate::contract::{
    self, Fault, ListCount, ListPage, ListQuery, ListRequest, Sentence, Sort, SortField, StatusKind, SubscriptionRow,
    Token,
};
use crate::explain;
use crate::opened::Opened;
use crate::sync_line::moment;

/// Most rows in one answer.
const MOST_ROWS: u32 = 200;

impl Opened {
    /// Part of a list.
    pub(crate) async fn list(&self, request: ListRequest) -> Result<ListPage, Fault> {
        let query = self.understood(&request.query);
        let tokens = query.filter.tokens.iter().map(token).collect();
        let limit = request.limit.min(MOST_ROWS);
        let page = self.source.store.cache.list(&query, request.from, limit).await.map_err(explain::store)?;
        Ok(ListPage { from: page.from, rows: page.rows.into_iter().map(row).collect(), total: page.total, tokens })
    }

    /// How many rows a list has.
    pub(crate) async fn count(&self, query: &ListQuery) -> Result<ListCount, Fault> {
        let count = self.source.store.cache.count(&self.understood(query)).await.map_err(explain::store)?;
        Ok(ListCount { total: count.total, everything: count.everything })
    }

    /// A list, as the store is asked for it.
    pub(crate) fn understood(&self, query: &ListQuery) -> store::ListQuery {
        store::ListQuery {
            filter: Filter::read(&query.search, self.source.clock.now()),
            hide_cancelled: query.hide_cancelled,
            sort: query.sort.iter().map(sort).collect(),
        }
    }
}

fn sort(sort: &Sort) -> store::Sort {
    let field = match sort.field {
        SortField::Name => store::SortField::Name,
        SortField::Status => store::SortField::Status,
        SortField::Offer => store::SortField::Offer,
        SortField::Plan => store::SortField::Plan,
        SortField::Seats => store::SortField::Seats,
        SortField::TermEnd => store::SortField::TermEnd,
        SortField::Created => store::SortField::Created,
    };
    store::Sort { field, descending: sort.descending }
}

fn token(token: &domain::filter::Token) -> Token {
    let problem = token.problem.map(|problem| match problem {
        Problem::UnknownField => Sentence::plain("token-unknown-field").with("field", &token.field),
        Problem::BadDate => Sentence::plain("token-bad-date").with("value", &token.value),
        Problem::BadNumber => Sentence::plain("token-bad-number").with("value", &token.value),
        Problem::BadWord => Sentence::plain("token-bad-status").with("value", &token.value),
    });
    Token { text: token.text.clone(), field: Some(token.field.clone()), value: token.value.clone(), problem }
}

/// A line of the list in the page's words.
pub(crate) fn row(row: store::ListRow) -> SubscriptionRow {
    SubscriptionRow {
        id: row.id.to_string(),
        name: row.name,
        offer: row.offer.to_string(),
        plan: row.plan.to_string(),
        seats: row.seats,
        status_kind: status_kind(&row.status),
        status: row.status.to_string(),
        term_start: row.term_start.map(|day| day.to_string()),
        term_end: row.term_end.map(|day| day.to_string()),
        term_unit: row.term_unit.map(|unit| unit.to_string()),
        auto_renew: row.auto_renew,
        channel: match row.channel {
            Channel::Direct => contract::Channel::Direct,
            Channel::Reseller => contract::Channel::Reseller,
        },
        free_trial: row.free_trial,
        created: row.created.map(moment),
        buyer: row.buyer,
        missing: row.missing,
    }
}

/// The word by which sentences choose; what nobody has heard of yet is said as it came.
pub(crate) fn status_word(status: &Status) -> &str {
    match status {
        Status::NotStarted => "not-started",
        Status::PendingFulfillmentStart => "pending",
        Status::Subscribed => "subscribed",
        Status::Suspended => "suspended",
        Status::Unsubscribed => "unsubscribed",
        Status::Other(raw) => raw,
    }
}

fn status_kind(status: &Status) -> StatusKind {
    match status {
        Status::NotStarted => StatusKind::NotStarted,
        Status::PendingFulfillmentStart => StatusKind::Pending,
        Status::Subscribed => StatusKind::Subscribed,
        Status::Suspended => StatusKind::Suspended,
        Status::Unsubscribed => StatusKind::Unsubscribed,
        Status::Other(_) => StatusKind::Unknown,
    }
}
