-- revision: c5e292c49a6d
-- revises: c729e77aa243
-- branch labels: search
-- full-text search

-- upgrade

-- The index keeps no copy of the text: it reads `note`, and these triggers tell it what changes there.
CREATE VIRTUAL TABLE note_fts USING fts4(content="note", title, body, place, tokenize=unicode61);

CREATE TRIGGER note_fts_before_update BEFORE UPDATE OF title, body, place ON note BEGIN
  DELETE FROM note_fts WHERE docid = old.id;
END;

CREATE TRIGGER note_fts_before_delete BEFORE DELETE ON note BEGIN
  DELETE FROM note_fts WHERE docid = old.id;
END;

CREATE TRIGGER note_fts_after_update AFTER UPDATE OF title, body, place ON note BEGIN
  INSERT INTO note_fts (docid, title, body, place) VALUES (new.id, new.title, new.body, new.place);
END;

CREATE TRIGGER note_fts_after_insert AFTER INSERT ON note BEGIN
  INSERT INTO note_fts (docid, title, body, place) VALUES (new.id, new.title, new.body, new.place);
END;

INSERT INTO note_fts (note_fts) VALUES ('rebuild');

-- downgrade

DROP TRIGGER note_fts_after_insert;
DROP TRIGGER note_fts_after_update;
DROP TRIGGER note_fts_before_delete;
DROP TRIGGER note_fts_before_update;
DROP TABLE note_fts;
