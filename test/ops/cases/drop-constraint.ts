import { check, exclude, foreignKey, primaryKey, unique } from 'limbeck/op'
import type { Case } from '../case.js'

const before = `CREATE TABLE p (id integer PRIMARY KEY);
  CREATE TABLE annex.t (a integer NOT NULL, b integer, r int4range, CONSTRAINT pk_t PRIMARY KEY (a), CONSTRAINT uq_t UNIQUE (b, a) DEFERRABLE,
    CONSTRAINT ck_t CHECK (a > b), CONSTRAINT fk_t FOREIGN KEY (b) REFERENCES p (id) ON DELETE CASCADE, CONSTRAINT ex_t EXCLUDE USING gist (r WITH &&))`

export const cases: readonly Case[] = [
  {
    what: 'drops constraints by name, and makes them again from what they were',
    only: 'postgresql',
    before,
    up: (op) => {
      op.dropConstraint('fk_t', 't', {
        schema: 'annex',
        existing: foreignKey(['b'], 'p', ['id'], { name: 'fk_t', onDelete: 'CASCADE' }),
      })
      op.dropConstraint('uq_t', 't', {
        schema: 'annex',
        existing: unique(['b', 'a'], { name: 'uq_t', deferrable: true }),
      })
      op.dropConstraint('ck_t', 't', { schema: 'annex', type: 'check', existing: check('a > b', { name: 'ck_t' }) })
      op.dropConstraint('ex_t', 't', { schema: 'annex', existing: exclude([['r', '&&']], { name: 'ex_t' }) })
      op.dropConstraint('pk_t', 't', { schema: 'annex', existing: primaryKey(['a'], { name: 'pk_t' }) })
    },
    shows: [["SELECT count(*) FROM pg_constraint WHERE conrelid = 'annex.t'::regclass AND contype <> 'n'", '0']],
  },
  {
    what: 'makes a constraint again by the name that it was dropped by',
    only: 'postgresql',
    before,
    up: (op) => op.dropConstraint('ck_t', 't', { schema: 'annex', existing: check('a > b') }),
  },
  {
    what: 'drops one that a convention named',
    only: 'postgresql',
    convention: { ck: 'ck_%(table_name)s_%(constraint_name)s', uq: 'uq_%(table_name)s' },
    before:
      'CREATE TABLE t (a integer, CONSTRAINT ck_t_less CHECK (a < 5), CONSTRAINT uq_t UNIQUE (a), CONSTRAINT plain CHECK (a < 6))',
    up: (op) => {
      op.dropConstraint('less', 't', { type: 'check', existing: check('a < 5', { name: 'less' }) })
      op.dropConstraint('uq_t', 't', { existing: unique(['a']) })
      op.dropConstraint(op.f('plain'), 't', { existing: check('a < 6', { name: op.f('plain') }) })
    },
    shows: [["SELECT count(*) FROM pg_constraint WHERE conrelid = 't'::regclass AND contype <> 'n'", '0']],
  },
  {
    what: 'passes over one that is not there',
    only: 'postgresql',
    before,
    up: (op) => op.dropConstraint('none', 't', { schema: 'annex', ifExists: true }),
    down: () => undefined,
    rowsOnly: true,
  },
  {
    what: 'drops constraints by name, and makes them again from what they were',
    only: 'sqlite',
    before: `CREATE TABLE p (id INTEGER PRIMARY KEY);
      CREATE TABLE t (a INTEGER, b INTEGER, CONSTRAINT uq_t UNIQUE (b, a), CONSTRAINT ck_t CHECK (a > b), CONSTRAINT fk_t FOREIGN KEY (b) REFERENCES p (id) ON DELETE CASCADE);
      INSERT INTO p VALUES (1); INSERT INTO t VALUES (2, 1)`,
    up: (op) => {
      op.dropConstraint('fk_t', 't', { existing: foreignKey(['b'], 'p', ['id'], { onDelete: 'CASCADE' }) })
      op.dropConstraint('ck_t', 't', { existing: check('a > b') })
      op.dropConstraint('uq_t', 't', { type: 'unique', existing: unique(['b', 'a']) })
    },
    shows: [
      ['SELECT * FROM t', '2|1'],
      ["SELECT sql LIKE '%CONSTRAINT%' FROM sqlite_master WHERE name = 't'", '0'],
    ],
  },
]
