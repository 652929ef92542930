import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { pglite } from 'limbeck/adapters/pglite'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { compileModules } from '../compile-modules.js'
import { newDatabase } from '../database.js'
import { findNode } from '../runtimes/node/find-node.js'
import { setOf } from '../set-of.js'
import { type Met, meetDrift, revisions } from './drift.js'

const clients: Readonly<Record<string, () => Promise<Met>>> = {
  'sql.js': async () =>
    meetDrift(
      sqlJs(newDatabase('PRAGMA foreign_keys = ON')),
      setOf(await compileModules(() => revisions, 'sqlite'), revisions),
    ),
  'sql.js, with foreign keys off': async () =>
    meetDrift(sqlJs(newDatabase()), setOf(await compileModules(() => revisions, 'sqlite'), revisions)),
  async 'node:sqlite'() {
    const { stdout } = await promisify(execFile)(findNode(), ['--import', 'tsx', 'test/runtimes/node/meet-drift.ts'])
    return JSON.parse(stdout)
  },
  async PGlite() {
    const db = await PGlite.create()
    try {
      return await meetDrift(pglite(db), setOf(await compileModules(() => revisions, 'postgresql'), revisions))
    } finally {
      await db.close()
    }
  },
}

describe('a client that others changed meets compiled migrations, and keeps what they added', () => {
  for (const [name, meet] of Object.entries(clients)) {
    it(`on ${name}`, async () => {
      const met = await meet()
      assert.deepEqual(
        [met.up, met.down],
        [
          ['fill', 'last'],
          ['last', 'fill'],
        ],
      )
      assert.deepEqual(met.rows, [
        [
          { id: 1, a: 7, extra: '2' },
          { id: 2, a: 0, extra: '2' },
        ],
        [
          { id: 10, p: 1 },
          { id: 20, p: 2 },
        ],
      ])
      assert.ok(
        ['by_hand', 'sync_p', 'synced', 'last'].every((one) => met.objects.includes(one)),
        `${met.objects}`,
      )
      assert.deepEqual(met.synced, [
        { name: 'p', id: 1 },
        { name: 'p', id: 2 },
      ])
    })
  }
})
