import type { Dialect } from '../../dialects/dialect.js'
import { bareSql } from '../../dialects/table-sql.js'
import type { Constraint } from '../../schema/constraint.js'
import { isSql, type Sql } from '../../schema/sql.js'
import type { IndexDefinition } from '../../schema/table.js'
import type { CanonicalTable } from '../compare/canonical-table.js'
import { sayConstraint, sayDefault } from '../compare/say.js'
import { fails, type Note } from '../directive.js'
import { sayTable } from '../say-place.js'
import { foldedIn, namesIn } from '../sql-text.js'
import { keyOfTable, referredKey } from './sort-tables.js'
import type { WideDiff } from './widen.js'

/** Which rows stand in the way of a constraint that is made on a table that may have some. */
export function constraintNotes(one: Constraint, diff: WideDiff, isToNew: boolean, dialect: Dialect): readonly Note[] {
  const table = sayTable(diff.to)
  // One that only steps aside held before, and holds now.
  const isAgain = diff.removedConstraints.some((gone) => sayConstraint(gone, dialect) === sayConstraint(one, dialect))
  if (isAgain) return []
  switch (one.kind) {
    case 'unique':
    case 'primaryKey':
      return holdsAlready(one, diff.from, dialect) ? [] : uniqueNotes(one.columns, one.columns, diff, dialect)
    case 'exclude': {
      const elements = one.elements.map(([element]) => element)
      const columns = namedColumns(elements, diff, dialect)
      if (areAllNew(columns, diff, dialect)) return sameValues(columns, diff, dialect)
      return [fails(`where rows of '${table}' exclude one another by ${sayElements(elements)}.`)]
    }
    case 'check': {
      const columns = namedIn(one.condition, diff, dialect)
      if (areAllNew(columns, diff, dialect)) return []
      return [fails(`where rows of '${table}' are not so: ${one.condition.trim().replaceAll(/\s+/g, ' ')}.`)]
    }
    case 'foreignKey':
      return referenceNotes(one, diff, isToNew, dialect)
  }
}

/** Which rows stand in the way of an index: those that it shall tell apart, and that are the same. */
export function indexNotes(index: IndexDefinition, diff: WideDiff, dialect: Dialect): readonly Note[] {
  const { columns, options } = index
  if (!options.unique || diff.removedIndexes.some((gone) => isSameKey(gone, index))) return []
  const names = namedColumns(columns, diff, dialect)
  const isPlain = options.where === undefined && columns.every((column) => typeof column === 'string')
  if (isPlain && holdsAlready({ columns: names, ...options }, diff.from, dialect)) return []
  return uniqueNotes(names, columns, diff, dialect)
}

/** Whether two indexes tell the same rows apart. */
function isSameKey(one: IndexDefinition, other: IndexDefinition): boolean {
  const say = ({ columns, options: { unique, where, nullsNotDistinct } }: IndexDefinition) =>
    JSON.stringify([columns, unique, where, nullsNotDistinct === true])
  return say(one) === say(other)
}

function referenceNotes(
  one: Extract<Constraint, { kind: 'foreignKey' }>,
  diff: WideDiff,
  isToNew: boolean,
  dialect: Dialect,
): readonly Note[] {
  const table = sayTable(diff.to)
  if (isToNew) return [fails(`where rows of '${table}' refer to '${sayTable(one)}', which has no rows yet.`)]
  if (areGiven(one.columns, diff, dialect)) {
    return [
      fails(`where '${table}' has rows, and '${sayTable(one)}' none with the ${one.columns.join(', ')} that they get.`),
    ]
  }
  const fold = foldedIn(dialect)
  const ends = (key: typeof one) => [referredKey(key, dialect), ...key.columns.map(fold), ...key.references.map(fold)]
  const wasThere = diff.from.constraints.some(
    (before) => before.kind === 'foreignKey' && ends(before).join('\n') === ends(one).join('\n'),
  )
  if (wasThere || areAllNew(one.columns, diff, dialect)) return []
  const isOwn = referredKey(one, dialect) === keyOfTable(diff.to, dialect)
  return [
    fails(`where rows of '${table}' refer to ${isOwn ? 'others' : `rows of '${sayTable(one)}'`} that are not there.`),
  ]
}

/** The columns that a list names, in its expressions too. */
function namedColumns(list: readonly (string | Sql)[], diff: WideDiff, dialect: Dialect): readonly string[] {
  const fold = foldedIn(dialect)
  const plain = new Set(list.flatMap((one) => (isSql(one) ? [] : [fold(one)])))
  const inSql = new Set(list.flatMap((one) => (isSql(one) ? namedIn(one.parts.join(' '), diff, dialect) : [])))
  return diff.to.columns.flatMap(({ name }) => (plain.has(fold(name)) || inSql.has(name) ? [name] : []))
}

/** The columns that a piece of SQL names. */
function namedIn(text: string, { to }: WideDiff, dialect: Dialect): readonly string[] {
  const fold = foldedIn(dialect)
  const names = namesIn(text, dialect)
  return to.columns.flatMap(({ name }) => (names.has(fold(name)) ? [name] : []))
}

function uniqueNotes(
  columns: readonly string[],
  elements: readonly (string | Sql)[],
  diff: WideDiff,
  dialect: Dialect,
): readonly Note[] {
  if (areAllNew(columns, diff, dialect)) return sameValues(columns, diff, dialect)
  return [fails(`where rows of '${sayTable(diff.to)}' have the same ${sayElements(elements)}, which shall be unique.`)]
}

const sayElements = (elements: readonly (string | Sql)[]): string =>
  elements.map((one) => (isSql(one) ? bareSql('An index', one).trim() : one)).join(', ')

/** Where all columns of a key are new, and have defaults, the rows that are there get the same key. */
function sameValues(columns: readonly string[], diff: WideDiff, dialect: Dialect): readonly Note[] {
  if (!areGiven(columns, diff, dialect)) return []
  const table = sayTable(diff.to)
  return [fails(`where '${table}' has several rows: all get the same ${columns.join(', ')}, which shall be unique.`)]
}

interface Key {
  readonly columns: readonly string[]
  readonly nullsNotDistinct?: boolean
  readonly collate?: Readonly<Record<string, string>>
}

/** Whether rows were told apart by these columns before, or by some of them. */
function holdsAlready(
  { columns, nullsNotDistinct = false, collate }: Key,
  { constraints, indexes }: CanonicalTable,
  dialect: Dialect,
): boolean {
  const fold = foldedIn(dialect)
  if (collate) return false
  const now = new Set(columns.map(fold))
  const isWithin = (key: readonly string[]) => key.length > 0 && key.every((name) => now.has(fold(name)))
  return (
    constraints.some(
      (one) =>
        (one.kind === 'primaryKey' ||
          (one.kind === 'unique' && (one.nullsNotDistinct === true || !nullsNotDistinct))) &&
        isWithin(one.columns),
    ) ||
    indexes.some(
      ({ columns: key, options }) =>
        options.unique === true &&
        options.where === undefined &&
        (options.nullsNotDistinct === true || !nullsNotDistinct) &&
        key.every((column) => typeof column === 'string') &&
        isWithin(key as readonly string[]),
    )
  )
}

/** Whether all of some columns are new: rows that are there have in them what their defaults give. */
function areAllNew(columns: readonly string[], { addedColumns }: WideDiff, dialect: Dialect): boolean {
  const fold = foldedIn(dialect)
  return columns.every((name) => addedColumns.some((one) => fold(one.name) === fold(name)))
}

/** Whether all of a table's rows get the values of columns by the defaults of these. */
function areGiven(columns: readonly string[], { addedColumns }: WideDiff, dialect: Dialect): boolean {
  const fold = foldedIn(dialect)
  const given = addedColumns.filter((one) => sayDefault(one, dialect) !== '').map(({ name }) => fold(name))
  return columns.length > 0 && columns.every((name) => given.includes(fold(name)))
}
