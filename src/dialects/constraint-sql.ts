import { LimbeckError } from '../errors.js'
import type { ReferenceOptions } from '../schema/column.js'
import type { Enumeration } from '../schema/column-type.js'
import type { Constraint, Deferral } from '../schema/constraint.js'
import { type Name, nameOf } from '../schema/naming.js'
import { isSql } from '../schema/sql.js'
import { bareSql } from './table-sql.js'

/** What it takes to write a constraint. */
export interface Names {
  identifier(name: string): string
  qualified(name: string, schema?: string): string
}

/** A constraint that has a key. */
export type Key = Constraint & { readonly kind: 'primaryKey' | 'unique' }

/**
 * A constraint as CREATE TABLE and ADD CONSTRAINT have it; `keySql` writes a key's columns, in their brackets. Throws
 * `invalid-operation` for one of no columns.
 */
export function constraintSql(names: Names, constraint: Constraint, keySql?: (key: Key) => string): string {
  return named(names, constraint.name) + body(names, constraint, keySql)
}

/** `CONSTRAINT name `, or nothing. */
export function named({ identifier }: Names, name: Name | undefined): string {
  const text = nameOf(name)
  return text === undefined ? '' : `CONSTRAINT ${identifier(text)} `
}

function body(names: Names, constraint: Constraint, keySql?: (key: Key) => string): string {
  const list = (columns: readonly string[]) => {
    if (columns.length > 0) return `(${columns.map(names.identifier).join(', ')})`
    throw new LimbeckError('invalid-operation', `A constraint (${constraint.kind}) has no column.`)
  }
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique': {
      const columns = list(constraint.columns)
      const words = constraint.kind === 'unique' ? 'UNIQUE' : 'PRIMARY KEY'
      return `${words} ${keySql?.(constraint) ?? columns}${deferral(constraint)}`
    }
    case 'check':
      return `CHECK (${closed(constraint.condition)})`
    case 'foreignKey': {
      const { columns, references, table } = constraint
      if (references.length > 0 && references.length !== columns.length) {
        const message = `A foreign key has ${columns.length} columns, and refers to ${references.length} of '${table}'.`
        throw new LimbeckError('invalid-operation', message)
      }
      return `FOREIGN KEY${list(columns)} ${referencesSql(names, table, references, constraint)}`
    }
    case 'exclude': {
      const elements = constraint.elements.map(([column, operator]) => {
        const element = isSql(column) ? bareSql('An exclusion constraint', column) : names.identifier(column)
        return `${element} WITH ${operator}`
      })
      if (elements.length === 0) list([])
      const where = constraint.where === undefined ? '' : ` WHERE (${closed(constraint.where)})`
      return `EXCLUDE USING ${constraint.using ?? 'gist'} (${elements.join(', ')})${where}${deferral(constraint)}`
    }
  }
}

/** `REFERENCES …` with all its clauses. */
export function referencesSql(
  { identifier, qualified }: Names,
  table: string,
  columns: readonly string[],
  options: ReferenceOptions,
): string {
  const { schema, match, onDelete, onUpdate } = options
  refuseOther('onDelete', onDelete, actions)
  refuseOther('onUpdate', onUpdate, actions)
  refuseOther('match', match, ['FULL', 'PARTIAL', 'SIMPLE'])
  return [
    `REFERENCES ${qualified(table, schema)}${columns.length > 0 ? ` (${columns.map(identifier).join(', ')})` : ''}`,
    ...(match === undefined ? [] : [`MATCH ${match}`]),
    ...(onDelete === undefined ? [] : [`ON DELETE ${onDelete}`]),
    ...(onUpdate === undefined ? [] : [`ON UPDATE ${onUpdate}`]),
  ]
    .join(' ')
    .concat(deferral(options))
}

const actions = ['CASCADE', 'RESTRICT', 'SET NULL', 'SET DEFAULT', 'NO ACTION']

/** These words go into the SQL as they are: nothing else may. */
export function refuseOther(option: string, value: string | undefined, words: readonly string[]): void {
  if (value === undefined || words.includes(value)) return
  throw new LimbeckError('invalid-operation', `${option} is one of ${words.join(', ')}, not '${value}'.`)
}

function deferral({ deferrable, initially }: Deferral): string {
  refuseOther('initially', initially, ['DEFERRED', 'IMMEDIATE'])
  const words = deferrable === undefined ? '' : deferrable ? ' DEFERRABLE' : ' NOT DEFERRABLE'
  return initially === undefined ? words : `${words} INITIALLY ${initially}`
}

/** SQL that can stand before a closing bracket: a comment at its end must not hide that. */
export const closed = (sql: string): string => (sql.includes('--') ? `${sql}\n` : sql)

/** The condition that a column of text has one of an enumeration's values. Throws `invalid-operation` when it has none. */
export function oneOf({ name, values }: Enumeration, column: string, literal: (value: string) => string): string {
  if (values.length > 0) return `${column} IN (${values.map(literal).join(', ')})`
  throw new LimbeckError('invalid-operation', `The enumeration '${name}' has no values.`)
}
