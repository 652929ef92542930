import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { reflect, renderSchema } from 'limbeck/reflect'
import type { Queryable } from '../../src/adapter.js'
import { newDatabase } from '../database.js'
import type { Database } from '../rebuild/databases.js'
import { type Cloud, startCloud } from '../rebuild/workerd.js'
import { meaning } from './sqlite-fixed-point.js'

const script = [
  'CREATE TABLE note (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL COLLATE NOCASE UNIQUE, owner REFERENCES person ON DELETE CASCADE, done BOOLEAN DEFAULT 0, "a b" AS (title || 1))',
  'CREATE TABLE person (id INTEGER PRIMARY KEY, at TEXT DEFAULT CURRENT_TIMESTAMP, CHECK (id > 0)) STRICT',
  'CREATE TABLE tag (a TEXT, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID',
  'CREATE INDEX ix ON note (title DESC, lower(title)) WHERE done = 0',
  'CREATE VIEW v AS SELECT id FROM note',
  'CREATE TRIGGER g AFTER INSERT ON note BEGIN UPDATE note SET done = 1; END',
  'CREATE TABLE limbeck_version (version_num VARCHAR(32) NOT NULL)',
]

describe('reflection in workerd', () => {
  let cloud: Cloud
  before(() => {
    cloud = startCloud(3)
  })
  after(() => cloud.stop())

  for (const [nth, engine] of (['d1', 'durable-object'] as const).entries()) {
    it(`reads what is there, and makes it anew: ${engine}`, async () => {
      const open = async () => {
        const database = (await cloud.sites[nth]?.open('ON')) as Database
        return { database, adapter: { engine, ...queryable(database) } }
      }
      const [one, other] = [await open(), await open()]
      await one.database.apply(script)
      const schema = await reflect(one.adapter)
      const local = newDatabase(script.join(';'))
      assert.deepEqual(schema, await reflect(sqlJs(local)))
      assert.deepEqual(
        schema.tables.map(({ table }) => table),
        ['note', 'person', 'tag'],
      )
      await other.database.apply(renderSchema(schema, engine))
      assert.deepEqual(meaning(await reflect(other.adapter)), meaning(schema))
    })

    it(`leaves out the tables of a full-text index: ${engine}`, async () => {
      const database = (await cloud.sites[nth]?.open('ON')) as Database
      await database.apply(['CREATE VIRTUAL TABLE sought USING fts5 (words)'])
      const { tables, virtualTables } = await reflect({ engine, ...queryable(database) })
      assert.deepEqual([tables, virtualTables.map(({ name }) => name)], [[], ['sought']])
    })
  }
})

const queryable = (database: Database): Queryable => ({
  query: async (sql) => ((await database.read([sql]))[0] ?? []) as never,
  run: () => Promise.reject(new Error('Nothing but what is asked for is sent.')),
})
