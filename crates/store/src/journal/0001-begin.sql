CREATE TABLE event (
    --- Something that happened to a subscription. Written before the cache moves on, and never changed.
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,                 --- a hash of what it tells, so that it is told once
    subscription_id TEXT NOT NULL COLLATE NOCASE,
    kind            TEXT NOT NULL CHECK (kind IN ('appeared', 'status', 'plan', 'seats', 'renewed', 'term', 'auto-renew',
                                                  'changed', 'missing', 'returned')),
    source          TEXT NOT NULL CHECK (source IN ('observed', 'announced')),
    field           TEXT,                                 --- the member that changed, where one did
    before          TEXT,
    after           TEXT,
    seen_after      TEXT NOT NULL DEFAULT '',             --- last reading without it; empty where there was none
    seen_before     TEXT NOT NULL,                        --- first reading with it
    raw             TEXT NOT NULL,                        --- the JSON of the subscription at that reading
    recorded_at     TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_subscription ON event (subscription_id, seen_before, seq);

CREATE TABLE setting (
    --- What was chosen for this connection, one JSON value a name.
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;
