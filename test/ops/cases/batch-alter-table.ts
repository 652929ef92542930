import { check, column, createIndex, enumeration, integer, string, text } from 'limbeck/op'
import type { Case } from '../case.js'

export const cases: readonly Case[] = [
  {
    what: 'adds and renames columns, and makes indexes',
    before: 'CREATE TABLE annex.t (a integer, b integer)',
    up: (op) =>
      op.batchAlterTable(
        't',
        (batch) => {
          batch.createIndex('by_c', ['c', 'd'])
          batch.addColumn(column('c', text(), { nullable: false, default: '' }))
          batch.alterColumn('b', { newName: 'd' })
          batch.createTableComment('all', { existingComment: null })
        },
        { schema: 'annex' },
      ),
    shows: [['SELECT a, d, c FROM annex.t']],
  },
  {
    what: 'stores a table otherwise',
    only: 'sqlite',
    before: "CREATE TABLE t (a INTEGER, b TEXT PRIMARY KEY NOT NULL); INSERT INTO t VALUES (1, 'x')",
    up: (op) => op.batchAlterTable('t', () => undefined, { strict: true, withoutRowid: true }),
    shows: [["SELECT strict, wr FROM pragma_table_list WHERE name = 't'", '1|1']],
  },
  {
    what: 'does nothing when nothing is said',
    before: 'CREATE TABLE t (a integer)',
    up: (op) => op.batchAlterTable('t', () => undefined),
    rowsOnly: true,
  },
  {
    what: 'runs what is executed first, and drops indexes before columns',
    before: "CREATE TABLE t (a integer, b TEXT); CREATE INDEX i ON t (b); INSERT INTO t VALUES (1, 'x')",
    up: (op) =>
      op.batchAlterTable('t', (batch) => {
        batch.dropColumn('b')
        batch.dropIndex('i')
        batch.execute('UPDATE t SET a = a + 1')
      }),
    down: (op) =>
      op.batchAlterTable('t', (batch) => {
        batch.createIndex('i', ['b'])
        batch.addColumn(column('b', text()))
      }),
    shows: [['SELECT * FROM t', '2']],
  },
  {
    what: 'has every directive, in the order of the calls',
    only: 'postgresql',
    before: `CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a integer NOT NULL, b varchar(9), r int4range, CONSTRAINT ck CHECK (a > 0));
      CREATE INDEX i ON t (b); COMMENT ON TABLE t IS 'old'`,
    up: (op) =>
      op.batchAlterTable('t', (batch) => {
        batch.dropIndex('i', { existing: createIndex('i', 't', ['b']) })
        batch.dropConstraint('ck', { existing: check('a > 0', { name: 'ck' }) })
        batch.alterColumn('b', {
          type: string(20),
          nullable: false,
          fill: '',
          existingType: string(9),
          existingNullable: true,
        })
        batch.addColumn(column('c', enumeration('mood', ['glad'])), { after: 'a', ifNotExists: true })
        batch.createPrimaryKey('pk', ['a'])
        batch.createUniqueConstraint('uq', ['b'], { deferrable: true })
        batch.createCheckConstraint('ck2', 'a > 1')
        batch.createForeignKey('fk', 'p', ['a'], ['id'], { onDelete: 'CASCADE' })
        batch.createExcludeConstraint('ex', [['r', '&&']])
        batch.createIndex('j', ['b', 'c'], { unique: true })
        batch.createTableComment('new', { existingComment: 'old' })
      }),
    shows: [
      [
        "SELECT conname FROM pg_constraint WHERE conrelid = 't'::regclass AND contype <> 'n' ORDER BY 1",
        ...['ck2', 'ex', 'fk', 'pk', 'uq'],
      ],
    ],
  },
  {
    what: 'drops columns and comments',
    only: 'postgresql',
    before: "CREATE TABLE t (a integer, b integer DEFAULT 3); COMMENT ON TABLE t IS 'old'",
    up: (op) =>
      op.batchAlterTable('t', (batch) => {
        batch.dropColumn(column('b', integer(), { default: 3 }))
        batch.dropColumn('none', { ifExists: true })
        batch.dropTableComment({ existingComment: 'old' })
      }),
    down: (op) =>
      op.batchAlterTable('t', (batch) => {
        batch.addColumn(column('b', integer(), { default: 3 }))
        batch.createTableComment('old')
      }),
  },
  {
    what: 'is named by a convention',
    only: 'postgresql',
    convention: { uq: 'uq_%(table_name)s_%(column_0_name)s', ix: 'ix_%(column_0_label)s' },
    before: 'CREATE TABLE t (a integer)',
    up: (op) =>
      op.batchAlterTable('t', (batch) => {
        batch.createUniqueConstraint(null, ['a'])
        batch.createIndex(null, ['a'])
        batch.addColumn(column('b', integer(), { unique: true }))
      }),
    shows: [["SELECT indexname FROM pg_indexes WHERE tablename = 't' ORDER BY 1", 'ix_t_a', 'uq_t_a', 'uq_t_b']],
  },
]
