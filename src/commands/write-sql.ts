import type { Engine } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import type { LazyRevision } from '../runner/migration-set.js'
import {
  downgradeSql as downgrade,
  ensureVersionSql as ensure,
  type OfflineOptions,
  stampSql as stamp,
  upgradeSql as upgrade,
} from '../runner/offline.js'
import { lazyRevisions } from '../scripts/load-migrations.js'
import type { EnvRun } from './config.js'
import { type DatabaseUrl, parseDatabaseUrl } from './database/database-url.js'
import type { Project } from './project.js'
import { noDatabase, type OnDatabase, onDatabase, tableOf, throughEnv } from './through-env.js'

/** What a command would send to a database, as a script. */
export interface WrittenSql extends OnDatabase {
  readonly sql: string
}

/** What an upgrade would send: of a range `from:to`, or from nothing to a target. No database is opened. */
export const upgradeSql = (project: Project, range: string): Promise<readonly WrittenSql[]> =>
  write(project, (migrations, how) => upgrade(migrations, range, how))

/** What a downgrade would send: of a range `from:to`. No database is opened. */
export const downgradeSql = (project: Project, range: string): Promise<readonly WrittenSql[]> =>
  write(project, (migrations, how) => downgrade(migrations, range, how))

/** What a stamp would send: to targets, or from one to another, `from:to`. No database is opened. */
export const stampSql = (project: Project, targets: readonly string[]): Promise<readonly WrittenSql[]> =>
  write(project, (migrations, how) => stamp(migrations, targets, how))

/** What makes the version table. No database is opened. */
export const ensureVersionSql = (project: Project): Promise<readonly WrittenSql[]> =>
  write(project, (_, how) => ensure(how))

type How = OfflineOptions & { readonly engine: Engine }

async function write(
  project: Project,
  work: (migrations: readonly LazyRevision[], how: How) => Promise<string>,
): Promise<readonly WrittenSql[]> {
  const written: WrittenSql[] = []
  await throughEnv(project, true, async (given) => {
    const migrations = lazyRevisions(project.scripts().revisions, given.name)
    written.push({
      ...onDatabase(project, given),
      sql: await work(migrations, { engine: engineOf(project, given), ...tableOf(project, given) }),
    })
  })
  return written
}

const engines: Readonly<Record<DatabaseUrl['kind'], Engine>> = {
  sqlite: 'sqlite',
  postgresql: 'postgresql',
  pglite: 'postgresql',
  d1: 'd1',
  'd1-http': 'd1',
}

/** Whose SQL it is to be, as the address says, or an adapter that is there already. */
export function engineOf(project: Project, { url: named, adapter }: EnvRun): Engine {
  const { settings, connection, folder } = project
  const url = named ?? settings.url
  if (adapter) return adapter.engine
  if (url !== undefined) return engines[parseDatabaseUrl(url, folder).kind]
  const made = connection ?? settings.adapter
  if (typeof made === 'object') return made.engine
  if (made === undefined) throw noDatabase(project)
  const message = 'Whose SQL is it to be? Without a connection only an address tells: add url, or --url postgresql:'
  throw new LimbeckError('invalid-configuration', `${message}.`)
}
