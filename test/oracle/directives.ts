import * as op from 'limbeck/op'
import {
  array,
  type Column,
  type ColumnOptions,
  type ColumnType,
  type Constraint,
  char,
  check,
  column,
  dateTime,
  double,
  type Encodable,
  enumeration,
  exclude,
  float,
  foreignKey,
  integer,
  json,
  numeric,
  type Operations,
  primaryKey,
  raw,
  type Sql,
  string,
  time,
  unique,
} from 'limbeck/op'
import type { Directive, OpsCase } from './offline-case.js'

type Dialect = OpsCase['dialect']

/** Says to an `op` what a directive of the vectors says. */
export function say(ops: Operations, directive: Directive, dialect: Dialect): unknown {
  // In Alembic nothing keeps it from a transaction, where PostgreSQL refuses it.
  if (directive.concurrently) return ops.autocommitBlock(() => void sayOne(ops, directive, dialect))
  return sayOne(ops, directive, dialect)
}

function sayOne(ops: Operations, directive: Directive, dialect: Dialect): unknown {
  const { table, schema } = directive
  const place = { ...(schema ? { schema } : {}) }
  const keyed = { ...place, ...given(directive, 'deferrable', 'initially') }
  switch (directive.op) {
    case 'createTable':
      return ops.createTable(table, ...tableParts(directive, dialect))
    case 'dropTable':
      return ops.dropTable(table, { ...place, ...given(directive, 'ifExists') })
    case 'renameTable':
      return ops.renameTable(table, directive.newName, place)
    case 'addColumn':
      return ops.addColumn(table, columnOf(directive.column, dialect), { ...place, ...given(directive, 'ifNotExists') })
    case 'dropColumn':
      return ops.dropColumn(table, directive.column, { ...place, ...given(directive, 'ifExists') })
    case 'alterColumn':
      return ops.alterColumn(table, directive.column, { ...place, ...columnChange(directive, dialect) })
    case 'createIndex':
      return ops.createIndex(
        directive.name,
        table,
        directive.columns.map((each: string | { sql: string }) => (typeof each === 'string' ? each : text(each.sql))),
        {
          ...place,
          ...given(directive, 'unique', 'where', 'ifNotExists', 'using', 'include', 'ops', 'with', 'concurrently'),
        },
      )
    case 'dropIndex':
      return ops.dropIndex(directive.name, { ...place, ...given(directive, 'ifExists', 'concurrently') })
    case 'createUniqueConstraint':
      return ops.createUniqueConstraint(directive.name, table, directive.columns, keyed)
    case 'createPrimaryKey':
      return ops.createPrimaryKey(directive.name, table, directive.columns, keyed)
    case 'createCheckConstraint':
      return ops.createCheckConstraint(directive.name, table, directive.sql, place)
    case 'createForeignKey':
      return ops.createForeignKey(directive.name, table, directive.refTable, directive.columns, directive.refColumns, {
        ...given(directive, 'onDelete', 'onUpdate', 'deferrable', 'initially', 'match'),
        ...(schema ? { sourceSchema: schema } : {}),
        ...(directive.refSchema ? { referentSchema: directive.refSchema } : {}),
      })
    case 'dropConstraint':
      return ops.dropConstraint(directive.name, table, {
        ...place,
        ...given(directive, 'ifExists'),
        ...(directive.kind ? { type: directive.kind } : {}),
      })
    case 'createTableComment':
      return ops.createTableComment(table, directive.comment, { ...place, ...given(directive, 'existingComment') })
    case 'dropTableComment':
      return ops.dropTableComment(table, { ...place, ...given(directive, 'existingComment') })
    case 'execute':
      return ops.execute(directive.sql.replaceAll('\\:', ':'))
    case 'bulkInsert':
      return ops.bulkInsert(table, directive.rows, place)
    default:
      throw new Error(`There is no directive ${directive.op}.`)
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the vectors' fields are read here and nowhere else
type Vector = any

function given(of: Vector, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in of).map((name) => [name, of[name]]))
}

const text = (words: string): Sql => ({ kind: 'sql', parts: [words.replaceAll('\\:', ':')], params: [] })

const defaultOf = (value: Vector): Encodable | Sql =>
  value === null ? null : 'literal' in value ? (value.literal as string) : text(value.sql)

function tableParts(directive: Directive, dialect: Dialect): readonly op.TablePart[] {
  const { schema, comment } = directive
  const sqlite = dialect === 'sqlite'
  const counted = sqlite && directive.sqliteAutoincrement
  // Without a table's AUTOINCREMENT, SQLite's only use of the option is to refuse it in a key of several columns.
  const composite = directive.columns.filter((each: Vector) => each.primaryKey).length > 1
  return [
    ...directive.columns.map((each: Vector) => {
      const made = columnOf(each, dialect, composite)
      return counted && made.primaryKey ? { ...made, autoincrement: true } : made
    }),
    ...(directive.constraints ?? []).map((each: Vector) => constraintOf(each)),
    ...(sqlite ? directive.columns.flatMap((each: Vector) => booleanCheck(each)) : []),
    {
      ...(schema ? { schema } : {}),
      ...(comment ? { comment } : {}),
      ...given(directive, 'ifNotExists', 'partitionBy', 'unlogged'),
      ...(sqlite && directive.sqliteWithoutRowid ? { withoutRowid: true } : {}),
    },
  ]
}

/** A boolean that asks for a constraint is, where there are no booleans, one with a CHECK. */
function booleanCheck({ name, type }: Vector): readonly Constraint[] {
  if (type?.type !== 'boolean' || !type.createConstraint) return []
  return [check(`${name} IN (0, 1)`, type.name ? { name: type.name } : {})]
}

function columnOf(given_: Vector, dialect: Dialect, composite = false): Column {
  const { name, type, references, computed, check: condition, autoincrement } = given_
  const collation = typeof type === 'object' ? type.collation : undefined
  const options: Record<string, unknown> = given(given_, 'nullable', 'primaryKey', 'unique', 'index', 'comment')
  if ('default' in given_ && given_.default !== null) options.default = defaultOf(given_.default)
  if (collation) options.collate = collation
  if (autoincrement !== undefined && (dialect === 'postgresql' || composite)) options.autoincrement = autoincrement
  if (condition) options.check = { condition: condition.sql, ...(condition.name ? { name: condition.name } : {}) }
  if (computed) options.generated = { as: computed.sql, ...storedOf(computed) }
  if (given_.identity) options.identity = given_.identity
  if (references) options.references = referenceOf(references)
  return column(name, typeOf(type, dialect), options as ColumnOptions)
}

const storedOf = ({ persisted }: Vector) => (persisted === undefined ? {} : { stored: persisted })

function referenceOf({ table, name, ...rest }: Vector): Vector {
  const [schema, own] = table.includes('.') ? table.split('.') : [undefined, table]
  return { ...rest, table: own, ...(schema ? { schema } : {}), ...(name ? { name } : {}) }
}

function constraintOf(of: Vector): Constraint {
  const options = { ...(of.name ? { name: of.name } : {}), ...given(of, 'deferrable', 'initially') }
  switch (of.kind) {
    case 'primaryKey':
      return primaryKey(of.columns, options)
    case 'unique':
      return unique(of.columns, options)
    case 'check':
      return check(of.sql, options)
    case 'exclude':
      return exclude(of.elements, { ...options, ...given(of, 'using', 'where') })
    default:
      return foreignKey(of.columns, of.refTable, of.refColumns, {
        ...options,
        ...given(of, 'onDelete', 'onUpdate', 'match'),
        ...(of.refSchema ? { schema: of.refSchema } : {}),
      })
  }
}

function columnChange(directive: Directive, dialect: Dialect): op.AlterColumnOptions {
  const { type, existingType, computed, existingComputed, autoincrement: _ } = directive
  const change: Record<string, unknown> = given(directive, 'nullable', 'newName', 'comment', 'identity', 'using')
  Object.assign(change, given(directive, 'existingNullable', 'existingComment', 'existingIdentity'))
  if (type !== undefined) change.type = typeOf(type, dialect)
  if (existingType !== undefined) change.existingType = typeOf(existingType, dialect)
  if ('default' in directive) change.default = defaultOf(directive.default)
  if ('existingDefault' in directive) change.existingDefault = defaultOf(directive.existingDefault)
  const generated = (of: Vector) => of && { as: of.sql, ...storedOf(of) }
  if (computed !== undefined) change.generated = generated(computed)
  if (existingComputed !== undefined) change.existingGenerated = generated(existingComputed)
  return change as op.AlterColumnOptions
}

const simple: Readonly<Record<string, ColumnType>> = {
  smallinteger: op.smallInteger(),
  integer: integer(),
  biginteger: op.bigInteger(),
  text: op.text(),
  date: op.date(),
  interval: op.interval(),
  json: json(),
  real: op.real(),
  jsonb: op.jsonb(),
  uuid: op.uuid(),
  inet: raw('INET'),
  tsvector: raw('TSVECTOR'),
}

export function typeOf(type: Vector, dialect: Dialect): ColumnType {
  if (type === null || type === undefined) return type
  const { type: name, ...of } = typeof type === 'string' ? { type } : type
  switch (name) {
    case 'string':
      return string(of.length)
    case 'char':
      return char(of.length)
    case 'numeric':
      return numeric(of.precision, of.scale)
    case 'float':
      return float(of.precision)
    case 'double':
      return double()
    case 'boolean':
      return op.boolean()
    case 'datetime':
      return dateTime(given(of, 'timezone'))
    case 'timestamp':
      return dialect === 'sqlite' ? raw('TIMESTAMP') : dateTime(given(of, 'timezone'))
    case 'time':
      return time(given(of, 'timezone'))
    case 'binary':
      return op.blob()
    case 'enum':
      return enumeration(of.name ?? 'unnamed', of.values, given(of, 'native'))
    case 'array':
      return array(typeOf(of.item, dialect), of.dimensions ?? 1)
    case 'raw':
      return raw(of.sql)
    default:
      return simple[name] as ColumnType
  }
}
