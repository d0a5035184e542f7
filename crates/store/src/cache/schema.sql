CREATE TABLE subscription (
    --- One row per subscription as Microsoft last told it: only what a list shows, sorts or finds by, so that a page of
    --- the list touches few pages of the file. The JSON it was read from is in subscription_raw. What Microsoft did not
    --- say is the empty text, or -1, so that every column can be compared; it comes first in every order.
    row          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name         TEXT NOT NULL,
    name_key     TEXT NOT NULL,                                      --- name, folded: what the list sorts by
    offer        TEXT NOT NULL COLLATE NOCASE,
    plan         TEXT NOT NULL COLLATE NOCASE,
    seats        INTEGER NOT NULL CHECK (seats >= -1),               --- -1: not sold per user
    status       TEXT NOT NULL,                                      --- Microsoft's word, or the unknown one as it came
    status_rank  INTEGER NOT NULL CHECK (status_rank BETWEEN 0 AND 5), --- in order of life; 5: unknown
    live         INTEGER NOT NULL CHECK (live = (status_rank <> 4)), --- 0: unsubscribed
    term_unit    TEXT NOT NULL,
    term_start   TEXT NOT NULL,
    term_end     TEXT NOT NULL,
    auto_renew   INTEGER NOT NULL CHECK (auto_renew IN (-1, 0, 1)),
    channel      TEXT NOT NULL CHECK (channel IN ('direct', 'reseller')),
    free_trial   INTEGER NOT NULL CHECK (free_trial IN (0, 1)),
    created      TEXT NOT NULL,
    buyer        TEXT NOT NULL,                                      --- the purchaser's e-mail address
    search_text  TEXT NOT NULL,                                      --- what free words are looked for in, folded, one part a line
    raw_digest   BLOB NOT NULL CHECK (length(raw_digest) = 16),      --- of the JSON, so that what did not change is not parsed
    read_at      TEXT NOT NULL,                                      --- when it was last read by itself or last differed
    missing_at   TEXT NOT NULL DEFAULT ''                            --- end of the first full sweep that did not list it
) STRICT;

CREATE TABLE subscription_raw (
    --- The JSON of each subscription as received.
    row INTEGER PRIMARY KEY,
    raw TEXT NOT NULL
) STRICT;

--- The order of names. The first index also holds everything a list is narrowed or sorted by, so that one scan of it
--- fills the roster in memory. Indexes for the other orders are laid when the first sweep is through: see orders.rs.
CREATE INDEX all_by_name ON subscription
    (name_key, row, live, status_rank, offer, plan, seats, term_unit, term_end, auto_renew, channel, free_trial, created);
CREATE INDEX live_by_name ON subscription (name_key) WHERE live;

--- What deserves to be read more often than a sweep does; what is not listed any more.
CREATE INDEX in_motion ON subscription (read_at) WHERE status_rank IN (1, 3);
CREATE INDEX missing ON subscription (missing_at) WHERE missing_at <> '';

--- Finds three characters and more anywhere in search_text.
CREATE VIRTUAL TABLE found_anywhere USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);

--- Finds one or two characters at the beginning of a word: holds those beginnings alone.
CREATE VIRTUAL TABLE found_at_start USING fts5 (
    starts, content = '', contentless_delete = 1, detail = none,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'"
);

CREATE TABLE tally (
    --- How many subscriptions have each status, kept so that nobody counts them.
    status_rank   INTEGER PRIMARY KEY CHECK (status_rank BETWEEN 0 AND 5),
    subscriptions INTEGER NOT NULL CHECK (subscriptions >= 0)
) STRICT;
INSERT INTO tally (status_rank, subscriptions) VALUES (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0);

CREATE TABLE quarantine (
    --- Records that could not be read, as they came. A subscription that was read before keeps its row.
    entry           INTEGER PRIMARY KEY,
    mark            TEXT NOT NULL UNIQUE,   --- the subscription's id, or a hash of the record where not even that is known
    subscription_id TEXT NOT NULL,          --- empty where unknown
    field           TEXT NOT NULL,
    misread         TEXT NOT NULL,
    raw             TEXT NOT NULL,
    first_seen      TEXT NOT NULL,
    last_seen       TEXT NOT NULL
) STRICT;

CREATE TABLE sweep (
    --- One row per full reading of the list.
    number        INTEGER PRIMARY KEY AUTOINCREMENT,
    baseline      INTEGER NOT NULL CHECK (baseline IN (0, 1)), --- 1: the first of this file, which observes nothing
    started_at    TEXT NOT NULL,
    finished_at   TEXT NOT NULL DEFAULT '',                    --- empty while it runs
    subscriptions INTEGER NOT NULL DEFAULT 0                   --- different ones listed, known when finished
) STRICT;

CREATE TABLE sweep_page (
    --- What the running sweep has read, so that it goes on where a kill stopped it. Emptied when it finishes.
    sweep        INTEGER NOT NULL REFERENCES sweep (number),
    page         INTEGER NOT NULL,
    rows         BLOB NOT NULL,          --- row numbers of the subscriptions on this page, four bytes each, low byte first
    records      INTEGER NOT NULL,
    continuation TEXT NOT NULL,          --- leads to the page after this one; empty after the last
    applied_at   TEXT NOT NULL,
    PRIMARY KEY (sweep, page)
) STRICT;

CREATE TABLE aside (
    --- What is read of one subscription on demand, as it came.
    subscription_id TEXT NOT NULL COLLATE NOCASE,
    kind            TEXT NOT NULL CHECK (kind IN ('plans', 'operations')),
    raws            TEXT NOT NULL CHECK (json_valid(raws)), --- array of the JSON texts
    read_at         TEXT NOT NULL,
    PRIMARY KEY (subscription_id, kind)
) STRICT;
