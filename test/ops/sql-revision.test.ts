import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Operations } from 'limbeck/op'
import type { Dialect } from '../../src/dialects/dialect.js'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { record } from '../../src/ops/record.js'
import { sqlRevision as read } from '../../src/ops/sql-revision.js'
import { toStatements } from '../../src/ops/to-statements.js'

const sqlRevision = (text: string, dialect = sqlite) => read(text, dialect)
const statements = (direction: ((op: Operations) => void) | undefined, dialect = sqlite) =>
  direction && toStatements(record(direction) ?? [], dialect)

const file = `-- make the notes
-- revision: b2
-- revises: a1
-- branch labels: main
-- depends on: x1

-- upgrade
CREATE TABLE note (body TEXT DEFAULT 'a;b');
-- find them
CREATE INDEX note_body ON note (body);

-- downgrade
DROP TABLE note;
`

describe('sqlRevision', () => {
  for (const [ends, text] of [
    ['LF', file],
    ['CRLF', file.replaceAll('\n', '\r\n')],
  ] as const) {
    it(`reads header and sections with ${ends} line ends`, () => {
      const { upgrade, downgrade, ...header } = sqlRevision(text)
      assert.deepEqual(header, {
        revision: 'b2',
        downRevision: ['a1'],
        branchLabels: ['main'],
        dependsOn: ['x1'],
        message: 'make the notes',
      })
      assert.deepEqual(statements(upgrade), [
        "CREATE TABLE note (body TEXT DEFAULT 'a;b')",
        `-- find them${ends === 'LF' ? '\n' : '\r\n'}CREATE INDEX note_body ON note (body)`,
      ])
      assert.deepEqual(statements(downgrade), ['DROP TABLE note'])
    })
  }

  it('reads a file that begins with a byte order mark', () => {
    assert.equal(sqlRevision(`\uFEFF${file.replace('-- make the notes\n', '')}`).revision, 'b2')
  })

  it('reads several parents, labels and dependencies', () => {
    const read = sqlRevision(
      '--revision:c\n-- Revises:  a , b\n-- branch labels: one,two\n-- depends on: x, y\n-- upgrade',
    )
    assert.deepEqual(
      [read.downRevision, read.branchLabels, read.dependsOn],
      [
        ['a', 'b'],
        ['one', 'two'],
        ['x', 'y'],
      ],
    )
  })

  it('reads none and absent lines as none', () => {
    const none = sqlRevision(
      '-- revision: a\n-- revises: none\n-- branch labels: none\n-- depends on: none\n-- upgrade\n',
    )
    const absent = sqlRevision('-- revision: a\n-- revises:\n-- upgrade\n')
    for (const { downRevision, branchLabels, dependsOn, message } of [none, absent]) {
      assert.deepEqual([downRevision, branchLabels, dependsOn, message], [[], [], [], ''])
    }
  })

  it('takes the first other comment of the header as the message', () => {
    const read = sqlRevision('-- revision: a\n--   say: this  \n-- not this\n-- upgrade\n-- nor this')
    assert.equal(read.message, 'say: this')
  })

  it('does not take a block comment for the message', () => {
    assert.equal(sqlRevision('/* Copyright\n */\n-- revision: a\n-- make notes\n-- upgrade').message, 'make notes')
  })

  it('does not take a line of a string or a block comment for a section', () => {
    const text = "INSERT INTO t VALUES ('\n-- downgrade\n');\n/*\n-- downgrade\n*/ SELECT 1"
    const read = sqlRevision(`-- revision: a\n-- upgrade\n${text}`)
    assert.deepEqual([statements(read.upgrade)?.length, read.downgrade], [2, undefined])
  })

  const lines: readonly (readonly [what: string, dialect: Dialect, sql: string])[] = [
    ['a trigger', sqlite, 'CREATE TRIGGER a AFTER INSERT ON t BEGIN\n-- downgrade\nSELECT 1;\n-- downgrade\nEND'],
    ['brackets', sqlite, 'CREATE TABLE t (\n-- downgrade\na)'],
    ['a name', sqlite, 'SELECT [\n-- downgrade\n], `\n-- downgrade\n`'],
    ['brackets', postgresql, 'CREATE RULE r AS ON INSERT TO t DO (SELECT 1;\n-- downgrade\nSELECT 2)'],
    ['a body', postgresql, 'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\n-- downgrade\nSELECT 1;\n-- downgrade\nEND'],
    ['a dollar quote', postgresql, 'DO $a$ BEGIN\n-- downgrade\nEND $a$'],
    ['text with escapes', postgresql, "SELECT E'\\'\n-- downgrade\n'"],
    ['a comment in a comment', postgresql, '/* /* a */\n-- downgrade\n*/ SELECT 1'],
  ]
  for (const [what, dialect, sql] of lines) {
    it(`does not take a line of ${what} for a section, on ${dialect.name}`, () => {
      const file = `-- revision: a\n-- upgrade\n${sql};\n-- downgrade\nSELECT 2`
      const read = sqlRevision(file, dialect)
      assert.deepEqual([statements(read.upgrade, dialect), statements(read.downgrade, dialect)], [[sql], ['SELECT 2']])
    })
  }

  it('reads each engine as it is', () => {
    const file = "-- revision: a\n-- upgrade\nSELECT '\\';\n/* /* */\n-- downgrade\nSELECT 1; -- */"
    assert.deepEqual(statements(sqlRevision(file, sqlite).downgrade), ['SELECT 1'])
    assert.equal(sqlRevision(file, postgresql).downgrade, undefined)
  })

  it('takes a section after a statement whose semicolon was forgotten, and after blanks', () => {
    const read = sqlRevision(`-- revision: a\n${' '.repeat(100)}-- upgrade\nSELECT 1\n\t -- DOWNGRADE \nSELECT 2`)
    assert.deepEqual([statements(read.upgrade), statements(read.downgrade)], [['SELECT 1'], ['SELECT 2']])
  })

  it('reads a line of 100,000 words', () => {
    const long = `SELECT ${'1, '.repeat(100_000)}1`
    const start = performance.now()
    const read = sqlRevision(`-- revision: a\n-- upgrade\n${long}\n-- downgrade\nSELECT 2`)
    assert.ok(performance.now() - start < 5000)
    assert.deepEqual(statements(read.upgrade), [long])
  })

  it('has no downgrade where the file has none, and an empty one where it is empty', () => {
    assert.equal(sqlRevision('-- revision: a\n-- upgrade\nSELECT 1').downgrade, undefined)
    assert.deepEqual(statements(sqlRevision('-- revision: a\n-- upgrade\nSELECT 1\n-- downgrade\n').downgrade), [])
  })

  it('takes the sections in any order', () => {
    const read = sqlRevision('-- revision: a\n-- downgrade\nSELECT 2;\n-- upgrade\nSELECT 1;')
    assert.deepEqual([statements(read.upgrade), statements(read.downgrade)], [['SELECT 1'], ['SELECT 2']])
  })

  it('does not take a comment that goes on for a section', () => {
    const read = sqlRevision('-- revision: a\n-- upgrade\n-- upgrade the notes\nSELECT 1 -- downgrade\n;SELECT 2')
    assert.deepEqual(statements(read.upgrade)?.length, 2)
    assert.equal(read.downgrade, undefined)
  })

  for (const [what, text, words] of [
    ['a revision line', '-- revises: a\n-- upgrade\nSELECT 1', /has no '-- revision:' line: it begins '-- revises: a/],
    ['an id', '-- revision:\n-- upgrade\nSELECT 1', /has no '-- revision:' line/],
    ['an upgrade line', '-- revision: a\nSELECT 1', /of a has no '-- upgrade' line/],
    ['anything', '', /begins ''/],
  ] as const) {
    it(`refuses a file without ${what}`, () => {
      assert.throws(() => sqlRevision(text), { code: 'invalid-revision', message: words })
    })
  }

  for (const [what, text] of [
    ['a second section of one name', '-- revision: a\n-- upgrade\nSELECT 1;\n-- upgrade\nSELECT 2;'],
    ['SQL above the sections', '-- revision: a\nSELECT 1;\n-- upgrade\nSELECT 2;'],
  ] as const) {
    it(`refuses ${what}, whose statements would be lost`, () => {
      assert.throws(() => sqlRevision(text), { code: 'invalid-revision' })
    })
  }
})
