-- Rules activate purchases: what is to be activated, and how far it has come.
ALTER TABLE doc DROP CONSTRAINT doc_kind_check;
ALTER TABLE doc ADD CONSTRAINT doc_kind_check
    CHECK (kind IN ('answer', 'rules', 'rules-version', 'facts', 'held', 'pass', 'coming', 'refused', 'question', 'desk',
                    'presence', 'unread', 'course', 'visit', 'seal', 'access', 'lease', 'activation'));
