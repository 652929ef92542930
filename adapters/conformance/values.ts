import type { Adapter, Value } from '../../src/adapter.js'
import type { ConformanceCase, Store } from './case.js'
import { expectSame } from './expect.js'
import { placeholders, type Words, wordsOf } from './words.js'

/** A case that writes values as parameters into a column of a type, and reads them back. */
const roundTrip = (
  name: string,
  type: keyof Words | 'TEXT',
  values: readonly Value[],
  back: readonly Value[] = values,
): ConformanceCase => ({
  name,
  async run(make) {
    const { adapter } = await make()
    expectSame(await stored(adapter, type, values), back, 'what comes back')
  },
})

/** What comes back of values that were written into a column of a type. */
async function stored(adapter: Adapter, type: keyof Words | 'TEXT', values: readonly Value[]): Promise<Value[]> {
  const words = wordsOf(adapter.engine)
  const insert = `INSERT INTO t VALUES (${placeholders(adapter.engine, 2)})`
  await adapter.run([
    `CREATE TABLE t (id INTEGER, v ${type === 'TEXT' ? type : words[type]})`,
    ...values.map((value, id) => [insert, id, value] as const),
  ])
  return (await adapter.query('SELECT v FROM t ORDER BY id')).map(({ v }) => v as Value)
}

const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)

const first = async ({ adapter }: Store, sql: string): Promise<unknown> => (await adapter.query(sql))[0]

/** Values of every kind, there and back. */
export const values: readonly ConformanceCase[] = [
  roundTrip('NULL comes back as null', 'TEXT', [null]),
  roundTrip('text comes back as it was: empty, quoted, of any script, long', 'TEXT', [
    ...['', "it's", '"quoted"', 'two\nlines\r\n\ttabbed', ' spaces ', 'naïve 漢字 עברית 🦩', '\\x41', '%_?$1'],
    'long '.repeat(10_000),
  ]),
  roundTrip('whole numbers come back as numbers, up to the last that is exact', 'bigint', [
    ...[0, 1, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 32, 1_700_000_000_000],
    ...[Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  ]),
  roundTrip('whole numbers that no number holds go in and come back as bigint', 'bigint', [
    ...[2n ** 53n, -(2n ** 53n), 9007199254740993n, 2n ** 63n - 1n, -(2n ** 63n)],
  ]),
  roundTrip(
    'a bigint that a number holds comes back as a number',
    'bigint',
    [0n, 1n, -1n, 2n ** 40n],
    [0, 1, -1, 2 ** 40],
  ),
  roundTrip('fractions, and the largest and smallest numbers, come back exactly', 'real', [
    ...[0.1, -1.5, 1 / 3, 1e-7, 1.7976931348623157e308, 2.2250738585072014e-308, 123456789.123456],
  ]),
  roundTrip('bytes come back as Uint8Array: none, and each there is', 'bytes', [
    new Uint8Array(),
    bytes,
    new Uint8Array(50_000).fill(7),
  ]),
  {
    name: 'bytes that are a part of a larger buffer go in as that part',
    async run(make) {
      const { adapter } = await make()
      expectSame(await stored(adapter, 'bytes', [bytes.subarray(10, 13)]), [Uint8Array.of(10, 11, 12)], 'the bytes')
    },
  },
  {
    name: 'whole numbers stay whole in a column without a type',
    about: { sql: 'sqlite' },
    async run(make) {
      const { adapter } = await make()
      const given = [1, -1, 2 ** 31, 2 ** 53 - 1, 9007199254740993n, -(2n ** 63n)]
      await adapter.run([
        'CREATE TABLE t (id INTEGER, v)',
        ...given.map((v, id) => ['INSERT INTO t VALUES (?, ?)', id, v] as const),
      ])
      expectSame(
        await adapter.query('SELECT v, typeof(v) AS type FROM t ORDER BY id'),
        given.map((v) => ({ v, type: 'integer' })),
        'the values and their types',
      )
    },
  },
  {
    name: 'whole numbers that no number holds come back exactly out of an expression',
    async run(make) {
      const store = await make()
      const sum = 'SELECT 9007199254740993 AS odd, 9007199254740993 - 9007199254740992 AS one'
      expectSame(await first(store, sum), { odd: 9007199254740993n, one: 1 }, 'the row')
    },
  },
  {
    name: 'what is true comes back as 1, and what is false as 0',
    async run(make) {
      const store = await make()
      expectSame(await first(store, 'SELECT 1 = 1 AS yes, 1 = 0 AS no'), { yes: 1, no: 0 }, 'the row')
    },
  },
  {
    name: 'JSON comes back as text',
    async run(make) {
      const { adapter } = await make()
      const [value] = await stored(adapter, 'json', ['{"a": [1, null, "b"]}'])
      expectSame(typeof value, 'string', 'its type')
      expectSame(JSON.parse(value as string), { a: [1, null, 'b'] }, 'what it says')
    },
  },
  {
    name: 'numeric, dates, uuid and arrays come back as PostgreSQL writes them',
    about: { sql: 'postgresql' },
    async run(make) {
      const store = await make()
      const sql = `SELECT 12345678901234567890.10::numeric AS n, DATE '2024-02-29' AS d, TIMESTAMP '2024-02-29 01:02:03.456789' AS t,
        'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid AS u, ARRAY[1, 2] AS a, ARRAY['x', 'y z'] AS b, '2 days'::interval AS i`
      expectSame(
        await first(store, sql),
        {
          ...{ n: '12345678901234567890.10', d: '2024-02-29', t: '2024-02-29 01:02:03.456789', i: '2 days' },
          ...{ u: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', a: '{1,2}', b: '{x,"y z"}' },
        },
        'the row',
      )
    },
  },
]
