import {
  array,
  bigInteger,
  blob,
  boolean,
  char,
  check,
  column,
  date,
  dateTime,
  double,
  enumeration,
  exclude,
  float,
  foreignKey,
  integer,
  interval,
  json,
  jsonb,
  numeric,
  primaryKey,
  raw,
  real,
  smallInteger,
  sql,
  string,
  text,
  time,
  unique,
  uuid,
} from 'limbeck/op'
import type { Case } from '../case.js'

const types = [
  ...[smallInteger(), integer(), bigInteger(), float(), float(24), real(), double(), numeric(), numeric(10)],
  ...[numeric(10, 2), boolean(), string(), string(80), char(), char(3), text(), date(), time(), dateTime()],
  ...[time({ timezone: true }), dateTime({ timezone: true }), interval(), json(), jsonb(), uuid(), blob()],
  raw('varchar(7)'),
]

const typesOn = {
  sqlite: "SELECT group_concat(type, ', ') FROM (SELECT type FROM pragma_table_info('t') ORDER BY cid)",
  postgresql: `SELECT string_agg(format_type(atttypid, atttypmod), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = 't'::regclass AND attnum > 0`,
}

const constraints =
  "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 't'::regclass AND contype <> 'n' ORDER BY 1"

const indexes = "SELECT indexdef FROM pg_indexes WHERE tablename = 't' ORDER BY 1"

export const cases: readonly Case[] = [
  {
    what: 'has columns of every type',
    only: 'sqlite',
    up: (op) => op.createTable('t', ...types.map((type, at) => column(`c${at}`, type))),
    shows: [
      [
        typesOn.sqlite,
        'SMALLINT, INTEGER, BIGINT, FLOAT, FLOAT, REAL, DOUBLE, NUMERIC, NUMERIC(10), NUMERIC(10, 2), BOOLEAN, VARCHAR, VARCHAR(80), CHAR, CHAR(3), TEXT, DATE, TIME, DATETIME, TIME, DATETIME, DATETIME, JSON, JSON, CHAR(36), BLOB, varchar(7)',
      ],
    ],
  },
  {
    what: 'has columns of every type',
    only: 'postgresql',
    up: (op) =>
      op.createTable(
        't',
        ...[...types, array(integer()), array(string(9), 2), array(numeric(4, 1))].map((type, at) =>
          column(`c${at}`, type),
        ),
      ),
    shows: [
      [
        typesOn.postgresql,
        'smallint, integer, bigint, double precision, real, real, double precision, numeric, numeric(10,0), numeric(10,2), boolean, character varying, character varying(80), character(1), character(3), text, date, time without time zone, timestamp without time zone, time with time zone, timestamp with time zone, interval, json, jsonb, uuid, bytea, character varying(7), integer[], character varying(9)[], numeric(4,1)[]',
      ],
    ],
  },
  {
    what: 'has defaults of every kind',
    up: (op) => {
      op.createTable(
        't',
        column('id', integer(), { primaryKey: true }),
        column('a', text(), { default: "it's; -- \\ $1" }),
        column('b', integer(), { default: -1 }),
        column('c', boolean(), { default: true }),
        column('d', text(), { default: sql`'a' || 'b'` }),
        column('e', bigInteger(), { default: 9007199254740993n }),
        column('f', json(), { default: { a: ["it's"] } }),
        column('g', text(), { default: null }),
        column('h', double(), { default: 1e21 }),
        column('i', text(), { default: sql`(upper('a')) || lower('B') -- c` }),
        column('j', text(), { default: new Date('2026-01-02T03:04:05.678Z') }),
        column('k', text(), { default: sql`coalesce(')', '(')` }),
        column('l', blob(), { default: new Uint8Array([0, 92, 39]) }),
        column('m', text(), { default: '' }),
        column('n', date(), { default: sql`CURRENT_DATE` }),
      )
      op.bulkInsert('t', [{ id: 1 }])
    },
    down: (op) => op.dropTable('t'),
    shows: [
      [
        'SELECT a, b, CAST(c AS INTEGER), d, CAST(e AS TEXT), f, g, CAST(h = 1e21 AS INTEGER), i, j, k, m FROM t WHERE n = CURRENT_DATE',
        `it's; -- \\ $1|-1|1|ab|9007199254740993|{"a":["it's"]}||1|Ab|2026-01-02T03:04:05.678Z|)|`,
      ],
      ["SELECT count(*) FROM t WHERE length(l) = 3 AND m = ''", '1'],
    ],
  },
  {
    what: 'counts whole-number keys up',
    up: (op) => {
      op.createTable('t', column('id', integer(), { primaryKey: true }), column('a', text()))
      op.createTable('u', column('id', integer(), { primaryKey: true, autoincrement: true }), column('a', text()))
      op.bulkInsert('t', [{ a: 'x' }, { a: 'y' }])
      op.bulkInsert('u', [{ a: 'x' }, { a: 'y' }])
    },
    down: (op) => {
      op.dropTable('u')
      op.dropTable('t')
    },
    shows: [['SELECT t.id, u.id FROM t JOIN u ON t.a = u.a ORDER BY 1', '1|1', '2|2']],
  },
  {
    what: 'counts keys of every whole number up, with their name too',
    only: 'sqlite',
    up: (op) => {
      op.createTable('t', column('id', bigInteger(), { primaryKey: true }), column('a', text()))
      op.createTable('u', column('id', smallInteger()), column('a', text()), primaryKey(['id'], { name: 'pk' }))
      op.createTable('v', column('id', bigInteger(), { primaryKey: true, autoincrement: true }), column('a', text()))
      op.createTable('w', column('id', bigInteger(), { primaryKey: true, default: 7 }), column('a', text()))
      op.createTable('x', column('id', raw('INTEGER'), { primaryKey: true, autoincrement: true }), column('a', text()))
      for (const table of ['t', 'u', 'v', 'w', 'x']) op.bulkInsert(table, [{ a: 'a' }])
    },
    down: (op) => {
      for (const table of ['t', 'u', 'v', 'w', 'x']) op.dropTable(table)
    },
    shows: [['SELECT t.id, u.id, v.id, w.id, x.id FROM t, u, v, w, x', '1|1|1|7|1']],
  },
  {
    what: 'never gives a number twice with autoincrement',
    only: 'sqlite',
    up: (op) => {
      op.createTable('t', column('id', integer(), { primaryKey: true, autoincrement: true }), column('a', text()))
      op.createTable('u', column('id', integer()), primaryKey(['id']), column('a', text()))
      op.execute("INSERT INTO t (a) VALUES ('x'); DELETE FROM t; INSERT INTO t (a) VALUES ('y')")
    },
    down: (op) => {
      op.dropTable('u')
      op.dropTable('t')
    },
    shows: [['SELECT id FROM t', '2']],
  },
  {
    what: 'counts small and big keys, and those that a constraint makes, but not those that refer or are told not to',
    only: 'postgresql',
    up: (op) => {
      op.createTable('a', column('id', smallInteger(), { primaryKey: true }))
      op.createTable('b', column('id', bigInteger()), primaryKey(['id'], { name: 'b_key' }))
      op.createTable('c', column('id', integer(), { primaryKey: true, references: { table: 'a', column: 'id' } }))
      op.createTable('d', column('id', integer()), primaryKey(['id']), foreignKey(['id'], 'a', ['id']))
      op.createTable('e', column('id', integer(), { primaryKey: true, autoincrement: false }))
      op.createTable('f', column('id', integer(), { primaryKey: true }), column('nr', integer(), { primaryKey: true }))
      op.createTable('g', column('id', integer(), { primaryKey: true, default: 7 }))
      op.createTable('h', column('id', text(), { primaryKey: true }))
      op.createTable(
        'i',
        column('id', integer(), { primaryKey: true, autoincrement: true }),
        column('nr', integer(), { primaryKey: true }),
      )
    },
    shows: [
      [
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_default LIKE 'nextval%' ORDER BY 1",
        ...['a|id', 'b|id', 'i|id'],
      ],
      ["SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND is_nullable = 'YES'", '0'],
    ],
  },
  {
    what: 'has constraints of every kind with all that they can say',
    only: 'postgresql',
    before: 'CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE annex.q (id integer PRIMARY KEY)',
    up: (op) =>
      op.createTable(
        't',
        column('a', integer(), { unique: { name: 'uq_a' } }),
        column('b', integer(), { check: { condition: 'b > 0 -- all', name: 'ck_b' } }),
        column('c', integer(), {
          references: {
            ...{ table: 'q', column: 'id', schema: 'annex', name: 'fk_c', onDelete: 'SET NULL', onUpdate: 'CASCADE' },
            ...{ deferrable: true, initially: 'DEFERRED' },
          },
        }),
        column('during', raw('int4range')),
        primaryKey(['b', 'a'], { name: 'pk_t', deferrable: true, initially: 'IMMEDIATE' }),
        unique(['c', 'b'], { name: 'uq_cb', deferrable: true, initially: 'DEFERRED' }),
        check('a <> b'),
        check('a < 9 -- or so', { name: 'ck_t' }),
        foreignKey(['a', 'b'], 'p', ['a', 'b'], {
          name: 'fk_ab',
          match: 'FULL',
          onDelete: 'RESTRICT',
          deferrable: false,
        }),
        exclude([['during', '&&']], { name: 'ex_t', where: 'a > 0', deferrable: true }),
        exclude([['a', '=']], { name: 'ex_a', using: 'btree' }),
      ),
    shows: [
      [
        constraints,
        'ck_b|CHECK ((b > 0))',
        'ck_t|CHECK ((a < 9))',
        'ex_a|EXCLUDE USING btree (a WITH =)',
        'ex_t|EXCLUDE USING gist (during WITH &&) WHERE ((a > 0)) DEFERRABLE',
        'fk_ab|FOREIGN KEY (a, b) REFERENCES p(a, b) MATCH FULL ON DELETE RESTRICT',
        'fk_c|FOREIGN KEY (c) REFERENCES annex.q(id) ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED',
        'pk_t|PRIMARY KEY (b, a) DEFERRABLE',
        't_check|CHECK ((a <> b))',
        'uq_a|UNIQUE (a)',
        'uq_cb|UNIQUE (c, b) DEFERRABLE INITIALLY DEFERRED',
      ],
    ],
  },
  {
    what: 'has constraints of every kind with all that they can say',
    only: 'sqlite',
    before: 'CREATE TABLE p (a, b, PRIMARY KEY (a, b)); CREATE TABLE q (id INTEGER PRIMARY KEY)',
    up: (op) =>
      op.createTable(
        't',
        column('a', integer(), { unique: { name: 'uq_a' } }),
        column('b', integer(), { check: { condition: 'b > 0 -- all', name: 'ck_b' } }),
        column('c', integer(), {
          references: {
            ...{ table: 'q', column: 'id', name: 'fk_c', onDelete: 'SET NULL', onUpdate: 'CASCADE' },
            ...{ deferrable: true, initially: 'DEFERRED' },
          },
        }),
        primaryKey(['b', 'a'], { name: 'pk_t' }),
        unique(['c', 'b'], { name: 'uq_cb' }),
        check('a <> b'),
        check('a < 9 -- or so', { name: 'ck_t' }),
        foreignKey(['a', 'b'], 'p', ['a', 'b'], {
          name: 'fk_ab',
          match: 'FULL',
          onDelete: 'RESTRICT',
          deferrable: false,
        }),
      ),
    shows: [
      [
        'SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(\'t\') ORDER BY 2',
        ...['p|a|a|NO ACTION|RESTRICT', 'p|b|b|NO ACTION|RESTRICT', 'q|c|id|CASCADE|SET NULL'],
      ],
      ["SELECT origin FROM pragma_index_list('t') ORDER BY 1", 'pk', 'u', 'u'],
      [
        "SELECT name FROM (SELECT 'uq_a' AS name UNION SELECT 'ck_b' UNION SELECT 'fk_c' UNION SELECT 'pk_t' UNION SELECT 'uq_cb' UNION SELECT 'ck_t' UNION SELECT 'fk_ab') WHERE NOT (SELECT sql FROM sqlite_master WHERE name = 't') LIKE '%CONSTRAINT ' || name || ' %'",
      ],
    ],
    refuses: [
      ['INSERT INTO t (a, b) VALUES (1, 0)', /ck_b/],
      ['INSERT INTO t (a, b) VALUES (9, 1)', /ck_t/],
      ['INSERT INTO t (a, b) VALUES (2, 2)', /a <> b/],
    ],
  },
  {
    what: 'has indexes that columns ask for',
    only: 'postgresql',
    up: (op) =>
      op.createTable(
        't',
        column('a', integer(), { index: true }),
        column('b', integer(), { index: { name: 'by_b' } }),
        column('c', integer(), { index: true, unique: true }),
        column('d', integer(), { unique: true }),
      ),
    shows: [
      [
        indexes,
        'CREATE INDEX by_b ON public.t USING btree (b)',
        'CREATE INDEX ix_t_a ON public.t USING btree (a)',
        'CREATE UNIQUE INDEX ix_t_c ON public.t USING btree (c)',
        'CREATE UNIQUE INDEX t_d_key ON public.t USING btree (d)',
      ],
    ],
  },
  {
    what: 'has collations and generated columns',
    only: 'postgresql',
    up: (op) =>
      op.createTable(
        't',
        column('a', text(), { collate: 'C' }),
        column('b', integer()),
        column('c', integer(), { generated: { as: 'b * 2 -- twice', stored: true } }),
        column('d', text(), { generated: { as: "a || '!'" }, nullable: false }),
      ),
    shows: [
      [
        "SELECT column_name, collation_name, is_generated, generation_expression, is_nullable FROM information_schema.columns WHERE table_name = 't' ORDER BY 1",
        ...['a|C|NEVER||YES', 'b||NEVER||YES', 'c||ALWAYS|(b * 2)|YES', "d||ALWAYS|(a || '!'::text)|NO"],
      ],
    ],
  },
  {
    what: 'has collations and generated columns',
    only: 'sqlite',
    up: (op) =>
      op.createTable(
        't',
        column('a', text(), { collate: 'NOCASE' }),
        column('b', integer()),
        column('c', integer(), { generated: { as: 'b * 2 -- twice', stored: true } }),
        column('d', text(), { generated: { as: "a || '!'" }, nullable: false }),
      ),
    shows: [["SELECT name, hidden FROM pragma_table_xinfo('t')", 'a|0', 'b|0', 'c|3', 'd|2']],
    refuses: [['INSERT INTO t (b) VALUES (1)', /NOT NULL/]],
  },
  {
    what: 'has identities with all that they can say',
    only: 'postgresql',
    up: (op) => {
      op.createTable('t', column('id', integer(), { primaryKey: true, identity: {} }))
      op.createTable(
        'u',
        column('id', bigInteger(), {
          identity: { always: true, start: 5, increment: 2n, minValue: 3, maxValue: 2n ** 62n, cycle: true, cache: 4 },
        }),
      )
      op.createTable('v', column('id', smallInteger(), { identity: { cycle: false, increment: -1 } }))
    },
    shows: [
      [
        'SELECT sequencename, data_type, start_value, min_value, max_value, increment_by, cycle::text, cache_size FROM pg_sequences ORDER BY 1',
        't_id_seq|integer|1|1|2147483647|1|false|1',
        'u_id_seq|bigint|5|3|4611686018427387904|2|true|4',
        'v_id_seq|smallint|-1|-32768|-1|-1|false|1',
      ],
      [
        "SELECT table_name, identity_generation FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1",
        ...['t|BY DEFAULT', 'u|ALWAYS', 'v|BY DEFAULT'],
      ],
    ],
  },
  {
    what: 'has comments',
    only: 'postgresql',
    up: (op) =>
      op.createTable('t', column('a', integer(), { comment: "it's \\ one" }), column('b', integer()), {
        comment: 'all; of it',
      }),
    shows: [
      [
        "SELECT obj_description('t'::regclass), col_description('t'::regclass, 1), col_description('t'::regclass, 2)",
        "all; of it|it's \\ one|",
      ],
    ],
  },
  {
    what: 'leaves comments out',
    only: 'sqlite',
    up: (op) => op.createTable('t', column('a', integer(), { comment: 'one' }), { comment: 'all of it' }),
    shows: [["SELECT sql LIKE '%one%' OR sql LIKE '%all of it%' FROM sqlite_master", '0']],
  },
  {
    what: 'lies in a schema, with its indexes, and refers to tables there',
    up: (op) => {
      op.createTable('p', column('id', integer(), { primaryKey: true }), { schema: 'annex' })
      op.createTable(
        't',
        column('a', integer(), { index: true, references: { table: 'p', column: 'id', schema: 'annex' } }),
        column('b', integer(), { unique: true, index: { name: 'by_b' } }),
        { schema: 'annex' },
      )
    },
    shows: [['SELECT count(*) FROM annex.t', '0']],
  },
  {
    what: 'makes nothing where the table is already, its indexes and enumerations included',
    before: 'CREATE TABLE other (a integer)',
    up: (op) => {
      for (const nth of [1, 2]) {
        op.createTable('t', column('a', integer(), { index: true }), { ifNotExists: true })
        if (nth === 2) op.createTable('u', column('b', integer()))
      }
    },
  },
  {
    what: 'makes an enumeration that is there already no second time',
    only: 'postgresql',
    up: (op) => {
      for (const _ of [1, 2]) {
        op.createTable('t', column('a', enumeration('mood', ['glad', "it's"])), { ifNotExists: true })
      }
    },
    down: (op) => {
      op.dropTable('t')
      op.dropEnum('mood')
    },
  },
  {
    what: 'makes its enumerations, each once, and drops them when it goes',
    only: 'postgresql',
    up: (op) =>
      op.createTable(
        't',
        column('a', enumeration('mood', ['glad', "it's"]), { default: 'glad' }),
        column('b', enumeration('mood', ['glad', "it's"])),
        column('c', array(enumeration('My Mood', ['x'], { schema: 'annex' }))),
      ),
    shows: [
      [typesOn.postgresql, 'mood, mood, annex."My Mood"[]'],
      [
        "SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = 'mood'::regtype",
        "glad, it's",
      ],
    ],
  },
  {
    what: 'leaves an enumeration alone that is there already',
    only: 'postgresql',
    before: "CREATE TYPE mood AS ENUM ('glad')",
    up: (op) => op.createTable('t', column('a', enumeration('mood', ['glad'], { create: false }))),
    shows: [[typesOn.postgresql, 'mood']],
  },
  {
    what: 'has enumerations that are text with a CHECK',
    only: 'postgresql',
    up: (op) => op.createTable('t', column('a', enumeration('mood', ['glad', "it's"], { native: false }))),
    shows: [
      [typesOn.postgresql, 'character varying(4)'],
      ["SELECT count(*) FROM pg_type WHERE typname = 'mood'", '0'],
      ["SELECT conname FROM pg_constraint WHERE conrelid = 't'::regclass", 'mood'],
    ],
    refuses: [["INSERT INTO t VALUES ('x')", /mood/]],
  },
  {
    what: 'has enumerations that are text with a CHECK',
    only: 'sqlite',
    up: (op) => op.createTable('t', column('a', enumeration('mood', ['glad', "it's"]))),
    shows: [[typesOn.sqlite, 'VARCHAR(4)']],
    refuses: [["INSERT INTO t VALUES ('x')", /mood/]],
  },
  {
    what: 'has defaults that are lists',
    only: 'postgresql',
    up: (op) => {
      op.createTable(
        't',
        column('id', integer()),
        column('a', array(text()), { default: ['', "it's", 'b,"\\c', 'NULL', null as unknown as string] }),
        column('b', array(integer(), 2), {
          default: [
            [1, -2],
            [3, 4],
          ],
        }),
        column('c', array(boolean()), { nullable: false, default: [] }),
        column('d', jsonb(), { default: [1, 'x'] }),
      )
      op.bulkInsert('t', [{ id: 1 }])
    },
    down: (op) => op.dropTable('t'),
    shows: [
      [
        'SELECT a[1], a[2], a[3], a[4], a[5] IS NULL, b[2][1], cardinality(c), d FROM t',
        `|it's|b,"\\c|NULL|t|3|0|[1, "x"]`,
      ],
    ],
  },
  {
    what: 'is not logged, or has partitions',
    only: 'postgresql',
    up: (op) => {
      op.createTable('t', column('a', integer()), { unlogged: true })
      op.createTable('u', column('a', integer()), { partitionBy: 'RANGE (a)' })
    },
    shows: [
      [
        "SELECT relname, relkind::text, relpersistence::text, pg_get_partkeydef(oid) FROM pg_class WHERE relname IN ('t', 'u') ORDER BY 1",
        ...['t|r|u|', 'u|p|p|RANGE (a)'],
      ],
    ],
  },
  {
    what: 'is strict or has no row id',
    only: 'sqlite',
    up: (op) => {
      op.createTable('t', column('a', integer(), { primaryKey: true }), { withoutRowid: true })
      op.createTable('u', column('a', integer(), { primaryKey: true }), { strict: true })
      op.createTable('v', column('a', integer(), { primaryKey: true }), { strict: true, withoutRowid: true })
    },
    shows: [
      [
        "SELECT name, strict, wr FROM pragma_table_list WHERE name IN ('t', 'u', 'v') ORDER BY 1",
        ...['t|0|1', 'u|1|0', 'v|1|1'],
      ],
    ],
  },
  {
    what: 'is strict with columns of every type',
    only: 'sqlite',
    up: (op) =>
      op.createTable(
        't',
        column('id', bigInteger(), { primaryKey: true }),
        ...types.filter(({ type }) => type !== 'numeric' && type !== 'raw').map((type, at) => column(`c${at}`, type)),
        column('mood', enumeration('mood', ['glad'])),
        column('any', raw('any')),
        { strict: true },
      ),
    shows: [
      [
        typesOn.sqlite,
        'INTEGER, INTEGER, INTEGER, INTEGER, REAL, REAL, REAL, REAL, INTEGER, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, BLOB, TEXT, ANY',
      ],
    ],
    refuses: [["INSERT INTO t (mood) VALUES ('x')", /mood/]],
  },
  {
    what: 'takes names of every shape',
    up: (op) => {
      for (const name of ['order', 'Group', 'a "b"; c', "it's", 'ä', '1st', '[x]', '`y`', '$1', '%s', '🐦']) {
        op.createTable(
          name,
          column(name, integer(), { primaryKey: true, index: true }),
          column(`${name} 2`, integer(), { references: { table: name, column: name }, unique: { name: `uq ${name}` } }),
          check('1 = 1', { name: `ck ${name}` }),
        )
      }
    },
  },
  {
    what: 'is named by a convention, in all its parts',
    only: 'postgresql',
    convention: {
      ix: 'ix_%(column_0_label)s',
      uq: 'uq_%(table_name)s_%(column_0_N_name)s',
      ck: 'ck_%(table_name)s_%(constraint_name)s',
      fk: 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s',
      pk: 'pk_%(table_name)s',
      ex: 'ex_%(table_name)s',
    },
    before: 'CREATE TABLE p (id integer PRIMARY KEY)',
    up: (op) =>
      op.createTable(
        't',
        column('id', integer(), { primaryKey: true }),
        column('a', integer(), { unique: true, check: { condition: 'a > 0', name: 'positive' } }),
        column('b', integer(), { references: { table: 'p', column: 'id' }, index: true }),
        unique(['a', 'b']),
        check('a < b', { name: 'less' }),
        check('a < b', { name: op.f('final') }),
        exclude([['b', '=']], { using: 'btree' }),
      ),
    shows: [
      [
        "SELECT conname FROM pg_constraint WHERE conrelid = 't'::regclass AND contype <> 'n' ORDER BY 1",
        ...['ck_t_less', 'ck_t_positive', 'ex_t', 'final', 'fk_t_b_p', 'pk_t', 'uq_t_a', 'uq_t_a_b'],
      ],
      ["SELECT pg_get_serial_sequence('t', 'id')", 'public.t_id_seq'],
    ],
  },
]
