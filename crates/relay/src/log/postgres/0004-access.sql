-- Rules act on customers' accounts: what is to be told to the publisher's own service.
ALTER TABLE doc DROP CONSTRAINT doc_kind_check;
ALTER TABLE doc ADD CONSTRAINT doc_kind_check
    CHECK (kind IN ('answer', 'rules', 'rules-version', 'facts', 'held', 'pass', 'coming', 'refused', 'question', 'desk',
                    'presence', 'unread', 'course', 'visit', 'seal', 'access', 'lease'));
