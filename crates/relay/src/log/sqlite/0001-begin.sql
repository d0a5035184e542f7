CREATE TABLE log (
    --- One row. The name tells desks whether their cursor is from this log.
    name TEXT NOT NULL CHECK (name <> '')
) STRICT;

CREATE TABLE event (
    --- What happened, in the order in which it was committed. Never changed.
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,  --- the position in the feed
    connection      TEXT NOT NULL,
    id              TEXT NOT NULL,                      --- told once
    at              TEXT NOT NULL,                      --- when it was written down
    kind            TEXT NOT NULL,
    subscription_id TEXT COLLATE NOCASE,
    body            TEXT NOT NULL CHECK (json_valid(body)),
    UNIQUE (connection, id)
) STRICT;
CREATE INDEX event_feed ON event (connection, seq);
CREATE INDEX event_by_time ON event (connection, at);

CREATE TABLE doc (
    --- What is known at present, each with a version that whoever writes must have read.
    connection      TEXT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('answer', 'rules', 'rules-version', 'facts', 'held', 'pass', 'coming',
                                                  'refused', 'question', 'desk', 'presence', 'unread')),
    id              TEXT NOT NULL,
    version         INTEGER NOT NULL CHECK (version > 0),
    subscription_id TEXT COLLATE NOCASE,
    is_open         INTEGER NOT NULL CHECK (is_open IN (0, 1)),  --- it still matters for decisions
    at              TEXT NOT NULL,                               --- of this version
    value           TEXT NOT NULL CHECK (json_valid(value)),
    PRIMARY KEY (connection, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX doc_open ON doc (connection, subscription_id, kind) WHERE is_open = 1 AND subscription_id IS NOT NULL;
CREATE INDEX doc_by_kind ON doc (connection, kind, at);
CREATE INDEX doc_open_by_kind ON doc (connection, kind, at) WHERE is_open = 1;

CREATE TABLE forgotten (
    --- Up to where the feed of a connection has been deleted.
    connection TEXT PRIMARY KEY,
    seq        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
