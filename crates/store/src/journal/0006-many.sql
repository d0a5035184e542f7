CREATE TABLE many (
    --- Something somebody does to many customers at once. Never deleted.
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,
    action          TEXT NOT NULL CHECK (json_valid(action)), --- what is done to each
    actor           TEXT NOT NULL,
    reason          TEXT NOT NULL,
    begun_at        TEXT NOT NULL,
    hold_until      TEXT NOT NULL,                            --- nothing leaves before
    word            TEXT NOT NULL CHECK (word IN ('going', 'stopped', 'through')), --- through: nothing is left to begin
    changed_at      TEXT NOT NULL
) STRICT;
CREATE INDEX many_going ON many (seq) WHERE word <> 'through';

CREATE TABLE many_row (
    --- One customer among many, and how far it came there. What became of its intent, the intent says.
    many_id         TEXT NOT NULL REFERENCES many (id),
    place           INTEGER NOT NULL,                         --- in the order of the list it was chosen in
    subscription_id TEXT NOT NULL COLLATE NOCASE,
    seen            TEXT NOT NULL CHECK (json_valid(seen)),   --- what was seen when it was chosen
    word            TEXT NOT NULL CHECK (word IN ('waiting', 'asked', 'done', 'already-so', 'refused', 'taken-back')),
    turn            INTEGER NOT NULL DEFAULT 0,               --- how often it was taken back and is to be asked again
    intent_id       TEXT NOT NULL DEFAULT '',                 --- what it became; empty while that is nothing
    why             TEXT NOT NULL DEFAULT 'null' CHECK (json_valid(why)), --- why nothing was asked for
    PRIMARY KEY (many_id, place),
    UNIQUE (many_id, subscription_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX many_row_waiting ON many_row (many_id, place) WHERE word = 'waiting';
CREATE UNIQUE INDEX many_row_by_intent ON many_row (intent_id) WHERE intent_id <> '';
