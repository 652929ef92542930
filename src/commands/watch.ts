import { watch as watchFolder } from 'node:fs'
import { type Compiled, type CompileOptions, compile } from './compile.js'
import { type Project, scriptOptions } from './project.js'

/** Told of each compilation. */
export interface WatchReport {
  readonly onCompiled: (compiled: readonly Compiled[]) => void
  readonly onFailed: (error: unknown) => void
}

/**
 * Compiles a project now, and again whenever something changes beside its revisions, until `stop` is called. A revision
 * that cannot be compiled is told, and waited for.
 */
export async function watch(
  project: Project,
  { onCompiled, onFailed }: WatchReport,
  options: CompileOptions = {},
): Promise<{ stop(): Promise<void> }> {
  let running: Promise<void> = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined
  const again = () => {
    running = running.then(() => compile(project, options)).then(onCompiled, onFailed)
    return running
  }
  /** Editors write a file in several steps: what happens together is one change. */
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(again, 80)
  }
  const { locations } = project.scripts()
  const { recursive } = scriptOptions(project.settings, project.folder)
  const watchers = locations.map((folder) => watchFolder(folder, { recursive }, soon).on('error', onFailed))
  await again()
  return {
    async stop() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
      await running
    },
  }
}
