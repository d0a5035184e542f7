//! What happened to a subscription, as far as somebody saw it.

use aws_lc_rs::digest::{Context, SHA256};
use chrono::{DateTime, Utc};
use domain::SubscriptionId;
use domain::difference::{Difference, Kind};
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::Result;
use crate::key::hex;
use crate::times::{self, At, Perhaps};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$member_doc])* $member,)*
        }

        impl $name {
            /// The word the journal keeps.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$member => $word,)* }
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                match value.as_str()? {
                    $($word => Ok(Self::$member),)*
                    _ => Err(rusqlite::types::FromSqlError::InvalidType),
                }
            }
        }
    };
}

words! {
    /// What happened.
    EventKind {
        /// It was listed for the first time.
        Appeared = "appeared",
        /// Its status.
        Status = "status",
        /// Its plan.
        Plan = "plan",
        /// Its seats.
        Seats = "seats",
        /// A new term began.
        Renewed = "renewed",
        /// Any other change of the term.
        Term = "term",
        /// Auto-renew was switched.
        AutoRenew = "auto-renew",
        /// Some other member.
        Changed = "changed",
        /// A full sweep did not list it.
        Missing = "missing",
        /// It is listed again.
        Returned = "returned",
    }
}

words! {
    /// How we know.
    EventSource {
        /// Two readings differed.
        Observed = "observed",
        /// Microsoft said so.
        Announced = "announced",
    }
}

impl From<Kind> for EventKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Status => Self::Status,
            Kind::Plan => Self::Plan,
            Kind::Seats => Self::Seats,
            Kind::Renewed => Self::Renewed,
            Kind::Term => Self::Term,
            Kind::AutoRenew => Self::AutoRenew,
            Kind::Other => Self::Changed,
        }
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// A hash of what it tells, so that it is told once.
    pub id: String,
    /// Whose.
    pub subscription: SubscriptionId,
    /// What.
    pub kind: EventKind,
    /// How we know.
    pub source: EventSource,
    /// The member that changed, where one did.
    pub field: Option<String>,
    /// Its text before, where it had one.
    pub before: Option<String>,
    /// Its text after, where it has one.
    pub after: Option<String>,
    /// It happened after this reading; `None` where there was none.
    pub seen_after: Option<DateTime<Utc>>,
    /// It happened before this reading.
    pub seen_before: DateTime<Utc>,
    /// The JSON of the subscription at that reading.
    pub raw: String,
    /// Its place in the order of a timeline.
    pub cursor: TimelineCursor,
}

/// A place in a timeline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TimelineCursor {
    at: DateTime<Utc>,
    seq: i64,
}

/// The reading that shows something.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) subscription: &'a SubscriptionId,
    pub(crate) after: Option<DateTime<Utc>>,
    pub(crate) before: DateTime<Utc>,
    pub(crate) raw: &'a str,
}

impl Reading<'_> {
    /// A member differs.
    pub(crate) fn shows(&self, found: Difference) -> Event {
        let mut event = self.tells(found.kind.into());
        event.field = Some(found.field);
        event.before = found.before;
        event.after = found.after;
        event.id = event.hash();
        event
    }

    /// Something about the subscription as a whole.
    pub(crate) fn tells(&self, kind: EventKind) -> Event {
        let mut event = Event {
            id: String::new(),
            subscription: self.subscription.clone(),
            kind,
            source: EventSource::Observed,
            field: None,
            before: None,
            after: None,
            seen_after: self.after,
            seen_before: self.before,
            raw: self.raw.to_owned(),
            cursor: TimelineCursor::default(),
        };
        event.id = event.hash();
        event
    }
}

impl Event {
    /// Over what it tells and the reading before it, not the reading that showed it: a sweep that was killed before
    /// the cache moved on sees the same difference again, later.
    fn hash(&self) -> String {
        let after = times::text_or_empty(self.seen_after);
        let parts = [
            Some(self.subscription.as_str()),
            Some(self.kind.as_str()),
            self.field.as_deref(),
            self.before.as_deref(),
            self.after.as_deref(),
            Some(after.as_str()),
        ];
        let mut context = Context::new(&SHA256);
        for part in parts {
            context.update(part.map_or(b"-".as_slice(), |_| b"+"));
            context.update(part.unwrap_or_default().as_bytes());
            context.update(b"\0");
        }
        hex(context.finish().as_ref()).chars().take(32).collect()
    }
}

/// Records an event; one that is known already is left alone.
pub(crate) fn record(tx: &Transaction<'_>, event: &Event) -> Result<()> {
    tx.prepare_cached(
        "INSERT OR IGNORE INTO event
                (id, subscription_id, kind, source, field, before, after, seen_after, seen_before, raw, recorded_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?9)",
    )?
    .execute(params![
        event.id,
        event.subscription.as_str(),
        event.kind.as_str(),
        event.source.as_str(),
        event.field,
        event.before,
        event.after,
        times::text_or_empty(event.seen_after),
        times::text(event.seen_before),
        event.raw,
    ])?;
    Ok(())
}

/// Along its index, backwards.
pub(crate) const TIMELINE: &str =
    "SELECT id, subscription_id, kind, source, field, before, after, seen_after, seen_before, raw, seq
       FROM event
      WHERE subscription_id = ?1 AND (seen_before, seq) < (?2, ?3)
      ORDER BY seen_before DESC, seq DESC LIMIT ?4";

/// In the order in which they were recorded, with the place each has in it.
pub(crate) fn after(conn: &Connection, cursor: i64, limit: u32) -> Result<Vec<(i64, Event)>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, subscription_id, kind, source, field, before, after, seen_after, seen_before, raw, seq
           FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2",
    )?;
    let events = statement.query_map(params![cursor, limit], |row| Ok((row.get(10)?, from_row(row)?)))?;
    Ok(events.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn timeline(
    conn: &Connection,
    id: &SubscriptionId,
    limit: u32,
    before: Option<TimelineCursor>,
) -> Result<Vec<Event>> {
    let (at, seq) = before.map_or(("~".to_owned(), i64::MAX), |cursor| (times::text(cursor.at), cursor.seq));
    let mut statement = conn.prepare_cached(TIMELINE)?;
    let events = statement.query_map(params![id.as_str(), at, seq, limit], from_row)?;
    Ok(events.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Event> {
    let seen_before = row.get::<_, At>(8)?.0;
    Ok(Event {
        id: row.get(0)?,
        subscription: row.get::<_, String>(1)?.into(),
        kind: row.get(2)?,
        source: row.get(3)?,
        field: row.get(4)?,
        before: row.get(5)?,
        after: row.get(6)?,
        seen_after: row.get::<_, Perhaps<DateTime<Utc>>>(7)?.0,
        seen_before,
        raw: row.get(9)?,
        cursor: TimelineCursor { at: seen_before, seq: row.get(10)? },
    })
}
