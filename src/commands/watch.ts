import { existsSync, type FSWatcher, watch as watchFolder } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { type Compiled, type CompileOptions, compile } from './compile.js'
import type { Project } from './project.js'
import { isPart, type ProjectParts, projectParts } from './project-parts.js'

/** Told of each compilation. */
export interface WatchReport {
  readonly onCompiled: (compiled: readonly Compiled[]) => void
  readonly onFailed: (error: unknown) => void
}

/**
 * Compiles a project now, and again whenever a revision, or a file that one imports, is written, changed or removed, until
 * `stop` is called. A revision that cannot be compiled is told, and waited for.
 */
export async function watch(
  project: Project,
  { onCompiled, onFailed }: WatchReport,
  options: CompileOptions = {},
): Promise<{ stop(): Promise<void> }> {
  let running: Promise<void> = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined
  let parts: ProjectParts
  const look = watchFolders((file) => {
    if (concerns(parts, file)) soon()
  }, onFailed)
  const again = () => {
    running = running
      .then(() => {
        // The configuration was read when the project was opened.
        parts = projectParts({ ...project, file: undefined })
        look(foldersOf(parts))
        return compile(project, options)
      })
      .then(onCompiled, onFailed)
    return running
  }
  /** Editors write a file in several steps: what happens together is one change. */
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(again, 80)
  }
  await again()
  return {
    async stop() {
      clearTimeout(timer)
      await running
      look(new Map())
    },
  }
}

/** Folders by path, and whether what is in theirs counts, too. */
type Folders = ReadonlyMap<string, boolean>

/** Watches folders, others each time that it is called; `onChange` is told what changed in them. */
function watchFolders(onChange: (file: string) => void, onFailed: (error: unknown) => void) {
  const watchers = new Map<string, FSWatcher>()
  return (folders: Folders): void => {
    for (const [folder, watcher] of watchers) {
      if (folders.has(folder)) continue
      watcher.close()
      watchers.delete(folder)
    }
    for (const [folder, recursive] of folders) {
      if (watchers.has(folder)) continue
      const watcher = watchFolder(folder, { recursive }, (_, name) => onChange(join(folder, name ?? '')))
      watchers.set(folder, watcher.on('error', onFailed))
    }
  }
}

/** Where to look: the folders of all parts, and what the folders of revisions are in, for they may come and go. */
function foldersOf({ files, locations, recursive }: ProjectParts): Folders {
  const folders = new Map<string, boolean>()
  for (const file of files) folders.set(there(dirname(file)), false)
  for (const location of locations) folders.set(there(dirname(location)), false)
  for (const location of locations.filter((one) => existsSync(one))) folders.set(location, recursive)
  return folders
}

/** A folder, or what it will be in when it comes. */
const there = (folder: string): string => (existsSync(folder) ? folder : there(dirname(folder)))

const concerns = (parts: ProjectParts, file: string): boolean =>
  isPart(parts, file) || parts.locations.some((location) => `${location}${sep}`.startsWith(`${file}${sep}`))
