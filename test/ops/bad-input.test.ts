import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import {
  array,
  check,
  column,
  dropTable,
  enumeration,
  exclude,
  foreignKey,
  integer,
  numeric,
  type Operation,
  type Operations,
  primaryKey,
  raw,
  sql,
  string,
  text,
  unique,
} from 'limbeck/op'
import { recording } from 'limbeck/testing'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { d1, sqlite } from '../../src/dialects/sqlite/index.js'
import { record } from '../../src/ops/record.js'
import { toStatements } from '../../src/ops/to-statements.js'
import { newDatabase, objects } from '../database.js'

/** Something that TypeScript would refuse, and JavaScript would not. */
// biome-ignore lint/suspicious/noExplicitAny: that is what it is for
const wrong = (value: unknown): any => value

const id = column('id', integer())
const long = 'x'.repeat(64)

const counted = { primaryKey: true, autoincrement: true } as const

type BadInput = readonly [what: string, say: (op: Operations) => void, words: RegExp]

const anywhere: readonly BadInput[] = [
  ['a type that is none', (op) => op.createTable('t', wrong({ ...id, type: { type: 'int' } })), /the type of/i],
  ['a column twice', (op) => op.createTable('t', id, id), /^op\.createTable: The table 't' has two columns 'id'\./],
  [
    'two keys',
    (op) => op.createTable('t', column('a', text(), { primaryKey: true }), id, primaryKey(['id'])),
    /two primary keys/,
  ],
  [
    'a constraint on no column of the table',
    (op) => op.createTable('t', id, unique(['b'])),
    /no column 'b', which a constraint names/,
  ],
  [
    'a foreign key on no column of the table',
    (op) => op.createTable('t', id, foreignKey(['b'], 'u', ['c'])),
    /no column 'b'/,
  ],
  [
    'more columns than are referred to',
    (op) => op.createTable('t', id, foreignKey(['id'], 'u', ['c', 'd'])),
    /has 1 columns, and refers to 2 of 'u'/,
  ],
  [
    'columns in a list',
    (op) => op.createTable('t', wrong([id])),
    /^op\.createTable\('t', …\) takes columns one by one/,
  ],
  ['a part that is a text', (op) => op.createTable('t', wrong('id')), /this is string/],
  ['a part that is an operation', (op) => op.createTable('t', id, wrong(dropTable('u'))), /takes no dropTable/],
  [
    'an option that nobody reads',
    (op) => op.createTable('t', id, wrong({ ifNotExist: true })),
    /takes no 'ifNotExist': it takes schema, ifNotExists/,
  ],
  ['no name', (op) => wrong(op.createTable)(), /^op\.createTable takes a name; this is undefined\./],
  ['an empty name', (op) => op.createTable('', id), /^op\.createTable takes a name; this is an empty text\./],
  ['a name with NUL', (op) => op.createTable('a\0b', id), /^op\.createTable: The name "a\\u0000b" contains NUL/],
  [
    'an action that is none',
    (op) => op.createTable('t', id, foreignKey(['id'], 'u', ['b'], { onDelete: wrong('DROP') })),
    /^op\.createTable: onDelete is one of CASCADE, .*, not 'DROP'/,
  ],
  [
    'a constraint without columns',
    (op) => op.createUniqueConstraint('u', 't', []),
    /^op\.createUniqueConstraint: A unique constraint .*no column/,
  ],
  [
    'a primary key without columns',
    (op) => op.createPrimaryKey('p', 't', wrong('id')),
    /^op\.createPrimaryKey: A primary key takes a list/,
  ],
  [
    'a check without a condition',
    (op) => op.createCheckConstraint('c', 't', ' '),
    /^op\.createCheckConstraint: A check takes its condition/,
  ],
  [
    'an exclusion without elements',
    (op) => op.createExcludeConstraint('x', 't', []),
    /^op\.createExcludeConstraint: An exclusion/,
  ],
  [
    'an option of a constraint',
    (op) => op.createUniqueConstraint('u', 't', ['a'], wrong({ where: 'a' })),
    /takes no 'where'/,
  ],
  [
    'a name that a convention cannot give',
    (op) => op.createCheckConstraint(null, 't', 'a > 0'),
    /^op\.createCheckConstraint: The naming convention .*needs a name of its own/,
  ],
  ['an index without columns', (op) => op.createIndex('i', 't', []), /^op\.createIndex of 't' has no column/],
  [
    'an index of a text',
    (op) => op.createIndex('i', 't', wrong('a')),
    /^op\.createIndex of 't' takes its columns as a list/,
  ],
  [
    'an index of an expression with parameters',
    (op) => op.createIndex('i', 't', [sql`a + ${1}`]),
    /^op\.createIndex: The index 'i' takes no parameters/,
  ],
  ['an index without a name', (op) => op.createIndex(null, 't', [sql`lower(a)`]), /^op\.createIndex: /],
  [
    'an index without a lock in a transaction',
    (op) => op.createIndex('i', 't', ['a'], { concurrently: true }),
    /^op\.createIndex: concurrently goes with op\.autocommitBlock/,
  ],
  [
    'dropping one without a lock in a transaction',
    (op) => op.dropIndex('i', { concurrently: true }),
    /^op\.dropIndex: concurrently goes with/,
  ],
  [
    'a column that is none',
    (op) => op.addColumn('t', wrong('a')),
    /^op\.addColumn\('t', …\) takes a column made with column/,
  ],
  ['an option of a column', (op) => op.addColumn('t', id, wrong({ after: 'a' })), /^op\.addColumn takes no 'after'/],
  [
    'a change that is none',
    (op) => op.alterColumn('t', 'a', wrong({ name: 'b' })),
    /^op\.alterColumn\('t', …\) takes no 'name': it takes newName/,
  ],
  ['no change', (op) => wrong(op.alterColumn)('t', 'a'), /^op\.alterColumn\('t', …\) takes options as an object/],
  [
    'a new type that is none',
    (op) => op.alterColumn('t', 'a', { type: wrong(text) }),
    /^op\.alterColumn: The type of column 'a' is none/,
  ],
  [
    'using without a type',
    (op) => op.alterColumn('t', 'a', { using: 'b' }),
    /^op\.alterColumn\('t', …\): using goes with a new type/,
  ],
  [
    'a way to recreate that is none',
    (op) => op.dropColumn('t', 'a', { recreate: wrong('yes') }),
    /^op\.dropColumn: recreate is 'auto', 'always' or 'never', not 'yes'/,
  ],
  [
    'a column to drop that is none',
    (op) => op.dropColumn('t', wrong({ name: 'a' })),
    /^op\.dropColumn\('t', …\) takes a column/,
  ],
  [
    'a type of constraint that is none',
    (op) => op.dropConstraint('c', 't', { type: wrong('pk') }),
    /^op\.dropConstraint: The type of a constraint is primaryKey, .* not 'pk'/,
  ],
  [
    'an unknown option to drop',
    (op) => op.dropTable('t', wrong({ cascade: true })),
    /^op\.dropTable takes no 'cascade'/,
  ],
  ['a new name that is none', (op) => op.renameTable('t', wrong(null)), /^op\.renameTable takes a name; this is null/],
  [
    'rows that are no list',
    (op) => op.bulkInsert('t', wrong({ a: 1 })),
    /^op\.bulkInsert\('t', …\) takes a list of rows/,
  ],
  [
    'a row that has other columns',
    (op) => op.bulkInsert('t', [{ a: 1 }, { b: 1 }]),
    /^op\.bulkInsert\('t', …\): row 2 has b; the first has a\./,
  ],
  [
    'a value that cannot be stored',
    (op) => op.bulkInsert('t', [{ a: Number.NaN }]),
    /^op\.bulkInsert: NaN cannot be stored/,
  ],
  [
    'a default that cannot be stored',
    (op) => op.addColumn('t', column('a', integer(), { default: Number.NaN })),
    /^op\.addColumn: NaN cannot/,
  ],
  [
    'SQL that begins a transaction',
    (op) => op.execute('/* now */ BEGIN'),
    /^op\.execute: A revision runs in the run's own transaction: leave out BEGIN/,
  ],
  [
    'statements with parameters',
    (op) => op.execute('SELECT 1; SELECT 2', [1]),
    /^op\.execute: A statement has 1 parameters; its/,
  ],
  ['an assertion that is no query', (op) => op.assert('SELECT 1; SELECT 2'), /^op\.assert: An assertion is one query/],
  ['an enumeration by a name', (op) => op.createEnum(wrong('mood')), /^op\.createEnum/],
  [
    'an enumeration with a value twice',
    (op) => op.createEnum(enumeration('mood', ['a', 'a'])),
    /^op\.createEnum: .* has the value 'a' twice/,
  ],
  ['an operation that is none', (op) => op.invoke(wrong({ kind: 'x' })), /^op\.invoke takes an operation/],
  [
    'a batch with a wrong change',
    (op) => op.batchAlterTable('t', (batch) => batch.createUniqueConstraint('u', [])),
    /^op\.batchAlterTable: A unique constraint/,
  ],
  [
    'an option of a batch',
    (op) => op.batchAlterTable('t', () => undefined, wrong({ copyFrom: 't' })),
    /^op\.batchAlterTable takes no 'copyFrom'/,
  ],
  [
    'an enumeration of a CHECK without values',
    (op) => op.createTable('t', column('a', enumeration('mood', [], { native: false }))),
    /'mood' has no values/,
  ],
]

const onSqlite: readonly BadInput[] = [
  [
    'columns that differ in case alone',
    (op) => op.createTable('t', column('A', text()), column('a', text())),
    /two columns 'a'/,
  ],
  ['a table without columns', (op) => op.createTable('t'), /^op\.createTable: The table 't' has no column/],
  ["SQLite's own names for a table", (op) => op.createTable('SQLite_t', id), /keeps names that begin with sqlite_/],
  [
    "SQLite's own names for an index",
    (op) => op.createIndex('sqlite_i', 't', ['a']),
    /^op\.createIndex: 'sqlite_i': SQLite keeps/,
  ],
  [
    "SQLite's own names for a renamed table",
    (op) => op.renameTable('t', 'sqlite_t'),
    /^op\.renameTable: 'sqlite_t': SQLite keeps/,
  ],
  ['a list', (op) => op.createTable('t', column('a', array(integer()))), /SQLite has no arrays/],
  [
    'two columns of a key, one of which counts up',
    (op) => op.createTable('t', column('a', integer(), counted), column('b', integer(), { primaryKey: true })),
    /^op\.createTable: 't\.a': SQLite counts up only a key of one whole number/,
  ],
  [
    'a key that counts up without row ids',
    (op) => op.createTable('t', column('a', integer(), counted), { withoutRowid: true }),
    /^op\.createTable: 't\.a': SQLite counts up only where there are row ids/,
  ],
  ['an identity', (op) => op.createTable('t', column('a', integer(), { identity: {} })), /SQLite has no identities/],
  ['an exclusion', (op) => op.createTable('t', id, exclude([['id', '=']])), /SQLite has no exclusion constraints/],
  [
    'a number of digits in a strict table',
    (op) => op.createTable('t', column('a', numeric(10, 2)), { strict: true }),
    /NUMERIC\(10, 2\) is no type of a strict table: take integer\(\)/,
  ],
  [
    'a type of its own in a strict table',
    (op) => op.createTable('t', column('a', raw('DATE')), { strict: true }),
    /DATE is no type of a strict table/,
  ],
  [
    'a statement that is too long for D1',
    (op) => op.execute(`SELECT '${'ä'.repeat(50_000)}'`),
    /^op\.execute: A statement has 100009 bytes; d1 takes 100000/,
  ],
]

const onPostgresql: readonly BadInput[] = [
  [
    'a name that would be cut off',
    (op) => op.createTable(long, id),
    /^op\.createTable: The name "x+" is longer than 63 bytes/,
  ],
  [
    'a name of a column that would be cut off',
    (op) => op.addColumn('t', column('ä'.repeat(32), text())),
    /^op\.addColumn: .*longer than 63 bytes/,
  ],
  [
    'a name that a convention makes too long',
    (op) => op.createUniqueConstraint(null, 'table_with_a_long_name', ['another_long_name', 'and_one_more_of_them']),
    /^op\.createUniqueConstraint: The name "uq_.*" is longer than 63 bytes/,
  ],
  [
    'a column that every table has',
    (op) => op.createTable('t', column('ctid', integer())),
    /PostgreSQL has a column 'ctid' of its own/,
  ],
  [
    'a column renamed to one that every table has',
    (op) => op.alterColumn('t', 'a', { newName: 'xmin' }),
    /^op\.alterColumn: PostgreSQL has a column 'xmin'/,
  ],
  [
    'a value of an enumeration that is too long',
    (op) => op.createEnum(enumeration('mood', [long])),
    /^op\.createEnum: The value 'x+' has 64 bytes/,
  ],
  ['a strict table', (op) => op.createTable('t', id, { strict: true }), /only SQLite has tables that are strict/],
  [
    'two enumerations of one name',
    (op) => op.createTable('t', column('a', enumeration('m', ['x'])), column('b', enumeration('m', ['y']))),
    /'m' has two lists of values/,
  ],
  [
    'another expression for a generated column',
    (op) => op.alterColumn('t', 'a', { generated: { as: 'b' } }),
    /^op\.alterColumn: .*drop it, and add it anew/,
  ],
]

const namingConvention = { ck: 'ck_%(constraint_name)s', uq: 'uq_%(table_name)s_%(column_0_N_name)s' }

describe('bad input', () => {
  for (const [dialects, inputs] of [
    [[sqlite, postgresql], anywhere],
    [[d1], onSqlite],
    [[postgresql], onPostgresql],
  ] as const) {
    for (const [what, say, words] of inputs) {
      it(`is refused, naming the directive: ${what}`, () => {
        for (const dialect of dialects) {
          assert.throws(
            () => toStatements(record(say, namingConvention) ?? [], dialect),
            ({ code, message }) => {
              assert.match(message, words)
              assert.match(message, /^op\.\w+/)
              assert.doesNotMatch(message, /op\.(\w+)\b.*\b\1\b/)
              return /^(invalid|unsupported)-operation$/.test(code)
            },
          )
        }
      })
    }
  }

  it('is refused in a run, naming revision and directive, and nothing of the revision has been sent', async () => {
    for (const [what, say, words] of [...anywhere, ...onSqlite.slice(0, -1)]) {
      const db = newDatabase()
      const recorded = recording(sqlJs(db))
      const bad = {
        ...{ revision: 'ae10', downRevision: null, namingConvention },
        upgrade(op: Operations) {
          op.createTable('before', id)
          say(op)
        },
      }
      await assert.rejects(upgrade(recorded, [bad], 'head'), ({ code, message, cause }) => {
        assert.equal(code, 'migration-failed', what)
        assert.match(message, /^The upgrade of ae10 failed: op\.\w+/)
        assert.match(cause.message, words)
        return true
      })
      assert.deepEqual(objects(db), [], what)
      assert.equal(recorded.statements.join().includes('CREATE TABLE before'), false, what)
    }
  })

  for (const [what, make, words] of [
    ['a column without a type', () => wrong(column)('a'), /The type of column 'a' is none: call it, as in text\(\)/],
    ['a type that was not called', () => column('a', wrong(text)), /The type of column 'a' is none/],
    ['a type in words', () => column('a', wrong('text')), /is none/],
    ['a type that is none', () => column('a', wrong({ type: 'varchar' })), /is none, 'varchar': .*or write raw\('…'\)/],
    ['a length that is none', () => column('a', string(0)), /has a length of 0: it takes a whole number from 1 on/],
    ['a length in words', () => column('a', string(wrong('80'))), /has a length of 80/],
    ['a scale alone', () => column('a', numeric(undefined, 2)), /has a scale, but no precision/],
    ['a precision that is none', () => column('a', numeric(1.5)), /has a precision of 1.5/],
    [
      'a text that counts up',
      () => column('a', text(), { autoincrement: true }),
      /'a' cannot count up: autoincrement goes with/,
    ],
    ['a list of nothing', () => column('a', array(wrong(undefined))), /is none/],
    ['an enumeration without a name', () => column('a', enumeration('', ['x'])), /has no name/],
    [
      'an enumeration of one text',
      () => column('a', enumeration('mood', wrong('x'))),
      /takes its values as a list of texts/,
    ],
    ['no name', () => column(wrong(undefined), text()), /takes a name and a type/],
    [
      'an option that nobody reads',
      () => column('a', text(), wrong({ nullabel: false })),
      /takes no 'nullabel': it takes nullable/,
    ],
    ['options that are none', () => column('a', text(), wrong(null)), /takes options as an object/],
    [
      'a default and an expression',
      () => column('a', text(), { default: '', generated: { as: 'b' } }),
      /has default and generated: only one can be/,
    ],
    ['a key of one text', () => primaryKey(wrong('id')), /A primary key takes a list of columns/],
    ['a unique constraint of nothing', () => unique([]), /has no column/],
    [
      'a foreign key without a table',
      () => foreignKey(['a'], wrong(undefined), ['b']),
      /takes columns, a table and its columns/,
    ],
    ['a check of nothing', () => check(''), /takes its condition as SQL text/],
    ['an exclusion of columns', () => exclude(wrong(['a'])), /takes pairs of a column and an operator/],
  ] as const) {
    it(`is refused when the part is made: ${what}`, () => {
      assert.throws(make, { code: 'invalid-operation', message: words })
    })
  }

  it('has no reverse to be run by mistake', () => {
    const irreversible: readonly (readonly [(op: Operations) => void, RegExp])[] = [
      [(op) => op.dropTable('t'), /^dropTable\('t'\) cannot be reversed: what was there before is not known\.$/],
      [(op) => op.dropColumn('t', 'a'), /^dropColumn\('t', 'a'\) cannot/],
      [(op) => op.dropIndex('i'), /^dropIndex\('i'\) cannot/],
      [(op) => op.dropConstraint('c', 't'), /^dropConstraint\('c', 't'\) cannot/],
      [(op) => op.createUniqueConstraint(null, 't', ['a']), /^an unnamed constraint of 't' cannot/],
      [(op) => op.alterColumn('t', 'a', { nullable: false }), /^alterColumn\('t', 'a'\): its nullable cannot/],
      [(op) => op.alterColumn('t', 'a', { type: text(), existingNullable: true }), /: its type cannot/],
      [(op) => op.dropEnum('mood'), /^dropEnum\('mood'\) cannot/],
      [(op) => op.addEnumValue('mood', 'x'), /^addEnumValue of 'mood' cannot/],
      [(op) => op.createTableComment('t', 'c'), /^createTableComment\('t'\) cannot/],
      [(op) => op.autocommitBlock(() => op.execute('VACUUM')), /^execute cannot/],
    ]
    for (const [say, message] of irreversible) {
      const [operation] = record(say) as readonly Operation[]
      assert.throws(() => operation?.reverse?.(), { code: 'unsupported-operation', message })
    }
    assert.deepEqual(
      (
        record((op) => {
          op.execute('SELECT 1')
          op.bulkInsert('t', [])
          op.assert('SELECT 1')
          op.irreversible('gone')
        }) ?? []
      ).filter(({ reverse }) => reverse),
      [],
    )
  })
})
