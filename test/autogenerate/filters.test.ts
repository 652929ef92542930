import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ColumnPair, ObjectType } from 'limbeck/autogenerate'
import { compareMetadata } from 'limbeck/autogenerate'
import { column, integer } from 'limbeck/op'
import type { DatabaseSchema } from '../../src/schema/database.js'
import { compare, messages } from './schemas.js'

const database =
  'CREATE TABLE kept (a INT, b INT, CONSTRAINT u UNIQUE (a)); CREATE INDEX i ON kept (b); CREATE TABLE gone (a); CREATE VIEW v AS SELECT 1'
const target = 'CREATE TABLE kept (a TEXT, c INT); CREATE INDEX j ON kept (c); CREATE TABLE made (a)'

describe('includeName', () => {
  it('is asked of everything in the database, by its name and place', async () => {
    const asked: string[] = []
    await compare(database, target, {
      includeName: (name, type, { tableName, schemaQualifiedTableName }) => {
        assert.equal(tableName, schemaQualifiedTableName)
        asked.push([type, tableName, name].filter(Boolean).join(' '))
        return true
      },
    })
    for (const one of [
      'table kept',
      'table gone',
      'column kept a',
      'column gone a',
      'uniqueConstraint kept u',
      'index kept i',
      'view v',
      'schema',
    ])
      assert.ok(asked.includes(one), one)
    assert.ok(!asked.some((one) => /made| c$| j$/.test(one)))
  })

  it('passes over what it refuses as if it were not there', async () => {
    const comparison = await compare(database, target, {
      includeName: (name, type) => type !== 'table' || name !== 'kept',
    })
    assert.deepEqual([...messages(comparison)].sort(), [
      "Added index 'j' on 'kept'",
      "Added table 'kept'",
      "Added table 'made'",
      "Removed table 'gone'",
      "Removed view 'v'",
    ])
  })
})

describe('includeObject', () => {
  it('is told of both sides, and what the database has of a name', async () => {
    const asked: (readonly [string | undefined, ObjectType, boolean, boolean])[] = []
    await compare(database, target, {
      includeObject: (_, name, type, reflected, compareTo) => {
        asked.push([name, type, reflected, compareTo !== undefined])
        return true
      },
    })
    for (const one of [
      ['kept', 'table', false, true],
      ['gone', 'table', true, false],
      ['made', 'table', false, false],
      ['a', 'column', false, true],
      ['b', 'column', true, false],
      ['c', 'column', false, false],
      ['j', 'index', false, false],
      ['i', 'index', true, false],
      ['v', 'view', true, false],
    ])
      assert.ok(
        asked.some((other) => String(other) === String(one)),
        String(one),
      )
  })

  it('leaves what it refuses as it is', async () => {
    const without = async (name: string) =>
      messages(await compare(database, target, { includeObject: (_, own) => own !== name }))
    assert.ok(!(await without('gone')).some((one) => /gone/.test(one)))
    assert.ok(!(await without('made')).some((one) => /made/.test(one)))
    assert.ok(!(await without('a')).some((one) => /type/.test(one)))
    assert.ok(!(await without('b')).some((one) => /column 'kept.b'/.test(one)))
    assert.ok(!(await without('v')).some((one) => /view/.test(one)))
  })
})

describe('types and defaults', () => {
  const one = 'CREATE TABLE t (a INT DEFAULT 1, b INT DEFAULT 2)'
  const other = 'CREATE TABLE t (a TEXT DEFAULT 3, b TEXT DEFAULT 2)'

  it('are passed over', async () => {
    const comparison = await compare(one, other, { compareType: false, compareServerDefault: false })
    assert.deepEqual([messages(comparison), comparison.upgrade], [[], []])
  })

  it('are compared by a function, or as usual where it says nothing', async () => {
    const seen: ColumnPair[] = []
    const comparison = await compare(one, other, {
      compareType: (pair) => {
        seen.push(pair)
        return pair.database.name === 'a' ? false : undefined
      },
      compareServerDefault: ({ target }) => (target.name === 'b' ? true : undefined),
    })
    assert.deepEqual(messages(comparison), [
      "Changed default of column 't.a' from 1 to 3",
      "Changed type of column 't.b' from INT to TEXT",
      "Changed default of column 't.b' from 2 to 2",
    ])
    assert.ok(seen.every(({ table, database, target }) => table === 't' && database.type !== target.type))
  })
})

describe('tables that are no business of migrations', () => {
  it('are the two of Limbeck, or those that are named', async () => {
    const own =
      'CREATE TABLE limbeck_version (version_num); CREATE TABLE limbeck_journal (a); CREATE TABLE alembic_version (a)'
    assert.deepEqual(messages(await compare('', own)), ["Added table 'alembic_version'"])
    const versionTables = ['ALEMBIC_version', 'limbeck_version', 'limbeck_journal']
    assert.deepEqual(messages(await compare('', own, { versionTables })), [])
  })
})

describe('schemas of PostgreSQL', () => {
  const schema = (tables: DatabaseSchema['tables']): DatabaseSchema => ({
    ...{ tables, virtualTables: [], views: [], triggers: [], routines: [], enumerations: [] },
    ...{ sequences: [], comments: [], unreflected: [] },
  })
  const table = (name?: string) => ({
    ...{ table: 't', columns: [column('a', integer())], constraints: [], indexes: [] },
    options: name === undefined ? {} : { schema: name },
  })

  it('take part when they are asked for', () => {
    const [one, other] = [schema([table()]), schema([table(), table('annex')])]
    assert.deepEqual(compareMetadata(one, other, { engine: 'postgresql' }).differences, [])
    const all = compareMetadata(one, other, { engine: 'postgresql', includeSchemas: true })
    assert.deepEqual(all.differences, [
      { kind: 'addTable', table: 't', schema: 'annex', message: "Added table 'annex.t'" },
    ])
    const named = compareMetadata(one, other, {
      engine: 'postgresql',
      includeSchemas: true,
      includeName: (name) => name !== 'annex',
    })
    assert.equal(named.differences.length, 1)
  })
})
