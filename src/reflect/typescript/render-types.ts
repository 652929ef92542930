import type { Engine } from '../../adapter.js'
import type { Column } from '../../schema/column.js'
import type { DatabaseSchema, ExistingTable } from '../../schema/database.js'
import { columnsOf } from '../../schema/naming.js'
import { interfaceNames } from './interface-names.js'
import { postgresqlType } from './postgresql-type.js'
import { sqliteType } from './sqlite-type.js'

/**
 * The tables of a schema as TypeScript, a module of declarations: an interface for each table, and `Database`, which has
 * them all, for `new Kysely<Database>(…)`. Views and virtual tables, of which only the SQL is known, are left out.
 */
export function renderTypes(schema: DatabaseSchema, engine: Engine): string {
  const names = interfaceNames(schema.tables.map(placeOf))
  const tables = schema.tables.map((table, at) => renderTable(table, names[at] as string, engine))
  const entries = schema.tables.map((table, at) => `  ${renderKey(placeOf(table))}: ${names[at]}\n`)
  const body = [`export interface Database {\n${entries.join('')}}\n`, ...tables].join('\n')
  const used = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((name) => body.includes(`: ${name}<`))
  return used.length === 0 ? body : `import type { ${used.join(', ')} } from 'kysely'\n\n${body}`
}

/** What Kysely calls a table. */
const placeOf = ({ table, options }: ExistingTable): string =>
  options.schema === undefined ? table : `${options.schema}.${table}`

function renderTable(table: ExistingTable, name: string, engine: Engine): string {
  const fields = table.columns.map((column) => {
    const type = renderColumn(column, isRowId(table, column, engine), engine)
    return `${renderComment(column.comment, '  ')}  ${renderKey(column.name)}: ${type}\n`
  })
  return `${renderComment(table.options.comment, '')}export interface ${name} {\n${fields.join('')}}\n`
}

function renderColumn(column: Column, isRowId: boolean, engine: Engine): string {
  const { type, nullable = true, identity, generated } = column
  const stored = engine === 'postgresql' ? postgresqlType(type, renderText) : sqliteType(type)
  const orNull = (words: string) => (nullable && words !== 'unknown' ? `${words} | null` : words)
  const select = orNull(stored.select)
  if (generated || identity?.always) return `GeneratedAlways<${select}>`
  const hasDefault = isRowId || identity !== undefined || column.default !== undefined || column.autoincrement === true
  if (stored.insert === undefined) return hasDefault ? `Generated<${select}>` : select
  const insert = orNull(stored.insert)
  return `ColumnType<${select}, ${insert}${hasDefault ? ' | undefined' : ''}, ${insert}>`
}

/** Whether SQLite counts the column up by itself. */
function isRowId(
  { constraints, options }: ExistingTable,
  { name, type, autoincrement }: Column,
  engine: Engine,
): boolean {
  const key = constraints.find(({ kind }) => kind === 'primaryKey')
  const isOnly = key !== undefined && columnsOf(key).length === 1 && columnsOf(key)[0] === name
  return (
    engine !== 'postgresql' && isOnly && type.type === 'integer' && autoincrement !== false && !options.withoutRowid
  )
}

const renderComment = (comment: string | undefined, indent: string): string =>
  comment === undefined
    ? ''
    : `${indent}/** ${comment.replaceAll('*/', '*\\/').replaceAll(/\s*[\n\r\u2028\u2029]\s*/g, `\n${indent} * `)} */\n`

const renderKey = (name: string): string =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : renderText(name)

/** A text in single quotes. */
const renderText = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
