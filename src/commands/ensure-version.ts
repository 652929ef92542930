import { createVersionTable } from '../runner/create-version-table.js'
import { nameOf, readRows } from '../runner/version-table.js'
import { eachDatabase } from './each-database.js'
import type { Project } from './project.js'
import type { OnDatabase } from './through-env.js'

/** Whether the version table had to be made. */
export interface EnsuredVersion extends OnDatabase {
  readonly created: boolean
}

/** Makes the version table where there is none. */
export const ensureVersion = (project: Project): Promise<readonly EnsuredVersion[]> =>
  eachDatabase(project, async ({ adapter, table }) => {
    if (await readRows(adapter, table)) return { created: false }
    await adapter.run([createVersionTable(nameOf(table))])
    return { created: true }
  })
