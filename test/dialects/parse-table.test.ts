import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseTable } from '../../src/dialects/sqlite/parse/parse-table.js'
import { editText, textAt } from '../../src/rebuild/edit-text.js'
import { newDatabase, rows, values } from '../database.js'

/** A table as SQLite keeps its SQL. */
const kept = (sql: string, ...more: readonly string[]) => {
  const db = newDatabase([sql, ...more].join(';'))
  const [text] = values(db, "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
  return { db, table: parseTable(String(text)) }
}

const tables: readonly string[] = [
  'CREATE TABLE t (a)',
  'CREATE TABLE t(a,b,c)',
  'CREATE TABLE [t t] ("a""b" \'odd type\', `c` INT, [d e] f "g" (3, -4) , "e" VARCHAR ( 10 ) COLLATE NOCASE)',
  'CREATE TABLE t (id INTEGER PRIMARY KEY DESC ON CONFLICT REPLACE, b UNIQUE ON CONFLICT IGNORE NOT NULL ON CONFLICT FAIL)',
  'CREATE TABLE t (id INTEGER CONSTRAINT pk PRIMARY KEY AUTOINCREMENT, a NULL DEFAULT NULL, b DEFAULT -1.5e3 CHECK (b < 1))',
  "CREATE TABLE t (a DEFAULT (1 + (2)), b DEFAULT 'it''s', c DEFAULT x'00ff', d DEFAULT +3, e DEFAULT CURRENT_TIMESTAMP, f DEFAULT abc)",
  "CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a * 2) STORED, c AS (a || ')') VIRTUAL, d GENERATED, e TEXT AS (b))",
  'CREATE TABLE t (a INT REFERENCES t(a) ON DELETE SET NULL ON UPDATE CASCADE MATCH FULL NOT DEFERRABLE INITIALLY IMMEDIATE NOT NULL, b REFERENCES u DEFERRABLE INITIALLY DEFERRED)',
  'CREATE TABLE t (a, b, CONSTRAINT k PRIMARY KEY (a COLLATE nocase DESC, b), UNIQUE (b ASC) ON CONFLICT ROLLBACK CHECK (a > (b)) FOREIGN KEY (a, b) REFERENCES u (x, y) ON DELETE NO ACTION) WITHOUT ROWID',
  'CREATE TABLE t (a INT, b TEXT, PRIMARY KEY(a)) STRICT, WITHOUT ROWID',
  'CREATE TABLE t (a CONSTRAINT none, b CONSTRAINT one CONSTRAINT two NOT NULL, CONSTRAINT three)',
  'CREATE TABLE t (end INT, key TEXT, "order" INT, CHECK (end > 0 AND CASE WHEN key LIKE \'x\' THEN end ELSE 1 END))',
  'CREATE TABLE t (a /* , */ INT -- ) \n, b TEXT /* last */ -- very\n)',
  'CREATE TABLE t (id INTEGER, n INT, PRIMARY KEY (id AUTOINCREMENT))',
  // Only ASCII's own white space is any to SQLite: what else looks like it is a letter, and so is every sign beyond.
  'CREATE TABLE t (a\u00a0b INT, \u2003c TEXT, \u{1f600} INT CHECK (\u{1f600} > 0), d)',
  'CREATE TABLE ünïcode (ä_1 INT, "名" TEXT CHECK ("名" <> \'--\'))',
]

describe('parseTable', () => {
  for (const sql of tables) {
    it(`reads as SQLite does: ${sql.slice(0, 90).replaceAll('\n', ' ')}`, () => {
      const { db, table } = kept(sql)
      const name = `'${table.table.name.replaceAll("'", "''")}'`
      const read = rows(
        db,
        `SELECT name, type, "notnull", dflt_value, hidden > 1 FROM pragma_table_xinfo(${name}) ORDER BY cid`,
      )
      const ours = table.columns.map(({ column, type, constraints }) => {
        const value = constraints.flatMap((one) => (one.kind === 'default' ? [textAt(table.sql, one.value)] : []))[0]
        const has = (kind: string) => constraints.some((one) => one.kind === kind)
        const inKey =
          table.withoutRowid &&
          table.constraints.some(
            (one) => one.kind === 'primaryKey' && one.columns.some((part) => part.name === column.name),
          )
        return [
          column.name,
          (type ? textAt(table.sql, type) : '')
            .replace(/^['"[](.*?)['"\]]/, '$1')
            .replace(/\s*\(\s*/, '(')
            .replace(/\s*\)/, ')')
            .toUpperCase(),
          has('notNull') || inKey ? 1 : 0,
          value?.replace(/^\((.*)\)$/s, '$1') ?? null,
          has('generated') ? 1 : 0,
        ]
      })
      const theirs = read.map(([column, type, ...rest]) => [
        column,
        String(type)
          .replace(/^['"[](.*?)['"\]]/, '$1')
          .replace(/\s*\(\s*/, '(')
          .replace(/\s*\)/, ')')
          .toUpperCase(),
        ...rest,
      ])
      assert.deepEqual(ours, theirs)
      assert.equal(table.strict, /STRICT/.test(sql))
      assert.equal(table.withoutRowid, /WITHOUT ROWID/.test(sql))
    })
  }

  it('reads what SQLite itself has left in the text', () => {
    const { table } = kept(
      'CREATE TABLE old (a INT, b INT, c)',
      'ALTER TABLE old ADD COLUMN d TEXT DEFAULT 5 NOT NULL',
      'ALTER TABLE old RENAME COLUMN a TO "x y"',
      'ALTER TABLE old DROP COLUMN b',
      'ALTER TABLE old RENAME TO "new one"',
    )
    assert.deepEqual(
      [table.table.name, ...table.columns.map(({ column }) => column.name)],
      ['new one', 'x y', 'c', 'd'],
    )
  })

  it('reads what CREATE TABLE … AS becomes', () => {
    const { table } = kept('CREATE TABLE t AS SELECT 1 AS one, \'x\' AS "two words", CAST(3 AS TEXT) AS three')
    assert.deepEqual(
      table.columns.map(({ column }) => column.name),
      ['one', 'two words', 'three'],
    )
  })

  it('finds foreign keys, their columns and actions', () => {
    const { table } = kept(
      'CREATE TABLE t (a REFERENCES p ON DELETE CASCADE, b, FOREIGN KEY (b, a) REFERENCES "q"(x, y) ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED)',
    )
    const [first] = table.columns[0]?.constraints ?? []
    const [second] = table.constraints
    assert.ok(first?.kind === 'foreignKey' && second?.kind === 'foreignKey')
    const of = ({ table: { name }, columns, onDelete, deferred }: typeof first.reference) => [
      name,
      columns.map((one) => one.name),
      onDelete,
      deferred,
    ]
    assert.deepEqual(of(first.reference), ['p', [], 'CASCADE', false])
    assert.deepEqual(of(second.reference), ['q', ['x', 'y'], 'NO ACTION', true])
  })

  for (const sql of [
    'CREATE VIEW v AS SELECT 1',
    'CREATE VIRTUAL TABLE f USING fts5(a)',
    'CREATE TABLE t',
    'CREATE TABLE t (a',
  ]) {
    it(`refuses what is no table: ${sql}`, () => {
      assert.throws(() => parseTable(sql), { code: 'unsupported-operation' })
    })
  }
})

describe('editText', () => {
  it('edits in the order of places, and at one place in the order given', () => {
    const edits = [
      { start: 4, end: 5, text: 'E' },
      { start: 0, end: 0, text: '1' },
      { start: 0, end: 0, text: '2' },
    ]
    assert.equal(editText('abcde', edits), '12abcdE')
  })
  it('throws when edits overlap', () => {
    const edits = [
      { start: 0, end: 3, text: '' },
      { start: 2, end: 4, text: '' },
    ]
    assert.throws(() => editText('abcde', edits), RangeError)
  })
})
