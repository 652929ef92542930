import type { Dialect } from '../../dialects/dialect.js'
import { columnConstraints } from '../../dialects/table-sql.js'
import type { DatabaseSchema, ExistingTable, Routine, Sequence } from '../../schema/database.js'
import type { TableDefinition } from '../../schema/table.js'

/**
 * Tables first, then the keys between them; what a table may name comes before all tables, what names tables comes after.
 * https://www.postgresql.org/docs/current/ddl-depend.html
 */
export function renderPostgresql(schema: DatabaseSchema, dialect: Dialect): readonly string[] {
  const { tables, views, routines } = schema
  const routinesAfter = (uses: Routine['uses']) => routines.filter((one) => one.uses === uses).map(({ sql }) => sql)
  return [
    ...schemasOf(schema).map((name) => `CREATE SCHEMA IF NOT EXISTS ${dialect.identifier(name)}`),
    // Bodies that are texts may name what is made later.
    ...(routines.length > 0 ? ['SET check_function_bodies = off'] : []),
    ...schema.enumerations.flatMap((enumeration) => dialect.changeEnum(enumeration, { kind: 'create' })),
    ...schema.sequences.map((sequence) => createSequence(sequence, dialect)),
    ...routinesAfter(undefined),
    ...tables.flatMap((table) => dialect.createTable(withoutReferences(table))),
    ...schema.sequences.flatMap((sequence) => ownSequence(sequence, dialect)),
    ...tables.flatMap(({ indexes }) => indexes.map(dialect.createIndex)),
    ...tables.flatMap((table) => addReferences(table, dialect)),
    ...routinesAfter('tables'),
    ...views.map(({ sql }) => sql),
    ...views.flatMap(({ indexes = [] }) => indexes.map(dialect.createIndex)),
    ...routinesAfter('views'),
    ...(routines.length > 0 ? ['RESET check_function_bodies'] : []),
    ...schema.triggers.map(({ sql }) => sql),
    ...schema.comments.map(({ on, text }) => `COMMENT ON ${on} IS ${dialect.literal(text)}`),
  ]
}

function schemasOf({ tables, views, routines, enumerations, sequences }: DatabaseSchema): readonly string[] {
  const named = [...tables.map(({ options }) => options), ...views, ...routines, ...enumerations, ...sequences]
  return [...new Set(named.flatMap(({ schema }) => (schema === undefined ? [] : [schema])))].sort()
}

/** A table without its references, of which a column that had one counts up no more than before. */
function withoutReferences({ table, columns, constraints, options }: ExistingTable): TableDefinition {
  return {
    table,
    columns: columns.map(({ references, ...column }) =>
      references ? { ...column, autoincrement: column.autoincrement ?? false } : column,
    ),
    constraints: constraints.filter(({ kind }) => kind !== 'foreignKey'),
    options,
  }
}

function addReferences({ table, columns, constraints, options }: ExistingTable, dialect: Dialect): readonly string[] {
  const all = [...constraints, ...columns.flatMap((column) => columnConstraints(column))]
  const place = options.schema === undefined ? { table } : { table, schema: options.schema }
  const changes = all
    .filter(({ kind }) => kind === 'foreignKey')
    .map((constraint) => ({ kind: 'addConstraint' as const, constraint }))
  return (dialect.alter({ ...place, changes, recreate: 'never' }) ?? []) as readonly string[]
}

/** https://www.postgresql.org/docs/current/sql-createsequence.html */
function createSequence(sequence: Sequence, dialect: Dialect): string {
  const { name, schema, type, start, increment, minValue, maxValue, cache, cycle } = sequence
  const range = `MINVALUE ${minValue} MAXVALUE ${maxValue} START WITH ${start} CACHE ${cache}${cycle ? ' CYCLE' : ''}`
  return `CREATE SEQUENCE ${dialect.qualified(name, schema)} AS ${type} INCREMENT BY ${increment} ${range}`
}

function ownSequence({ name, schema, owner }: Sequence, dialect: Dialect): readonly string[] {
  if (!owner) return []
  const column = `${dialect.qualified(owner.table, owner.schema)}.${dialect.identifier(owner.column)}`
  return [`ALTER SEQUENCE ${dialect.qualified(name, schema)} OWNED BY ${column}`]
}
