import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { columns, newDatabase, values } from '../database.js'
import { compileFolder, importSet, scriptsWith } from './project.js'

const files = {
  'a.ts': `import { column, integer, text } from 'limbeck/op'
export const revision = 'a'
export const downRevision = null
export function upgrade(op) {
      op.createTable('t', column('id', integer(), { primaryKey: true }), column('a', text(), { nullable: false }))
      op.createTable('child', column('t', integer(), { references: { table: 't', column: 'id', onDelete: 'CASCADE' } }))
      op.execute("INSERT INTO t VALUES (1, 'x')")
      op.execute('INSERT INTO child VALUES (1)')
}`,
  'b.ts': `export const revision = 'b'
export const downRevision = 'a'
export function upgrade(op) {
      op.alterColumn('t', 'a', { nullable: true })
      op.createCheckConstraint('ck', 'child', 't > 0')
}`,
}

describe('a set for SQLite 3.53', () => {
  for (const [version, copies] of [
    ['3.53.0', false],
    ['3.35.0', true],
  ] as const) {
    it(`${copies ? 'is not one for' : 'changes NOT NULL and CHECK without a copy:'} ${version}`, async () => {
      const folder = scriptsWith(files)
      const distilled = await compileFolder(folder, 'sqlite', { sqliteVersion: version })
      const statements = JSON.stringify(distilled.chunks.map(({ steps }) => steps.b))
      assert.equal(/CREATE TABLE _limbeck_new_/.test(statements), copies)
      assert.equal(/ALTER COLUMN a DROP NOT NULL/.test(statements), !copies)
      const db = newDatabase('PRAGMA foreign_keys=ON')
      await upgrade(sqlJs(db), await importSet(distilled, folder))
      assert.deepEqual(columns(db, 't').at(-1), ['a', 'TEXT', 0, null, 0])
      assert.deepEqual(values(db, 'SELECT t FROM child'), [1])
      assert.throws(() => db.exec('UPDATE child SET t = 0'), /CHECK constraint failed: ck/)
    })
  }
})
