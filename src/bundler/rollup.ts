import type { Plugin, PluginContext } from 'rollup'
import { openCore } from './open-core.js'
import type { LimbeckOptions } from './options.js'
import { rollupHooks } from './rollup-hooks.js'
import { isOwn } from './without-chunks.js'
import { isServiceWorker } from './without-import.js'

export type { DatabaseOptions, LimbeckOptions } from './options.js'

/**
 * Puts the project's migrations, compiled, in the place of `limbeck/migrations`, in Rollup. An output that is one script
 * (`iife`, `umd`) is made in one piece; so is a build whose entries are named as service workers.
 */
export function limbeck(options: LimbeckOptions = {}): Plugin {
  let [chunks, production] = [true, true]
  const core = openCore(options, () => ({ root: process.cwd(), production }))
  return {
    name: 'limbeck',
    buildStart({ input }) {
      production = !this.meta.watchMode
      chunks = options.chunks ?? !Object.values(input).some(isServiceWorker)
    },
    ...rollupHooks<PluginContext>(core, () => ({ chunks, placed: true })),
    async watchChange(file) {
      await core.changed(file)
    },
    // With everything imported at once, modules of Limbeck import one another; none has an effect, so no order is wrong.
    onLog: (_, { code, ids = [] }) => (code === 'CIRCULAR_DEPENDENCY' && ids.every(isOwn) ? false : undefined),
    outputOptions(output) {
      return output.format === 'iife' || output.format === 'umd' ? { ...output, inlineDynamicImports: true } : null
    },
  }
}
