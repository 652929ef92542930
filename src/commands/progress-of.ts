import type { RunOptions } from '../runner/run-options.js'
import type { Database } from './each-database.js'
import type { RunReport } from './run-report.js'

/** The runner's options for a database: where its version rows are, and whom each step is told. */
export function progressOf({ database, name, scripts, table }: Database, { onStep }: RunReport): RunOptions {
  if (!onStep) return table
  const { graph } = scripts
  return {
    ...table,
    onProgress(progress) {
      const below = graph.down[graph.ids.indexOf(progress.revision)] ?? []
      const downRevision = below.map((at) => graph.ids[at] as string)
      onStep({ ...progress, downRevision, database, ...(name !== undefined && { name }) })
    },
  }
}
