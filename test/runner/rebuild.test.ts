import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { downgrade, type MigrationFailedError, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { column, integer, type Operations, text } from 'limbeck/op'
import { recording } from 'limbeck/testing'
import type { Database } from 'sql.js'
import { batchAdapter } from '../batch-adapter.js'
import { newDatabase, objects, rows, values } from '../database.js'
import { line } from './batch-line.js'

const schema = `PRAGMA foreign_keys=ON; CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT);
  CREATE TABLE c (id INTEGER PRIMARY KEY, p INT NOT NULL REFERENCES p ON DELETE CASCADE);
  CREATE TRIGGER t AFTER DELETE ON c BEGIN SELECT RAISE(ABORT, 'a child was deleted'); END;
  INSERT INTO p VALUES (1, '7'), (2, NULL); INSERT INTO c VALUES (10, 1), (20, 2)`
const state = (db: Database) => ['p', 'c'].map((table) => rows(db, `SELECT * FROM ${table} ORDER BY id`))
const fill = (op: Operations) => op.alterColumn('p', 'a', { type: integer(), nullable: false, fill: 0 })
const both = [
  ['a transaction', (db: Database) => sqlJs(db)],
  ['a batch', (db: Database) => batchAdapter(db)],
] as const

for (const [name, adapterOf] of both) {
  describe(`a table made anew in ${name}`, () => {
    it('keeps the rows that refer to it', async () => {
      const db = newDatabase(schema)
      await upgrade(adapterOf(db), line(fill))
      assert.deepEqual(state(db), [
        [
          [1, 7],
          [2, 0],
        ],
        [
          [10, 1],
          [20, 2],
        ],
      ])
      assert.deepEqual(values(db, 'PRAGMA legacy_alter_table'), [0])
      assert.ok(!objects(db).some((object) => /^_limbeck/.test(String(object))))
    })

    it('says what stopped it, in the revision that it is of, and leaves everything as it was', async () => {
      const db = newDatabase(schema)
      const before = [state(db), objects(db)]
      const revision = (op: Operations) => op.alterColumn('p', 'a', { nullable: false })
      await assert.rejects(upgrade(adapterOf(db), line(revision)), (error) => {
        const { cause, revision: id } = error as MigrationFailedError & { cause: { code: string; message: string } }
        assert.deepEqual(
          [id, cause.code, cause.message],
          ['a', 'rebuild-stopped', "column 'a' cannot be NOT NULL without a fill: 1 rows of 'p' have NULL."],
        )
        return true
      })
      assert.deepEqual([state(db), objects(db)], before)
      await upgrade(adapterOf(db), line(fill))
    })

    it('refuses beforehand to drop a column that is in use', async () => {
      const db = newDatabase(`${schema}; CREATE VIEW v AS SELECT a FROM p`)
      await assert.rejects(
        upgrade(
          adapterOf(db),
          line((op) => op.dropColumn('p', 'a')),
        ),
        {
          message: /Column 'a' of 'p' cannot be dropped: view v needs it/,
        },
      )
    })

    it('goes on with the revisions around it, and back', async () => {
      const db = newDatabase(schema)
      const migrations = line(
        (op) => op.execute("INSERT INTO p VALUES (3, '9')"),
        (op) => op.batchAlterTable('p', (batch) => batch.alterColumn('a', { newName: 'b', type: integer() })),
        (op) => op.addColumn('p', column('d', text())),
      ).map((one, at) => ({
        ...one,
        downgrade: (op: Operations) =>
          at === 1 ? op.alterColumn('p', 'b', { newName: 'a', type: text() }) : undefined,
      }))
      await upgrade(adapterOf(db), migrations)
      assert.deepEqual(rows(db, 'SELECT b FROM p ORDER BY id'), [[7], [null], [9]])
      await downgrade(adapterOf(db), migrations, 'a')
      assert.deepEqual(rows(db, 'SELECT a FROM p ORDER BY id'), [['7'], [null], ['9']])
    })
  })
}

const several = (op: Operations) => {
  op.createTable('d', column('id', integer(), { primaryKey: true }), column('c', integer()))
  op.execute('INSERT INTO d VALUES (1, 10), (2, NULL)')
  op.createIndex('ix_d', 'd', ['c'])
  op.alterColumn('p', 'a', { type: integer(), nullable: false, fill: 0 })
  op.createForeignKey('fk_d', 'd', 'c', ['c'], ['id'], { onDelete: 'CASCADE' })
  op.addColumn('d', column('extra', text(), { default: 'x' }))
  op.alterColumn('c', 'p', { type: text() })
  op.dropIndex('ix_d')
  op.alterColumn('d', 'extra', { type: integer(), using: 'length(extra)' })
}

describe('tables made anew in one revision, with other changes among them', () => {
  const dump = (db: Database) => [
    rows(db, "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'limbeck%' ORDER BY 1, 2"),
    ...['p', 'c', 'd'].map((table) => rows(db, `SELECT * FROM ${table} ORDER BY id`)),
  ]

  it('are the same in a batch, where nothing can be read, as in a transaction', async () => {
    const [transaction, batch] = await Promise.all(
      both.map(async ([, adapterOf]) => {
        const db = newDatabase(schema)
        await upgrade(adapterOf(db), line(several))
        return dump(db)
      }),
    )
    assert.deepEqual(transaction?.slice(1), [
      [
        [1, 7],
        [2, 0],
      ],
      [
        [10, '1'],
        [20, '2'],
      ],
      [
        [1, 10, 1],
        [2, null, 1],
      ],
    ])
    assert.deepEqual(batch, transaction)
  })

  it('are refused in a batch after statements of which not everything that follows is known', async () => {
    for (const before of [
      'ALTER TABLE p RENAME COLUMN a TO b',
      'CREATE TABLE q AS SELECT 1 AS a',
      'ALTER TABLE c RENAME TO k',
    ]) {
      const db = newDatabase(`${schema}; CREATE VIEW v AS SELECT id FROM c`)
      const revision = (op: Operations) => {
        op.execute(before)
        op.alterColumn('p', 'id', { type: text() })
      }
      await assert.rejects(upgrade(batchAdapter(db), line(revision)), /make it two revisions/)
    }
  })

  it('are the same one by one and all at once', async () => {
    const parts: readonly ((op: Operations) => void)[] = [
      (op) => op.alterColumn('p', 'a', { type: integer(), nullable: false, fill: 0 }),
      (op) => op.batchAlterTable('c', (batch) => batch.alterColumn('p', { newName: 'parent', type: text() })),
      (op) => op.alterColumn('p', 'a', { newName: 'number', type: text(), default: '' }),
      (op) => op.createTable('d', column('id', integer(), { primaryKey: true })),
    ]
    for (const [, adapterOf] of both) {
      const [once, stepwise] = [newDatabase(schema), newDatabase(schema)]
      await upgrade(adapterOf(once), line(...parts))
      for (const at of parts.keys()) await upgrade(adapterOf(stepwise), line(...parts.slice(0, at + 1)))
      assert.deepEqual(dump(stepwise), dump(once))
    }
  })
})

describe('a table made anew', () => {
  it('keeps what someone else put there', async () => {
    const db =
      newDatabase(`${schema}; ALTER TABLE p ADD COLUMN theirs TEXT DEFAULT 'x'; CREATE INDEX their_index ON p (theirs);
      CREATE VIEW their_view AS SELECT theirs FROM p; CREATE TABLE their_log (n);
      CREATE TRIGGER their_trigger AFTER UPDATE ON p BEGIN INSERT INTO their_log VALUES (new.theirs); END`)
    await upgrade(sqlJs(db), line(fill))
    db.exec("UPDATE p SET theirs = 'y' WHERE id = 1")
    assert.deepEqual(
      [values(db, 'SELECT theirs FROM their_view ORDER BY 1 DESC'), values(db, 'SELECT n FROM their_log')],
      [['y', 'x'], ['y']],
    )
    assert.ok(objects(db).includes('their_index'))
  })

  it("leaves the settings of the caller's transaction as they were, wherever the run fails in it", async () => {
    const circle = `PRAGMA foreign_keys=ON; CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT, c INT REFERENCES c);
      CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p);
      INSERT INTO p VALUES (1, '7', NULL); INSERT INTO c VALUES (10, 1); UPDATE p SET c = 10`
    const settings = (db: Database) =>
      ['foreign_keys', 'legacy_alter_table', 'defer_foreign_keys'].map((name) => values(db, `PRAGMA ${name}`)[0])
    const run = async (failAt?: number) => {
      const db = newDatabase(circle)
      db.exec('BEGIN')
      const before = [settings(db), rows(db, 'SELECT * FROM p')]
      const recorded = recording(sqlJs(db, { external: true }), failAt === undefined ? {} : { failAt })
      const failed = await upgrade(recorded, line(fill)).then(
        () => false,
        () => true,
      )
      assert.deepEqual(settings(db), before[0], `failing at ${failAt}`)
      if (failed) assert.deepEqual(rows(db, 'SELECT * FROM p'), before[1], `failing at ${failAt}`)
      return { events: recorded.events.length, failed }
    }
    const { events, failed } = await run()
    assert.equal(failed, false)
    let failures = 0
    for (let nth = 1; nth <= events; nth++) if ((await run(nth)).failed) failures++
    assert.ok(failures > 20, `${failures} of ${events}`)
  })

  it('is the old one or the new one, wherever the run is stopped', async () => {
    const count = recording(sqlJs(newDatabase(schema)))
    await upgrade(count, line(fill))
    assert.ok(count.events.length > 20)
    for (const how of ['failAt', 'killAt'] as const) {
      for (let nth = 1; nth <= count.events.length; nth++) {
        const db = newDatabase(schema)
        const before = [state(db), objects(db)]
        await assert.rejects(upgrade(recording(sqlJs(db), { [how]: nth }), line(fill)))
        // A crash ends the connection, and with it its transaction.
        const found = [state(db), objects(db)]
        assert.deepEqual(found, before, `${how} ${nth}`)
        assert.deepEqual(
          values(db, 'PRAGMA legacy_alter_table'),
          how === 'failAt' ? [0] : values(db, 'PRAGMA legacy_alter_table'),
        )
        await upgrade(sqlJs(db), line(fill))
        assert.deepEqual(values(db, 'SELECT a FROM p'), [7, 0])
      }
    }
  })
})
