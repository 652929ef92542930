import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { applyToFacts } from '../../src/rebuild/apply-to-facts.js'
import { coded, newDatabase } from '../database.js'
import { factsOf } from './run-rebuild.js'

const schema = `CREATE TABLE e (x INT, -- one, two
 y, z TEXT, CHECK (1)); CREATE TABLE spaced (a, b -- last, and least
  ); CREATE TABLE constrained (a, b TEXT /* , */ , CHECK (a > 1), UNIQUE (a)); CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE c (p REFERENCES p (id), b UNIQUE);
  CREATE INDEX i ON c (p); CREATE VIEW v AS SELECT a FROM p; CREATE TRIGGER t AFTER DELETE ON c BEGIN SELECT 1; END`

/** What of a schema counts: objects, without the indexes that constraints make. */
const named = (rows: ReturnType<typeof factsOf>) =>
  rows
    .flatMap(({ type, name, tbl_name, sql }) => (sql === null ? [] : [`${type} ${name} of ${tbl_name}: ${sql}`]))
    .sort()

describe('applyToFacts', () => {
  for (const sql of [
    'CREATE TABLE  d (x INT, -- one\n y)',
    'create table if not exists main."two words" (x)',
    'CREATE TABLE IF NOT EXISTS p (x)',
    'CREATE UNIQUE INDEX IF NOT EXISTS j ON c (p DESC) WHERE p > 1;',
    'CREATE VIEW w AS SELECT * FROM v',
    'CREATE TRIGGER u AFTER UPDATE OF b ON c BEGIN DELETE FROM p; END',
    'DROP TABLE c',
    'DROP INDEX IF EXISTS i',
    'DROP VIEW v',
    'DROP TRIGGER t',
    'DROP TABLE IF EXISTS none',
    "ALTER TABLE c ADD COLUMN z TEXT DEFAULT 'x' NOT NULL",
    'ALTER TABLE e DROP COLUMN "Y"',
    'ALTER TABLE e DROP x',
    'ALTER TABLE e DROP COLUMN z',
    'ALTER TABLE spaced ADD COLUMN z INT',
    'ALTER TABLE spaced DROP COLUMN b',
    'ALTER TABLE constrained ADD z INT DEFAULT 1',
    'ALTER TABLE constrained DROP b',
    "INSERT INTO p VALUES (1, 'CREATE TABLE x (a)')",
    'WITH n AS (SELECT 1) DELETE FROM p',
  ]) {
    it(`says what the schema is after: ${sql.replaceAll('\n', ' ')}`, () => {
      const db = newDatabase(schema)
      const known = applyToFacts(factsOf(db), sql)
      db.exec(sql)
      assert.deepEqual(named(known), named(factsOf(db)))
    })
  }

  it('carries the new name of a table into the foreign keys that refer to it', () => {
    const db = newDatabase(
      `PRAGMA foreign_keys=ON; ${schema.replace(/CREATE VIEW[^;]*;/, '')}; CREATE INDEX k ON p (a)`,
    )
    const sql = 'ALTER TABLE p RENAME TO q'
    const known = applyToFacts(factsOf(db), sql)
    db.exec(sql)
    assert.deepEqual(named(known), named(factsOf(db)))
  })

  for (const sql of [
    'ALTER TABLE p RENAME TO q',
    'ALTER TABLE p RENAME COLUMN a TO b',
    'CREATE TABLE d AS SELECT 1 AS x',
    'VACUUM',
  ]) {
    it(`says that it does not know: ${sql}`, () => {
      const facts = factsOf(newDatabase(schema))
      assert.throws(() => applyToFacts(facts, sql), coded('program-reads-after-write', /make it two revisions/))
    })
  }
})
