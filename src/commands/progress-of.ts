import type { RunOptions } from '../runner/run-options.js'
import type { Database } from './each-database.js'
import type { RunReport } from './run-report.js'

/** The runner's options that report each step of a database. */
export function progressOf({ database, name, scripts }: Database, { onStep }: RunReport): RunOptions {
  if (!onStep) return {}
  const { graph } = scripts
  return {
    onProgress(progress) {
      const below = graph.down[graph.ids.indexOf(progress.revision)] ?? []
      const downRevision = below.map((at) => graph.ids[at] as string)
      onStep({ ...progress, downRevision, database, ...(name !== undefined && { name }) })
    },
  }
}
