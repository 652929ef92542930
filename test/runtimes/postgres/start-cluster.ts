import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { aptInstall } from '../apt-install.mjs'

/** How to connect to a database of a cluster; `new Pool(at)`, `new Client(at)`. */
export interface Address {
  /** The folder of the server's socket: it listens to no network. */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
}

/** A PostgreSQL server of its own, that nothing survives. */
export interface Cluster {
  /** `'15.18'` */
  readonly version: string
  /** Makes an empty database. */
  database(): Promise<Address>
  stop(): Promise<void>
}

/**
 * Starts a PostgreSQL server in a temporary folder, with a superuser `postgres` who needs no password; it ends with this
 * process at the latest. The programs are those of `PG_BIN`, installed ones, or, as root on Debian and Ubuntu, those that
 * this installs.
 */
export async function startCluster(): Promise<Cluster> {
  const bin = findPostgres()
  const as = owner()
  const folder = mkdtempSync(join(inMemory() ?? tmpdir(), 'limbeck-postgres-'))
  if (as) chownSync(folder, as.uid, as.gid)
  const data = join(folder, 'data')
  const options = ['--no-sync', '--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C', '-D', data]
  await promisify(execFile)(join(bin, 'initdb'), options, { ...as, cwd: folder })
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']
  const args = ['-D', data, '-k', folder, '-h', '', ...settings.flatMap((one) => ['-c', one])]
  const server = spawn(join(bin, 'postgres'), args, { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  server.stderr.setEncoding('utf8').on('data', (words) => {
    said = (said + words).slice(-10_000)
  })
  // Immediate shutdown: there is nothing to keep.
  const end = () => server.kill('SIGQUIT')
  const atExit = () => {
    end()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  process.once('exit', atExit)
  const at: Address = { host: folder, port: 5432, user: 'postgres', database: 'postgres' }
  const admin = await connected(at, (cause) => {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start: ${said}`, { cause })
  })
  const { rows } = await admin.query('SHOW server_version')
  let made = 0
  return {
    version: String(rows[0].server_version).split(' ')[0] as string,
    async database() {
      const database = `test_${++made}`
      await admin.query(`CREATE DATABASE ${database}`)
      return { ...at, database }
    },
    async stop() {
      admin.on('error', () => undefined)
      const ended = once(server, 'exit')
      end()
      await ended
      process.off('exit', atExit)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A folder in memory, where there is one with room: three quarters of what a new table costs is making its files. */
function inMemory(): string | undefined {
  const folder = '/dev/shm'
  if (!existsSync(folder)) return undefined
  for (const name of readdirSync(folder)) if (name.startsWith('limbeck-postgres-')) sweep(join(folder, name))
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize > 2 ** 30 ? folder : undefined
}

/** Frees the memory of a server that a process left which was killed: an hour old, and no longer running. */
function sweep(folder: string): void {
  try {
    if (Date.now() - statSync(folder).mtimeMs < 60 * 60_000) return
    const lock = join(folder, 'data', 'postmaster.pid')
    // Signal 0 does nothing, and throws where there is no such process.
    if (existsSync(lock)) process.kill(Number.parseInt(readFileSync(lock, 'utf8'), 10), 0)
    else rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') rmSync(folder, { recursive: true, force: true })
  }
}

/** A client, as soon as the server answers. `refused` throws when it never will. */
async function connected(at: Address, refused: (error: unknown) => void): Promise<Client> {
  for (;;) {
    const client = new Client(at)
    try {
      await client.connect()
      return client
    } catch (error) {
      refused(error)
      await setTimeout(20)
    }
  }
}

/** The folder of PostgreSQL's programs. Throws a sentence that says how to get them. */
export function findPostgres(): string {
  const found = installed()
  if (found) return found
  let cause: unknown
  try {
    aptInstall('postgresql')
  } catch (error) {
    cause = error
  }
  const now = installed()
  if (now) return now
  throw new Error('PostgreSQL is needed: install it (on Debian, `apt-get install postgresql`) or set PG_BIN.', {
    cause,
  })
}

/** Debian keeps the programs of each version in a folder that is not on the PATH. */
function installed(): string | undefined {
  const { PG_BIN, PATH = '' } = process.env
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : []
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...PATH.split(delimiter)]
  return (PG_BIN ? [PG_BIN] : folders).find((folder) => folder && existsSync(join(folder, 'initdb')))
}

/** PostgreSQL refuses to run as root: then the user `postgres` runs it. */
function owner(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
