import type { Dialect } from '../../dialects/dialect.js'
import type { Column } from '../../schema/column.js'
import type { Constraint } from '../../schema/constraint.js'
import type { DatabaseSchema, ExistingTable } from '../../schema/database.js'
import { isSql, type Sql } from '../../schema/sql.js'
import type { IndexDefinition } from '../../schema/table.js'
import { keyOf } from '../compare/diff-schema.js'
import { foldedIn, normalizeSql, renameInSql } from '../sql-text.js'
import type { ResolvedRename } from './resolve-renames.js'

/**
 * A schema as it is once tables and columns have their new names, and nothing else is done: foreign keys, indexes,
 * comments and expressions follow, as they do in the database. The SQL of views, triggers and routines stays.
 */
export function applyRenames(
  schema: DatabaseSchema,
  renames: readonly ResolvedRename[],
  dialect: Dialect,
): DatabaseSchema {
  if (renames.length === 0) return schema
  const fold = foldedIn(dialect)
  const of = (table: string, at: string | undefined) =>
    renames.find(({ from, schema }) => keyOf(from, schema, dialect) === keyOf(table, at, dialect))
  const tableName = (table: string, at: string | undefined) => of(table, at)?.to ?? table
  const columnsOf = (table: string, at: string | undefined): ReadonlyMap<string, string> =>
    new Map((of(table, at)?.columns ?? []).map(({ from, to }) => [fold(from), to]))
  const renameTable = (table: ExistingTable): ExistingTable => {
    const place = table.options.schema
    const names = columnsOf(table.table, place)
    const column = (name: string) => names.get(fold(name)) ?? name
    const text = (sql: string) => renameInSql(sql, names, dialect)
    const reference = <Refers extends { readonly table: string; readonly schema?: string }>(refers: Refers) => ({
      names: columnsOf(refers.table, refers.schema),
      renamed: { ...refers, table: tableName(refers.table, refers.schema) },
    })
    return {
      ...table,
      table: tableName(table.table, place),
      columns: table.columns.map((one): Column => {
        const { check, generated, references } = one
        const renamed = references && reference(references)
        return {
          ...one,
          name: column(one.name),
          ...(generated ? { generated: { ...generated, as: text(generated.as) } } : {}),
          ...(check === undefined
            ? {}
            : { check: typeof check === 'string' ? text(check) : { ...check, condition: text(check.condition) } }),
          ...(references && renamed
            ? {
                references: {
                  ...renamed.renamed,
                  column: renamed.names.get(fold(references.column)) ?? references.column,
                },
              }
            : {}),
        }
      }),
      constraints: table.constraints.map((one): Constraint => {
        if (one.kind === 'check') return { ...one, condition: text(one.condition) }
        if (one.kind === 'exclude') {
          const elements = one.elements.map(
            ([name, operator]) =>
              [isSql(name) ? { ...name, parts: name.parts.map(text) } : column(name), operator] as const,
          )
          return { ...one, elements, ...(one.where === undefined ? {} : { where: text(one.where) }) }
        }
        const columns = one.columns.map(column)
        if (one.kind !== 'foreignKey') return { ...one, columns, ...keyedBy(one, column) }
        const { renamed, names: others } = reference(one)
        return { ...renamed, columns, references: one.references.map((name) => others.get(fold(name)) ?? name) }
      }),
      indexes: table.indexes.map((one) => renameIndex(one, tableName(table.table, place), column, text)),
    }
  }
  return {
    ...schema,
    tables: schema.tables.map(renameTable),
    triggers: schema.triggers.map((one) => ({ ...one, table: tableName(one.table, one.schema) })),
    comments: schema.comments.map((one) => ({ ...one, on: renameOn(one.on, renames, dialect) })),
    sequences: schema.sequences.map((one) => {
      if (!one.owner) return one
      const { table, schema: place, column } = one.owner
      const owner = { table: tableName(table, place), column: columnsOf(table, place).get(fold(column)) ?? column }
      return { ...one, owner: { ...owner, ...(place === undefined ? {} : { schema: place }) } }
    }),
  }
}

/** What a comment is on, where that belongs to a table: `CONSTRAINT c ON note`. */
function renameOn(on: string, renames: readonly ResolvedRename[], dialect: Dialect): string {
  const word = [...dialect.tokens(on)].find(({ kind, text }) => kind === 'word' && /^on$/i.test(text))
  if (!word) return on
  const at = word.start + 'ON '.length
  const say = (sql: string) => normalizeSql(sql, dialect)
  const found = renames.find(
    ({ from, to, schema }) => from !== to && say(dialect.qualified(from, schema)) === say(on.slice(at)),
  )
  return found ? on.slice(0, at) + dialect.qualified(found.to, found.schema) : on
}

/** Options of a key that name columns. */
function keyedBy(options: object, column: (name: string) => string): object {
  const entries = Object.entries(options).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    if (key === 'include' && Array.isArray(value)) return [[key, value.map(column)]]
    if ((key !== 'collate' && key !== 'order') || typeof value !== 'object') return []
    return [[key, Object.fromEntries(Object.entries(value as object).map(([name, each]) => [column(name), each]))]]
  })
  return Object.fromEntries(entries)
}

function renameIndex(
  index: IndexDefinition,
  table: string,
  column: (name: string) => string,
  text: (sql: string) => string,
): IndexDefinition {
  const { where, include, ops } = index.options
  return {
    ...index,
    table,
    columns: index.columns.map((one): string | Sql =>
      isSql(one) ? { ...one, parts: one.parts.map(text) } : column(one),
    ),
    options: {
      ...index.options,
      ...(where === undefined ? {} : { where: text(where) }),
      ...(include === undefined ? {} : { include: include.map(column) }),
      ...(ops === undefined
        ? {}
        : { ops: Object.fromEntries(Object.entries(ops).map(([name, each]) => [column(name), each])) }),
    },
  }
}
