CREATE TABLE intent (
    --- Something asked for, and how far it has come. Never deleted.
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,        --- the order in which things were asked for
    id              TEXT NOT NULL UNIQUE,
    subscription_id TEXT NOT NULL COLLATE NOCASE,
    intent          TEXT NOT NULL CHECK (json_valid(intent)), --- what was asked for, by whom, why, and what was seen then
    state           TEXT NOT NULL CHECK (json_valid(state)),
    word            TEXT NOT NULL CHECK (word IN ('held', 'pending', 'sending', 'in-doubt', 'settling', 'done', 'stuck',
                                                  'withdrawn')),
    is_over         INTEGER NOT NULL CHECK (is_over = (word IN ('done', 'withdrawn'))),
    attempts        INTEGER NOT NULL CHECK (attempts >= 0),   --- counted before each call
    doubted         INTEGER NOT NULL CHECK (doubted IN (0, 1)),
    asked_at        TEXT NOT NULL,
    changed_at      TEXT NOT NULL,
    version         INTEGER NOT NULL                          --- counts writes; whoever writes must have read the last
) STRICT;
CREATE INDEX intent_open ON intent (seq) WHERE NOT is_over;
CREATE INDEX intent_by_subscription ON intent (subscription_id, seq);

CREATE TABLE did (
    --- What was done about an intent, step by step. Never changed.
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    intent_id       TEXT NOT NULL REFERENCES intent (id),
    subscription_id TEXT NOT NULL COLLATE NOCASE,
    at              TEXT NOT NULL,
    what            TEXT NOT NULL,
    detail          TEXT,
    ids             TEXT NOT NULL CHECK (json_valid(ids)),    --- names and values that support asks for
    took_ms         INTEGER
) STRICT;
CREATE INDEX did_by_subscription ON did (subscription_id, seq);
CREATE INDEX did_by_intent ON did (intent_id, seq);

CREATE TABLE item (
    --- One line of the inbox: something a person should look at, until the world or a person settles it.
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,                     --- the same for the same thing, however often it is found
    kind            TEXT NOT NULL,
    subscription_id TEXT NOT NULL COLLATE NOCASE,             --- empty where it is about none
    facts           TEXT NOT NULL CHECK (json_valid(facts)),  --- what it is about
    due             TEXT NOT NULL,
    opened_at       TEXT NOT NULL,
    changed_at      TEXT NOT NULL,
    settled_at      TEXT NOT NULL DEFAULT '',                 --- empty while it is open
    settled_how     TEXT NOT NULL DEFAULT '',
    owner           TEXT NOT NULL DEFAULT '',
    snoozed_until   TEXT NOT NULL DEFAULT '',
    told_at         TEXT NOT NULL DEFAULT ''                  --- the desktop was told of it, or need not be
) STRICT;
CREATE INDEX item_open ON item (due, seq) WHERE settled_at = '';
CREATE INDEX item_by_subscription ON item (subscription_id, seq);

CREATE TABLE note (
    --- What somebody wrote about an item. Never changed.
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id         TEXT NOT NULL,
    subscription_id TEXT NOT NULL COLLATE NOCASE,
    at              TEXT NOT NULL,
    actor           TEXT NOT NULL,
    text            TEXT NOT NULL
) STRICT;
CREATE INDEX note_by_item ON note (item_id, seq);

CREATE TABLE watched (
    --- Subscriptions that are read every few seconds.
    subscription_id TEXT PRIMARY KEY COLLATE NOCASE,
    since           TEXT NOT NULL
) STRICT, WITHOUT ROWID;
