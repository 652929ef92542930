import { LimbeckError } from './errors.js'
import type { MigrationSet } from './runner/migration-set.js'

/**
 * The project's migrations, compiled. A bundler with Limbeck's plugin puts them in the place of this module; this one only
 * says that it did not: whatever is asked of it throws `plugin-missing`.
 */
export const migrations: MigrationSet = {
  get format() {
    return missing()
  },
  get engine() {
    return missing()
  },
  get heads() {
    return missing()
  },
  graph: async () => missing(),
  chunk: async () => missing(),
  program: async () => missing(),
  messages: async () => missing(),
}

/** The addresses of all files of the migrations, and of Limbeck, that an app may load later: for precaching. */
export const files = (): readonly string[] => missing()

function missing(): never {
  const message =
    "The migrations are not in 'limbeck/migrations': no plugin of Limbeck put them there. Add limbeck() from 'limbeck/vite', 'limbeck/rollup' or 'limbeck/esbuild' to the bundler's plugins. In Vite a worker has plugins of its own, worker.plugins; a test runner may have another configuration than the app. Without a bundler, import the file that 'limbeck compile' writes."
  throw new LimbeckError('plugin-missing', message)
}
