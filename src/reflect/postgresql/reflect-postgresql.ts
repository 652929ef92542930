import type { Queryable } from '../../adapter.js'
import { postgresql } from '../../dialects/postgresql/index.js'
import type {
  Comment,
  DatabaseSchema,
  ExistingTable,
  Routine,
  Sequence,
  Trigger,
  Unreflected,
  View,
} from '../../schema/database.js'
import { columnsOf } from '../../schema/naming.js'
import { given } from '../given.js'
import { compareTexts, orderConstraints } from '../order-constraints.js'
import { catalogQuery } from './catalog-query.js'
import { orderViews, placeOf } from './order-views.js'
import { isSerial, readColumn } from './read-column.js'
import { leftOfConstraint, readConstraint } from './read-constraint.js'
import { readIndex } from './read-index.js'
import { readEnumeration } from './read-type.js'
import type {
  ColumnRow,
  ConstraintRow,
  EnumerationRow,
  IndexRow,
  RoutineRow,
  SequenceRow,
  TableRow,
  TriggerRow,
  ViewRow,
} from './rows.js'

/** Which schemas are read, and which tables are not. */
export interface Scope {
  /** None: the one that tables are made in. */
  readonly schemas: readonly string[]
  readonly own: ReadonlySet<string>
  readonly ownSchema: string | undefined
}

/** Everything that PostgreSQL knows of schemas, in one query. */
export async function reflectPostgresql(
  database: Queryable,
  { schemas, own, ownSchema }: Scope,
): Promise<DatabaseSchema> {
  const params = [JSON.stringify(schemas), JSON.stringify([...own]), ownSchema ?? null]
  const found = new Map<string, unknown[]>()
  for (const { kind, data } of await database.query(catalogQuery, params)) {
    const list = found.get(String(kind))
    if (list) list.push(JSON.parse(String(data)))
    else found.set(String(kind), [JSON.parse(String(data))])
  }
  const of = <Row>(kind: string) => (found.get(kind) ?? []) as readonly Row[]
  const byPlace = <Named extends { readonly name: string; readonly schema?: string | null }>(rows: readonly Named[]) =>
    [...rows].sort((one, other) => compareTexts(placeOf(one), placeOf(other)))
  const columns = of<ColumnRow>('column')
  const constraints = of<ConstraintRow>('constraint')
  const indexes = byPlace(of<IndexRow>('index'))
  const tables = byPlace(of<TableRow>('table'))
  const ofTable = groupBy(
    [...columns].sort((one, other) => one.at - other.at),
    ({ table }) => table,
  )
  const constraintsOf = groupBy(constraints, ({ table }) => table)
  const indexesOf = groupBy(indexes, ({ table }) => table)
  const serials = new Set(columns.flatMap((row) => (isSerial(row) && row.sequence ? [row.sequence.oid] : [])))
  const nameOfTable = new Map(tables.map((table) => [table.oid, placeOf(table).replace(/^\./, '')]))
  return {
    tables: tables.map((row) =>
      readTable(row, ofTable.get(row.oid) ?? [], constraintsOf.get(row.oid) ?? [], indexesOf.get(row.oid) ?? []),
    ),
    virtualTables: [],
    views: orderViews(of<ViewRow>('view')).map((row) => readView(row, indexesOf.get(row.oid) ?? [])),
    triggers: byPlace(of<TriggerRow>('trigger')).map(
      ({ name, table, schema, definition }): Trigger => ({
        name,
        table,
        ...given({ schema: schema ?? undefined }),
        sql: definition,
      }),
    ),
    routines: [...of<RoutineRow>('routine')]
      .sort((one, other) => compareTexts(`${placeOf(one)}(${one.args}`, `${placeOf(other)}(${other.args}`))
      .map(readRoutine),
    enumerations: byPlace(of<EnumerationRow & { readonly name: string }>('enumeration')).map((row) =>
      readEnumeration(row),
    ),
    sequences: byPlace(of<SequenceRow>('sequence').filter(({ oid }) => !serials.has(oid))).map(readSequence),
    comments: [...of<Comment>('comment')].sort((one, other) => compareTexts(one.on, other.on)),
    unreflected: [
      ...of<Unreflected>('unreflected'),
      ...constraints.flatMap((row) =>
        left('constraint', `${nameOfTable.get(row.table)}.${row.name}`, leftOfConstraint(row)),
      ),
      ...indexes.flatMap((row) =>
        left('index', placeOf(row).replace(/^\./, ''), row.valid ? undefined : 'it is not valid'),
      ),
      ...of<TriggerRow>('trigger').flatMap((row) =>
        left(
          'trigger',
          `${row.table}.${row.name}`,
          row.enabled === 'O' ? undefined : 'that it is disabled, or fires for replicas',
        ),
      ),
      ...columns.flatMap((row) =>
        left(
          'collation',
          `${nameOfTable.get(row.table)}.${row.name}`,
          row.collation?.visible === false ? 'its schema' : undefined,
        ),
      ),
    ].sort((one, other) => compareTexts(`${one.kind} ${one.name}`, `${other.kind} ${other.name}`)),
  }
}

const left = (kind: string, name: string, why: string | undefined): readonly Unreflected[] =>
  why === undefined ? [] : [{ kind, name, why }]

function readTable(
  { name, schema, unlogged, partitionBy, comment }: TableRow,
  columns: readonly ColumnRow[],
  constraints: readonly ConstraintRow[],
  indexes: readonly IndexRow[],
): ExistingTable {
  const read = constraints.map(readConstraint)
  const key = read.find((one) => one.kind === 'primaryKey')
  const made = columns.map((column) => readColumn(column, key ? columnsOf(key) : []))
  return {
    table: name,
    columns: made,
    constraints: orderConstraints(made, read),
    options: given({
      schema: schema ?? undefined,
      unlogged: unlogged || undefined,
      partitionBy: partitionBy ?? undefined,
      comment: comment ?? undefined,
    }),
    indexes: indexes.map(readIndex),
  }
}

function readView(row: ViewRow, indexes: readonly IndexRow[]): View {
  const { name, schema, materialized, definition, storage, populated, granted } = row
  const place = postgresql.qualified(name, schema ?? undefined)
  const head = `CREATE ${materialized ? 'MATERIALIZED VIEW' : 'VIEW'} ${place}`
  const options = storage ? ` WITH (${storage.join(', ')})` : ''
  const body = definition.trim().replace(/;$/, '')
  return {
    name,
    ...given({ schema: schema ?? undefined, materialized: materialized || undefined }),
    sql: `${head}${options} AS\n${body}${populated ? '' : '\nWITH NO DATA'}`,
    ...(materialized ? { indexes: indexes.map(readIndex) } : {}),
    ...(granted ? { granted } : {}),
  }
}

function readRoutine({ name, schema, args, definition, prefix, granted, uses }: RoutineRow): Routine {
  // PostgreSQL names the schema of a routine in any case.
  const here = schema === null && prefix !== null && definition.startsWith(prefix)
  const sql = here
    ? prefix.replace(/^(CREATE OR REPLACE (FUNCTION|PROCEDURE) ).*$/s, '$1') + definition.slice(prefix.length)
    : definition
  return {
    name,
    ...given({ schema: schema ?? undefined }),
    args,
    sql: sql.trim(),
    ...given({ uses: uses ?? undefined, granted: granted || undefined }),
  }
}

function readSequence(row: SequenceRow): Sequence {
  const { name, schema, type, start, increment, minValue, maxValue, cache, cycle, owner } = row
  return {
    name,
    ...given({ schema: schema ?? undefined }),
    type: type as Sequence['type'],
    start: BigInt(start),
    increment: BigInt(increment),
    minValue: BigInt(minValue),
    maxValue: BigInt(maxValue),
    cache: BigInt(cache),
    cycle,
    ...(owner
      ? { owner: { table: owner.table, ...given({ schema: owner.schema ?? undefined }), column: owner.column } }
      : {}),
  }
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
