import { readRows } from '../runner/version-table.js'
import { eachDatabase } from './each-database.js'
import type { Project } from './project.js'

/** The version rows of the project's databases, each once. Nothing is written. */
export async function versionRows(project: Project): Promise<readonly string[]> {
  const read = await eachDatabase(
    project,
    async ({ adapter, table }) => ({ rows: (await readRows(adapter, table)) ?? [] }),
    {
      readOnly: true,
    },
  )
  return [...new Set(read.flatMap(({ rows }) => rows))]
}
