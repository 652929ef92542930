import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseRenames } from '../../../src/commands/autogenerate/parse-renames.js'
import type { DatabaseSchema } from '../../../src/schema/database.js'

const schema = {
  tables: [
    { table: 'note', options: {} },
    { table: 'a.b', options: {} },
    { table: 'note', options: { schema: 'app' } },
  ],
} as unknown as DatabaseSchema

const target = { tables: [{ table: 'memo', options: {} }] } as unknown as DatabaseSchema

describe('parseRenames', () => {
  for (const [written, tables, columns] of [
    [['note:memo'], { note: 'memo' }, {}],
    [['note.body:text'], {}, { note: { body: 'text' } }],
    [['note:memo', 'memo.body:text'], { note: 'memo' }, { memo: { body: 'text' } }],
    [['note.body:note.text'], {}, { note: { body: 'text' } }],
    [['app.note:memo', 'app.note.body:text'], { 'app.note': 'memo' }, { 'app.note': { body: 'text' } }],
    [['a.b:c', 'a.b.x:y', 'a.b.z:w'], { 'a.b': 'c' }, { 'a.b': { x: 'y', z: 'w' } }],
    [[], {}, {}],
  ] as const) {
    it(`reads ${written.join(' and ') || 'nothing'}`, () => {
      assert.deepEqual(parseRenames(written, schema, target), { tables, columns })
    })
  }
  for (const [written, message] of [
    ['note', "'note' is no rename: write TABLE:NEW, or TABLE.COLUMN:NEW."],
    ['note:', "'note:' is no rename: write TABLE:NEW, or TABLE.COLUMN:NEW."],
    ['a:b:c', "'a:b:c' is no rename: write TABLE:NEW, or TABLE.COLUMN:NEW."],
    ['nota.body:text', "'nota.body:text': the database has no table 'nota'; it has note, a.b, app.note."],
    ['nota:memo', "'nota:memo': the database has no table 'nota'; it has note, a.b, app.note."],
  ] as const) {
    it(`refuses ${written}`, () => {
      assert.throws(() => parseRenames([written], schema, target), { code: 'invalid-argument', message })
    })
  }
})
