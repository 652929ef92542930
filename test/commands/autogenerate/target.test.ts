import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Engine } from 'limbeck'
import { column, execute, foreignKey, integer, text } from 'limbeck/op'
import { reusedScratch } from '../../../src/commands/autogenerate/reused-scratch.js'
import { type Target, type TargetOptions, targetSchema } from '../../../src/commands/autogenerate/target.js'
import { openDatabase } from '../../../src/commands/database/open-database.js'
import { reflect } from '../../../src/reflect/index.js'
import { index, table } from '../../../src/schema/target.js'
import { coded } from '../../database.js'
import { folderWith } from '../../folder.js'

async function read(
  target: Target,
  folder = folderWith(),
  engine: Engine = 'sqlite',
  options: Partial<TargetOptions> = {},
) {
  const scratch = reusedScratch(engine, folder)
  try {
    const how = { engine, folder, namingConvention: undefined, readSchema: reflect, scratch, ...options }
    return (await targetSchema(target, how)).schema
  } finally {
    await scratch.close()
  }
}

const module = `import { column, integer, text } from 'limbeck/op'
import { table } from 'limbeck/op'
const secret: string = 'not exported'
export const note = table('note', column('id', integer(), { primaryKey: true }), column('body', text()))
export const all = [note, table('tag', column('name', text()))]
export const count = 2
`

describe('a target', () => {
  it('is a file of SQL, as sqlite3 shows a schema', async () => {
    const folder = folderWith({
      'schema.sql': `\uFEFF-- notes
CREATE TABLE note (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT);
CREATE TABLE sqlite_sequence(name,seq);
CREATE VIEW long AS SELECT * FROM note WHERE length(body) > 80;
CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM note WHERE body = ';'; END;
INSERT INTO note VALUES (1, 'a row');
`,
    })
    const { tables, views, triggers } = await read('schema.sql', folder)
    assert.deepEqual([tables.map((one) => one.table), views.length, triggers.length], [['note'], 1, 1])
  })
  it('is a module, of which the exported tables count, each once', async () => {
    const { tables } = await read('db/schema.ts', folderWith({ 'db/schema.ts': module }))
    assert.deepEqual(tables.map((one) => one.table).sort(), ['note', 'tag'])
  })
  it('is tables, what a module exports, or several files together', async () => {
    const note = table('note', column('id', integer(), { primaryKey: true }))
    const names = async (target: Target, folder?: string) =>
      (await read(target, folder)).tables.map((one) => one.table).sort()
    assert.deepEqual(await names(note), ['note'])
    assert.deepEqual(await names({ note, other: 1 }), ['note'])
    const folder = folderWith({
      's.sql': 'CREATE VIEW v AS SELECT id FROM note; CREATE TABLE extra (x);',
      't.ts': module,
    })
    assert.deepEqual(await names(['t.ts', 's.sql'], folder), ['extra', 'note', 'tag'])
  })
  it('has views and the like as operations', async () => {
    const view = "export default [execute('CREATE VIEW short AS SELECT id FROM note')]"
    const folder = folderWith({ 't.ts': module.replace('import { table }', 'import { execute, table }') + view })
    const { views } = await read('t.ts', folder)
    assert.deepEqual(
      views.map(({ name }) => name),
      ['short'],
    )
    await assert.rejects(
      read(execute('CREATE VIEW v AS SELECT x FROM nosuch; SELECT x FROM v')),
      coded('invalid-schema', /^target: no such table: main\.nosuch, in: CREATE VIEW v/),
    )
  })
  it('is another database', async () => {
    const folder = folderWith()
    const { adapter, close } = await openDatabase('sqlite:model.db', folder)
    await adapter.run(['CREATE TABLE note (id INTEGER)', 'CREATE TABLE limbeck_version (version_num TEXT)'])
    await close()
    assert.deepEqual(
      (await read('sqlite:model.db', folder)).tables.map((one) => one.table),
      ['note'],
    )
    await assert.rejects(
      read('sqlite:model.db', folder, 'postgresql'),
      coded('invalid-configuration', /sqlite:model\.db is sqlite, the database is postgresql: they cannot be compared/),
    )
  })
  it('is made on PostgreSQL in any order, circles, schemas and shared enumerations included', async () => {
    const source = `import { column, enumeration, foreignKey, integer, table } from 'limbeck/op'
const mood = enumeration('mood', ['glad', 'sad'], { schema: 'app' })
const id = column('id', integer(), { primaryKey: true })
export const a = table('a', id, column('b', integer(), { references: { table: 'b', column: 'id', schema: 'app' } }), column('m', mood), { schema: 'app' })
export const b = table('b', id, column('a', integer()), column('m', mood), foreignKey(['a'], 'a', ['id'], { schema: 'app' }), { schema: 'app' })
`
    const folder = folderWith({ 'schema.ts': source })
    const { tables, enumerations } = await read('schema.ts', folder, 'postgresql', {
      readSchema: (adapter) => reflect(adapter, { schemas: ['app'] }),
    })
    assert.deepEqual(
      [tables.map((one) => one.table).sort(), enumerations.map(({ name }) => name)],
      [['a', 'b'], ['mood']],
    )
  })
  it('is a file of SQL, as pg_dump writes one', async () => {
    const folder = folderWith({
      'schema.sql': `\\restrict abc
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.note (id integer NOT NULL);
ALTER TABLE public.note OWNER TO postgres;
ALTER TABLE ONLY public.note ADD CONSTRAINT note_pkey PRIMARY KEY (id);
\\unrestrict abc
`,
    })
    assert.deepEqual(
      (await read('schema.sql', folder, 'postgresql')).tables.map((one) => one.table),
      ['note'],
    )
  })
  it('gives the indexes of a table, and names by a convention', async () => {
    const note = table(
      'note',
      column('id', integer()),
      column('on', integer()),
      index(null, ['id']),
      foreignKey(['on'], 'x', ['id']),
    )
    const items = [note, table('x', column('id', integer(), { primaryKey: true }), column('t', text()))]
    const namingConvention = { ix: 'i_%(column_0_name)s', fk: 'fk_%(referred_table_name)s' }
    const schema = await read(items, '.', 'sqlite', { namingConvention })
    const [found] = schema.tables
    assert.deepEqual(
      [found?.indexes.map(({ name }) => name), found?.constraints.map(({ name }) => name)],
      [['i_id'], ['fk_x']],
    )
  })

  for (const [what, target, files, code, words] of [
    ['a file that is not there', 'none.sql', {}, 'invalid-configuration', /target: there is no file .*none\.sql\.$/],
    [
      'a folder',
      'folder.sql',
      { 'folder.sql/a.sql': '' },
      'invalid-configuration',
      /target: .*folder\.sql is a folder:/,
    ],
    ['a module that is not there', 'none.ts', {}, 'invalid-configuration', /target: there is no file .*none\.ts\.$/],
    ['a word', 'head', {}, 'invalid-configuration', /'head' is no file of SQL, no module and no address/],
    [
      'a module without a table',
      'm.ts',
      { 'm.ts': 'export const a = 1' },
      'invalid-configuration',
      /m\.ts exports no table/,
    ],
    ['a module that throws', 'm.ts', { 'm.ts': "throw Error('why')" }, 'invalid-schema', /m\.ts cannot be run: why/],
    [
      'a database among others',
      ['sqlite:a.db', 'b.sql'],
      {},
      'invalid-configuration',
      /a\.db is a database, and cannot be one part/,
    ],
    [
      'SQL that is none',
      's.sql',
      { 's.sql': 'CREATE TABLE a (x);\n\n-- b\nCREATE TABEL b (x);\n' },
      'invalid-schema',
      /s\.sql:4: near "TABEL": syntax error\.$/,
    ],
    [
      'SQL that refers to nothing',
      's.sql',
      { 's.sql': 'CREATE TABLE a (x);\nCREATE INDEX i\n  ON b (x);\n' },
      'invalid-schema',
      /s\.sql:2: no such table: main\.b\.$/,
    ],
    [
      'tables that cannot be made',
      table('a', column('x', text()), column('x', text())),
      {},
      'invalid-operation',
      /two columns 'x'/,
    ],
  ] as const) {
    it(`refuses ${what}, and says where`, async () => {
      await assert.rejects(read(target, folderWith(files)), coded(code, words))
    })
  }
  it('says the line within a statement where PostgreSQL does', async () => {
    const folder = folderWith({
      's.sql': "CREATE TABLE a (x text DEFAULT 'é');\nCREATE TABLE b (\n  x int,\n  y nosuch\n);\n",
    })
    await assert.rejects(
      read('s.sql', folder, 'postgresql'),
      coded('invalid-schema', /s\.sql:4: type "nosuch" does not exist\.$/),
    )
    assert.ok(join(folder, 's.sql'))
  })
})
