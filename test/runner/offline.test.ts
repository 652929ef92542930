import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { downgradeSql, ensureVersionSql, type RevisionModule, stampSql, upgradeSql } from 'limbeck'
import { column, integer, type Operations, text } from 'limbeck/op'

const a: RevisionModule = {
  revision: 'a',
  downRevision: null,
  upgrade(op) {
    op.createTable('note', column('id', integer(), { primaryKey: true }), column('body', text()))
    op.bulkInsert('note', [{ id: 1, body: "it's" }])
  },
  downgrade(op) {
    op.dropTable('note')
  },
}
const b: RevisionModule = {
  revision: 'b',
  downRevision: 'a',
  upgrade: (op) => op.createIndex('ix_body', 'note', ['body']),
  downgrade: (op) => op.dropIndex('ix_body'),
}
const sqlite = { engine: 'sqlite' } as const
const postgresql = { engine: 'postgresql' } as const

/** A script without what every script has: our tables, the guard, the journal. */
const shape = (script: string) =>
  script
    .split('\n\n')
    .filter((block) => block !== '' && !/limbeck_journal|^LOCK TABLE|^-- Fails|SELECT NULL/.test(block))

describe('upgradeSql', () => {
  it('writes transactions, revisions and version rows', async () => {
    assert.deepEqual(shape(await upgradeSql([a, b], 'head', sqlite)), [
      'BEGIN;',
      'CREATE TABLE IF NOT EXISTS limbeck_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT limbeck_version_pkc PRIMARY KEY (version_num));',
      '-- Running upgrade  -> a',
      'CREATE TABLE note (\n    id INTEGER NOT NULL,\n    body TEXT,\n    PRIMARY KEY (id)\n);',
      "INSERT INTO note (id, body) VALUES (1, 'it''s');",
      "INSERT INTO limbeck_version (version_num) VALUES ('a');",
      '-- Running upgrade a -> b',
      'CREATE INDEX ix_body ON note (body);',
      "UPDATE limbeck_version SET version_num='b' WHERE limbeck_version.version_num = 'a';",
      'COMMIT;',
    ])
  })

  it('starts where the range does, and makes no version table there', async () => {
    const script = shape(await upgradeSql([a, b], 'a:head', postgresql))
    assert.deepEqual(script.slice(0, 2), ['BEGIN;', '-- Running upgrade a -> b'])
  })

  it('writes each revision as a transaction of its own', async () => {
    const script = shape(await upgradeSql([a, b], 'head', { ...postgresql, transaction: 'revision' }))
    assert.equal(script.filter((block) => block === 'BEGIN;').length, 2)
  })

  it('writes nothing when there is nothing to do', async () => {
    assert.equal(await upgradeSql([a, b], 'head:head', sqlite), '')
  })

  it('ends the transaction around an autocommit block', async () => {
    const c: RevisionModule = {
      revision: 'c',
      downRevision: 'b',
      upgrade(op) {
        op.execute('SELECT 1')
        op.autocommitBlock(() => op.createIndex('ix_id', 'note', ['id'], { concurrently: true }))
      },
    }
    assert.deepEqual(shape(await upgradeSql([a, b, c], 'b:head', postgresql)).slice(1, 6), [
      '-- Running upgrade b -> c',
      'SELECT 1;',
      'COMMIT;',
      'CREATE INDEX CONCURRENTLY ix_id ON note (id);',
      'BEGIN;',
    ])
  })

  it('runs a program that asks nothing, and refuses one that does by its name', async () => {
    const program = (work: (op: Operations) => Promise<void>): RevisionModule => ({
      revision: 'p',
      downRevision: 'b',
      upgrade: work,
    })
    const quiet = program(async (op) => op.execute('SELECT 2 -- two'))
    assert.match(await upgradeSql([a, b, quiet], 'b:head', sqlite), /SELECT 2 -- two\n;/)
    const asking = program(async (op) => void (await op.query('SELECT 1')))
    await assert.rejects(upgradeSql([a, b, asking], 'b:head', sqlite), {
      code: 'offline-program',
      message: 'The upgrade of p cannot be written out: it reads the database, and there is none here.',
    })
  })

  it('refuses what must see a table on SQLite, by its name', async () => {
    const change: RevisionModule = {
      revision: 'c',
      downRevision: 'b',
      upgrade: (op) => op.alterColumn('note', 'body', { nullable: false }),
    }
    await assert.rejects(upgradeSql([a, b, change], 'b:head', sqlite), {
      code: 'unsupported-operation',
      message: /^The upgrade of c cannot be written out: op.alterColumn/,
    })
    assert.match(await upgradeSql([a, b, change], 'b:head', postgresql), /ALTER COLUMN body SET NOT NULL;/)
  })

  it('says whose SQL it must be told, and what is no range', async () => {
    await assert.rejects(upgradeSql([a, b], 'head'), { code: 'invalid-adapter', message: /Name the engine/ })
    for (const range of ['a:b:c', 'a:', '']) {
      await assert.rejects(upgradeSql([a, b], range, sqlite), { code: 'invalid-range' })
    }
    await assert.rejects(upgradeSql([a, b], 'nosuch', sqlite), { code: 'unknown-revision' })
  })
})

describe('downgradeSql', () => {
  it('goes down a range, and needs its start', async () => {
    assert.deepEqual(shape(await downgradeSql([a, b], 'head:base', sqlite)), [
      'BEGIN;',
      '-- Running downgrade b -> a',
      'DROP INDEX ix_body;',
      "UPDATE limbeck_version SET version_num='a' WHERE limbeck_version.version_num = 'b';",
      '-- Running downgrade a ->',
      'DROP TABLE note;',
      "DELETE FROM limbeck_version WHERE limbeck_version.version_num = 'a';",
      'COMMIT;',
    ])
    await assert.rejects(downgradeSql([a, b], 'base', sqlite), {
      code: 'invalid-range',
      message: /needs where it starts: '<from>:base'/,
    })
  })

  it('refuses a revision that has no way back', async () => {
    const c: RevisionModule = { revision: 'c', downRevision: 'b', upgrade: (op) => op.execute('SELECT 1') }
    await assert.rejects(downgradeSql([a, b, c], 'c:b', sqlite), { code: 'unsupported-operation', message: /of c/ })
    const d: RevisionModule = { ...c, downgrade: (op) => op.irreversible('the letters are gone') }
    await assert.rejects(downgradeSql([a, b, d], 'c:b', sqlite), { code: 'irreversible', message: /letters are gone/ })
  })
})

describe('stampSql', () => {
  it('moves version rows only', async () => {
    assert.deepEqual(shape(await stampSql([a, b], 'a:b', sqlite)), [
      'BEGIN;',
      '-- Running stamp_revision a -> b',
      "UPDATE limbeck_version SET version_num='b' WHERE limbeck_version.version_num = 'a';",
      'COMMIT;',
    ])
    await assert.rejects(stampSql([a, b], ['a:b', 'b'], sqlite), { code: 'invalid-range' })
  })
})

describe('ensureVersionSql', () => {
  it('makes our tables where there are none', async () => {
    const script = await ensureVersionSql(postgresql)
    assert.match(
      script,
      /^BEGIN;\n\nCREATE TABLE IF NOT EXISTS limbeck_version .*;\n\nCREATE TABLE IF NOT EXISTS limbeck_journal .*;\n\nCOMMIT;\n\n$/,
    )
  })
})
