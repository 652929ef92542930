import type { Adapter } from '../adapter.js'
import type { Plan } from '../graph/revision.js'
import { fetchPart } from './fetch-part.js'
import { literal } from './literal.js'
import { loadSteps } from './load-steps.js'
import type { Baseline, MigrationSet, SetGraph } from './migration-set.js'
import { keptDowngrades } from './run-options.js'
import { type Session, writeSession } from './session.js'
import { changeRows } from './version-rows.js'
import { readRows, sameRows, type VersionTableOptions } from './version-table.js'

/**
 * Makes a new database at once, and says that it is at head; the session tells which revisions that stands for. False,
 * and nothing was done, where there is something in the database already.
 */
export async function runBaseline(
  adapter: Adapter,
  set: MigrationSet,
  load: (again?: true) => Promise<Baseline>,
  graph: SetGraph,
  plan: Plan,
  session: Session,
): Promise<boolean> {
  const { options, table, journal } = session
  const { onProgress } = options
  const kept = keptDowngrades(options.journal)
  const [{ statements }, newest, tell] = await Promise.all([
    fetchPart(load, graph.baselineChecksum),
    loadSteps(set, graph, kept ? plan.steps.slice(-kept) : [], options),
    onProgress && import('./teller.js').then(({ teller }) => teller(set, graph, onProgress)),
  ])
  const [last] = plan.steps.slice(-1)
  if (last) await tell?.(session, last)
  const appliedAt = Date.now()
  session.due.push(...newest.map((step) => ({ step, appliedAt, duration: 0 })))
  const others = othersIn(options.versionTable)
  const guard = `INSERT INTO ${journal} (format) SELECT NULL ${others}`
  const opening = [...session.opening(), guard]
  const rest = [...statements, ...(newest[0] ? writeSession(session, [], plan.to) : changeRows(table, [], plan.to))]
  try {
    if (adapter.atomic === 'batch') await adapter.batch([...opening, ...rest])
    else await adapter.transaction((tx) => tx.run(rest), { first: opening })
  } catch (error) {
    const isMoved = (await readRows(adapter, options))?.[0]
    if (!isMoved && !(await isEmpty(adapter, options))) return false
    throw error
  }
  session.ran.push(...plan.steps.map(({ revision, direction }) => ({ revision, direction, duration: 0 })))
  return true
}

/** Whether a set has a baseline that may stand in for a plan: that of a new database, to all heads. */
export const mayUseBaseline = (
  { engine }: Adapter,
  { baseline, heads }: MigrationSet,
  { from, to }: Pick<Plan, 'from' | 'to'>,
): boolean =>
  // On a server databases are made once, and what is there beside our own is not for us to say.
  !!baseline && engine !== 'postgresql' && !from[0] && sameRows(to, heads)

/** Whether a database holds nothing but our tables, SQLite's and Cloudflare's. */
export const isEmpty = async (adapter: Adapter, { versionTable }: VersionTableOptions): Promise<boolean> =>
  !(await adapter.query(`SELECT 1 AS one ${othersIn(versionTable)} LIMIT 1`))[0]

/** What a database holds beside our tables, SQLite's and Cloudflare's, as the end of a query. */
function othersIn(versionTable = 'limbeck_version'): string {
  const ours = [versionTable, 'limbeck_journal'].map(literal)
  const theirs = `substr(name, 1, 7) <> 'sqlite_' AND substr(tbl_name, 1, 4) <> '_cf_'`
  return `FROM sqlite_master WHERE tbl_name COLLATE NOCASE NOT IN (${ours.join(', ')}) AND ${theirs}`
}
