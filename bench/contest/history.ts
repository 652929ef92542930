import type { RevisionModule } from 'limbeck'
import { column, integer, type Operations, text } from 'limbeck/op'

const idOf = (at: number) => `r${String(at).padStart(11, '0')}`

/**
 * A line of revisions of one statement each: of fifty, 25 make a table, 24 an index and one a column. Columns are few
 * because SQLite reads the whole schema for each of them: they would be most of what is measured.
 */
export const history = (count: number): readonly RevisionModule[] =>
  Array.from({ length: count }, (_, at) => ({
    revision: idOf(at),
    downRevision: at === 0 ? null : idOf(at - 1),
    message: `change number ${at}`,
    ...directions(at),
  }))

function directions(at: number): Pick<RevisionModule, 'upgrade' | 'downgrade'> {
  const table = `t${at - (at % 2)}`
  if (at % 2 === 0) {
    const columns = [
      column('id', integer(), { primaryKey: true }),
      column('name', text(), { nullable: false }),
      column('note', text()),
    ]
    return {
      upgrade: (op: Operations) => op.createTable(table, ...columns),
      downgrade: (op: Operations) => op.dropTable(table),
    }
  }
  if (at % 50 === 5) {
    return {
      upgrade: (op: Operations) => op.addColumn(table, column('more', text())),
      // Not `dropColumn`: whether a table has to be made anew for it would be found out for each of them.
      downgrade: (op: Operations) => op.execute(`ALTER TABLE ${table} DROP COLUMN more`),
    }
  }
  return {
    upgrade: (op: Operations) => op.createIndex(`${table}_by_name`, table, ['name']),
    downgrade: (op: Operations) => op.dropIndex(`${table}_by_name`),
  }
}
