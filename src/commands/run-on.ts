import type { Adapter } from '../adapter.js'
import type { RunOptions } from '../runner/run-options.js'
import type { Database } from './each-database.js'
import type { RunReport } from './run-report.js'

/**
 * Runs a verb on a database, with the runner's options for it: where its version rows are, and whom each step is told,
 * before and, with `onVersionApply`, after.
 */
export async function runOn<T>(
  on: Database,
  { onStep }: RunReport,
  verb: (adapter: Adapter, options: RunOptions) => Promise<T>,
): Promise<T> {
  const { database, name, scripts, table, onVersionApply } = on
  const watched = onVersionApply && (await import('./version-apply.js')).watchApplied(on, onVersionApply)
  if (!onStep && !watched) return verb(on.adapter, table)
  const { graph } = scripts
  const result = await verb(watched?.adapter ?? on.adapter, {
    ...table,
    onProgress(progress) {
      watched?.began(progress)
      const below = graph.down[graph.ids.indexOf(progress.revision)] ?? []
      const downRevision = below.map((at) => graph.ids[at] as string)
      onStep?.({ ...progress, downRevision, database, ...(name !== undefined && { name }) })
    },
  })
  watched?.ended()
  return result
}
