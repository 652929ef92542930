import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { current, downgrade, type MigrationFailedError, type Progress, type RevisionModule, upgrade } from 'limbeck'
import { nodeSqlite } from 'limbeck/adapters/node-sqlite'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { recording } from 'limbeck/testing'
import { batchAdapter } from '../batch-adapter.js'
import { newDatabase, values } from '../database.js'

const create = (revision: string, downRevision: string | null): RevisionModule => ({
  revision,
  downRevision,
  upgrade: (op) => op.execute(`CREATE TABLE ${revision} (id INTEGER)`),
  downgrade: (op) => op.execute(`DROP TABLE ${revision}`),
})
const history = [create('a', null), create('b', 'a'), create('c', 'b')]
const broken: RevisionModule = { ...create('c', 'b'), upgrade: (op) => op.execute('INSERT INTO nowhere VALUES (1)') }

const homes = {
  'a transaction': (db: ReturnType<typeof newDatabase>) => sqlJs(db),
  'a batch': (db: ReturnType<typeof newDatabase>) => batchAdapter(db),
}

for (const [home, open] of Object.entries(homes)) {
  describe(`a run that is ${home} for each revision`, () => {
    it('comes to the same end, and every step begins at a safe point', async () => {
      const db = newDatabase()
      const safe: boolean[] = []
      const onProgress = ({ safePoint }: Progress) => void safe.push(safePoint)
      const { to } = await upgrade(open(db), history, 'head', { transaction: 'revision', onProgress })
      assert.deepEqual([to, safe], [['c'], [true, true, true]])
      assert.deepEqual(values(db, 'SELECT revision FROM limbeck_journal ORDER BY id'), ['a', 'b', 'c'])
      await downgrade(open(db), history, 'base', { transaction: 'revision' })
      assert.deepEqual(await current(open(db), history), [])
    })

    it('keeps the revisions before one that fails', async () => {
      const db = newDatabase()
      const run = upgrade(open(db), [...history.slice(0, 2), broken], 'head', { transaction: 'revision' })
      await assert.rejects(run, (error: MigrationFailedError) => {
        assert.deepEqual([error.revision, error.rows, error.applied], ['c', ['b'], ['a', 'b']])
        return true
      })
      assert.deepEqual(values(db, 'SELECT version_num FROM limbeck_version'), ['b'])
      assert.equal((await upgrade(open(db), history)).steps.length, 1)
    })
  })
}

describe('an autocommit block', () => {
  const vacuum: RevisionModule = {
    revision: 'v',
    downRevision: 'b',
    upgrade(op) {
      op.execute('CREATE TABLE before (id INTEGER)')
      op.autocommitBlock(() => op.execute('VACUUM'))
      op.execute('CREATE TABLE after (id INTEGER)')
    },
  }
  const all = [...history.slice(0, 2), vacuum]

  it('runs outside of the transaction, which SQLite wants for VACUUM', async () => {
    const db = newDatabase()
    const adapter = recording(sqlJs(db))
    assert.deepEqual((await upgrade(adapter, all)).to, ['v'])
    assert.deepEqual(values(db, 'SELECT revision FROM limbeck_journal ORDER BY id'), ['a', 'b', 'v'])
    assert.deepEqual(values(db, "SELECT name FROM sqlite_master WHERE name IN ('before', 'after') ORDER BY 1"), [
      'after',
      'before',
    ])
  })

  it('leaves what was before it when what comes after fails, and the next run says where it stands', async () => {
    const db = newDatabase()
    const fails: RevisionModule = {
      ...vacuum,
      upgrade(op) {
        vacuum.upgrade?.(op)
        op.execute('INSERT INTO nowhere VALUES (1)')
      },
    }
    await assert.rejects(upgrade(sqlJs(db), [...history.slice(0, 2), fails]), (error: MigrationFailedError) => {
      assert.deepEqual([error.revision, error.rows, error.applied], ['v', ['b'], ['a', 'b']])
      assert.match(error.statement ?? '', /nowhere/)
      assert.equal(error.position, 4)
      return true
    })
    assert.deepEqual(values(db, "SELECT name FROM sqlite_master WHERE name IN ('before', 'after')"), ['before'])
  })

  it('says which of its statements failed', async () => {
    const db = newDatabase()
    const fails: RevisionModule = {
      ...vacuum,
      upgrade: (op) => op.autocommitBlock(() => op.execute('SELECT 1; INSERT INTO nowhere VALUES (1)')),
    }
    await assert.rejects(upgrade(sqlJs(db), [...history.slice(0, 2), fails]), {
      revision: 'v',
      position: 2,
      statement: 'INSERT INTO nowhere VALUES (1)',
    })
  })

  it("is refused in the caller's transaction", async () => {
    const db = newDatabase()
    // The shape of node:sqlite is all that the adapter takes; sql.js has it with two functions.
    const external = nodeSqlite(
      {
        exec: (sql) => db.exec(sql),
        prepare: (sql) => ({
          setReadBigInts: () => undefined,
          all: () => {
            const [result] = db.exec(sql)
            return (result?.values ?? []).map((row) =>
              Object.fromEntries(row.map((value, at) => [result?.columns[at] as string, value])),
            )
          },
        }),
      },
      { external: true },
    )
    db.exec('BEGIN')
    await assert.rejects(upgrade(external, all), {
      code: 'migration-failed',
      message: /An autocommit block cannot run in the caller's transaction/,
    })
    db.exec('COMMIT')
    assert.deepEqual(values(db, "SELECT count(*) FROM sqlite_master WHERE name = 'a'"), [0])
  })
})
