--- Rules activate purchases: what is to be activated, and how far it has come.
CREATE TABLE doc_next (
    --- What is known at present, each with a version that whoever writes must have read.
    connection      TEXT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('answer', 'rules', 'rules-version', 'facts', 'held', 'pass', 'coming',
                                                  'refused', 'question', 'desk', 'presence', 'unread', 'course', 'visit',
                                                  'seal', 'access', 'lease', 'activation')),
    id              TEXT NOT NULL,
    version         INTEGER NOT NULL CHECK (version > 0),
    subscription_id TEXT COLLATE NOCASE,
    is_open         INTEGER NOT NULL CHECK (is_open IN (0, 1)),  --- it still matters for decisions
    at              TEXT NOT NULL,                               --- of this version
    value           TEXT NOT NULL CHECK (json_valid(value)),
    PRIMARY KEY (connection, kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO doc_next (connection, kind, id, version, subscription_id, is_open, at, value)
SELECT connection, kind, id, version, subscription_id, is_open, at, value FROM doc;
DROP TABLE doc;
ALTER TABLE doc_next RENAME TO doc;
CREATE INDEX doc_open ON doc (connection, subscription_id, kind) WHERE is_open = 1 AND subscription_id IS NOT NULL;
CREATE INDEX doc_by_kind ON doc (connection, kind, at);
CREATE INDEX doc_open_by_kind ON doc (connection, kind, at) WHERE is_open = 1;
