import type { Dialect } from '../../dialects/dialect.js'
import type { Column } from '../../schema/column.js'
import type { Constraint } from '../../schema/constraint.js'
import type { DatabaseSchema, ExistingTable } from '../../schema/database.js'
import { nameOf } from '../../schema/naming.js'
import type { IndexDefinition } from '../../schema/table.js'
import { canonicalTable } from '../compare/canonical-table.js'
import { keyOf } from '../compare/diff-schema.js'
import { sayConstraint } from '../compare/say.js'
import { foldedIn } from '../sql-text.js'

/** The kinds of things that filters are asked about. */
export type ObjectType =
  | 'schema'
  | 'table'
  | 'column'
  | 'index'
  | 'primaryKeyConstraint'
  | 'uniqueConstraint'
  | 'foreignKeyConstraint'
  | 'checkConstraint'
  | 'excludeConstraint'
  | 'virtualTable'
  | 'view'
  | 'trigger'
  | 'routine'
  | 'enumeration'
  | 'sequence'

/** Where something that a filter is asked about is. */
export interface ParentNames {
  readonly schemaName?: string | undefined
  readonly tableName?: string | undefined
  /** The table with its schema before it, where it has one. */
  readonly schemaQualifiedTableName?: string | undefined
}

/** What takes part in a comparison. */
export interface Filters {
  /** Asked of everything in the database by its name: false passes over it as if it were not there. */
  readonly includeName?: (name: string | undefined, type: ObjectType, parents: ParentNames) => boolean
  /**
   * Asked of everything in the target and in the database; `reflected` for what only the database has, `compareTo` is
   * what the database has of that name. False leaves it as it is.
   */
  readonly includeObject?: (
    object: object,
    name: string | undefined,
    type: ObjectType,
    reflected: boolean,
    compareTo: object | undefined,
  ) => boolean
  /** PostgreSQL: whether schemas take part that are not the one that tables are made in. */
  readonly includeSchemas?: boolean
  /** Tables that are no business of migrations: Limbeck's two own when not given. */
  readonly versionTables?: readonly string[]
}

/** The two sides of a comparison. */
export interface Pair {
  readonly database: DatabaseSchema
  readonly target: DatabaseSchema
}

const own = ['limbeck_version', 'limbeck_journal']

/** Both schemas without what takes no part: of things left as they are the target has what the database has. */
export function filterSchemas({ database, target }: Pair, filters: Filters, dialect: Dialect): Pair {
  const fold = foldedIn(dialect)
  const { includeName = () => true, includeObject = () => true, includeSchemas = false } = filters
  const versions = new Set((filters.versionTables ?? own).map(fold))
  const isIncluded = (schema: string | undefined) => includeSchemas || schema === undefined
  if (!filters.includeName && !filters.includeObject) {
    const filtered = (schema: DatabaseSchema) =>
      withoutSchemas(schema, isIncluded, (table) => versions.has(fold(table)))
    return { database: filtered(database), target: filtered(target) }
  }
  const named = (name: string, schema: string | undefined, type: ObjectType) =>
    includeName(schema, 'schema', {}) && includeName(name, type, { schemaName: schema })
  const lists = <Thing extends object>(
    before: readonly Thing[],
    after: readonly Thing[],
    type: ObjectType,
    key: (thing: Thing) => string,
    name: (thing: Thing) => string | undefined,
  ) => filterLists(before, after, type, key, name, includeObject)
  const objects = <Thing extends { readonly name: string; readonly schema?: string }>(
    before: readonly Thing[],
    after: readonly Thing[],
    type: ObjectType,
    key: (thing: Thing) => string = (one) => keyOf(one.name, one.schema, dialect),
  ) =>
    lists(
      before.filter((one) => isIncluded(one.schema) && named(one.name, one.schema, type)),
      after.filter((one) => isIncluded(one.schema)),
      type,
      key,
      ({ name }) => name,
    )
  const takesPart = ({ table, options: { schema } }: ExistingTable) => isIncluded(schema) && !versions.has(fold(table))
  const bare = (table: ExistingTable): ExistingTable => ({
    ...canonicalTable(table, dialect),
    ...(table.sql === undefined ? {} : { sql: table.sql }),
  })
  const filterParts = (before: ExistingTable, after: ExistingTable | undefined) => {
    const { table, options } = before
    const parents: ParentNames = {
      schemaName: options.schema,
      tableName: table,
      schemaQualifiedTableName: options.schema === undefined ? table : `${options.schema}.${table}`,
    }
    const byName = <Thing>(
      list: readonly Thing[],
      type: (thing: Thing) => ObjectType,
      name: (thing: Thing) => string | undefined,
    ) => list.filter((one) => includeName(name(one), type(one), parents))
    const own = {
      columns: byName(
        before.columns,
        () => 'column',
        ({ name }) => name,
      ),
      constraints: byName(before.constraints, typeOf, (one) => nameOf(one.name)),
      indexes: byName(
        before.indexes,
        () => 'index',
        (one) => nameOf(one.name),
      ),
    }
    if (!after) return [{ ...before, ...own }] as const
    const columns = lists<Column>(
      own.columns,
      after.columns,
      'column',
      (one) => fold(one.name),
      ({ name }) => name,
    )
    const indexes = lists<IndexDefinition>(
      own.indexes,
      after.indexes,
      'index',
      (one) => fold(nameOf(one.name) ?? ''),
      (one) => nameOf(one.name),
    )
    const kinds = ['primaryKey', 'unique', 'foreignKey', 'check', 'exclude'] as const
    const constraints = kinds.map((kind) =>
      lists<Constraint>(
        own.constraints.filter((one) => one.kind === kind),
        after.constraints.filter((one) => one.kind === kind),
        `${kind}Constraint`,
        (one) => sayConstraint(one, dialect) + fold(nameOf(one.name) ?? ''),
        (one) => nameOf(one.name),
      ),
    )
    return [
      {
        ...before,
        columns: columns.before,
        indexes: indexes.before,
        constraints: constraints.flatMap((one) => one.before),
      },
      {
        ...after,
        columns: columns.after,
        indexes: indexes.after,
        constraints: constraints.flatMap((one) => one.after),
      },
    ] as const
  }
  const key = ({ table, options }: ExistingTable) => keyOf(table, options.schema, dialect)
  const tables = lists(
    database.tables.filter((one) => takesPart(one) && named(one.table, one.options.schema, 'table')).map(bare),
    target.tables.filter(takesPart).map(bare),
    'table',
    key,
    ({ table }) => table,
  )
  const after = new Map(tables.after.map((one) => [key(one), one]))
  const pairs = new Map(tables.before.map((one) => [key(one), filterParts(one, after.get(key(one)))]))
  const side = (at: 'before' | 'after') => {
    const of = <Thing extends { readonly name: string; readonly schema?: string }>(
      list: (schema: DatabaseSchema) => readonly Thing[],
      type: ObjectType,
      key?: (thing: Thing) => string,
    ) => objects(list(database), list(target), type, key)[at]
    const given = at === 'before' ? database : target
    return {
      ...given,
      tables: tables[at].map((one) => pairs.get(key(one))?.[at === 'before' ? 0 : 1] ?? one),
      virtualTables: of((schema) => schema.virtualTables, 'virtualTable'),
      views: of((schema) => schema.views, 'view'),
      triggers: of(
        (schema) => schema.triggers,
        'trigger',
        (one) => `${keyOf(one.name, one.schema, dialect)} ${one.table}`,
      ),
      routines: of(
        (schema) => schema.routines,
        'routine',
        (one) => `${keyOf(one.name, one.schema, dialect)}(${one.args})`,
      ),
      enumerations: of((schema) => schema.enumerations, 'enumeration'),
      sequences: of((schema) => schema.sequences, 'sequence'),
    }
  }
  return { database: side('before'), target: side('after') }
}

/** A schema without tables that take no part, and without what lies in schemas that do not. */
function withoutSchemas(
  given: DatabaseSchema,
  isIncluded: (schema: string | undefined) => boolean,
  isVersions: (table: string) => boolean,
): DatabaseSchema {
  const within = <Thing extends { readonly schema?: string }>(things: readonly Thing[]) =>
    things.filter(({ schema }) => isIncluded(schema))
  return {
    ...given,
    tables: given.tables.filter(({ table, options }) => isIncluded(options.schema) && !isVersions(table)),
    views: within(given.views),
    triggers: within(given.triggers),
    routines: within(given.routines),
    enumerations: within(given.enumerations),
    sequences: within(given.sequences),
  }
}

const typeOf = ({ kind }: Constraint): ObjectType => `${kind}Constraint`

function filterLists<Thing extends object>(
  before: readonly Thing[],
  after: readonly Thing[],
  type: ObjectType,
  key: (thing: Thing) => string,
  name: (thing: Thing) => string | undefined,
  includeObject: NonNullable<Filters['includeObject']>,
): { readonly before: readonly Thing[]; readonly after: readonly Thing[] } {
  const there = new Map(before.map((one) => [key(one), one]))
  const wanted = new Set(after.map(key))
  return {
    before: before.filter((one) => wanted.has(key(one)) || includeObject(one, name(one), type, true, undefined)),
    after: after.flatMap((one) => {
      const other = there.get(key(one))
      return includeObject(one, name(one), type, false, other) ? [one] : (other ?? [])
    }),
  }
}
