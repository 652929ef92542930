import type { Sql } from '../../schema/sql.js'
import type { IndexDefinition } from '../../schema/table.js'
import { given } from '../given.js'
import { listItems, plainName } from './list-items.js'
import type { IndexRow } from './rows.js'

/** An index; what stands in its brackets is read from PostgreSQL's own words, which leave out what is so by itself. */
export function readIndex(row: IndexRow): IndexDefinition {
  // Names may hold brackets too: the list comes after the method.
  const using = row.definition.indexOf(` USING ${row.using} (`)
  const items = listItems(row.definition.slice(using))
  const ops: Record<string, string> = {}
  const columns = items.map((item, at): string | Sql => {
    const name = plainName(item)
    if (name !== undefined) return name
    const [, first = '', operators = ''] = /^("(?:[^"]|"")*"|[^\s"(]+) ([a-z_]\w*)$/.exec(item) ?? []
    const column = plainName(first)
    const isOnce = items.every((other, nth) => nth === at || !`${other} `.startsWith(`${first} `))
    if (column === undefined || !isOnce || /^(desc|asc)$/i.test(operators)) return sqlText(item)
    ops[column] = operators
    return column
  })
  return {
    name: row.name,
    table: row.tableName,
    columns,
    options: given({
      schema: row.schema ?? undefined,
      unique: row.unique || undefined,
      using: row.using === 'btree' ? undefined : row.using,
      ops: Object.keys(ops).length > 0 ? ops : undefined,
      include: row.include ?? undefined,
      nullsNotDistinct: row.nullsNotDistinct === 'true' || undefined,
      with: row.storage ? readStorage(row.storage) : undefined,
      where: row.where ?? undefined,
    }),
  }
}

const sqlText = (text: string): Sql => ({ kind: 'sql', parts: [text], params: [] })

/** Storage parameters, as PostgreSQL keeps them: `fillfactor=70`. */
export const readStorage = (storage: readonly string[]): Readonly<Record<string, string | number | boolean>> =>
  Object.fromEntries(
    storage.map((one) => {
      const [key = '', value = ''] = one.split(/=(.*)/s)
      return [key, /^(true|false)$/.test(value) ? value === 'true' : /^-?\d{1,15}$/.test(value) ? Number(value) : value]
    }),
  )
