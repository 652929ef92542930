// Times drizzle-kit's comparison of a database with tables for bench/autogenerate.ts: `drizzle-compare.ts TABLES RUNS`
// prints one line of JSON after what drizzle-kit prints itself.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateSQLiteDrizzleJson, generateSQLiteMigration, pushSQLiteSchema } from 'drizzle-kit/api'
import { drizzle } from 'drizzle-orm/sql-js'
import { index, integer, numeric, type SQLiteColumn, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import initSqlJs from 'sql.js'

const [tables = 0, runs = 0] = process.argv.slice(2).map(Number)

/** The tables of the bench, as far as Drizzle has their types. */
function schema(isTarget: boolean): Record<string, unknown> {
  let first: (() => SQLiteColumn) | undefined
  const made = Array.from({ length: tables }, (_, nth) => {
    const parent = first
    const table = sqliteTable(
      `table_${nth}`,
      {
        id: integer('id').primaryKey(),
        name: text('name', { length: 80 }).notNull(),
        price: numeric('price').default('0'),
        made: numeric('made'),
        note: text('note'),
        ...(parent && { parent: integer('parent').references(parent) }),
        ...(isTarget && nth === Math.floor(tables / 2) && { title: text('title') }),
      },
      ({ name }) => [index(`ix_${nth}`).on(name)],
    )
    first ??= () => table.id
    return [`table_${nth}`, table] as const
  })
  return Object.fromEntries(made)
}

const SQL = await initSqlJs()
const db = new SQL.Database()
const before = await generateSQLiteDrizzleJson(schema(false))
for (const sql of await generateSQLiteMigration(await generateSQLiteDrizzleJson({}), before)) db.exec(sql)
let statements = 0
const prepare = db.prepare.bind(db)
db.prepare = (...given) => {
  statements++
  return prepare(...given)
}
const ms: number[] = []
for (let run = -3; run < runs; run++) {
  const target = schema(true)
  statements = 0
  const start = process.cpuUsage()
  // It asks for libSQL, and takes whatever has its methods.
  const { statementsToExecute: found } = await pushSQLiteSchema(target, drizzle(db) as never)
  const { user, system } = process.cpuUsage(start)
  if (found.length !== 1) throw new Error(`${found.length} statements were found, not 1`)
  if (run >= 0) ms.push((user + system) / 1000)
}
const file = join(dirname(fileURLToPath(import.meta.resolve('drizzle-kit/api'))), 'package.json')
const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string }
console.log(`\n${JSON.stringify({ version, ms, statements })}`)
