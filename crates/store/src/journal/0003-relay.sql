CREATE TABLE relay_event (
    --- What the relay's feed told, as it came, kinds that this program does not know too. Never changed.
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,        --- the order in which it was told
    log             TEXT NOT NULL,                            --- the relay's name for its log
    id              TEXT NOT NULL,                            --- the relay's, unique in its log
    kind            TEXT NOT NULL,
    subscription_id TEXT NOT NULL COLLATE NOCASE,             --- empty where it is about none
    at              TEXT NOT NULL,                            --- by the relay's clock
    body            TEXT NOT NULL CHECK (json_valid(body)),
    recorded_at     TEXT NOT NULL,
    UNIQUE (log, id)
) STRICT;
CREATE INDEX relay_event_by_subscription ON relay_event (subscription_id, seq);

CREATE TABLE relay_place (
    --- Up to where the feed was followed: written with the events that lead there, or not at all.
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    log        TEXT NOT NULL,
    cursor     TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
