import type { Case } from '../case.js'

const constraints = `SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
  WHERE conrelid IN ('t'::regclass, 'annex.u'::regclass) AND contype <> 'n' ORDER BY 1, 2`

const before = `CREATE TABLE t (a integer NOT NULL, b integer NOT NULL, c text, r int4range);
  CREATE TABLE annex.u (id integer PRIMARY KEY, a integer, b integer, UNIQUE (a, b))`

export const cases: readonly Case[] = [
  {
    what: 'adds constraints of every kind by name, and drops them',
    only: 'postgresql',
    before,
    up: (op) => {
      op.createPrimaryKey('pk_t', 't', ['b', 'a'])
      op.createUniqueConstraint('uq t', 't', ['c'])
      op.createCheckConstraint('ck_t', 't', "c <> 'x' -- no x")
      op.createForeignKey('fk_t', 't', 'u', ['a', 'b'], ['a', 'b'], { referentSchema: 'annex' })
      op.createExcludeConstraint('ex_t', 't', [['r', '&&']])
    },
    shows: [
      [
        constraints,
        'annex.u|u_a_b_key|UNIQUE (a, b)',
        'annex.u|u_pkey|PRIMARY KEY (id)',
        "t|ck_t|CHECK ((c <> 'x'::text))",
        't|ex_t|EXCLUDE USING gist (r WITH &&)',
        't|fk_t|FOREIGN KEY (a, b) REFERENCES annex.u(a, b)',
        't|pk_t|PRIMARY KEY (b, a)',
        't|uq t|UNIQUE (c)',
      ],
    ],
  },
  {
    what: 'says all that constraints can say',
    only: 'postgresql',
    before: `${before}; ALTER TABLE annex.u DROP CONSTRAINT u_pkey; CREATE TABLE p (id integer UNIQUE)`,
    up: (op) => {
      op.createPrimaryKey('pk_u', 'u', ['id'], { schema: 'annex', deferrable: true, initially: 'DEFERRED' })
      op.createUniqueConstraint('uq_u', 'u', ['b'], { schema: 'annex', deferrable: true, initially: 'IMMEDIATE' })
      op.createCheckConstraint('ck_u', 'u', 'a > b', { schema: 'annex' })
      op.createForeignKey('fk_u', 'u', 'p', ['a'], ['id'], {
        ...{ sourceSchema: 'annex', onDelete: 'CASCADE', onUpdate: 'SET DEFAULT', match: 'FULL' },
        ...{ deferrable: true, initially: 'DEFERRED' },
      })
      op.createForeignKey('fk_v', 'u', 'p', ['b'], ['id'], {
        ...{ sourceSchema: 'annex', onDelete: 'NO ACTION', onUpdate: 'RESTRICT', match: 'SIMPLE', deferrable: false },
        referentSchema: 'public',
      })
      op.createExcludeConstraint(
        'ex_u',
        'u',
        [
          ['a', '='],
          ['b', '='],
        ],
        {
          ...{ schema: 'annex', using: 'btree', where: 'a > 0 -- only' },
          ...{ deferrable: true, initially: 'DEFERRED' },
        },
      )
    },
    shows: [
      [
        constraints,
        'annex.u|ck_u|CHECK ((a > b))',
        'annex.u|ex_u|EXCLUDE USING btree (a WITH =, b WITH =) WHERE ((a > 0)) DEFERRABLE INITIALLY DEFERRED',
        'annex.u|fk_u|FOREIGN KEY (a) REFERENCES p(id) MATCH FULL ON UPDATE SET DEFAULT ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED',
        'annex.u|fk_v|FOREIGN KEY (b) REFERENCES p(id) ON UPDATE RESTRICT',
        'annex.u|pk_u|PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED',
        'annex.u|u_a_b_key|UNIQUE (a, b)',
        'annex.u|uq_u|UNIQUE (b) DEFERRABLE',
      ],
    ],
  },
  {
    what: 'leaves the name to a convention',
    only: 'postgresql',
    before,
    convention: {
      uq: 'uq_%(table_name)s_%(column_0_N_name)s',
      ck: 'ck_%(table_name)s_%(constraint_name)s',
      fk: 'fk_%(table_name)s_%(column_0N_name)s_%(referred_table_name)s_%(referred_column_0_name)s',
      pk: 'pk_%(table_name)s',
      ex: 'ex_%(table_name)s_%(column_0_name)s',
    },
    up: (op) => {
      op.createPrimaryKey(null, 't', ['b', 'a'])
      op.createUniqueConstraint(null, 't', ['c', 'a'])
      op.createCheckConstraint('less', 't', 'a < b')
      op.createCheckConstraint(op.f('as it is'), 't', 'a < b')
      op.createForeignKey(null, 't', 'u', ['a', 'b'], ['a', 'b'], { referentSchema: 'annex' })
      op.createExcludeConstraint(null, 't', [['r', '&&']])
    },
    shows: [
      [
        "SELECT conname FROM pg_constraint WHERE conrelid = 't'::regclass AND contype <> 'n' ORDER BY conname COLLATE \"C\"",
        ...['as it is', 'ck_t_less', 'ex_t_r', 'fk_t_ab_u_a', 'pk_t', 'uq_t_c_a'],
      ],
    ],
  },
  {
    what: 'leaves the name to the database',
    only: 'postgresql',
    before,
    up: (op) => {
      op.createUniqueConstraint(null, 't', ['c'])
      op.createForeignKey(null, 't', 'u', ['a'], ['id'], { referentSchema: 'annex' })
    },
    down: (op) => {
      op.dropConstraint('t_c_key', 't')
      op.dropConstraint('t_a_fkey', 't')
    },
    shows: [
      [
        "SELECT conname FROM pg_constraint WHERE conrelid = 't'::regclass AND contype <> 'n' ORDER BY 1",
        't_a_fkey',
        't_c_key',
      ],
    ],
  },
  {
    what: 'refers to the primary key when no column is named',
    only: 'postgresql',
    before,
    up: (op) => op.createForeignKey('fk_t', 't', 'u', ['a'], [], { referentSchema: 'annex' }),
    shows: [
      [
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'fk_t'",
        'FOREIGN KEY (a) REFERENCES annex.u(id)',
      ],
    ],
  },
  {
    what: 'adds constraints of every kind by name, and drops them',
    only: 'sqlite',
    before: `CREATE TABLE p (a INTEGER, b INTEGER, UNIQUE (a, b)); CREATE TABLE t (a INTEGER NOT NULL, b INTEGER, c TEXT);
      INSERT INTO p VALUES (1, 2); INSERT INTO t VALUES (1, 2, 'z')`,
    up: (op) => {
      op.createPrimaryKey('pk_t', 't', ['a'])
      op.createUniqueConstraint('uq t', 't', ['c'])
      op.createCheckConstraint('ck_t', 't', "c <> 'x' -- no x")
      op.createForeignKey('fk_t', 't', 'p', ['a', 'b'], ['a', 'b'], {
        ...{ onDelete: 'CASCADE', onUpdate: 'RESTRICT', deferrable: true, initially: 'DEFERRED' },
      })
    },
    shows: [
      ['SELECT * FROM t', '1|2|z'],
      ["SELECT origin FROM pragma_index_list('t') ORDER BY 1", 'u'],
      [
        'SELECT "table", "from", on_delete, on_update FROM pragma_foreign_key_list(\'t\')',
        'p|a|CASCADE|RESTRICT',
        'p|b|CASCADE|RESTRICT',
      ],
    ],
    refuses: [["UPDATE t SET c = 'x'", /ck_t/]],
  },
  {
    what: 'leaves the name to a convention',
    only: 'sqlite',
    convention: { uq: 'uq_%(table_name)s_%(column_0_N_name)s', ck: 'ck_%(table_name)s_%(constraint_name)s' },
    before: 'CREATE TABLE t (a INTEGER, b INTEGER)',
    up: (op) => {
      op.createUniqueConstraint(null, 't', ['a', 'b'])
      op.createCheckConstraint('less', 't', 'a < b')
    },
    shows: [
      ["SELECT sql LIKE '%uq_t_a_b UNIQUE%' AND sql LIKE '%ck_t_less CHECK%' FROM sqlite_master WHERE name = 't'", '1'],
    ],
  },
]
