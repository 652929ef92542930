import type { Migration } from '../../autogenerate/produce-migrations.js'
import { renderMigration } from '../../autogenerate/render/render-migration.js'
import type { WriteOptions } from '../../scripts/write-revision.js'
import type { Project } from '../project.js'
import type { WantedRevision } from '../revision.js'
import type { RevisionEntry } from '../revision-entry.js'
import { throughEnv } from '../through-env.js'
import { engineOf } from '../write-sql.js'
import { askedMigration, type Part, type Parts, writeParts } from './write-parts.js'

/**
 * Writes a revision that nothing is compared for, after `env.ts` was run: `processRevisionDirectives` has the last word on
 * it, as on those that are generated. Throws as `throughEnv` and `writeWanted`.
 */
export async function writeThroughEnv(
  project: Project,
  wanted: WantedRevision,
  report?: WriteOptions['report'],
): Promise<readonly RevisionEntry[]> {
  const asked: Migration = { ...askedMigration(wanted), upgrade: [], downgrade: [] }
  const produced: Parts[] = []
  await throughEnv(project, wanted.sql ?? false, async (given) => {
    const { settings } = project
    const { processRevisionDirectives = settings.processRevisionDirectives } = given
    const { renderers = settings.renderers, renderItem = settings.renderItem } = given
    const migrations = processRevisionDirectives?.([asked], {}) ?? [asked]
    const written = migrations.map((migration): Part => {
      const isEmpty = migration.upgrade.length === 0 && migration.downgrade.length === 0
      if (isEmpty) return { migration, rendered: undefined }
      const options = { engine: engineOf(project, given), format: wanted.format ?? ('ts' as const) }
      return {
        migration,
        rendered: renderMigration(migration, {
          ...options,
          ...(renderers && { renderers }),
          ...(renderItem && { renderItem }),
        }),
      }
    })
    produced.push({ name: given.name, written })
  })
  return writeParts(project, wanted, produced, report)
}
