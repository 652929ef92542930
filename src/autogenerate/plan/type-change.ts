import type { Dialect } from '../../dialects/dialect.js'
import { affinity } from '../../dialects/sqlite/affinity.js'
import type { ColumnType } from '../../schema/column-type.js'
import { enumerationOf } from '../../schema/owned-enumerations.js'
import type { CanonicalTable } from '../compare/canonical-table.js'
import { sayType } from '../compare/say.js'
import { traitsOf } from '../traits.js'

/** Types that PostgreSQL casts into one another by itself when a column's type changes. */
const groups: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'int', 'bigint', 'numeric', 'decimal', 'real', 'float', 'double precision'],
  ['json', 'jsonb'],
  ['date', 'timestamp', 'timestamp without time zone', 'timestamp with time zone', 'timestamptz'],
  ['time', 'time without time zone', 'time with time zone'],
]
const texts = ['text', 'varchar', 'character varying', 'char', 'character', 'bpchar']
const numbers = groups[0] as readonly string[]

/** A type without its sizes. */
const bare = (said: string): string => said.replaceAll(/ ?\( [^)]*\)/g, '').trim()

/** Of two arrays the types of what is in them, as they are cast one by one; else the types themselves. */
function elements(before: string, after: string): readonly [before: string, after: string] {
  const brackets = /(\s*\[\s*\])+$/
  return brackets.test(before) && brackets.test(after)
    ? [before.replace(brackets, ''), after.replace(brackets, '')]
    : [before, after]
}

/** The sizes of a type. */
const sizes = (said: string): readonly number[] => [...said.matchAll(/\d+/g)].map(([digits]) => Number(digits))

/**
 * The expression that gives the new values of a column, where the database has to be told; undefined where it casts by
 * itself.
 */
export function usingFor(column: string, from: ColumnType, to: ColumnType, dialect: Dialect): string | undefined {
  if (traitsOf(dialect).remakes || enumerationOf(to)) return undefined
  const [before, after] = elements(sayType(from, dialect), sayType(to, dialect))
  const [old, next] = [bare(before), bare(after)]
  if (old === next || texts.includes(next)) return undefined
  if (groups.some((group) => group.includes(old) && group.includes(next))) return undefined
  const [name, type] = [dialect.identifier(column), dialect.type(to)]
  if (old === 'boolean' && numbers.includes(next)) return `${name}::integer::${type}`
  if (next === 'boolean' && numbers.includes(old)) return `${name}::integer::boolean`
  return `${name}::text::${type}`
}

/** The table of a column, before and after its type changes. */
export interface Tables {
  readonly from: Pick<CanonicalTable, 'options'>
  readonly to: Pick<CanonicalTable, 'options'>
}

/** Whether every value of a type has its like in another one. */
export function isWider(from: ColumnType, to: ColumnType, tables: Tables, dialect: Dialect): boolean {
  const [before, after] = [sayType(from, dialect), sayType(to, dialect)]
  return traitsOf(dialect).remakes ? isWiderAffinity(before, after, tables) : isWiderType(before, after)
}

const widenings: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'bigint', 'numeric'],
  ['real', 'double precision'],
  ['date', 'timestamp without time zone'],
  ['json', 'text'],
  ['jsonb', 'json'],
]

function isWiderType(array: string, otherArray: string): boolean {
  const [before, after] = elements(array, otherArray)
  const [old, next] = [bare(before), bare(after)]
  const [was, is] = [sizes(before), sizes(after)]
  if (texts.includes(next))
    return is.length === 0 || (texts.includes(old) && was.length > 0 && Number(is[0]) >= Number(was[0]))
  if (old === next) {
    if (is.length === 0) return true
    const [precision = 0, scale = 0] = was
    const [newPrecision = 0, newScale = 0] = is
    return was.length > 0 && newScale >= scale && newPrecision - newScale >= precision - scale
  }
  return widenings.some((chain) => chain.includes(old) && chain.indexOf(next) > chain.indexOf(old) && is.length === 0)
}

/** How SQLite holds values of a type: in a STRICT table ANY takes what is put in, in others it is a number if it can be. */
const heldAs = (type: string, { options }: Tables['from']) =>
  options.strict && /^\s*any\s*$/i.test(type) ? 'BLOB' : affinity(type)

function isWiderAffinity(before: string, after: string, { from, to }: Tables): boolean {
  const [old, next] = [heldAs(before, from), heldAs(after, to)]
  // Before 3.54 SQLite writes 15 digits of a number, which are not all that it has.
  if (next === 'TEXT') return old !== 'REAL'
  return old === next || next === 'BLOB' || (old === 'INTEGER' && next === 'NUMERIC')
}
