import { sql } from 'limbeck/op'
import type { Case } from '../case.js'

const moment = new Date('2026-01-02T03:04:05.678Z')

export const cases: readonly Case[] = [
  {
    what: 'inserts rows, with expressions in them that have parameters of their own',
    before: `CREATE TABLE annex."a t" (id integer, "order" text, n integer)`,
    up: (op) =>
      op.bulkInsert(
        'a t',
        [
          { id: 1, order: "it's; -- $1 ?", n: null },
          {
            id: 2,
            order: sql`upper(${'a'}) || ${"'b"} -- both`,
            n: sql`CAST(${4} AS integer) + CAST(${5} AS integer)`,
          },
          { n: -7, id: sql`1 + 2`, order: sql`lower('X')` },
        ],
        { schema: 'annex' },
      ),
    down: (op) => op.execute('DELETE FROM annex."a t"'),
    shows: [['SELECT * FROM annex."a t" ORDER BY id', "1|it's; -- $1 ?|", "2|A'b|9", '3|x|-7']],
    rowsOnly: true,
  },
  {
    what: 'stores values of every kind as PostgreSQL holds them',
    only: 'postgresql',
    before: `CREATE TABLE t (a boolean, b smallint, c integer, d bigint, e numeric(40, 10), f real, g double precision, h varchar(9), i text,
      j date, k time, l timestamp, m timestamptz, n interval, o json, p jsonb, q uuid, r bytea, s integer[], t text[])`,
    up: (op) => {
      op.bulkInsert('t', [
        {
          ...{ a: true, b: -5, c: 2147483647, d: 9223372036854775807n, e: '12345678901234567890.0123456789', f: 1.5 },
          ...{ g: -1.5e-7, h: "it's", i: '\\ "🐦" \r\n $1', j: '2026-02-28', k: '23:59:59', l: moment, m: moment },
          ...{
            n: '1 day 02:00:00',
            o: { a: ["it's \\", null, 1.5] },
            p: [1, 'x', true],
            q: `${'0'.repeat(31)}1`,
            r: new Uint8Array([0, 39, 92, 255]),
          },
          ...{ s: '{1,2}', t: sql`ARRAY[${'a'}, ${'b,"c'}]` },
        },
        {
          ...{
            a: false,
            b: 0,
            c: 1n,
            d: 2 ** 53 - 1,
            e: 1n,
            f: 0,
            g: 1e21,
            h: '',
            i: 'null',
            j: moment,
            k: null,
            l: null,
            m: null,
          },
          ...{ n: null, o: 'null', p: null, q: null, r: new Uint8Array(), s: null, t: sql`NULL` },
        },
      ])
    },
    down: (op) => op.execute('DELETE FROM t'),
    shows: [
      [
        'SELECT a::text, b, c, d, e, f, g, h, i = E\'\\\\ "🐦" \\r\\n $1\' FROM t ORDER BY b',
        "true|-5|2147483647|9223372036854775807|12345678901234567890.0123456789|1.5|-1.5e-07|it's|t",
        'false|0|1|9007199254740991|1.0000000000|0|1e+21||f',
      ],
      [
        "SELECT j, k, l, extract(epoch FROM m), n, o, p, q, encode(r, 'hex'), s::text, t[2] FROM t ORDER BY b",
        `2026-02-28|23:59:59|2026-01-02 03:04:05.678|${moment.getTime() / 1000}000|1 day 02:00:00|{"a":["it's \\\\",null,1.5]}|[1, "x", true]|00000000-0000-0000-0000-000000000001|00275cff|{1,2}|b,"c`,
        '2026-01-02|||||null||||' + '|',
      ],
    ],
    rowsOnly: true,
  },
  {
    what: 'stores values of every kind as SQLite holds them',
    only: 'sqlite',
    before: 'CREATE TABLE t (id INTEGER PRIMARY KEY, v)',
    up: (op) =>
      op.bulkInsert(
        't',
        [
          ...[null, true, false, -5, 1.5, 1e21, 'it\'s \\ "🐦"\r\n$1', '', moment],
          ...[new Uint8Array([0, 39, 92, 255]), { a: ["it's", null] }, [1, 'x'], sql`1 + ${1}`],
        ].map((v, id) => ({ id, v })),
      ),
    down: (op) => op.execute('DELETE FROM t'),
    shows: [
      [
        "SELECT CASE typeof(v) WHEN 'blob' THEN hex(v) ELSE replace(replace(CAST(v AS TEXT), char(13), '^M'), char(10), '^J') END, typeof(v) FROM t ORDER BY id",
        ...['|null', '1|integer', '0|integer', '-5|integer', '1.5|real', '1.0e+21|real'],
        ...[
          'it\'s \\ "🐦"^M^J$1|text',
          '|text',
          '2026-01-02T03:04:05.678Z|text',
          '00275CFF|blob',
          '{"a":["it\'s",null]}|text',
        ],
        ...['[1,"x"]|text', '2|integer'],
      ],
    ],
    rowsOnly: true,
  },
  {
    what: 'inserts more rows than one statement takes',
    before: 'CREATE TABLE t (a integer, b text)',
    up: (op) =>
      op.bulkInsert(
        't',
        Array.from({ length: 40_000 }, (_, a) => ({ a, b: `${a}` })),
      ),
    down: (op) => op.execute('DELETE FROM t'),
    shows: [['SELECT count(*), sum(a) FROM t WHERE b = CAST(a AS TEXT)', `40000|${(40_000 * 39_999) / 2}`]],
    rowsOnly: true,
  },
]
