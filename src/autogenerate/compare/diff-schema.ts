import type { Dialect } from '../../dialects/dialect.js'
import type { Enumeration } from '../../schema/column-type.js'
import type {
  Comment,
  DatabaseSchema,
  ExistingTable,
  Routine,
  Sequence,
  Trigger,
  View,
  VirtualTable,
} from '../../schema/database.js'
import { hasSameValues } from '../../schema/owned-enumerations.js'
import type { BuiltIn } from '../select-comparators.js'
import { foldedIn, normalizeSql } from '../sql-text.js'
import { type CanonicalTable, canonicalTable } from './canonical-table.js'
import { type Compare, compares, type Direction, diffTable, isSame, type TableDiff } from './diff-table.js'
import { isSameTable } from './is-same-data.js'
import { sayIndex, sayName } from './say.js'

/** Things that have a name, and of which some come, some go, and some become others. */
export interface ObjectDiff<Thing> {
  readonly added: readonly Thing[]
  readonly removed: readonly Thing[]
  readonly changed: readonly { readonly from: Thing; readonly to: Thing }[]
}

/** What differs between two schemas. */
export interface SchemaDiff {
  readonly addedTables: readonly CanonicalTable[]
  readonly removedTables: readonly CanonicalTable[]
  readonly tables: readonly TableDiff[]
  readonly virtualTables: ObjectDiff<VirtualTable>
  readonly views: ObjectDiff<View>
  readonly triggers: ObjectDiff<Trigger>
  readonly routines: ObjectDiff<Routine>
  readonly enumerations: ObjectDiff<Enumeration>
  readonly sequences: ObjectDiff<Sequence>
  /** On anything but tables and columns. */
  readonly comments: ObjectDiff<Comment>
}

/** What has to be done to one schema to get another. Tables and columns of one name are the same ones. */
export function diffSchemas(
  from: DatabaseSchema,
  to: DatabaseSchema,
  dialect: Dialect,
  way: Direction,
  compare: Compare = {},
): SchemaDiff {
  const key = ({ table, options }: ExistingTable) => keyOf(table, options.schema, dialect)
  // Most tables are as they were: what is the same as data says the same, unless somebody else decides.
  const isDecided = typeof compare.compareType === 'function' || typeof compare.compareServerDefault === 'function'
  const of = <Thing>(part: BuiltIn, things: readonly Thing[]) => (compares(compare, part) ? things : [])
  const tables = diffObjects(
    of('tables', from.tables),
    of('tables', to.tables),
    key,
    isDecided ? () => false : isSameTable,
  )
  const sql = (one: { readonly sql: string }) => normalizeSql(one.sql, dialect)
  const sayView = (view: View) =>
    [sql(view), ...(view.indexes ?? []).map((one) => `${sayName(one, dialect)} ${sayIndex(one, dialect)}`).sort()].join(
      '\n',
    )
  const place = (one: { readonly name: string; readonly schema?: string }) => keyOf(one.name, one.schema, dialect)
  const isAlike =
    <Thing>(say: (thing: Thing) => string) =>
    (one: Thing, other: Thing) =>
      say(one) === say(other)
  const canonical = (table: ExistingTable) => canonicalTable(table, dialect)
  return {
    addedTables: tables.added.map(canonical),
    removedTables: tables.removed.map(canonical),
    tables: tables.changed
      .map((pair) => diffTable(canonical(pair.from), canonical(pair.to), dialect, way, compare))
      .filter((diff) => !isSame(diff)),
    virtualTables: diffObjects(
      of('virtualTables', from.virtualTables),
      of('virtualTables', to.virtualTables),
      place,
      isAlike(sql),
    ),
    views: diffObjects(of('views', from.views), of('views', to.views), place, isAlike(sayView)),
    triggers: diffObjects(
      of('triggers', from.triggers),
      of('triggers', to.triggers),
      // On PostgreSQL a trigger's name is one of its table's.
      (one) => (dialect.name === 'postgresql' ? `${place(one)} ${one.table}` : place(one)),
      isAlike(sql),
    ),
    routines: diffObjects(
      of('routines', from.routines),
      of('routines', to.routines),
      (one) => `${place(one)}(${one.args})`,
      isAlike(sql),
    ),
    enumerations: diffObjects(
      of('enumerations', from.enumerations),
      of('enumerations', to.enumerations),
      place,
      hasSameValues,
    ),
    sequences: diffObjects(of('sequences', from.sequences), of('sequences', to.sequences), place, isAlike(saySequence)),
    comments: diffObjects(
      of('comments', from.comments),
      of('comments', to.comments),
      ({ on }) => on,
      isAlike(({ text }) => text),
    ),
  }
}

/** A name in a schema, as one text. */
export const keyOf = (name: string, schema: string | undefined, dialect: Dialect): string =>
  `${foldedIn(dialect)(schema ?? '')}.${foldedIn(dialect)(name)}`

const saySequence = ({ type, start, increment, minValue, maxValue, cache, cycle, owner }: Sequence): string =>
  [type, start, increment, minValue, maxValue, cache, cycle, owner?.schema, owner?.table, owner?.column].join(' ')

function diffObjects<Thing>(
  from: readonly Thing[],
  to: readonly Thing[],
  key: (thing: Thing) => string,
  isAlike: (one: Thing, other: Thing) => boolean,
): ObjectDiff<Thing> {
  const before = new Map(from.map((one) => [key(one), one]))
  const added: Thing[] = []
  const changed: { readonly from: Thing; readonly to: Thing }[] = []
  const after = new Set<string>()
  for (const one of to) {
    const name = key(one)
    after.add(name)
    const old = before.get(name)
    if (old === undefined) added.push(one)
    else if (!isAlike(old, one)) changed.push({ from: old, to: one })
  }
  return { added, removed: [...before].flatMap(([name, one]) => (after.has(name) ? [] : [one])), changed }
}
