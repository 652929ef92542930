-- index notes
-- revision: a1c0ffee0002
-- revises: a1c0ffee0001
-- upgrade
CREATE INDEX note_body ON note (body);
CREATE TRIGGER note_body_trimmed AFTER INSERT ON note BEGIN
  UPDATE note SET body = trim(new.body) WHERE id = new.id;
END;
-- downgrade
DROP TRIGGER note_body_trimmed;
DROP INDEX note_body;
