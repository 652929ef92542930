import { array, bigInteger, boolean, column, dateTime, enumeration, integer, raw, sql, string, text } from 'limbeck/op'
import type { Case } from '../case.js'

const table = 'CREATE TABLE t (id integer); INSERT INTO t VALUES (7)'

const constraints =
  "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 't'::regclass AND contype <> 'n' ORDER BY 1"

export const cases: readonly Case[] = [
  {
    what: 'gives the rows that are there the default',
    before: table,
    up: (op) => {
      op.addColumn('t', column('a', text(), { nullable: false, default: "it's" }))
      op.addColumn('t', column('b', boolean(), { default: true }))
      op.addColumn('t', column('c', bigInteger(), { default: sql`(-5)` }))
      op.addColumn('t', column('d', string(9)))
    },
    shows: [['SELECT id, a, CAST(b AS INTEGER), c, d FROM t', "7|it's|1|-5|"]],
  },
  {
    what: 'takes a default that is an expression, and NOT NULL with it',
    only: 'postgresql',
    before: table,
    up: (op) => {
      op.addColumn('t', column('a', dateTime({ timezone: true }), { nullable: false, default: sql`CURRENT_TIMESTAMP` }))
      op.addColumn('t', column('b', text(), { default: sql`lower('A') -- a` }))
    },
    shows: [['SELECT (a <= now())::text, b FROM t', 'true|a']],
  },
  {
    what: 'makes a key that counts itself up',
    only: 'postgresql',
    before: table,
    up: (op) => op.addColumn('t', column('nr', bigInteger(), { primaryKey: true })),
    shows: [
      ['SELECT id, nr FROM t', '7|1'],
      [constraints, 't_pkey|PRIMARY KEY (nr)'],
      ["SELECT pg_get_serial_sequence('t', 'nr')", 'public.t_nr_seq'],
    ],
  },
  {
    what: 'makes a key that does not count itself up',
    only: 'postgresql',
    before: 'CREATE TABLE t (id integer)',
    up: (op) => op.addColumn('t', column('nr', integer(), { primaryKey: true, autoincrement: false })),
    shows: [[constraints, 't_pkey|PRIMARY KEY (nr)']],
  },
  {
    what: 'makes an identity',
    only: 'postgresql',
    before: table,
    up: (op) => op.addColumn('t', column('nr', integer(), { identity: { always: true, start: 40, increment: 2 } })),
    shows: [['SELECT id, nr FROM t', '7|40']],
  },
  {
    what: 'makes a generated column with a collation',
    only: 'postgresql',
    before: table,
    up: (op) =>
      op.addColumn('t', column('a', text(), { generated: { as: "id || '!'" }, collate: 'C', nullable: false })),
    shows: [['SELECT a FROM t', '7!']],
  },
  {
    what: 'makes a generated column with a collation',
    only: 'sqlite',
    before: table,
    up: (op) =>
      op.addColumn(
        't',
        column('a', text(), { generated: { as: "id || '!' -- all" }, collate: 'nocase', nullable: false }),
      ),
    shows: [['SELECT a FROM t', '7!']],
  },
  {
    what: 'makes what the column asks for, with names and without',
    only: 'postgresql',
    before: 'CREATE TABLE annex.p (id integer PRIMARY KEY); CREATE TABLE t (id integer)',
    up: (op) => {
      op.addColumn('t', column('a', integer(), { unique: true }))
      op.addColumn('t', column('b', integer(), { unique: { name: 'uq_b' } }))
      op.addColumn('t', column('c', integer(), { index: true, comment: "it's c" }))
      op.addColumn('t', column('d', integer(), { unique: true, index: { name: 'by_d' } }))
      op.addColumn('t', column('e', integer(), { check: 'e > 0' }))
      op.addColumn('t', column('f', integer(), { check: { condition: 'f > 0', name: 'ck_f' } }))
      op.addColumn(
        't',
        column('g', integer(), {
          references: {
            table: 'p',
            column: 'id',
            schema: 'annex',
            name: 'fk_g',
            onDelete: 'SET NULL',
            deferrable: true,
          },
        }),
      )
    },
    shows: [
      [
        constraints,
        'ck_f|CHECK ((f > 0))',
        'fk_g|FOREIGN KEY (g) REFERENCES annex.p(id) ON DELETE SET NULL DEFERRABLE',
        't_a_key|UNIQUE (a)',
        't_e_check|CHECK ((e > 0))',
        'uq_b|UNIQUE (b)',
      ],
      [
        "SELECT indexdef FROM pg_indexes WHERE indexname IN ('ix_t_c', 'by_d') ORDER BY 1",
        'CREATE INDEX ix_t_c ON public.t USING btree (c)',
        'CREATE UNIQUE INDEX by_d ON public.t USING btree (d)',
      ],
      ["SELECT col_description('t'::regclass, 4)", "it's c"],
    ],
  },
  {
    what: 'makes what the column asks for, with names and without',
    only: 'sqlite',
    before: 'CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (id integer)',
    up: (op) => {
      op.addColumn('t', column('a', integer(), { unique: true }))
      op.addColumn('t', column('b', integer(), { unique: { name: 'uq_b' } }))
      op.addColumn('t', column('c', integer(), { index: true, comment: "it's c" }))
      op.addColumn('t', column('d', integer(), { unique: true, index: { name: 'by_d' } }))
      op.addColumn('t', column('e', integer(), { check: 'e > 0' }))
      op.addColumn('t', column('f', integer(), { check: { condition: 'f > 0', name: 'ck_f' } }))
      op.addColumn(
        't',
        column('g', integer(), {
          references: { table: 'p', column: 'id', name: 'fk_g', onDelete: 'SET NULL', deferrable: true },
        }),
      )
    },
    shows: [
      ['SELECT name, "unique" FROM pragma_index_list(\'t\') ORDER BY 1', 'by_d|1', 'ix_t_c|0', 'uq_b|1', 'uq_t_a|1'],
      ['SELECT "table", "from", "to", on_delete FROM pragma_foreign_key_list(\'t\')', 'p|g|id|SET NULL'],
      ["SELECT sql LIKE '%CONSTRAINT fk_g REFERENCES p%' FROM sqlite_master WHERE name = 't'", '1'],
    ],
    refuses: [
      ['INSERT INTO t (f) VALUES (0)', /ck_f/],
      ['INSERT INTO t (e) VALUES (0)', /e > 0/],
    ],
  },
  {
    what: 'finds the table in a schema',
    before: 'CREATE TABLE annex.t (id integer)',
    up: (op) => {
      op.addColumn('t', column('a', integer(), { unique: true, index: true }), { schema: 'annex' })
      op.addColumn('t', column('b', integer(), { index: { name: 'by_b' } }), { schema: 'annex' })
    },
    shows: [['SELECT a, b FROM annex.t']],
  },
  {
    what: 'adds no column that is there already, nor anything that comes with it',
    only: 'postgresql',
    before: 'CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (id integer)',
    up: (op) => {
      for (const _ of [1, 2]) {
        const references = { table: 'p', column: 'id', name: 'fk_a' }
        op.addColumn('t', column('a', integer(), { references, unique: { name: 'uq_a' } }), { ifNotExists: true })
        op.addColumn('t', column('b', integer(), { check: 'b > 0', index: true }), { ifNotExists: true })
        op.addColumn('t', column('c', enumeration('mood', ['glad']), { unique: true }), { ifNotExists: true })
      }
    },
    shows: [
      [
        constraints,
        'fk_a|FOREIGN KEY (a) REFERENCES p(id)',
        't_b_check|CHECK ((b > 0))',
        't_c_key|UNIQUE (c)',
        'uq_a|UNIQUE (a)',
      ],
    ],
  },
  {
    what: 'makes the enumeration that the column is of, and drops it with the column',
    only: 'postgresql',
    before: table,
    up: (op) => {
      op.addColumn('t', column('a', enumeration('mood', ['glad', 'sad']), { nullable: false, default: 'sad' }))
      op.addColumn('t', column('b', array(enumeration('mood', ['glad', 'sad'], { create: false }))))
      op.addColumn('t', column('c', array(enumeration('tone', ['low'], { schema: 'annex' }), 2)))
      op.addColumn('t', column('d', enumeration('size', ['s', 'm'], { native: false }), { default: 's' }))
    },
    shows: [
      ['SELECT a, b, c, d FROM t', 'sad|||s'],
      [
        "SELECT string_agg(format_type(atttypid, atttypmod), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 1",
        'mood, mood[], annex.tone[], character varying(1)',
      ],
    ],
    refuses: [["UPDATE t SET d = 'x'", /size/]],
  },
  {
    what: 'checks the values of an enumeration',
    only: 'sqlite',
    before: table,
    up: (op) =>
      op.addColumn('t', column('a', enumeration('mood', ['glad', 'sad']), { nullable: false, default: 'sad' })),
    shows: [['SELECT a FROM t', 'sad']],
    refuses: [["UPDATE t SET a = 'x'", /mood/]],
  },
  {
    what: 'is named by a convention',
    convention: {
      uq: 'uq_%(table_name)s_%(column_0_name)s',
      ck: 'ck_%(table_name)s_%(constraint_name)s',
      ix: 'ix_%(column_0_N_name)s',
    },
    before: 'CREATE TABLE t (id integer)',
    up: (op) => {
      op.addColumn('t', column('a', integer(), { unique: true }))
      op.addColumn('t', column('b', integer(), { index: true, check: { condition: 'b > 0', name: 'positive' } }))
    },
    refuses: [['INSERT INTO t (b) VALUES (0)', /ck_t_positive/]],
  },
  {
    what: 'takes types in the words of the database',
    before: table,
    up: (op) => op.addColumn('t', column('a', raw('varchar(7)'), { default: 'x' })),
    shows: [['SELECT a FROM t', 'x']],
  },
  {
    what: 'takes a default that is an expression, a kept expression, and a place',
    only: 'sqlite',
    before: table,
    up: (op) => {
      op.addColumn('t', column('a', text(), { nullable: false, default: sql`lower('A')` }))
      op.addColumn('t', column('b', integer(), { generated: { as: 'id * 2', stored: true } }))
      op.addColumn('t', column('a', text()), { ifNotExists: true })
      op.batchAlterTable('t', (batch) => batch.addColumn(column('c', integer()), { before: 'id' }))
    },
    down: (op) => {
      for (const name of ['c', 'b', 'a']) op.dropColumn('t', name, { ifExists: true })
    },
    shows: [['SELECT * FROM t', '|7|a|14']],
  },
  {
    what: 'makes the table anew for a reference with a default, and drops it again',
    only: 'sqlite',
    before:
      'CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1); CREATE TABLE t (id integer); INSERT INTO t VALUES (7)',
    up: (op) => {
      const references = { table: 'p', column: 'id', name: 'fk_a' }
      op.addColumn('t', column('a', integer(), { references, default: 1, unique: { name: 'uq_a' } }))
    },
    shows: [['SELECT * FROM t', '7|1']],
    refuses: [['INSERT INTO t VALUES (8, 1)', /UNIQUE/]],
  },
]
