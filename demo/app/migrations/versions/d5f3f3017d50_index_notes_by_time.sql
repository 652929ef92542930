-- revision: d5f3f3017d50
-- revises: caf5b87c39d5
-- index notes by time

-- upgrade

CREATE INDEX ix_note_created_at ON note (created_at);

-- downgrade

DROP INDEX ix_note_created_at;
