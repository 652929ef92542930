import type { Environment, Plugin, ResolvedConfig, Rollup, ViteDevServer } from 'vite'
import { developmentDoor, developmentModule } from './development-door.js'
import { type Core, type Form, openCore } from './open-core.js'
import type { LimbeckOptions } from './options.js'
import { rollupHooks, watchAll } from './rollup-hooks.js'
import { readVirtualId } from './virtual-id.js'
import { isOwn } from './without-chunks.js'
import { isEdge, isServiceWorker } from './without-import.js'

export type { DatabaseOptions, LimbeckOptions } from './options.js'

/**
 * Puts the project's migrations, compiled, in the place of `limbeck/migrations`, in Vite. Workers have plugins of their
 * own: `worker: { plugins: () => [limbeck()] }`.
 */
export function limbeck(options: LimbeckOptions = {}): Plugin {
  let config: ResolvedConfig
  let last: { readonly timestamp: number; readonly changed: ReturnType<Core['changed']> } | undefined
  const core = openCore(options, () => ({ root: config.root, production: config.command === 'build' }))
  let server: ViteDevServer | undefined
  const formOf = ({ environment }: ViteContext): Form => ({
    chunks: options.chunks ?? hasImport(config, environment),
    placed: config.command === 'build',
  })
  // What a server is told to watch by a hook it takes for imports, which folders cannot be.
  const watch = (context: ViteContext, files: readonly string[]) => {
    if (server) server.watcher.add([...files])
    else watchAll(context, files)
  }
  const isNode = ({ environment: { config: own } }: ViteContext) =>
    config.command === 'build' && own.consumer === 'server' && !isEdgeBuild(config, own)
  const { resolveId, load, transform, ...hooks } = rollupHooks(core, formOf, watch)
  return {
    name: 'limbeck',
    enforce: 'pre',
    // Copied into a bundle of dependencies, Limbeck would not be the one that its plugin knows.
    config: () => ({ optimizeDeps: { exclude: ['limbeck'] }, ssr: { noExternal: ['limbeck'] } }),
    configEnvironment: (name) => ({
      optimizeDeps: { exclude: ['limbeck'] },
      ...(name !== 'client' && { resolve: { noExternal: ['limbeck'] } }),
    }),
    configResolved(resolved) {
      config = resolved
    },
    configureServer(started) {
      server = started
    },
    ...hooks,
    // The filters spare Vite the way into JavaScript for every other module.
    resolveId: {
      filter: { id: /^(?:limbeck$|limbeck\/(?:migrations(?:\/|$)|scripts$|commands$|config$)|__limbeck:)/ },
      handler(source, importer) {
        if (nodeDoors.test(source)) return isNode(this) ? { id: source, external: true } : null
        const inApp = source === 'limbeck' && importer !== developmentDoor && !isOwn(importer ?? '')
        const developing = config.command === 'serve' && this.environment.config.consumer === 'client'
        return inApp && developing ? developmentDoor : resolveId(source)
      },
    },
    load: {
      filter: { id: /^\0limbeck\// },
      async handler(id) {
        if (id !== developmentDoor) return load.call(this, id)
        const [door, development] = await Promise.all(
          ['limbeck', 'limbeck/development'].map((name) => this.resolve(name, developmentDoor, { skipSelf: true })),
        )
        return developmentModule(door?.id ?? 'limbeck', development?.id ?? 'limbeck/development')
      },
    },
    transform: { filter: { code: 'import(' }, handler: transform },
    async watchChange(file) {
      if (config.command === 'build') await core.changed(file)
    },
    async hotUpdate({ file, timestamp }) {
      const { moduleGraph, hot } = this.environment
      // Every environment is told of one change.
      if (last?.timestamp !== timestamp) last = { timestamp, changed: core.changed(file) }
      const changed = await last.changed
      if (changed.length === 0) return
      for (const [id, module] of moduleGraph.idToModuleMap) {
        const virtual = readVirtualId(id)
        if (virtual && changed.includes(virtual.database)) moduleGraph.invalidateModule(module)
      }
      hot.send({ type: 'full-reload' })
      return []
    },
  }
}

/** What reads files beside its own: in a bundle it would not find them. */
const nodeDoors = /^limbeck\/(?:scripts|commands|config)$/

type ViteContext = Rollup.PluginContext & { readonly environment: Environment }

/** Whether an output has `import()`: workers of the default format, scripts, service workers and the edge have none. */
function hasImport(config: ResolvedConfig, { config: { build, consumer, resolve } }: Environment): boolean {
  if (consumer === 'server' && isEdgeBuild(config, { resolve })) return false
  if (config.command === 'serve') return true
  if (config.isWorker) return config.worker.format === 'es'
  // Vite before 8 has the same options by another name.
  const { output = {}, input = {} } = build.rolldownOptions ?? build.rollupOptions
  const outputs = [output].flat()
  const formats = [...outputs.map(({ format }) => format), ...(build.lib ? (build.lib.formats ?? []) : [])]
  if (formats.some((format) => format === 'iife' || format === 'umd')) return false
  if (outputs.some(({ codeSplitting, inlineDynamicImports }) => codeSplitting === false || inlineDynamicImports))
    return false
  const entries = [typeof input === 'string' ? input : Object.values(input), build.lib ? build.lib.entry : []].flat()
  return !entries.some((entry) => typeof entry === 'string' && isServiceWorker(entry))
}

const isEdgeBuild = (config: ResolvedConfig, { resolve }: Pick<Environment['config'], 'resolve'>): boolean =>
  isEdge(resolve.conditions) || config.ssr?.target === 'webworker'
