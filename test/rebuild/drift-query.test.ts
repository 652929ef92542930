import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { type Drift, driftQueries, driftQuery } from '../../src/rebuild/drift-query.js'
import { factsQuery, readFacts } from '../../src/rebuild/facts.js'
import { relevantTo, relevantToCopies } from '../../src/rebuild/relevant.js'
import { newDatabase } from '../database.js'

const script = `
  CREATE TABLE Note (id INTEGER PRIMARY KEY, title TEXT UNIQUE, kind REFERENCES kind);
  CREATE INDEX by_title ON note (title);
  CREATE TABLE kind (id INTEGER PRIMARY KEY, name);
  CREATE UNIQUE INDEX kinds ON kind (name);
  CREATE TABLE tag (note REFERENCES "note" ON DELETE CASCADE);
  CREATE TABLE other (a);
  CREATE TRIGGER noted AFTER INSERT ON note BEGIN SELECT 1; END;
  CREATE VIEW titles AS SELECT title FROM note;
  CREATE VIEW many AS SELECT count(*) FROM titles;
  CREATE TRIGGER elsewhere AFTER INSERT ON other BEGIN DELETE FROM note; END;
  CREATE TABLE "we""ird" (a REFERENCES note)`

const factsOf = (db: ReturnType<typeof newDatabase>) => {
  const [{ columns = [], values = [] } = {}] = db.exec(factsQuery)
  return readFacts(values.map((row) => Object.fromEntries(row.map((value, at) => [columns[at], value]))))
}

/** What the query says of a database that was changed after it was made. */
function driftAfter(change: string, more: Partial<Drift> = {}): readonly string[] {
  const db = newDatabase(script)
  const facts = factsOf(db)
  const query = driftQuery(
    { ...relevantToCopies(facts, ['note']), tables: ['note'], copies: ['note'], ...more },
    sqlite,
  )
  assert.deepEqual(db.exec(query), [], 'nothing is said of what is as it was')
  db.exec(change)
  return (db.exec(query)[0]?.values ?? []).map(([type, name]) => `${type} ${name}`).sort()
}

describe('a drift query', () => {
  it('names what is gone, what is new and what has another text, as far as it has to do with the table', () => {
    const cases: Readonly<Record<string, readonly string[]>> = {
      'CREATE INDEX mine ON NOTE (kind)': ['index mine'],
      'DROP INDEX by_title': ['index by_title'],
      'DROP INDEX by_title; CREATE INDEX by_title ON note (title DESC)': ['index by_title'],
      'ALTER TABLE note ADD COLUMN mine': ['table Note'],
      'CREATE TRIGGER mine AFTER DELETE ON note BEGIN SELECT 2; END': ['trigger mine'],
      'CREATE TRIGGER mine AFTER DELETE ON other BEGIN DELETE FROM Note; END': ['trigger mine'],
      'DROP TRIGGER elsewhere': ['trigger elsewhere'],
      'CREATE VIEW mine AS SELECT * FROM many': ['view mine'],
      'DROP VIEW many': ['view many'],
      'CREATE TABLE mine (a REFERENCES NOTE)': ['table mine'],
      'DROP TABLE "we""ird"': ['table we"ird'],
      'DROP INDEX kinds': ['index kinds'],
      'CREATE TABLE _limbeck_new_note (a)': ['table _limbeck_new_note'],
      'CREATE TABLE "it""s" (a REFERENCES "we""ird")': ['table it"s'],
    }
    for (const [change, said] of Object.entries(cases)) assert.deepEqual(driftAfter(change), said, change)
  })

  it('says nothing of what has nothing to do with it, nor of rows', () => {
    for (const change of [
      'CREATE TABLE mine (a); CREATE INDEX i ON mine (a); CREATE VIEW v AS SELECT * FROM mine',
      'ALTER TABLE other ADD COLUMN b',
      'CREATE INDEX i ON kind (name)',
      "INSERT INTO note (title) VALUES ('x'); PRAGMA foreign_keys = ON",
      'CREATE TABLE limbeck_version (a); CREATE TABLE mine (a REFERENCES kind)',
    ])
      assert.deepEqual(driftAfter(change), [], change)
  })

  it('names the settings that it was told of', () => {
    const settings = { foreign_keys: false, legacy_alter_table: false }
    assert.deepEqual(driftAfter('PRAGMA foreign_keys = ON', { settings }), ['setting foreign_keys'])
    assert.deepEqual(driftAfter('PRAGMA legacy_alter_table = ON', { settings }), ['setting legacy_alter_table'])
    assert.deepEqual(driftAfter('PRAGMA defer_foreign_keys = ON', { settings }), [])
  })

  it('can be cut, and for a table that is not there yet says nothing', () => {
    const db = newDatabase(script)
    const facts = factsOf(db)
    const queries = driftQueries({ ...relevantToCopies(facts, ['note']), tables: ['note'], copies: [] }, sqlite, 1)
    assert.ok(queries.length > 8)
    for (const query of queries) assert.deepEqual(db.exec(query), [])
    assert.deepEqual(db.exec(driftQuery({ ...relevantTo(facts, ['new']), tables: ['new'], copies: [] }, sqlite)), [])
  })
})
