CREATE TABLE log (
    -- One row. The name tells desks whether their cursor is from this log.
    name text NOT NULL CHECK (name <> '')
);

CREATE TABLE feed (
    -- One row a connection: the last position given, and up to where positions were deleted.
    connection text PRIMARY KEY,
    last       bigint NOT NULL DEFAULT 0,
    forgotten  bigint NOT NULL DEFAULT 0
);

CREATE TABLE event (
    -- What happened. Never changed, but for its position, which is given after it was committed.
    seq             bigserial PRIMARY KEY,
    connection      text NOT NULL,
    id              text NOT NULL,
    at              timestamptz NOT NULL,
    kind            text NOT NULL,
    subscription_id text,
    body            text NOT NULL,
    position        bigint,
    UNIQUE (connection, id),
    UNIQUE (connection, position)
);
CREATE INDEX event_unnumbered ON event (connection, seq) WHERE position IS NULL;
CREATE INDEX event_by_time ON event (connection, at);

CREATE TABLE doc (
    -- What is known at present, each with a version that whoever writes must have read.
    connection      text NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('answer', 'rules', 'rules-version', 'facts', 'held', 'pass', 'coming',
                                                  'refused', 'question', 'desk', 'presence', 'unread')),
    id              text NOT NULL,
    version         bigint NOT NULL CHECK (version > 0),
    subscription_id text,
    is_open         boolean NOT NULL,
    at              timestamptz NOT NULL,
    value           text NOT NULL,
    PRIMARY KEY (connection, kind, id)
);
CREATE INDEX doc_open ON doc (connection, lower(subscription_id), kind) WHERE is_open AND subscription_id IS NOT NULL;
CREATE INDEX doc_by_kind ON doc (connection, kind, at);
CREATE INDEX doc_open_by_kind ON doc (connection, kind, at) WHERE is_open;
