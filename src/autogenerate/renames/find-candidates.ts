import type { Dialect } from '../../dialects/dialect.js'
import type { CanonicalTable } from '../compare/canonical-table.js'
import type { SchemaDiff } from '../compare/diff-schema.js'
import type { TableDiff } from '../compare/diff-table.js'
import { sayDefault, sayType } from '../compare/say.js'

/**
 * Something that goes, and something that comes and may be the same under another name. Nobody can know: as long as it
 * is not decided, the one is dropped with what it holds, and the other made empty.
 */
export interface RenameCandidate {
  readonly kind: 'table' | 'column'
  /** The table that a column is in, as the target has it. */
  readonly table?: string
  readonly schema?: string
  readonly from: string
  readonly to: string
  /** How much alike the two are, from 0 to 1. */
  readonly score: number
}

/** From here on two things are alike enough to ask about. */
const least = 0.5

/** What may be renames among what goes and comes, the likeliest first; each thing at most once. */
export function findCandidates(diff: SchemaDiff, dialect: Dialect): readonly RenameCandidate[] {
  const tables = pairUp(
    diff.removedTables,
    diff.addedTables,
    (from, to) => (from.schema === to.schema ? tableScore(from, to, dialect) : 0),
    (from, to, score): RenameCandidate => ({ kind: 'table', ...at(to), from: from.table, to: to.table, score }),
  )
  const columns = diff.tables.flatMap((one) =>
    pairUp(
      one.removedColumns,
      one.addedColumns,
      (from, to) => columnScore(from, to, one, dialect),
      (from, to, score): RenameCandidate => ({
        kind: 'column',
        table: one.to.table,
        ...at(one.to),
        from: from.name,
        to: to.name,
        score,
      }),
    ),
  )
  return [...tables, ...columns].sort((one, other) => other.score - one.score)
}

const at = ({ schema }: CanonicalTable) => (schema === undefined ? {} : { schema })

function pairUp<Thing>(
  gone: readonly Thing[],
  come: readonly Thing[],
  score: (from: Thing, to: Thing) => number,
  make: (from: Thing, to: Thing, score: number) => RenameCandidate,
): readonly RenameCandidate[] {
  const pairs = gone
    .flatMap((from) => come.map((to) => ({ from, to, score: Math.round(score(from, to) * 100) / 100 })))
    .filter((pair) => pair.score >= least)
    .sort((one, other) => other.score - one.score)
  const taken = new Set<Thing>()
  return pairs.flatMap(({ from, to, score }) => {
    if (taken.has(from) || taken.has(to)) return []
    taken.add(from).add(to)
    return [make(from, to, score)]
  })
}

/**
 * How many columns two tables share, by name and type, and how much their names are alike. Another column of the same type
 * in the same place counts half: who renames a table renames its columns along.
 */
function tableScore(from: CanonicalTable, to: CanonicalTable, dialect: Dialect): number {
  const say = ({ name, type }: CanonicalTable['columns'][number]) => `${name} ${sayType(type, dialect)}`
  const before = new Set(from.columns.map(say))
  const after = new Set(to.columns.map(say))
  const isInPlace = (one: CanonicalTable['columns'][number], at: number) => {
    const old = from.columns[at]
    return old !== undefined && !after.has(say(old)) && sayType(old.type, dialect) === sayType(one.type, dialect)
  }
  const shared = to.columns.reduce((sum, one, at) => sum + (before.has(say(one)) ? 1 : isInPlace(one, at) ? 0.5 : 0), 0)
  const all = before.size + after.size - shared
  return 0.8 * (all === 0 ? 0 : shared / all) + 0.2 * likeness(from.table, to.table)
}

/** A rename keeps the type; beside it the name, the place, the default and NULL speak for one. */
function columnScore(
  from: CanonicalTable['columns'][number],
  to: CanonicalTable['columns'][number],
  { from: before, to: after }: TableDiff,
  dialect: Dialect,
): number {
  if (sayType(from.type, dialect) !== sayType(to.type, dialect)) return 0
  if ((from.generated === undefined) !== (to.generated === undefined)) return 0
  const isSamePlace = before.columns.indexOf(from) === after.columns.indexOf(to)
  return (
    0.4 +
    0.3 * likeness(from.name, to.name) +
    (isSamePlace ? 0.15 : 0) +
    (from.nullable === to.nullable ? 0.1 : 0) +
    (sayDefault(from, dialect) === sayDefault(to, dialect) ? 0.05 : 0)
  )
}

/** How many pairs of letters two names share. */
function likeness(one: string, other: string): number {
  const pairs = (text: string) =>
    Array.from({ length: text.length + 1 }, (_, nth) => ` ${text.toLowerCase()} `.slice(nth, nth + 2))
  const left = pairs(other)
  const all = pairs(one).length + left.length
  let shared = 0
  for (const pair of pairs(one)) {
    const nth = left.indexOf(pair)
    if (nth < 0) continue
    left.splice(nth, 1)
    shared++
  }
  return (2 * shared) / all
}
