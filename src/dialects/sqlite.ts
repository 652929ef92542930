import { LimbeckError } from '../errors.js'
import type { Column } from '../schema/column.js'
import type { ColumnType } from '../schema/column-type.js'
import type { Constraint } from '../schema/constraint.js'
import { isSql, type Sql } from '../schema/sql.js'
import type { Encodable } from '../schema/value.js'
import type { Dialect, DialectStatement, EncodedValue } from './dialect.js'
import { splitStatements } from './split.js'
import { sqliteKeywords } from './words.js'

/** SQLite's SQL, 3.35 and later. */
export const sqlite: Dialect = {
  name: 'sqlite',
  maxParameters: 32_766,
  identifier,
  literal,
  encode,
  placeholder: () => '?',
  column,
  addedColumn,
  constraint,
  statement,
  assertion,
  split: splitStatements,
}

/** SQLite's SQL within the limits of Cloudflare D1. */
export const d1: Dialect = { ...sqlite, name: 'd1', maxParameters: 100 }

function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !sqliteKeywords.has(name) ? name : `"${name.replaceAll('"', '""')}"`
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

function literal(value: Encodable): string {
  const encoded = encode(value)
  if (encoded === null) return 'NULL'
  if (encoded instanceof Uint8Array) return `X'${hex(encoded)}'`
  return typeof encoded === 'string' ? quote(encoded) : String(encoded)
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

function encode(value: Encodable): EncodedValue {
  // SQL ends text at a NUL: what comes after would be lost.
  if (value === null || (typeof value === 'string' && !value.includes('\0'))) return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value
  // A subclass such as Node's Buffer says of itself what JSON should be: plain bytes only.
  if (value instanceof Uint8Array) return value.constructor === Uint8Array ? value : new Uint8Array(value)
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString()
  if (typeof value === 'object' && !(value instanceof Date)) return JSON.stringify(value)
  const message = `${typeof value === 'string' ? JSON.stringify(value) : String(value)} cannot be stored: use null, a finite number, a 64-bit integer, a valid date or text without NUL.`
  throw new LimbeckError('invalid-operation', message)
}

function typeName(type: ColumnType): string {
  switch (type.type) {
    case 'bigInteger':
      return 'BIGINT'
    case 'dateTime':
      return 'DATETIME'
    case 'numeric': {
      const size = [type.precision, type.scale].filter((part) => part !== undefined)
      return size.length > 0 ? `NUMERIC(${size.join(', ')})` : 'NUMERIC'
    }
    case 'string':
      return type.length === undefined ? 'VARCHAR' : `VARCHAR(${type.length})`
    case 'raw':
      return type.text
    default:
      return type.type.toUpperCase()
  }
}

function column(column: Column): string {
  const words = [identifier(column.name), typeName(column.type)]
  if (column.collate !== undefined) words.push(`COLLATE ${identifier(column.collate)}`)
  if (column.default !== undefined) words.push(`DEFAULT ${defaultValue(column)}`)
  if (!(column.nullable ?? !column.primaryKey)) words.push('NOT NULL')
  if (column.check !== undefined) words.push(`CHECK (${column.check})`)
  if (column.references) {
    const { table, column: target, onDelete, onUpdate } = column.references
    words.push(`REFERENCES ${identifier(table)} (${identifier(target)})${actions(onDelete, onUpdate)}`)
  }
  return words.join(' ')
}

// It would pass on an empty table, and fail on the users' (https://sqlite.org/lang_altertable.html).
function addedColumn(added: Column): string {
  const fixed = added.default !== undefined && added.default !== null && (!isSql(added.default) || isConstant(added))
  const message =
    added.primaryKey || added.nullable !== false || fixed
      ? added.primaryKey && `'${added.name}' cannot be added as a primary key: SQLite makes those with the table.`
      : `'${added.name}' is NOT NULL: SQLite adds it only with a default that is a value.`
  if (message) throw new LimbeckError('invalid-operation', message)
  return column(added)
}

const isConstant = (column: Column): boolean =>
  isSql(column.default) &&
  /^\(?\s*([+-]?[\d.]+|'[^']*'|null|true|false)\s*\)?$/i.test(column.default.parts.join('').trim())

function defaultValue(column: Column): string {
  const value = column.default
  if (!isSql(value)) return literal(value as Encodable)
  if (value.params.length > 0) {
    throw new LimbeckError('invalid-operation', `The default of '${column.name}' takes no parameters.`)
  }
  const text = value.parts.join('').trim()
  return /^current_(time|date|timestamp)$/i.test(text) ? text : `(${text}\n)`
}

function constraint(constraint: Constraint): string {
  const name = constraint.name === undefined ? '' : `CONSTRAINT ${identifier(constraint.name)} `
  switch (constraint.kind) {
    case 'primaryKey':
      return `${name}PRIMARY KEY (${list(constraint.columns)})`
    case 'unique':
      return `${name}UNIQUE (${list(constraint.columns)})`
    case 'check':
      return `${name}CHECK (${constraint.condition})`
    case 'foreignKey':
      return `${name}FOREIGN KEY(${list(constraint.columns)}) REFERENCES ${identifier(constraint.table)} (${list(
        constraint.references,
      )})${actions(constraint.onDelete, constraint.onUpdate)}`
  }
}

const list = (names: readonly string[]): string => names.map(identifier).join(', ')

const actions = (onDelete?: string, onUpdate?: string): string =>
  (onDelete === undefined ? '' : ` ON DELETE ${onDelete}`) + (onUpdate === undefined ? '' : ` ON UPDATE ${onUpdate}`)

function statement(sql: Sql): DialectStatement {
  const text = sql.parts.join('?')
  return sql.params.length > 0 ? [text, ...sql.params.map(encode)] : text
}

// SQLite has no RAISE outside of triggers. A JSON path that is none fails when it is reached, and is quoted in the error.
function assertion(query: string): string {
  const [statement, ...others] = splitStatements(query)
  if (statement === undefined || others.length > 0) {
    throw new LimbeckError('invalid-operation', `An assertion is one query; this is not: ${query.trim()}`)
  }
  const message = quote(`assertion failed: ${statement}`)
  return `SELECT CASE WHEN EXISTS (${statement}\n) THEN 1 ELSE json_extract('{}', ${message}) END`
}
