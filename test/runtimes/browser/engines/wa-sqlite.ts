import { waSqlite } from 'limbeck/adapters/wa-sqlite'
import { load, type Place } from './place.js'

const [readOnly, readWrite, create] = [1, 2, 4]

/** How wa-sqlite and its fork differ: the one makes a VFS by itself, the other with the instance that it is for. */
const packages = {
  'wa-sqlite': async (vfs: string, name: string) => new (await load(`wa-sqlite/src/examples/${vfs}.js`))[vfs](name),
  '@journeyapps/wa-sqlite': async (vfs: string, name: string, instance: unknown) =>
    (await load(`@journeyapps/wa-sqlite/src/examples/${vfs}.js`))[vfs].create(name, instance),
}

const compiled = new Map<string, Promise<WebAssembly.Module>>()
/** How Emscripten gets an instance of what is compiled once. */
const compiledOnce = (path: string) => {
  const module = compiled.get(path) ?? WebAssembly.compileStreaming(fetch(`/node_modules/${path}`))
  compiled.set(path, module)
  return (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
    module.then((made) => WebAssembly.instantiate(made, imports)).then(done)
    return {}
  }
}

interface Made {
  readonly from: keyof typeof packages
  readonly build: 'wa-sqlite' | 'wa-sqlite-async' | 'wa-sqlite-jspi'
  readonly vfs?: string
  readonly alone?: string
  readonly worker?: true
  readonly rare?: true
}

/** OPFSCoopSyncVFS clears away what it finds when it starts, and gives up when another one is about to start or to end. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await navigator.locks.request('start of a VFS', work)
    } catch (error) {
      if (tries === 20) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

const place = ({ from, build, vfs, ...rest }: Made): Place => ({
  adapter: 'wa-sqlite',
  name: `${from} (${build.split('-')[2] ?? 'sync'} build), ${vfs ?? 'memory'}`,
  ...(vfs ? {} : { volatile: true, alone: 'a database in memory has one connection' }),
  ...rest,
  async open(store, how) {
    const [{ Factory }, { default: newInstance }] = await Promise.all([
      load(`${from}/src/sqlite-api.js`),
      load(`${from}/dist/${build}.mjs`),
    ])
    const instance = await newInstance({ instantiateWasm: compiledOnce(`${from}/dist/${build}.wasm`) })
    const sqlite3 = Factory(instance)
    const name = vfs?.startsWith('IDB') || rest.alone ? store : `${vfs}`
    const files = vfs && (await persistently(() => packages[from](vfs, name, instance)))
    if (files?.isReady instanceof Promise) await files.isReady
    if (files) sqlite3.vfs_register(files, true)
    const db = await sqlite3.open_v2(vfs ? `${store}.db` : ':memory:', how?.readOnly ? readOnly : readWrite | create)
    return {
      adapter: (options) => waSqlite(sqlite3, db, options),
      async close() {
        await sqlite3.close(db)
        await files?.close?.()
      },
    }
  },
})

const pool = 'its files are opened by one connection'
const here = 'wa-sqlite'
const fork = '@journeyapps/wa-sqlite'

/** Builds and VFSs of wa-sqlite and its fork: those that people use, and one of each kind. */
export const waSqlitePlaces: readonly Place[] = [
  place({ from: here, build: 'wa-sqlite' }),
  place({ from: here, build: 'wa-sqlite-async', vfs: 'IDBBatchAtomicVFS' }),
  place({ from: here, build: 'wa-sqlite-async', vfs: 'OriginPrivateFileSystemVFS', worker: true, rare: true }),
  place({ from: here, build: 'wa-sqlite', vfs: 'AccessHandlePoolVFS', alone: pool, worker: true, rare: true }),
  place({ from: fork, build: 'wa-sqlite' }),
  place({ from: fork, build: 'wa-sqlite-async', vfs: 'IDBBatchAtomicVFS' }),
  place({ from: fork, build: 'wa-sqlite', vfs: 'OPFSCoopSyncVFS', worker: true }),
  place({ from: fork, build: 'wa-sqlite-async', vfs: 'OPFSAnyContextVFS', rare: true }),
  ...('Suspending' in WebAssembly
    ? [place({ from: fork, build: 'wa-sqlite-jspi', vfs: 'OPFSAdaptiveVFS', worker: true, rare: true })]
    : []),
]
