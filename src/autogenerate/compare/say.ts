import type { Dialect } from '../../dialects/dialect.js'
import { bareSql } from '../../dialects/table-sql.js'
import type { Identity } from '../../schema/column.js'
import type { ColumnType } from '../../schema/column-type.js'
import type { Constraint } from '../../schema/constraint.js'
import { nameOf } from '../../schema/naming.js'
import { isSql } from '../../schema/sql.js'
import type { IndexDefinition } from '../../schema/table.js'
import { foldedIn, normalizeSql } from '../sql-text.js'
import { traitsOf } from '../traits.js'
import type { BareColumn } from './canonical-table.js'

// What is said here is equal for two things of which the database would say the same.

/** A column's type in one spelling. */
export const sayType = (type: ColumnType, dialect: Dialect): string => normalizeSql(typeText(type, dialect), dialect)

/** A column's type as SQL has it. */
export const typeText = (type: ColumnType, dialect: Dialect): string =>
  type.type === 'raw' ? type.text : dialect.type(type)

/** A column's default; empty for none. NULL is what a column without a default has. */
export function sayDefault({ default: value, type }: BareColumn, dialect: Dialect): string {
  if (value === undefined || value === null) return ''
  const text = isSql(value) ? bareSql('A default', value) : defaultLiteral(value, type, dialect)
  const said = normalizeSql(text, dialect)
  return said === 'null' ? '' : said
}

/** A value as DEFAULT has it. */
function defaultLiteral(value: NonNullable<BareColumn['default']>, type: ColumnType, dialect: Dialect): string {
  const words = dialect.column({ kind: 'column', name: 'c', type, default: value, nullable: true })
  return words.slice(words.indexOf(' DEFAULT ') + ' DEFAULT '.length)
}

/** A generated column's expression, and whether it is kept; empty for a plain one. */
export const sayGenerated = ({ generated }: BareColumn, dialect: Dialect): string =>
  generated
    ? `${normalizeSql(generated.as, dialect)} ${(generated.stored ?? traitsOf(dialect).storesGenerated) ? 'stored' : ''}`
    : ''

/** An identity with everything that is not said. */
export function sayIdentity(identity: Identity | undefined): string {
  if (!identity) return ''
  const { always = false, increment = 1, cycle = false, cache = 1 } = identity
  const down = Number(increment) < 0
  const { minValue, maxValue } = identity
  const start = identity.start ?? (down ? (maxValue ?? -1) : (minValue ?? 1))
  return [always, start, increment, minValue ?? (down ? '' : 1), maxValue ?? (down ? -1 : ''), cycle, cache].join(' ')
}

/** What a constraint is, but for its name. */
export function sayConstraint(constraint: Constraint, dialect: Dialect): string {
  const fold = foldedIn(dialect)
  const { kind, name: _, ...rest } = constraint
  if ('condition' in rest) {
    return `${kind} ${normalizeSql(rest.condition, dialect)}${rest.noInherit ? ' no inherit' : ''}`
  }
  if ('elements' in rest) {
    const { elements, using = 'gist', where = '', ...others } = rest
    const said = elements.map(
      ([column, operator]) =>
        `${normalizeSql(isSql(column) ? bareSql('An exclusion', column) : column, dialect)} ${operator}`,
    )
    return `${kind} ${[using, ...said, normalizeSql(where, dialect), ...sayDeferral(others)].join(' | ')}`
  }
  const columns = rest.columns.map(fold).join(', ')
  if ('references' in rest) {
    const { table, schema = '', references, onDelete, onUpdate, match, ...others } = rest
    const acts = [onDelete, onUpdate].map((action) => (action === undefined ? 'NO ACTION' : action))
    const to = `${fold(schema)}.${fold(table)} (${references.map(fold).join(', ')})`
    return [kind, columns, to, ...acts, match ?? 'SIMPLE', ...sayDeferral(others)].join(' | ')
  }
  const { columns: __, deferrable, initially, ...others } = rest
  return [kind, columns, ...sayDeferral({ deferrable, initially }), sayOthers(others, fold)].join(' | ')
}

const sayDeferral = ({
  deferrable = false,
  initially = 'IMMEDIATE',
}: {
  readonly deferrable?: boolean | undefined
  readonly initially?: string | undefined
}): readonly string[] => [deferrable ? 'deferrable' : '', initially]

/** Options in one order, without those that say what is so anyway. */
function sayOthers(others: object, fold: (text: string) => string): string {
  const said = Object.entries(others).flatMap(([key, value]): readonly string[] => {
    if (value === undefined || value === 'ABORT') return []
    if (typeof value !== 'object' || value === null) return [`${key} ${value}`]
    const entries = Object.entries(value as object)
      .filter(([, each]) => !['ASC', 'BINARY'].includes(String(each)))
      .map(([name, each]) => `${fold(name)} ${fold(String(each))}`)
    return entries.length === 0 ? [] : [`${key} ${entries.sort().join(' ')}`]
  })
  return said.sort().join(' | ')
}

/** What an index is, but for its name. */
export function sayIndex({ columns, options }: IndexDefinition, dialect: Dialect): string {
  const fold = foldedIn(dialect)
  const { unique = false, where = '', using = 'btree', include = [], ops = {}, nullsNotDistinct = false } = options
  return [
    unique ? 'unique' : '',
    ...columns.map((column) =>
      isSql(column) ? normalizeSql(bareSql('An index', column), dialect) : dialect.identifier(fold(column)),
    ),
    `where ${normalizeSql(where, dialect)}`,
    using.toLowerCase(),
    `include ${include.map(fold).join(', ')}`,
    sayOthers({ ops, with: options.with ?? {} }, fold),
    nullsNotDistinct ? 'nulls not distinct' : '',
  ].join(' | ')
}

/** The name of a constraint or index, folded; undefined when it has none. */
export const sayName = ({ name }: { readonly name?: Constraint['name'] }, dialect: Dialect): string | undefined => {
  const text = nameOf(name)
  return text === undefined ? undefined : foldedIn(dialect)(text)
}
