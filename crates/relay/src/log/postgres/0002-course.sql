-- What has happened to a subscription is kept too: held requests go by when things happened, not by when they came.
ALTER TABLE doc DROP CONSTRAINT doc_kind_check;
ALTER TABLE doc ADD CONSTRAINT doc_kind_check
    CHECK (kind IN ('answer', 'rules', 'rules-version', 'facts', 'held', 'pass', 'coming', 'refused', 'question', 'desk',
                    'presence', 'unread', 'course'));
