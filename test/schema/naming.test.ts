import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  check,
  column,
  createCheckConstraint,
  createIndex,
  createTable,
  exclude,
  f,
  foreignKey,
  integer,
  type NamingConvention,
  type Operation,
  primaryKey,
  unique,
} from 'limbeck/op'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'

/** The names in the SQL of an operation that a convention named, sorted. */
function namesIn(operation: Operation, convention: NamingConvention, dialect = postgresql): readonly string[] {
  const named = operation.named?.(convention) ?? assert.fail()
  const sql = named.toSql(dialect).join(';\n')
  return [...sql.matchAll(/(?:CONSTRAINT|INDEX) (\w+|"[^"]+")/g)].map(([, name]) => name as string).sort()
}

const [a, b] = [column('a', integer()), column('b', integer())]

// The expected names are those that SQLAlchemy gives: https://docs.sqlalchemy.org/en/20/core/metadata.html
describe('a naming convention', () => {
  const tokens: readonly (readonly [token: string, pk: string, uq: string, fk: string, ix: string])[] = [
    ['table_name', 'pk_t', 'uq_t', 'fk_t', 'ix_t'],
    ['column_0_name', 'pk_b', 'uq_a', 'fk_a', 'ix_b'],
    ['column_1_name', 'pk_a', 'uq_b', 'fk_b', 'ix_a'],
    ['column_0_N_name', 'pk_b_a', 'uq_a_b', 'fk_a_b', 'ix_b_a'],
    ['column_0N_name', 'pk_ba', 'uq_ab', 'fk_ab', 'ix_ba'],
    ['column_0_key', 'pk_b', 'uq_a', 'fk_a', 'ix_b'],
    ['column_0_N_key', 'pk_b_a', 'uq_a_b', 'fk_a_b', 'ix_b_a'],
    ['column_0_label', 'pk_t_b', 'uq_t_a', 'fk_t_a', 'ix_t_b'],
    ['column_0_N_label', 'pk_t_b_t_a', 'uq_t_a_t_b', 'fk_t_a_t_b', 'ix_t_b_t_a'],
    ['column_0N_label', 'pk_t_bt_a', 'uq_t_at_b', 'fk_t_at_b', 'ix_t_bt_a'],
  ]
  for (const [token, ...expected] of tokens) {
    it(`knows %(${token})s`, () => {
      const convention = Object.fromEntries(['pk', 'uq', 'fk', 'ix'].map((kind) => [kind, `${kind}_%(${token})s`]))
      const table = createTable(
        't',
        a,
        b,
        primaryKey(['b', 'a']),
        unique(['a', 'b']),
        foreignKey(['a', 'b'], 'p', ['x', 'y']),
      )
      const made = [...namesIn(table, convention), ...namesIn(createIndex(null, 't', ['b', 'a']), convention)]
      assert.deepEqual(made.sort(), [...expected].sort())
    })
  }

  for (const [token, expected] of [
    ['referred_table_name', 'fk_p'],
    ['referred_column_0_name', 'fk_x'],
    ['referred_column_1_name', 'fk_y'],
    ['referred_column_0_N_name', 'fk_x_y'],
    ['referred_column_0N_name', 'fk_xy'],
  ] as const) {
    it(`knows %(${token})s`, () => {
      const table = createTable('t', a, b, foreignKey(['a', 'b'], 'p', ['x', 'y']))
      assert.deepEqual(namesIn(table, { fk: `fk_%(${token})s` }), [expected])
    })
  }

  const usual: NamingConvention = {
    ix: 'ix_%(column_0_label)s',
    uq: 'uq_%(table_name)s_%(column_0_name)s',
    ck: 'ck_%(table_name)s_%(constraint_name)s',
    fk: 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s',
    pk: 'pk_%(table_name)s',
  }

  it('names what columns ask for, keys without a name, and wraps the names of checks, but not final ones', () => {
    const table = createTable(
      't',
      column('id', integer(), { primaryKey: true }),
      column('a', integer(), { unique: true }),
      column('b', integer(), { check: { condition: 'b > 0', name: 'pos' } }),
      column('c', integer(), { references: { table: 'p', column: 'x' }, index: true }),
      column('d', integer(), { unique: true, index: true }),
      unique(['b', 'c']),
      unique(['c', 'b'], { name: 'given' }),
      check('a < b', { name: f('final') }),
      foreignKey(['a', 'b'], 'p', ['x', 'y']),
      { schema: 's.x' },
    )
    const names = [
      'ck_t_pos',
      'final',
      'fk_t_a_p',
      'fk_t_c_p',
      'given',
      'ix_s_x_t_c',
      'ix_s_x_t_d',
      'pk_t',
      'uq_t_a',
      'uq_t_b',
    ]
    assert.deepEqual(namesIn(table, usual), names)
  })

  it('leaves the names alone that were given, unless the template takes them in', () => {
    const table = createTable('t', a, unique(['a'], { name: 'n' }), exclude([['a', '=']], { name: 'x' }))
    assert.deepEqual(namesIn(table, { uq: 'uq_%(table_name)s' }), ['n', 'x'])
    assert.deepEqual(namesIn(table, { uq: 'uq_%(constraint_name)s', ex: 'ex_%(constraint_name)s' }), ['ex_x', 'uq_n'])
    assert.deepEqual(namesIn(createIndex('n', 't', ['a']), { ix: 'ix_%(constraint_name)s' }), ['ix_n'])
  })

  it('gives no name where it has no template, but always one to indexes', () => {
    const table = createTable('t', column('a', integer(), { index: true, primaryKey: true }), b, unique(['b']), {
      schema: 's',
    })
    assert.deepEqual(namesIn(table, {}), ['ix_s_t_a'])
    assert.deepEqual(namesIn(createIndex(null, 't', ['b', 'a'], { schema: 's' }), {}), ['ix_s_t_b'])
  })

  it('names a table of SQLite like one of PostgreSQL, its counted key too', () => {
    const table = createTable('t', column('id', integer(), { primaryKey: true }), a)
    const [sql] = (table.named?.(usual) ?? assert.fail()).toSql(sqlite)
    assert.match(String(sql), /CONSTRAINT pk_t PRIMARY KEY \(id\)/)
    const [counted] = (table.named?.(usual) ?? assert.fail()).toSql(postgresql)
    assert.match(String(counted), /id SERIAL NOT NULL/)
  })

  it('names what it has named no second time', () => {
    const made = createCheckConstraint('pos', 't', 'a > 0')
    const once = made.named?.(usual) ?? assert.fail()
    assert.deepEqual(namesIn(once, usual), ['ck_t_pos'])
    const [reverse] = once.reverse?.() ?? []
    assert.deepEqual(namesIn(reverse ?? assert.fail(), usual), ['ck_t_pos'])
  })

  for (const [what, operation, convention, words] of [
    [
      'a name that is not there',
      createTable('t', a, check('a > 0')),
      usual,
      /'ck_.*' cannot name a constraint of 't': it needs a name of its own/,
    ],
    [
      'a column that is not there',
      createTable('t', a, unique(['a'])),
      { uq: '%(column_5_name)s' },
      /nothing is known for %\(column_5_name\)s/,
    ],
    [
      'a token that does not exist',
      createTable('t', a, unique(['a'])),
      { uq: '%(nothing)s' },
      /nothing is known for %\(nothing\)s/,
    ],
    [
      'what only a foreign key has',
      createTable('t', a, unique(['a'])),
      { uq: '%(referred_table_name)s' },
      /nothing is known for/,
    ],
  ] as const) {
    it(`refuses a template that speaks of ${what}`, () => {
      assert.throws(() => operation.named?.(convention), { code: 'invalid-operation', message: words })
    })
  }

  it('leaves a check of a column without a name as it is only where there is no template', () => {
    const table = createTable('t', column('a', integer(), { check: 'a > 0' }))
    assert.deepEqual(namesIn(table, {}), [])
    assert.deepEqual(namesIn(table, { ck: 'ck_%(table_name)s_%(column_0_name)s' }), ['ck_t_a'])
    assert.throws(() => table.named?.(usual), { code: 'invalid-operation', message: /needs a name of its own/ })
  })

  it('makes names that PostgreSQL takes only up to 63 bytes', () => {
    const made = (length: number) => {
      const table = createTable('t'.repeat(29), column('c'.repeat(length), integer(), { unique: true }))
      return table.named?.(usual) ?? assert.fail()
    }
    assert.deepEqual(namesIn(made(30), usual), [`uq_${'t'.repeat(29)}_${'c'.repeat(30)}`])
    const refused = { code: 'invalid-operation', message: /^The name "uq_t+_c+" is longer than 63 bytes/ }
    assert.throws(() => made(31).toSql(postgresql), refused)
    assert.equal(made(31).toSql(sqlite).length, 1)
  })
})
