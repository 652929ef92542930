import type { Column } from '../../schema/column.js'
import type { ColumnType } from '../../schema/column-type.js'
import { isSql, type Sql } from '../../schema/sql.js'
import type { Encodable } from '../../schema/value.js'
import { closed, named, oneOf } from '../constraint-sql.js'
import { bareSql } from '../table-sql.js'
import { identitySql } from './identity.js'
import { arrayLiteral, literal } from './literal.js'
import { columnName, names } from './names.js'
import { isNative, typeName } from './type-name.js'

/** A column as CREATE TABLE and ADD COLUMN define it, without its reference and key, which stand apart. */
export function column(column: Column, keyed = false, serial = false): string {
  const { name, type, collate, generated, identity, check } = column
  const words = [columnName(name), serial ? serialName(typeName(type)) : typeName(type)]
  if (collate !== undefined) words.push(`COLLATE ${names.identifier(collate)}`)
  if (column.default !== undefined) words.push(`DEFAULT ${defaultSql(name, column.default, type)}`)
  if (generated)
    words.push(`GENERATED ALWAYS AS (${closed(generated.as)}) ${generated.stored === false ? 'VIRTUAL' : 'STORED'}`)
  if (identity) words.push(identitySql(identity))
  if (!identity && !(column.nullable ?? !(column.primaryKey || keyed))) words.push('NOT NULL')
  if (typeof check === 'string') words.push(`CHECK (${closed(check)})`)
  else if (check) words.push(`${named(names, check.name)}CHECK (${closed(check.condition)})`)
  if (type.type === 'enumeration' && !isNative(type)) {
    words.push(`${named(names, type.name)}CHECK (${oneOf(type, names.identifier(name), literal)})`)
  }
  return words.join(' ')
}

/** A default as DEFAULT takes it: a list is JSON, but for a column of an array. */
export function defaultSql(name: string, value: Encodable | Sql, type?: ColumnType): string {
  if (isSql(value)) return closed(bareSql(`The default of '${name}'`, value))
  return type?.type === 'array' && Array.isArray(value) ? arrayLiteral(value) : literal(value)
}

/** Whether a whole number counts itself up: one that is to, or the only column of a key. */
export function isCounted(column: Column, key: readonly string[]): boolean {
  const { name, type, autoincrement, references } = column
  const plain = column.default === undefined && !column.generated && !column.identity
  if (!plain || !['smallInteger', 'integer', 'bigInteger'].includes(type.type)) return false
  return autoincrement ?? (key.length === 1 && key[0] === name && !references)
}

const serialName = (integer: string): string => `${integer.replace(/INTEGER|INT$/, '')}SERIAL`
