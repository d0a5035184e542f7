-- Buyers come to the landing page: their visits, and what its cookies are sealed with.
ALTER TABLE doc DROP CONSTRAINT doc_kind_check;
ALTER TABLE doc ADD CONSTRAINT doc_kind_check
    CHECK (kind IN ('answer', 'rules', 'rules-version', 'facts', 'held', 'pass', 'coming', 'refused', 'question', 'desk',
                    'presence', 'unread', 'course', 'visit', 'seal'));
