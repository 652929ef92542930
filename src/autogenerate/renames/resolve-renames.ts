import type { Dialect } from '../../dialects/dialect.js'
import { LimbeckError } from '../../errors.js'
import type { DatabaseSchema, ExistingTable } from '../../schema/database.js'
import { keyOf } from '../compare/diff-schema.js'
import { foldedIn } from '../sql-text.js'

/** Tables and columns that have other names in the target, by the names that they have in the database. */
export interface Renames {
  /** `{ note: 'memo' }`; a name may have its schema before it, `{ 'app.note': 'memo' }`. */
  readonly tables?: Readonly<Record<string, string>>
  /** By the table's old or new name: `{ memo: { body: 'text' } }`. */
  readonly columns?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** A table that has another name in the target, or whose columns have. */
export interface ResolvedRename {
  readonly schema: string | undefined
  readonly from: string
  readonly to: string
  readonly columns: readonly { readonly from: string; readonly to: string }[]
}

/**
 * The renames that were decided, looked up in both schemas, and those that are no question: a name in other letters of
 * the same kind, where the database folds names. Throws `invalid-argument` for a name that is not where it should be.
 */
export function resolveRenames(
  database: DatabaseSchema,
  target: DatabaseSchema,
  renames: Renames,
  dialect: Dialect,
): readonly ResolvedRename[] {
  const fold = foldedIn(dialect)
  const byKey = ({ tables }: DatabaseSchema) =>
    new Map(tables.map((one) => [keyOf(one.table, one.options.schema, dialect), one]))
  const [before, after] = [byKey(database), byKey(target)]
  const find = (tables: ReadonlyMap<string, ExistingTable>, name: string, schema?: string) => {
    const [own, place = schema] = splitName(name)
    return tables.get(keyOf(name, schema, dialect)) ?? tables.get(keyOf(own, place, dialect))
  }
  const refuse = (what: string): never => {
    throw new LimbeckError(
      'invalid-argument',
      `${what}: a rename takes the name in the database, and the one in the target.`,
    )
  }
  const pairs = new Map<ExistingTable, ExistingTable>()
  for (const [old, name] of Object.entries(renames.tables ?? {})) {
    const from = find(before, old) ?? refuse(`The database has no table '${old}'`)
    const to = find(after, name, from.options.schema) ?? refuse(`The target has no table '${name}'`)
    if (find(after, from.table, from.options.schema)) refuse(`The target has a table '${old}' of its own`)
    if (find(before, to.table, to.options.schema)) refuse(`The database has a table '${name}' already`)
    pairs.set(from, to)
  }
  for (const from of database.tables) {
    const to = pairs.has(from) ? undefined : find(after, from.table, from.options.schema)
    if (to) pairs.set(from, to)
  }
  const left = new Set(Object.keys(renames.columns ?? {}))
  const resolved = [...pairs].map(([from, to]): ResolvedRename => {
    const decided: Record<string, string> = {}
    for (const name of left.size === 0 ? [] : namesOf(from, to)) {
      if (left.delete(name)) Object.assign(decided, renames.columns?.[name])
    }
    const has = (table: ExistingTable, name: string) => table.columns.find((one) => fold(one.name) === fold(name))
    const columns = Object.entries(decided).map(([old, name]) => {
      if (!has(from, old)) refuse(`'${from.table}' of the database has no column '${old}'`)
      if (!has(to, name)) refuse(`'${to.table}' of the target has no column '${name}'`)
      return { from: old, to: name }
    })
    const isTaken = (name: string) =>
      columns.some((one) => fold(one.from) === fold(name) || fold(one.to) === fold(name))
    const spelt = from.columns.flatMap(({ name }, at) => {
      // Nearly every column stands where it stood, and is called what it was called.
      const other = to.columns[at]?.name === name ? undefined : has(to, name)
      return other && other.name !== name && !isTaken(name) ? [{ from: name, to: other.name }] : []
    })
    return { schema: from.options.schema, from: from.table, to: to.table, columns: [...columns, ...spelt] }
  })
  for (const name of left) refuse(`There is no table '${name}' in both`)
  return resolved.filter(({ from, to, columns }) => from !== to || columns.length > 0)
}

/** What a table may be called where its columns are renamed. */
const namesOf = (...tables: readonly ExistingTable[]): ReadonlySet<string> =>
  new Set(tables.flatMap(({ table, options }) => [table, `${options.schema ?? ''}.${table}`]))

/** A name and the schema before its dot. */
const splitName = (name: string): readonly [name: string, schema?: string] => {
  const at = name.indexOf('.')
  return at <= 0 ? [name.slice(at + 1)] : [name.slice(at + 1), name.slice(0, at)]
}

/** The renames that lead back. */
export const invertRenames = (renames: readonly ResolvedRename[]): readonly ResolvedRename[] =>
  renames.map(({ schema, from, to, columns }) => ({
    schema,
    from: to,
    to: from,
    columns: columns.map((one) => ({ from: one.to, to: one.from })),
  }))
