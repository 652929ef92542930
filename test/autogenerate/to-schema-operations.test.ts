import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compareMetadata, toSchemaOperations } from 'limbeck/autogenerate'
import {
  check,
  column,
  enumeration,
  execute,
  foreignKey,
  index,
  integer,
  sql,
  string,
  table,
  text,
  unique,
} from 'limbeck/op'
import { apply, coded, newDatabase } from '../database.js'
import { reflectDb } from './on-sqlite.js'
import { schemaOf, written } from './schemas.js'

const of = (operations: ReturnType<typeof toSchemaOperations>) =>
  written(operations.map((operation) => ({ operation })))

describe('a target in TypeScript', () => {
  it('is what the same SQL is', async () => {
    const operations = toSchemaOperations(
      [
        execute('CREATE VIEW titles AS SELECT title FROM note'),
        table(
          'note',
          column('id', integer(), { primaryKey: true }),
          column('title', string(80), { nullable: false, index: true }),
          column('owner', integer(), { references: { table: 'user', column: 'id' } }),
          index('ix_lower', [sql`lower(title)`], { unique: true, where: 'owner IS NOT NULL' }),
          check('length(title) > 0', { name: 'ck_title' }),
          { strict: false },
        ),
        table('user', column('id', integer(), { primaryKey: true }), column('email', text(), { unique: true })),
      ],
      { engine: 'sqlite' },
    )
    const db = newDatabase()
    await apply(db, ...operations)
    const target = await schemaOf(`CREATE TABLE user (id INTEGER PRIMARY KEY, email TEXT UNIQUE);
      CREATE TABLE note (id INTEGER PRIMARY KEY, title VARCHAR(80) NOT NULL, owner INTEGER REFERENCES user (id), CONSTRAINT ck_title CHECK (length(title) > 0));
      CREATE INDEX ix_note_title ON note (title); CREATE UNIQUE INDEX ix_lower ON note (lower(title)) WHERE owner IS NOT NULL;
      CREATE VIEW titles AS SELECT title FROM note`)
    assert.deepEqual(compareMetadata(await reflectDb(db), target, { engine: 'sqlite' }).differences, [])
  })

  it('has each enumeration once, before the tables', () => {
    const mood = enumeration('mood', ['glad'])
    const code = of(
      toSchemaOperations([table('a', column('m', mood)), table('b', column('m', mood))], { engine: 'postgresql' }),
    )
    assert.equal(code.match(/createEnum/g)?.length, 1)
    assert.equal(code.match(/create: false/g)?.length, 2)
    const other = table('c', column('m', enumeration('mood', ['sad'])))
    assert.throws(
      () => toSchemaOperations([table('a', column('m', mood)), other], { engine: 'postgresql' }),
      coded('invalid-operation', /two lists of values/),
    )
  })

  it('closes circles in the end, on PostgreSQL', () => {
    const items = [
      table(
        'a',
        column('id', integer(), { primaryKey: true }),
        column('b', integer(), { references: { table: 'b', column: 'id' } }),
      ),
      table('b', column('id', integer(), { primaryKey: true }), column('a', integer()), foreignKey(['a'], 'a', ['id'])),
    ]
    const code = of(toSchemaOperations(items, { engine: 'postgresql' }))
    assert.match(
      code,
      /createTable\('a'[\s\S]*createTable\(\s*'b'[\s\S]*createForeignKey\('fk_a_b_b', 'a', 'b', \['b'\], \['id'\]\)/,
    )
    assert.ok(!of(toSchemaOperations(items, { engine: 'sqlite' })).includes('createForeignKey'))
  })

  it('follows a naming convention', () => {
    const code = of(
      toSchemaOperations([table('a', column('b', text()), unique(['b']), index(null, ['b']))], {
        engine: 'sqlite',
        namingConvention: { uq: 'uq_%(table_name)s_%(column_0_name)s', ix: 'ix_%(column_0_name)s' },
      }),
    )
    assert.match(code, /uq_a_b/)
    assert.match(code, /op\.f\('ix_b'\)/)
  })
})

describe('table and index', () => {
  for (const [what, make, words] of [
    ['no name', () => table('', column('a', text())), /takes a name/],
    ['a list', () => table('t', [column('a', text())] as never), /write \.\.\.columns/],
    ['a text', () => table('t', 'a' as never), /not string/],
    ['something else', () => table('t', { kind: 'view' } as never), /takes no view/],
    ['an option that there is not', () => table('t', { strickt: true } as never), /takes no 'strickt'/],
    ['an index of nothing', () => index('i', []), /takes a list of columns/],
    [
      'an index with an option that there is not',
      () => index('i', ['a'], { uniqe: true } as never),
      /takes no 'uniqe'/,
    ],
  ] as const) {
    it(`refuse ${what}`, () => assert.throws(make, coded('invalid-operation', words)))
  }
})
