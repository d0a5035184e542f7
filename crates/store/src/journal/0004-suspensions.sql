CREATE TABLE suspension_plan (
    --- What somebody plans about a suspension: how far they are with the customer, what comes next, and when to be
    --- reminded. The latest of an item holds; those before it are its story. Never changed.
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id         TEXT NOT NULL,
    subscription_id TEXT NOT NULL COLLATE NOCASE,
    at              TEXT NOT NULL,
    actor           TEXT NOT NULL,
    stage           TEXT NOT NULL CHECK (stage IN ('suspended', 'contacted', 'promised')),
    next_step       TEXT NOT NULL,                            --- empty where none is said
    remind_at       TEXT NOT NULL DEFAULT ''                  --- empty where nobody wants to be reminded
) STRICT;
CREATE INDEX suspension_plan_by_item ON suspension_plan (item_id, seq);

--- What a year of suspensions is read along: few of each table's rows, and never the JSON they came from.
CREATE INDEX event_of_status ON event (seen_before, seq) WHERE kind = 'status';
CREATE INDEX item_suspended ON item (settled_at) WHERE kind = 'suspended';
CREATE INDEX relay_event_of_suspension ON relay_event (at)
    WHERE kind = 'announced' AND json_extract(body, '$.action') IN ('Suspend', 'Reinstate', 'Unsubscribe');
