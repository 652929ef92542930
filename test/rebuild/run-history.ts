import { type Adapter, type MigrationSet, upgrade } from 'limbeck'
import { historyOf, type modes } from './history.js'

/** What a database holds in the end. */
export interface Outcome {
  readonly schema: readonly string[]
  readonly rows: readonly string[]
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Runs the history of a seed, and tells everything that is in the database then; at once also what was compiled of it. */
export async function runHistory(
  adapter: Adapter,
  seed: number,
  mode: (typeof modes)[number],
  compiled?: MigrationSet,
): Promise<Outcome> {
  const all = historyOf(seed)
  if (mode === 'at once') await upgrade(adapter, compiled ?? all)
  if (mode === 'a transaction each') await upgrade(adapter, all, 'head', { transaction: 'revision' })
  if (mode === 'one by one') for (const at of all.keys()) await upgrade(adapter, all.slice(0, at + 1))
  const master = await adapter.query(
    "SELECT type, name, sql FROM sqlite_master WHERE substr(tbl_name, 1, 4) <> '_cf_' AND tbl_name NOT LIKE 'limbeck%' ORDER BY type, name",
  )
  const rows: string[] = []
  for (const { type, name } of master) {
    if (type !== 'table') continue
    const list = await adapter.query(`SELECT name FROM pragma_table_xinfo('${String(name).replaceAll("'", "''")}')`)
    const values = list.map((column) => `quote(${quote(String(column.name))})`).join(" || ', ' || ")
    const found = await adapter.query(`SELECT ${values} AS line FROM ${quote(String(name))}`)
    rows.push(...found.map(({ line }) => `${name}: ${line}`).sort())
  }
  const journal = await adapter.query('SELECT revision FROM limbeck_journal ORDER BY id')
  const [left] = await adapter.query('SELECT count(*) AS n FROM pragma_foreign_key_check')
  return {
    schema: master.flatMap(({ type, name, sql }) => (sql === null ? [] : [`${type} ${name}: ${sql}`])),
    rows: [...rows, `journal: ${journal.map(({ revision }) => revision)}`, `violations: ${left?.n}`],
  }
}
