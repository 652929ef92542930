import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { text } from '../../src/schema/column-type.js'
import type { TableChange } from '../../src/schema/table-change.js'
import { coded } from '../database.js'
import type { Database, Site } from './databases.js'
import { alterColumn, altering } from './run-rebuild.js'
import { alter } from './try-case.js'
import { type Cloud, startCloud } from './workerd.js'

const list = (count: number, text: (nth: number) => string) => Array.from({ length: count }, (_, nth) => text(nth))
const columns = (count: number) => list(count, (nth) => `c${nth} INT`).join(', ')
const chain = (count: number, next: string) =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) INSERT INTO t SELECT i, ${next}, i FROM n`

/** Where Cloudflare's SQLite allows less than others: columns, levels of triggers, depth of expressions. */
const schemas: Readonly<Record<string, readonly string[]>> = {
  'a table of 100 columns, and none its row id': [`CREATE TABLE t (a, ${columns(99)})`, 'INSERT INTO t (a) VALUES (7)'],
  'a table that one of 100 columns refers to': [
    'CREATE TABLE t (id INTEGER PRIMARY KEY, a)',
    'INSERT INTO t VALUES (1, 7)',
    `CREATE TABLE child (t REFERENCES t ON DELETE CASCADE, ${columns(99)})`,
    'INSERT INTO child (t) VALUES (1)',
  ],
  'a table that 60 others refer to': [
    'CREATE TABLE t (id INTEGER PRIMARY KEY, a)',
    'INSERT INTO t VALUES (1, 7)',
    ...list(60, (nth) => `CREATE TABLE k${nth} (t REFERENCES t ON DELETE CASCADE)`),
    ...list(60, (nth) => `INSERT INTO k${nth} VALUES (1)`),
  ],
  'a circle of 30 tables': [
    'PRAGMA defer_foreign_keys=ON',
    'CREATE TABLE t (id INTEGER PRIMARY KEY, next NOT NULL REFERENCES k0 ON DELETE CASCADE, a)',
    ...list(29, (nth) => {
      const next = nth === 28 ? 't' : `k${nth + 1}`
      return `CREATE TABLE k${nth} (id INTEGER PRIMARY KEY, next NOT NULL REFERENCES ${next} ON DELETE RESTRICT)`
    }),
    'INSERT INTO t VALUES (1, 1, 7)',
    ...list(29, (nth) => `INSERT INTO k${nth} VALUES (1, 1)`),
  ],
  'a chain of 300 rows': [
    'PRAGMA defer_foreign_keys=ON',
    'CREATE TABLE t (id INTEGER PRIMARY KEY, next REFERENCES t ON DELETE CASCADE, a)',
    chain(300, 'nullif(i + 1, 301)'),
  ],
  'a ring of 300 rows that may not be NULL': [
    'PRAGMA defer_foreign_keys=ON',
    'CREATE TABLE t (id INTEGER PRIMARY KEY, next NOT NULL REFERENCES t ON DELETE CASCADE, a)',
    chain(300, 'i % 300 + 1'),
  ],
  'a table that 400 views read': [
    'CREATE TABLE t (a)',
    'INSERT INTO t VALUES (7)',
    ...list(400, (nth) => `CREATE VIEW v${nth} AS SELECT a FROM t`),
  ],
}

describe("a table made anew within Cloudflare's limits", () => {
  let cloud: Cloud
  before(() => {
    cloud = startCloud(Object.keys(schemas).length + 1)
  })
  after(() => cloud?.stop())

  const counts = async (db: Database) => {
    const [tables = []] = await db.read([
      "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 4) <> '_cf_'",
    ])
    const all = await db.read(tables.map(({ name }) => `SELECT count(*) AS n FROM "${name}"`))
    return tables.map(({ name }, nth) => `${name}: ${all[nth]?.[0]?.n}`).sort()
  }
  const change = (...changes: readonly TableChange[]) => ({ alteration: altering('t', changes) })

  for (const [nth, home] of ['D1', 'a Durable Object'].entries()) {
    for (const [name, script] of Object.entries(schemas)) {
      it(`loses nothing on ${home} of ${name}`, async () => {
        const site = cloud.sites[nth] as Site
        const db = await site.open('ON')
        await db.apply(script)
        const was = await counts(db)
        await alter(db, change(alterColumn('a', { type: text() })), site)
        assert.deepEqual(await counts(db), was)
        const [types] = await db.read(['SELECT DISTINCT typeof(a) AS type FROM t'])
        assert.deepEqual(types, [{ type: 'text' }])
      })
    }

    it(`says on ${home}, before anything runs, that there would be too many columns`, async () => {
      const site = cloud.sites[nth] as Site
      const db = await site.open('ON')
      await db.apply([`CREATE TABLE t (a, ${columns(99)})`])
      const added: TableChange = { kind: 'addColumn', column: { kind: 'column', name: 'z', type: text() }, before: 'a' }
      await assert.rejects(
        alter(db, change(added), site),
        coded('unsupported-operation', /'t' would have 101 columns; (d1|durable-object) takes 100\./),
      )
    })
  }
})
