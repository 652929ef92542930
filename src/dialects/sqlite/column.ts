import { LimbeckError } from '../../errors.js'
import type { Column } from '../../schema/column.js'
import { isSql, type Sql } from '../../schema/sql.js'
import type { Encodable } from '../../schema/value.js'
import { closed, named, oneOf } from '../constraint-sql.js'
import { bareSql } from '../table-sql.js'
import { conflictSql } from './conflict.js'
import { literal } from './literal.js'
import { names } from './names.js'
import { strictTypeName, typeName } from './type-name.js'

/** A column as CREATE TABLE defines it, without its reference and key, which stand apart. */
export function column(column: Column, keyed = false, strict = false): string {
  const { name, type, collate, generated, check } = column
  if (column.identity && !column.primaryKey && !keyed) {
    throw new LimbeckError(
      'invalid-operation',
      `'${name}': SQLite has no identities; an integer primary key counts up.`,
    )
  }
  const typed = strict ? strictTypeName(type) : typeName(type)
  // A column of SQLite can do without a type.
  const words = [names.identifier(name), ...(typed === '' ? [] : [typed])]
  if (collate !== undefined) words.push(`COLLATE ${names.identifier(collate)}`)
  if (column.default !== undefined) words.push(`DEFAULT ${defaultSql(name, column.default)}`)
  if (generated) words.push(`GENERATED ALWAYS AS (${closed(generated.as)})${generated.stored ? ' STORED' : ''}`)
  if (!(column.nullable ?? !(column.primaryKey || keyed))) words.push(`NOT NULL${conflictSql('onNull', column.onNull)}`)
  if (typeof check === 'string') words.push(`CHECK (${closed(check)})`)
  else if (check) words.push(`${named(names, check.name)}CHECK (${closed(check.condition)})`)
  if (type.type === 'enumeration') {
    words.push(`${named(names, type.name)}CHECK (${oneOf(type, names.identifier(name), literal)})`)
  }
  return words.join(' ')
}

/** A default as DEFAULT takes it: an expression that is no plain value stands in brackets. */
export function defaultSql(name: string, value: Encodable | Sql): string {
  if (!isSql(value)) return literal(value)
  const text = bareSql(`The default of '${name}'`, value)
  const whole = isConstantSql(text) || /^current_(time|date|timestamp)$/i.test(text) || isBracketed(text)
  return whole ? text : `(${closed(text)})`
}

/** Whether a default is a value that stays the same, which ADD COLUMN wants. */
export const isConstant = (value: Encodable | Sql): boolean =>
  !isSql(value) ||
  isConstantSql(
    value.parts
      .join('')
      .trim()
      .replace(/^\((.*)\)$/s, '$1'),
  )

const isConstantSql = (text: string): boolean =>
  /^\s*([+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|x?'([^']|'')*'|null|true|false)\s*$/i.test(text)

/** Whether one pair of brackets holds all of a text. */
function isBracketed(text: string): boolean {
  let depth = 0
  for (const [at, sign] of [...text.replaceAll(/'[^']*'|"[^"]*"|--[^\n]*/g, ' ')].entries()) {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0
    if (at === 0 && depth === 0) return false
    if (depth === 0)
      return (
        text
          .replaceAll(/'[^']*'|"[^"]*"|--[^\n]*/g, ' ')
          .slice(at + 1)
          .trim() === ''
      )
  }
  return false
}
