import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { bulkInsert, check, column, createIndex, createTable, enumeration, foreignKey, text, unique } from 'limbeck/op'
import { Client } from 'pg'
import type { DialectStatement, EncodedValue } from '../../../src/dialects/dialect.js'
import { inlineParams } from '../../../src/dialects/inline.js'
import { postgresql } from '../../../src/dialects/postgresql/index.js'
import { postgresqlTypes } from '../../../src/dialects/postgresql/words.js'
import type { Operation } from '../../../src/ops/operation.js'
import { toStatements } from '../../../src/ops/to-statements.js'
import { anyName, anyValue, takes } from '../../dialects/shapes.js'
import { type Cluster, startCluster } from './start-cluster.js'

type Names = readonly [table: string, other: string, first: string, second: string, rule: string, index: string]

/** A table that refers to another, and everything that has a name or a value. */
const operations = (
  [table, other, first, second, rule, index]: Names,
  said: string,
  values: readonly string[],
): readonly Operation[] => [
  createTable(other, column(first, text(), { primaryKey: true, comment: said })),
  createTable(
    table,
    column(first, text(), { default: values[0] ?? null }),
    column(second, enumeration(rule, values), { nullable: true, default: values[0] ?? null }),
    column(rule, text(), { nullable: true }),
    unique([first, second], { name: index }),
    check(`${postgresql.identifier(first)} IS NOT NULL`, { name: first }),
    foreignKey([first], other, [first], { name: second }),
    { comment: said },
  ),
  createIndex(second, table, [second, first]),
  bulkInsert(
    other,
    values.map((each) => ({ [first]: each })),
  ),
  bulkInsert(
    table,
    values.map((each) => ({ [second]: each, [rule]: said })),
  ),
]

const names = fc.uniqueArray(anyName(postgresql), { minLength: 6, maxLength: 6 }) as unknown as fc.Arbitrary<Names>
const value = anyValue(postgresql)
const label = value.filter((some) => Buffer.byteLength(some) <= 63)

describe('names and values of every shape, on PostgreSQL', () => {
  let cluster: Cluster
  let client: Client
  before(async () => {
    cluster = await startCluster()
    client = new Client(await cluster.database())
    await client.connect()
  })
  after(async () => {
    await client.end()
    await cluster.stop()
  })

  const run = async (statements: readonly DialectStatement[]) => {
    for (const statement of statements) {
      const [sql, ...params] = [statement].flat() as [string, ...EncodedValue[]]
      await client.query(sql, params)
    }
  }

  /** The values that each of some queries gives, asked in one message. */
  async function ask(...queries: readonly string[]): Promise<readonly (readonly unknown[])[]> {
    const results = await client.query({ text: queries.join(';'), rowMode: 'array' })
    return [results].flat().map(({ rows }) => rows.flat())
  }

  /** Makes it all, written out in one message or with parameters, and reads it back. */
  async function readsBack(given: Names, said: string, labels: readonly string[], written: boolean) {
    const [table, , first, second, rule, index] = given
    const values = [...new Set(labels)]
    const statements = toStatements(operations(given, said, values), postgresql)
    const message = statements.map((statement) => inlineParams(postgresql, statement)).join(';')
    await run(['BEGIN'])
    try {
      await (written ? client.query(message) : run(statements))
      const at = `${postgresql.literal(postgresql.identifier(table))}::regclass`
      const found = await ask(
        `SELECT relname FROM pg_class WHERE oid = ${at}`,
        `SELECT attname FROM pg_attribute WHERE attrelid = ${at} AND attnum > 0 ORDER BY attnum`,
        `SELECT conname FROM pg_constraint WHERE conrelid = ${at} ORDER BY contype`,
        `SELECT obj_description(${at})`,
        'SELECT typname, enumlabel FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid ORDER BY enumsortorder',
        `SELECT ${[first, second, rule].map(postgresql.identifier).join(', ')} FROM ${postgresql.identifier(table)}`,
      )
      assert.deepEqual(found, [
        [table],
        [first, second, rule],
        [first, second, index],
        [said === '' ? null : said],
        values.flatMap((each) => [rule, each]),
        values.flatMap((each) => [values[0], each, said]),
      ])
    } finally {
      await run(['ROLLBACK'])
    }
  }

  it('are read back as they were written', async () => {
    const labels = fc.array(label, { minLength: 1, maxLength: 4 })
    await fc.assert(fc.asyncProperty(names, value, labels, fc.boolean(), readsBack), {
      numRuns: 100,
      includeErrorInReport: true,
    })
  })

  /** What some queries give after operations, of which nothing is left. */
  async function afterwards(made: readonly Operation[], ...queries: readonly string[]) {
    const message = toStatements(made, postgresql).map((statement) => inlineParams(postgresql, statement))
    return (await ask('BEGIN', ...message, ...queries, 'ROLLBACK')).slice(-1 - queries.length, -1)
  }

  const words = async () => (await ask('SELECT word FROM pg_get_keywords() ORDER BY word COLLATE "C"'))[0] as string[]
  const ours = "IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)"

  it('may be any word of PostgreSQL: tables, columns and constraints', async () => {
    const all = await words()
    const tables = all.map((word) =>
      createTable(word, column(word, text()), check(`${postgresql.identifier(word)} <> ''`, { name: word })),
    )
    const found = await afterwards(
      tables,
      `SELECT relname FROM pg_class WHERE oid ${ours} AND relkind = 'r' ORDER BY relname COLLATE "C"`,
      `SELECT attname FROM pg_attribute WHERE attrelid ${ours} AND attnum > 0 ORDER BY attname COLLATE "C"`,
      `SELECT conname FROM pg_constraint WHERE conrelid ${ours} ORDER BY conname COLLATE "C"`,
    )
    assert.deepEqual(found, [all, all, all])
  })

  it('may be any word of PostgreSQL: enumerations that are no types of its own, values and indexes', async () => {
    const all = await words()
    const types = all.filter((word) => !postgresqlTypes.has(word))
    const made = [
      createTable('t', ...types.map((word) => column(word, enumeration(word, [word])))),
      ...all.map((word) => createIndex(word, 't', ['add'])),
      bulkInsert('t', [Object.fromEntries(types.map((word) => [word, word]))]),
    ]
    const found = await afterwards(
      made,
      `SELECT typname FROM pg_type WHERE typtype = 'e' ORDER BY typname COLLATE "C"`,
      `SELECT relname FROM pg_class WHERE oid ${ours} AND relkind = 'i' ORDER BY relname COLLATE "C"`,
      'SELECT * FROM t',
    )
    assert.deepEqual(found, [types, all, types])
  })

  it('are refused where an enumeration would be taken for a type of PostgreSQL, and only there', async () => {
    const [types = []] = await ask(
      "SELECT typname FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype <> 'c' AND typname !~ '^(_|pg_)'",
    )
    assert.deepEqual(
      types.filter((type) => !postgresqlTypes.has(String(type))),
      [],
    )
    assert.equal(
      takes(() => postgresql.type(enumeration('interval', ['month']))),
      false,
    )
    const [made, ...columns] = postgresql.createTable({
      table: 't',
      columns: [column('a', enumeration('interval', ['month'], { schema: 'public' }))],
      constraints: [],
      options: {},
    })
    await client.query(`BEGIN; ${made}; ${columns.join(';')}; INSERT INTO t VALUES ('month'); ROLLBACK`)
  })

  it('are refused where PostgreSQL would cut them off', () => {
    const long = 'é'.repeat(32)
    assert.equal(
      takes(() => postgresql.identifier(long)),
      false,
    )
    assert.equal(
      takes(() => postgresql.changeEnum(enumeration('e', []), { kind: 'addValue', value: long })),
      false,
    )
  })
})
