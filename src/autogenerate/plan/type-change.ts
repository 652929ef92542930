import type { Dialect } from '../../dialects/dialect.js'
import type { ColumnType } from '../../schema/column-type.js'
import { enumerationOf } from '../../schema/owned-enumerations.js'
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

/** The sizes of a type. */
const sizes = (said: string): readonly number[] => [...said.matchAll(/\d+/g)].map(([digits]) => Number(digits))

/**
 * The expression that gives the new values of a column, where the database has to be told; undefined where it casts by
 * itself.
 */
export function usingFor(column: string, from: ColumnType, to: ColumnType, dialect: Dialect): string | undefined {
  if (traitsOf(dialect).remakes || enumerationOf(to)) return undefined
  const [before, after] = [sayType(from, dialect), sayType(to, dialect)]
  const [old, next] = [bare(before), bare(after)]
  if (old === next || texts.includes(next)) return undefined
  if (groups.some((group) => group.includes(old) && group.includes(next))) return undefined
  const [name, type] = [dialect.identifier(column), dialect.type(to)]
  if (old === 'boolean' && numbers.includes(next)) return `${name}::integer::${type}`
  if (next === 'boolean' && numbers.includes(old)) return `${name}::integer::boolean`
  return `${name}::text::${type}`
}

/** Whether every value of a type has its like in another one. */
export function isWider(from: ColumnType, to: ColumnType, dialect: Dialect): boolean {
  const [before, after] = [sayType(from, dialect), sayType(to, dialect)]
  return traitsOf(dialect).remakes ? isWiderAffinity(before, after) : isWiderType(before, after)
}

const widenings: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'bigint', 'numeric'],
  ['real', 'double precision'],
  ['date', 'timestamp without time zone'],
  ['json', 'text'],
  ['jsonb', 'json'],
]

function isWiderType(before: string, after: string): boolean {
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

/** https://sqlite.org/datatype3.html#determination_of_column_affinity */
function affinityOf(type: string): string {
  const found = [
    [/int/, 'integer'],
    [/char|clob|text/, 'text'],
    [/blob|^$|^any$/, 'blob'],
    [/real|floa|doub/, 'real'],
  ] as const
  return found.find(([words]) => words.test(type))?.[1] ?? 'numeric'
}

function isWiderAffinity(before: string, after: string): boolean {
  const [old, next] = [affinityOf(before), affinityOf(after)]
  return old === next || next === 'text' || next === 'blob' || (old === 'integer' && next === 'numeric')
}
