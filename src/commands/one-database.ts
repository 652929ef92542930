import { LimbeckError } from '../errors.js'
import { hasFunctionsFor } from '../scripts/source-revisions.js'
import type { Project } from './project.js'

/** A project as one of its databases has it. */
export interface OneDatabase {
  /** None where all that there is runs on one database. */
  readonly name: string | undefined
  readonly project: Project
}

/**
 * The databases for which a project's revisions have functions of their own, or the one that is named; the project as it
 * is where they have none. Throws `invalid-argument` for a name that there is not.
 */
export function oneByOne(project: Project, name?: string): readonly OneDatabase[] {
  const { databases = {} } = project.settings
  const names = Object.keys(databases)
  if (name !== undefined && !names.includes(name)) {
    const known = names.length > 0 ? `there are ${names.join(', ')}` : 'none are named'
    const message = `There is no database '${name}' in the configuration's 'databases': ${known}.`
    throw new LimbeckError('invalid-argument', message)
  }
  const { revisions } = project.scripts()
  const wanted =
    name === undefined ? names.filter((one) => revisions.some(({ file }) => hasFunctionsFor(file, one))) : [name]
  return wanted.length === 0 ? [{ name, project }] : wanted.map((one) => ({ name: one, project: as(project, one) }))
}

/** With the settings of one database: the engine, and the files that are written, are its own. */
function as(project: Project, name: string): Project {
  const { url, compile } = project.settings.databases?.[name] ?? {}
  const { engine: _, out: __, types: ___, ...shared } = project.settings.compile ?? {}
  const settings = { ...project.settings, ...(url !== undefined && { url }) }
  return {
    ...project,
    settings: { ...settings, compile: { ...shared, out: `migrations.${name}.gen.ts`, ...compile } },
  }
}
