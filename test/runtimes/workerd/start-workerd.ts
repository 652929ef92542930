import { build } from 'esbuild'
import { Miniflare } from 'miniflare'

/** Workers in workerd, Cloudflare's own runtime. */
export interface Workerd {
  /** Asks a Worker, the first when not named, for a path, and gives the JSON that it answers. */
  ask(path: string, worker?: string): Promise<unknown>
  readonly miniflare: Miniflare
  /** Ends the process, whatever it does. */
  stop(): Promise<void>
}

/** What the Workers have. */
export interface WorkerdOptions {
  /** The names of Workers that all run the module; one when not given. */
  readonly workers?: readonly string[]
  /** How many D1 databases there are: `DB0`, `DB1`…, the same for every Worker. */
  readonly databases?: number
  /** The folder where databases outlive the process. */
  readonly folder?: string
}

/**
 * Bundles a module as an app does, and runs it in workerd. When it exports a class `Store`, that is a Durable Object with
 * SQLite storage, bound as `STORE`.
 */
export async function startWorkerd(module: string, options: WorkerdOptions = {}): Promise<Workerd> {
  const { workers = ['worker'], databases = 0, folder } = options
  const { outputFiles, metafile } = await build({
    entryPoints: [module],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
  })
  const [output] = Object.values(metafile.outputs)
  const hasStore = output?.exports.includes('Store')
  const d1Databases = Object.fromEntries(Array.from({ length: databases }, (_, nth) => [`DB${nth}`, `db${nth}`]))
  const miniflare = new Miniflare({
    ...(folder && { d1Persist: folder, durableObjectsPersist: folder }),
    workers: workers.map((name) => ({
      name,
      modules: true,
      script: outputFiles[0]?.text ?? '',
      compatibilityDate: '2026-04-01',
      d1Databases,
      ...(hasStore && {
        durableObjects: { STORE: { className: 'Store', scriptName: workers[0] as string, useSQLite: true } },
      }),
    })),
  })
  await miniflare.ready
  return {
    async ask(path, name = workers[0]) {
      const worker = await miniflare.getWorker(name)
      const response = await worker.fetch(`http://workerd/${path}`)
      const text = await response.text()
      if (!response.ok) throw new Error(text)
      return JSON.parse(text)
    },
    miniflare,
    stop: () => miniflare.dispose(),
  }
}
