import type { Dialect } from '../dialects/dialect.js'
import { sameName } from '../dialects/sqlite/parse/tokenize.js'
import { type ColumnState, finalName } from './column-state.js'

/**
 * The renames of columns as ALTER TABLE, which SQLite carries into every index, trigger, view and foreign key. In an
 * order in which no name is taken; columns that swap their names go by way of a third.
 */
export function renameColumns(table: string, columns: readonly ColumnState[], dialect: Dialect): readonly string[] {
  const statements: string[] = []
  const names = columns.map(({ name }) => name)
  const rename = (at: number, to: string) => {
    const [was, now] = [names[at] as string, to].map(dialect.identifier)
    statements.push(`ALTER TABLE ${dialect.identifier(table)} RENAME COLUMN ${was} TO ${now}`)
    names[at] = to
  }
  const target = (at: number) => finalName(columns[at] as ColumnState)
  for (;;) {
    const left = [...columns.keys()].filter((at) => names[at] !== target(at))
    const [first] = left
    if (first === undefined) return statements
    const free = left.find((at) => !names.some((name, other) => other !== at && sameName(name, target(at))))
    if (free === undefined) rename(first, `_limbeck_column_${columns.length + first}`)
    else rename(free, target(free))
  }
}
