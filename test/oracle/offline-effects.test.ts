import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import initSqlJs, { type SqlJsStatic } from 'sql.js'
import { dialectOf } from '../../src/dialects/index.js'
import { readCases } from './cases.js'
import { typeOf } from './directives.js'
import { plain, render } from './offline.js'
import type { Directive, OfflineCase, OpsCase } from './offline-case.js'

const folder = dirname(fileURLToPath(import.meta.url))

/** The directives whose SQL is only spelled otherwise: what they do is compared on a real engine. */
const spelled: Readonly<Record<string, (directive: Directive) => boolean>> = {
  'rows that go together': ({ op, rows }) => op === 'bulkInsert' && rows.length > 0 && keys(rows).length === 1,
  'indexes in the order of columns': ({ op, columns }) =>
    op === 'createTable' && columns.filter((column: Directive) => column.index).length > 1 && standsAlone(columns),
  'generated columns that are virtual': ({ op, columns }) =>
    op === 'createTable' && columns.some((column: Directive) => column.computed?.persisted === false),
  'comments with backslashes': ({ op, comment }) => op === 'createTableComment' && /\\/.test(comment ?? ''),
}

const keys = (rows: readonly object[]) => [...new Set(rows.map((row) => Object.keys(row).sort().join()))]

/** Whether columns take nothing that is not there: no other tables, types of somebody's own, functions. */
const standsAlone = (columns: readonly Directive[]) =>
  columns.every((column) => !column.references && !column.default && !['raw', 'enum'].includes(column.type?.type))

interface Engine {
  /** Runs statements on an empty database, and gives what is there afterwards. */
  effect(statements: readonly string[], schema: string | undefined): Promise<unknown>
}

/** What a directive alone becomes, in Alembic and here, with what must be there before. */
function sides(given: OpsCase, directive: Directive) {
  const alone: OpsCase = { ...given, ops: [directive] }
  const ours = render(alone)
  const { dialect } = given
  const { identifier, qualified, type } = dialectOf(dialect)
  const table = qualified(directive.table, directive.schema)
  const typed = (columns: readonly Directive[]) =>
    columns.map((column) => `${identifier(column.name)} ${type(typeOf(column.type, dialect))}`).join(', ')
  const prelude =
    directive.op === 'bulkInsert'
      ? [`CREATE TABLE ${table} (${typed(directive.columns)})`]
      : directive.op === 'createTableComment'
        ? [`CREATE TABLE ${table} (id INTEGER)`]
        : []
  return { ours: ours.sql, failed: ours.error, prelude }
}

/** Alembic's statements of one directive: those that begin as it must. */
function alembics({ expect, dialect }: OpsCase, directive: Directive): readonly string[] {
  const table = dialectOf(dialect).qualified(directive.table, directive.schema)
  const own = expect.sql.filter((sql) => {
    const text = plain(sql)
    if (directive.op === 'bulkInsert') return text.startsWith(`INSERT INTO ${table} `)
    if (directive.op === 'createTableComment') return text.startsWith(`COMMENT ON TABLE ${table} `)
    return /^CREATE |^COMMENT /.test(text)
  })
  return own
}

const cases = readCases<OfflineCase>(folder, 'offline-sql').filter(
  (given): given is OpsCase => given.kind === 'ops' && !given.expect.error,
)

describe('SQL that is spelled otherwise does the same', () => {
  let sqlJs: SqlJsStatic
  let pglite: PGlite
  before(async () => {
    sqlJs = await initSqlJs()
    pglite = await PGlite.create()
  })
  after(() => pglite.close())

  const engines: Readonly<Record<OpsCase['dialect'], Engine>> = {
    sqlite: {
      async effect(statements, schema) {
        const db = new sqlJs.Database()
        if (schema) db.exec(`ATTACH ':memory:' AS "${schema}"`)
        for (const statement of statements) db.exec(statement)
        const master = schema ? `"${schema}".sqlite_master` : 'sqlite_master'
        const objects = db.exec(`SELECT type, name, tbl_name FROM ${master} ORDER BY 1, 2`)
        const tables = (objects[0]?.values ?? []).filter(([type]) => type === 'table').map(([, name]) => name as string)
        const content = tables.map((name) => [
          name,
          db.exec(`SELECT * FROM ${schema ? `"${schema}".` : ''}"${name.replaceAll('"', '""')}"`)[0]?.values,
          db.exec(
            `SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo('${name.replaceAll("'", "''")}')`,
          )[0]?.values,
        ])
        db.close()
        return [objects, content]
      },
    },
    postgresql: {
      async effect(statements, schema) {
        const place = schema ?? 'public'
        await pglite.exec(`DROP SCHEMA IF EXISTS "${place}" CASCADE; CREATE SCHEMA "${place}"`)
        // Alembic doubles backslashes, which is right only where they are escapes.
        for (const statement of statements) await pglite.exec(statement)
        const { rows } = await pglite.query<{ name: string; comment: string | null }>(
          `SELECT relname AS name, relkind, obj_description(oid) AS comment, pg_get_indexdef(oid) FROM pg_class
           WHERE relnamespace = $1::regnamespace ORDER BY relname`,
          [`"${place}"`],
        )
        const tables = rows.filter((row) => (row as { relkind?: string }).relkind === 'r')
        const content = []
        for (const { name } of tables) {
          content.push((await pglite.query(`SELECT * FROM "${place}"."${name.replaceAll('"', '""')}"`)).rows)
        }
        return [rows, content]
      },
    },
  }

  for (const [what, is] of Object.entries(spelled)) {
    it(what, async () => {
      let compared = 0
      for (const given of cases) {
        const inserts = given.ops.filter(({ op }) => op === 'bulkInsert')
        for (const directive of given.ops.filter(is)) {
          if (directive.op === 'bulkInsert' && inserts.length > 1) continue
          if (directive.op !== 'bulkInsert' && given.ops.length > 1) continue
          if (directive.op === 'createTableComment' && given.dialect === 'sqlite') continue
          const { ours, failed, prelude } = sides(given, directive)
          assert.equal(failed, undefined, given.id)
          const engine = engines[given.dialect]
          const before = given.dialect === 'postgresql' ? ['SET standard_conforming_strings = off'] : []
          const theirs = await engine.effect([...before, ...prelude, ...alembics(given, directive)], directive.schema)
          for (const setting of given.dialect === 'postgresql' ? ['on', 'off'] : ['']) {
            const set = setting === '' ? [] : [`SET standard_conforming_strings = ${setting}`]
            assert.deepEqual(await engine.effect([...set, ...prelude, ...ours], directive.schema), theirs, given.id)
          }
          compared++
        }
      }
      assert.ok(compared > 0)
    })
  }
})
