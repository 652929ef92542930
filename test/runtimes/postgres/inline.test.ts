import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Client } from 'pg'
import type { EncodedValue } from '../../../src/dialects/dialect.js'
import { inlineParams } from '../../../src/dialects/inline.js'
import { postgresql } from '../../../src/dialects/postgresql/index.js'
import { type Cluster, startCluster } from './start-cluster.js'

type Parameterised = readonly [sql: string, ...params: EncodedValue[]]

const columns =
  'i integer, b boolean, j json, jb jsonb, t text, d date, y bytea, n numeric, r double precision, s smallint'

const cases: readonly (readonly [what: string, statement: Parameterised])[] = [
  [
    'whole numbers anywhere',
    ['INSERT INTO t (i, b, j, jb, t, n, r) VALUES ($1, $2, $3, $4, $5, $6, $7)', 1, 1, 1, 1, 1, 1, 1],
  ],
  [
    'numbers below zero',
    ['INSERT INTO t (i, n, r, s) VALUES (5-$1, $2::numeric, - $3::float8, $4::smallint)', -1, -2.5, -3, -32768],
  ],
  ['numbers beside text', ["SELECT $1 || 'a', t = $2 FROM (VALUES ('5')) AS v (t)", 4, 5]],
  ['64-bit integers', ['SELECT $1::bigint, $2::numeric', -(2n ** 63n), 2n ** 70n]],
  ['text with everything', ['SELECT $1::text, $2::text', "it's \\ \n $1 ? % $$", "\\'; --"]],
  [
    'dates, booleans and JSON as text',
    ['INSERT INTO t (d, b, jb) VALUES ($1, $2, $3)', '2026-01-02', 'true', '{"a": [1]}'],
  ],
  ['bytes', ['INSERT INTO t (y) VALUES ($1)', new Uint8Array([0, 39, 92, 255])]],
  ['null', ['INSERT INTO t (i, t, jb, y) VALUES ($1, $2, $3, $4)', null, null, null, null]],
  ['operators of question marks', [`SELECT '{"a": 1}'::jsonb ? $1, '{"a": 1}'::jsonb ?| ARRAY[$2]`, 'a', 'b']],
  [
    'what only looks like a placeholder',
    [`SELECT '$1', E'\\'$1', $q$ $1 $q$, $1::int AS "$1" /* $1 /* */ $1 */ -- $1`, 1],
  ],
  ['signs and words that touch', ["SELECT 1&$1, 5-$2, CASE WHEN 1=$1 THEN 2 END, 'a'||$3||'b'", 3, -4, 'x']],
]

describe('inlineParams, on PostgreSQL', () => {
  let cluster: Cluster
  let client: Client
  before(async () => {
    cluster = await startCluster()
    client = new Client(await cluster.database())
    await client.connect()
    await client.query(`CREATE TABLE t (${columns})`)
  })
  after(async () => {
    await client.end()
    await cluster.stop()
  })

  /** What a statement gives, and what it leaves in the table. */
  const effect = async ([sql, ...params]: Parameterised) => {
    await client.query('TRUNCATE t')
    const { rows } = await client.query({ text: sql, values: params.map(buffered), rowMode: 'array' })
    return [rows, (await client.query('SELECT * FROM t')).rows]
  }

  for (const [what, statement] of cases) {
    it(`does the same with ${what}`, async () => {
      assert.deepEqual(await effect([inlineParams(postgresql, statement)]), await effect(statement))
    })
  }
})

const buffered = (value: EncodedValue) => (value instanceof Uint8Array ? Buffer.from(value) : value)
