import { readdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

const kinds = ['.ts', '.mts', '.js', '.mjs', '.sql']

/** Whether a file's name is a revision's: not a declaration, a test, an index or a hidden file. */
export const isRevision = (name: string): boolean =>
  kinds.some((kind) => name.endsWith(kind)) && !/^\.|^index\.|\.(d|test|spec)\.m?[tj]s$/.test(name)

/**
 * The files of revisions in several folders, by name in each, and a folder's own before those of the folders in it. A
 * folder that is not there has none. A compiled file beside its source is left out, and so is one that another folder
 * leads to as well.
 */
export function listFiles(locations: readonly string[], recursive: boolean): readonly string[] {
  const files = locations.flatMap((location) => filesIn(location, recursive))
  if (locations.length < 2) return files
  const seen = new Set<string>()
  return files.filter((file) => {
    const real = realpathSync(file)
    return seen.size < seen.add(real).size
  })
}

function filesIn(folder: string, recursive: boolean): readonly string[] {
  const entries = entriesOf(folder).sort((one, other) => (one.name < other.name ? -1 : 1))
  const names = new Set(entries.flatMap((entry) => (entry.isDirectory() ? [] : entry.name)))
  const sourceOf = (name: string) => name.replace(/\.(m?)js$/, '.$1ts')
  const files = [...names].filter((name) => isRevision(name) && (sourceOf(name) === name || !names.has(sourceOf(name))))
  const folders = recursive ? entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')) : []
  return [
    ...files.map((name) => join(folder, name)),
    ...folders.flatMap(({ name }) => (name === 'node_modules' ? [] : filesIn(join(folder, name), recursive))),
  ]
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return []
    throw error
  }
}
