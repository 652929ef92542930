import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pg } from 'limbeck/adapters/pg'
import { Client } from 'pg'
import { StatementError } from '../../../src/errors.js'
import { type Cluster, startCluster } from './start-cluster.js'

describe('the statement that failed on a server', () => {
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster()
  })
  after(() => cluster.stop())

  const cases: Readonly<Record<string, readonly [statements: readonly string[], failed: number]>> = {
    'the second of three': [['SELECT 1', 'SELECT 1 / 0', 'SELECT 2'], 1],
    'after a text of several': [['SELECT 1; SELECT 2; SELECT 3', 'SELECT 1 / 0', 'SELECT 2', 'SELECT 3'], 1],
    'in a text of several': [['SELECT 1', 'SELECT 1; SELECT 2; SELECT 1 / 0', 'SELECT 2'], 1],
    'after one that ends in a semicolon': [['SELECT 1;', 'SELECT 1 / 0'], 1],
    'after one with a semicolon in quotes': [["SELECT '; a'", "SELECT '; b'", 'SELECT 1 / 0', 'SELECT 2'], 2],
    'one whose function makes what is no SQL': [
      [
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'SELEC 1'; END $$",
        'SELECT f()',
        'SELECT 2',
      ],
      1,
    ],
    'one that is no SQL': [['SELECT 1; SELECT 2', 'SELECT 3', 'SELEC 1'], 2],
  }
  for (const [name, [statements, failed]] of Object.entries(cases)) {
    it(`is named: ${name}`, async () => {
      const client = new Client(await cluster.database())
      await client.connect()
      try {
        await assert.rejects(
          pg(client).transaction((tx) => tx.run(statements)),
          (error) => error instanceof StatementError && error.index === failed && error.sql === statements[failed],
        )
      } finally {
        await client.end()
      }
    })
  }
})
