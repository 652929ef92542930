import type { Dialect } from '../../dialects/dialect.js'
import { alterColumn } from '../../ops/alter-column.js'
import type { Operation } from '../../ops/operation.js'
import { renameTable } from '../../ops/rename-table.js'
import type { DatabaseSchema } from '../../schema/database.js'
import { columnsOf } from '../../schema/naming.js'
import { type CanonicalTable, canonicalTable } from '../compare/canonical-table.js'
import { keyOf } from '../compare/diff-schema.js'
import type { ResolvedRename } from '../renames/resolve-renames.js'
import { foldedIn } from '../sql-text.js'
import { traitsOf } from '../traits.js'

/**
 * The renames with those that make room for them: a column that goes, and whose name another one gets, stands aside
 * first.
 */
export function makeRoom(
  renames: readonly ResolvedRename[],
  from: DatabaseSchema,
  dialect: Dialect,
): readonly ResolvedRename[] {
  const fold = foldedIn(dialect)
  return renames.map((rename) => {
    const table = from.tables.find(
      (one) => keyOf(one.table, one.options.schema, dialect) === keyOf(rename.from, rename.schema, dialect),
    )
    const leaves = new Set(rename.columns.map((one) => fold(one.from)))
    const aside = rename.columns.flatMap(({ to }) => {
      const there = table?.columns.find(({ name }) => fold(name) === fold(to))
      return there && !leaves.has(fold(there.name)) ? [{ from: there.name, to: asideName(there.name) }] : []
    })
    return aside.length === 0 ? rename : { ...rename, columns: [...aside, ...rename.columns] }
  })
}

const asideName = (name: string): string => `_limbeck_${name}`.slice(0, 60)

/** The operations that rename, each when the name that it gives is free. */
export function renameSteps(
  renames: readonly ResolvedRename[],
  before: DatabaseSchema,
  dialect: Dialect,
): readonly Operation[] {
  const fold = foldedIn(dialect)
  return renames.flatMap(({ schema, from, to, columns }) => {
    const place = schema === undefined ? {} : { schema }
    const table = before.tables.find(
      (one) => keyOf(one.table, one.options.schema, dialect) === keyOf(from, schema, dialect),
    )
    const lost = table && traitsOf(dialect).remakes ? lostKey(canonicalTable(table, dialect), dialect) : undefined
    // Its next name, once it has one in between.
    const lostNames = new Set(lost === undefined ? [] : [lost])
    const tables =
      from === to
        ? []
        : fold(from) === fold(to)
          ? [
              [from, asideName(from)],
              [asideName(from), to],
            ]
          : [[from, to]]
    const left = columns.map((one) => ({ ...one }))
    const steps: Operation[] = tables.map(([old, name]) => renameTable(old as string, name as string, place))
    while (left.length > 0) {
      const isFree = ({ from: own, to: name }: { from: string; to: string }) =>
        !left.some((other) => other.from !== own && fold(other.from) === fold(name))
      const at = left.findIndex(isFree)
      const next = left[Math.max(at, 0)] as { from: string; to: string }
      const name = at < 0 ? asideName(next.from) : next.to
      const isLost = lostNames.has(fold(next.from))
      if (isLost) lostNames.add(fold(name))
      steps.push(alterColumn(to, next.from, { newName: name, ...(isLost ? { recreate: 'always' } : {}), ...place }))
      if (at < 0) next.from = name
      else left.splice(at, 1)
    }
    return steps
  })
}

/**
 * The column that SQLite's own RENAME COLUMN may lose sight of: it alone is the primary key, and it is in a UNIQUE too.
 * Whether it does depends on the order in which both stand in a text that need not be the one that was reflected.
 */
function lostKey({ columns, constraints }: CanonicalTable, dialect: Dialect): string | undefined {
  const fold = foldedIn(dialect)
  const key = constraints.find((one) => one.kind === 'primaryKey')
  const [name = '', ...others] = key ? columnsOf(key).map(fold) : []
  const type = columns.find((one) => fold(one.name) === name)?.type
  if (others.length > 0 || !type || !/^integer$/i.test(dialect.type(type))) return undefined
  const isUnique = constraints.some((one) => one.kind === 'unique' && one.columns.some((each) => fold(each) === name))
  return isUnique ? name : undefined
}
