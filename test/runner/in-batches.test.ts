import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type BatchAdapter, downgrade, type Progress, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import { recording } from 'limbeck/testing'
import { batchAdapter } from '../batch-adapter.js'
import { newDatabase, rows, values } from '../database.js'
import { insert, line } from './batch-line.js'

const table = 'CREATE TABLE t (a)'
const held = (db: ReturnType<typeof newDatabase>) => values(db, 'SELECT a FROM t ORDER BY rowid')

describe('on a batch adapter', () => {
  for (const count of [1, 5, 120]) {
    it(`${count} compiled revisions take two round trips, with the check, within D1's limits`, async () => {
      const db = newDatabase(table)
      const adapter = recording(batchAdapter(db))
      await upgrade(adapter, line(...Array.from({ length: count }, (_, nth) => insert(nth))))
      assert.equal(adapter.roundTrips, 2)
      assert.equal(held(db).length, count)
      assert.deepEqual(values(db, 'SELECT count(*) FROM limbeck_journal'), [count])
    })
  }

  it('a database at head takes one', async () => {
    const db = newDatabase(table)
    await upgrade(batchAdapter(db), line(insert(1)))
    const adapter = recording(batchAdapter(db))
    await upgrade(adapter, line(insert(1)))
    assert.deepEqual([adapter.roundTrips, held(db)], [1, [1]])
  })

  it('a program ends the batch before it and is one of its own', async () => {
    const db = newDatabase(table)
    const sizes: number[] = []
    const seen: unknown[] = []
    const adapter = batchAdapter(db)
    const watched: BatchAdapter = {
      ...adapter,
      async batch(statements) {
        sizes.push(statements.filter((one) => String(one).includes('INTO t')).length)
        await adapter.batch(statements)
      },
    }
    const program = async (op: Operations) => {
      seen.push(
        await op.query('SELECT count(*) AS n FROM t'),
        await op.query('SELECT version_num FROM limbeck_version'),
      )
      insert(3)(op)
      insert(4)(op)
    }
    await upgrade(watched, line(insert(1), insert(2), program, insert(5)))
    assert.deepEqual(sizes, [2, 2, 1])
    assert.deepEqual(seen, [[{ n: 2 }], [{ version_num: 'b' }]])
    assert.deepEqual(held(db), [1, 2, 3, 4, 5])
  })

  it('an autocommit block ends a batch, and what comes after it is written with its revision', async () => {
    const block = (op: Operations) => {
      insert(2)(op)
      op.autocommitBlock(() => op.execute('INSERT INTO t VALUES (3); INSERT INTO t VALUES (4)'))
      insert(5)(op)
      op.autocommitBlock(() => insert(6)(op))
      insert(7)(op)
    }
    for (const after of [[], [insert(8)]]) {
      const db = newDatabase(table)
      const { to } = await upgrade(batchAdapter(db), line(insert(1), block, ...after))
      assert.deepEqual(values(db, 'SELECT version_num FROM limbeck_version'), to)
      assert.deepEqual(held(db), [1, 2, 3, 4, 5, 6, 7, 8].slice(0, 7 + after.length))
      assert.deepEqual(values(db, 'SELECT count(*) FROM limbeck_journal'), [2 + after.length])
    }
  })

  it('progress tells where everything before a step is committed', async () => {
    const told: unknown[] = []
    const onProgress = ({ revision, safePoint, step, of }: Progress) => {
      told.push([revision, safePoint, step, of])
    }
    const program = async (op: Operations) => insert(3)(op)
    await upgrade(batchAdapter(newDatabase(table)), line(insert(1), insert(2), program, insert(4)), 'head', {
      onProgress,
    })
    assert.deepEqual(told, [
      ['a', true, 1, 4],
      ['b', false, 2, 4],
      ['c', true, 3, 4],
      ['d', true, 4, 4],
    ])
  })

  it('a program that reads after it wrote is refused, and nothing of it is written', async () => {
    const db = newDatabase(table)
    const program = async (op: Operations) => {
      insert(2)(op)
      await op.query('SELECT a FROM t')
    }
    await assert.rejects(upgrade(batchAdapter(db), line(insert(1), program, insert(3))), (error) => {
      const { cause, ...fields } = error as Error & { cause: { code: string } }
      assert.equal(cause.code, 'program-reads-after-write')
      assert.match(String(error), /upgrade of b failed.*On batch a revision cannot read after it wrote: make it two/)
      assert.deepEqual(
        { ...fields },
        {
          ...{ name: 'MigrationFailedError', code: 'migration-failed', revision: 'b', direction: 'upgrade' },
          ...{ statement: undefined, position: undefined, rows: ['a'], applied: ['a'] },
        },
      )
      return true
    })
    assert.deepEqual([held(db), values(db, 'SELECT version_num FROM limbeck_version')], [[1], ['a']])
  })

  it('leaves the same database as a transactional one does', async () => {
    const program = async (op: Operations) => {
      const [row] = await op.query('SELECT max(a) AS most FROM t')
      insert(Number(row?.most) + 1)(op)
    }
    const migrations = line(insert(1), program, insert(5)).map((one) => ({ ...one, downgrade: insert(0) }))
    const told = 'SELECT revision, direction, parents, checksum, downgrade FROM limbeck_journal'
    const [batches, transaction] = await Promise.all(
      [batchAdapter, sqlJs].map(async (adapterOf) => {
        const db = newDatabase(table)
        await upgrade(adapterOf(db), migrations)
        await downgrade(adapterOf(db), migrations, 'a')
        return ['SELECT a FROM t', 'SELECT * FROM limbeck_version', told, 'SELECT sql FROM sqlite_master'].map(
          (query) => rows(db, query),
        )
      }),
    )
    assert.deepEqual(batches, transaction)
  })

  it('two runners apply each revision once, though there is no lock', async () => {
    const db = newDatabase(table)
    const adapter = batchAdapter(db)
    const migrations = line(insert(1), insert(2))
    const late: BatchAdapter = {
      ...adapter,
      async batch(statements) {
        await upgrade(adapter, migrations)
        await adapter.batch(statements)
      },
    }
    assert.deepEqual(await upgrade(late, migrations), { from: ['b'], to: ['b'], steps: [] })
    assert.deepEqual(held(db), [1, 2])
  })

  describe('a run that another runner overtakes half-way', () => {
    const program = async (op: Operations) => insert(2)(op)
    /** An adapter whose second batch comes after another runner went to a target. */
    const overtaken = (db: ReturnType<typeof newDatabase>, migrations: ReturnType<typeof line>, target: string) => {
      const adapter = batchAdapter(db)
      let batches = 0
      return {
        ...adapter,
        async batch(statements) {
          if (++batches === 2) await upgrade(adapter, migrations, target)
          await adapter.batch(statements)
        },
      } satisfies BatchAdapter
    }
    const told = (steps: readonly { readonly revision: string }[]) => steps.map(({ revision }) => revision)

    it('tells what it had committed when nothing is left', async () => {
      const db = newDatabase(table)
      const migrations = line(insert(1), program, insert(3))
      const { from, to, steps } = await upgrade(overtaken(db, migrations, 'c'), migrations)
      assert.deepEqual([from, to, told(steps)], [[], ['c'], ['a']])
      assert.deepEqual(held(db), [1, 2, 3])
    })

    it('goes on with what is left, and counts on', async () => {
      const db = newDatabase(table)
      const migrations = line(insert(1), program, insert(3))
      const places: unknown[] = []
      const onProgress = ({ revision, step, of, safePoint }: Progress) => {
        places.push([revision, step, of, safePoint])
      }
      const run = await upgrade(overtaken(db, migrations, 'b'), migrations, 'head', { onProgress })
      assert.deepEqual([run.from, run.to, told(run.steps)], [[], ['c'], ['a', 'c']])
      assert.deepEqual(places, [
        ['a', 1, 3, true],
        ['b', 2, 3, true],
        ['c', 2, 2, true],
      ])
      assert.deepEqual(held(db), [1, 2, 3])
    })

    it('tells what it had committed when the database is ahead now, and that is no matter', async () => {
      const db = newDatabase(table)
      const migrations = line(insert(1), program, insert(3))
      const newer = line(insert(1), program, insert(3), insert(4))
      const { from, to, steps } = await upgrade(overtaken(db, newer, 'd'), migrations, 'head', { onAhead: 'ignore' })
      assert.deepEqual([from, to, told(steps)], [[], ['d'], ['a']])
    })

    it('tells what it had committed when it fails later', async () => {
      const db = newDatabase(table)
      const migrations = line(insert(1), program, (op) => op.execute('INSERT INTO none VALUES (1)'))
      const run = upgrade(overtaken(db, migrations, 'b'), migrations)
      await assert.rejects(run, { revision: 'c', rows: ['b'], applied: ['a'] })
    })
  })
})
