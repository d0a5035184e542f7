CREATE TABLE account_access (
    --- What is known of the access to a customer's account in the publisher's own service, as it was learned. The latest
    --- that names an access holds; those before it are its history. Never changed.
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription_id TEXT NOT NULL COLLATE NOCASE,
    at              TEXT NOT NULL,
    source          TEXT NOT NULL CHECK (source IN ('sent', 'told', 'asked')), --- we sent it, another sender did, the service said so
    action          TEXT NOT NULL DEFAULT '',                 --- type of the event; empty where the service was asked
    access          TEXT NOT NULL DEFAULT '',                 --- empty where it stays as it is
    actor           TEXT NOT NULL DEFAULT '',                 --- who wanted it
    reason          TEXT NOT NULL DEFAULT '',
    hook_id         TEXT NOT NULL DEFAULT ''                  --- the same for whoever sent it
) STRICT;
CREATE INDEX account_access_by_subscription ON account_access (subscription_id, seq);
CREATE UNIQUE INDEX account_access_by_hook ON account_access (hook_id) WHERE hook_id <> '';
