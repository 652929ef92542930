import type { Dialect } from '../../dialects/dialect.js'
import { alterColumn } from '../../ops/alter-column.js'
import type { Operation } from '../../ops/operation.js'
import { renameTable } from '../../ops/rename-table.js'
import type { DatabaseSchema } from '../../schema/database.js'
import { keyOf } from '../compare/diff-schema.js'
import type { ResolvedRename } from '../renames/resolve-renames.js'
import { foldedIn } from '../sql-text.js'

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
export function renameSteps(renames: readonly ResolvedRename[], dialect: Dialect): readonly Operation[] {
  const fold = foldedIn(dialect)
  return renames.flatMap(({ schema, from, to, columns }) => {
    const place = schema === undefined ? {} : { schema }
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
      steps.push(alterColumn(to, next.from, { newName: name, ...place }))
      if (at < 0) next.from = name
      else left.splice(at, 1)
    }
    return steps
  })
}
