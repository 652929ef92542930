import type { Migration } from '../../autogenerate/produce-migrations.js'
import type { RenderedMigration } from '../../autogenerate/render/render-migration.js'
import type { WriteOptions } from '../../scripts/write-revision.js'
import type { Project } from '../project.js'
import { type WantedRevision, writeWanted } from '../revision.js'
import type { RevisionEntry } from '../revision-entry.js'

/** One database's part of a revision; nothing is rendered where it has no operations of its own. */
export interface Part {
  readonly migration: Migration
  readonly rendered: RenderedMigration | undefined
}

/** The parts of a database, one for each revision. */
export interface Parts {
  /** As `env.ts` calls it. */
  readonly name: string | undefined
  readonly written: readonly Part[]
}

/** What was asked for, as what hooks see and change. */
export function askedMigration(wanted: WantedRevision): Omit<Migration, 'upgrade' | 'downgrade'> {
  const { message, head, splice, branchLabels, dependsOn, versionPath, revision } = wanted
  return defined({ message, head, splice, branchLabels, dependsOn, versionPath, revision })
}

/** Writes as many revisions as the database with the most has parts, each with the parts of all. Throws as `writeWanted`. */
export async function writeParts(
  project: Project,
  { format }: WantedRevision,
  produced: readonly Parts[],
  report: WriteOptions['report'],
): Promise<readonly RevisionEntry[]> {
  const revisions: RevisionEntry[] = []
  const count = Math.max(0, ...produced.map(({ written }) => written.length))
  for (let nth = 0; nth < count; nth++) {
    const parts = produced.flatMap(({ written, name }) =>
      written.slice(nth, nth + 1).map((part) => ({ ...part, name })),
    )
    const [first] = parts
    const { upgrade: _, downgrade: __, ...revision } = (first as Part).migration
    const rendered = parts.some((part) => part.rendered) ? renderedOf(parts) : {}
    revisions.push(await writeWanted(project, { ...revision, ...(format && { format }), ...rendered }, report))
  }
  return revisions
}

const nothing: RenderedMigration = { imports: '', upgrades: '', downgrades: '' }

function renderedOf(parts: readonly (Part & { readonly name: string | undefined })[]) {
  const [first = nothing] = parts.map(({ rendered = nothing }) => rendered)
  const databases = parts.flatMap(({ name, rendered = nothing }) =>
    name === undefined ? [] : [[name, rendered] as const],
  )
  return {
    imports: parts.map(({ rendered }) => rendered?.imports ?? '').join('\n'),
    upgrades: first.upgrades,
    downgrades: first.downgrades,
    databases: Object.fromEntries(databases),
  }
}

const defined = <Fields extends object>(fields: Fields): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
