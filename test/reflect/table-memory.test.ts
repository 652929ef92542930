import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqlJs } from '../../adapters/sql-js.js'
import { reflect, tableMemory } from '../../src/reflect/index.js'
import { newDatabase } from '../database.js'

/** Reads scripts one after the other, with one memory and each by itself. */
async function readBoth(...scripts: readonly string[]) {
  const memory = tableMemory()
  const remembered = []
  const alone = []
  for (const script of scripts) {
    const db = newDatabase(script)
    remembered.push(await reflect(sqlJs(db), { memory }))
    alone.push(await reflect(sqlJs(db)))
    db.close()
  }
  assert.deepEqual(remembered, alone)
  return remembered.map(({ tables }) => new Map(tables.map((one) => [one.table, one])))
}

describe('what reflect remembers of tables', () => {
  it('is the same object for a table that two databases have in the same words', async () => {
    const note = 'CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT); CREATE INDEX i ON note (body);'
    const [one, other] = await readBoth(`${note} CREATE TABLE tag (a)`, `${note} CREATE TABLE tag (b)`)
    assert.equal(one?.get('note'), other?.get('note'))
    assert.notEqual(one?.get('tag'), other?.get('tag'))
  })

  it('is not used where an index, or a table that it refers to, is another', async () => {
    const child = 'CREATE TABLE child (p REFERENCES Parent); CREATE TABLE other (p REFERENCES parent)'
    const [one, other] = await readBoth(
      `${child}; CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE INDEX i ON other (p)`,
      `${child}; CREATE TABLE PARENT (key INTEGER PRIMARY KEY); CREATE INDEX i ON other (p DESC)`,
    )
    assert.notEqual(one?.get('child'), other?.get('child'))
    const [key] = other?.get('child')?.constraints ?? []
    assert.deepEqual(key?.kind === 'foreignKey' && [key.table, key.references], ['PARENT', ['key']])
  })

  it('does not forget what nothing can hold', async () => {
    const odd = 'CREATE TABLE odd (id INTEGER PRIMARY KEY DESC)'
    await readBoth(odd, odd)
  })
})
