import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { pglite } from 'limbeck/adapters/pglite'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { reflect, renderTypes } from 'limbeck/reflect'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { newDatabase } from '../database.js'
import { folderWith } from '../folder.js'
import { empty, reflected } from './postgresql-fixed-point.js'
import { postgresqlSchemas } from './postgresql-schemas.js'
import { sqliteSchemas } from './sqlite-schemas.js'

const ofSqlite = async (script: string) => renderTypes(await reflect(sqlJs(newDatabase(script))), 'sqlite')

/** What TypeScript says of modules, line by line. */
async function compile(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const options = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true, types: [] }
  const compilerOptions = { ...options, target: 'es2022', module: 'esnext', moduleResolution: 'bundler' }
  const folder = folderWith({ ...files, 'tsconfig.json': JSON.stringify({ compilerOptions, include: ['*.ts'] }) })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  const tsc = resolve('node_modules/typescript/bin/tsc')
  try {
    await promisify(execFile)(process.execPath, [tsc, '-p', folder])
    return []
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout)
      .trim()
      .split('\n')
  }
}

const notes = `CREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT, done BOOLEAN NOT NULL DEFAULT 0, made DATETIME DEFAULT CURRENT_TIMESTAMP, image BLOB, size INTEGER AS (length(body)), "a b" ANY_THING);
CREATE TABLE note_tag (note INTEGER NOT NULL REFERENCES note, tag VARCHAR(20) NOT NULL, weight, PRIMARY KEY (note, tag))`

const use = `
import type { Insertable, Kysely, Selectable, Updateable } from 'kysely'
import type { Database, NoteTable } from './types.js'

export async function useIt(db: Kysely<Database>) {
  await db.insertInto('note').values({ title: 'x' }).execute()
  await db.insertInto('note').values({ title: 'x', id: 1, done: 1, body: null, made: '2026-01-01', image: new Uint8Array() }).execute()
  await db.updateTable('note').set({ done: 0 }).where('id', '=', 1).execute()
  const row = await db.selectFrom('note').innerJoin('note_tag', 'note_tag.note', 'note.id').selectAll('note').executeTakeFirstOrThrow()
  const id: number = row.id
  const title: string = row.title
  const body: string | null = row.body
  const done: number = row.done
  const made: string | null = row.made
  const image: Uint8Array | null = row.image
  const odd: number | null = row['a b']
  const selected: Selectable<NoteTable> = row
  const inserted: Insertable<NoteTable> = { title }
  const updated: Updateable<NoteTable> = {}
  // @ts-expect-error a title is wanted
  await db.insertInto('note').values({ id: 1 }).execute()
  // @ts-expect-error a boolean is stored as a number
  await db.insertInto('note').values({ title: 'x', done: true }).execute()
  // @ts-expect-error a generated column takes no value
  await db.insertInto('note').values({ title: 'x', size: 1 }).execute()
  // @ts-expect-error the key has no default
  await db.insertInto('note_tag').values({ tag: 'x' }).execute()
  // @ts-expect-error it may be null
  const text: string = row.body
  return { id, title, body, done, made, image, odd, selected, inserted, updated, text }
}
`

describe('renderTypes', () => {
  it('writes what a person would', async () => {
    assert.equal(
      await ofSqlite(notes),
      `import type { Generated, GeneratedAlways } from 'kysely'

export interface Database {
  note: NoteTable
  note_tag: NoteTagTable
}

export interface NoteTable {
  id: Generated<number>
  title: string
  body: string | null
  done: Generated<number>
  made: Generated<string | null>
  image: Uint8Array | null
  size: GeneratedAlways<number | null>
  'a b': number | null
}

export interface NoteTagTable {
  note: number
  tag: string
  weight: number | string | Uint8Array | null
}
`,
    )
  })

  it('is what Kysely takes, on SQLite', async () => {
    assert.deepEqual(await compile({ 'types.ts': await ofSqlite(notes), 'use.ts': use }), [])
  })

  it('imports nothing where nothing is generated, and names what has odd names', async () => {
    assert.equal(
      await ofSqlite('CREATE TABLE "1 \'a\'" (a TEXT NOT NULL); CREATE TABLE "_1_A_" (b)'),
      `export interface Database {
  '1 \\'a\\'': _1ATable
  _1_A_: _1ATable2
}

export interface _1ATable {
  a: string
}

export interface _1ATable2 {
  b: number | string | Uint8Array | null
}
`,
    )
  })

  it('writes modules that TypeScript reads, of every schema', async () => {
    const files = await Promise.all(
      sqliteSchemas.map(async (script, at) => [`sqlite-${at}.ts`, await ofSqlite(script)]),
    )
    const db = await PGlite.create()
    const adapter = pglite(db)
    for (const [at, script] of postgresqlSchemas.entries()) {
      await empty(adapter)
      await adapter.run(postgresql.split(script))
      files.push([`postgresql-${at}.ts`, renderTypes(await reflected(adapter), 'postgresql')])
    }
    await db.close()
    assert.deepEqual(await compile(Object.fromEntries(files)), [])
  })

  it('knows what drivers give for the types of PostgreSQL', async () => {
    const db = await PGlite.create()
    const adapter = pglite(db)
    await empty(adapter)
    await adapter.run(
      postgresql.split(`CREATE TYPE mood AS ENUM ('glad', 'it''s'); CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY, a bigserial, b numeric NOT NULL, c mood, d mood[] NOT NULL, e timestamptz[], f jsonb DEFAULT '{}', g date NOT NULL DEFAULT now(), h point, i inet NOT NULL, j boolean NOT NULL);
        COMMENT ON TABLE t IS 'Of */ all'; COMMENT ON COLUMN t.c IS E'a\\nb'`),
    )
    const text = renderTypes(await reflected(adapter), 'postgresql')
    await db.close()
    assert.equal(
      text,
      `import type { ColumnType, GeneratedAlways } from 'kysely'

export interface Database {
  t: TTable
}

/** Of *\\/ all */
export interface TTable {
  id: GeneratedAlways<string>
  a: ColumnType<string, bigint | number | string | undefined, bigint | number | string>
  b: ColumnType<string, number | string, number | string>
  /** a
   * b */
  c: 'glad' | 'it\\'s' | null
  d: ('glad' | 'it\\'s')[]
  e: ColumnType<Date[] | null, (Date | string)[] | null, (Date | string)[] | null>
  f: ColumnType<unknown, string | null | undefined, string | null>
  g: ColumnType<Date, Date | string | undefined, Date | string>
  h: unknown
  i: string
  j: boolean
}
`,
    )
  })
})
