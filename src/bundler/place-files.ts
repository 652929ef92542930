import { posix, relative, resolve } from 'node:path'
import type { Replaced } from './shift-mappings.js'

/** A file of the output. */
export interface OutputFile {
  readonly fileName: string
  /** The ids of the modules in it. */
  readonly modules: readonly string[]
  /** The module whose exports are the file's, by their names. */
  readonly facade: string | null | undefined
  /** The files that are loaded with it. */
  readonly imports: readonly string[]
}

/**
 * What a set imports to ask for one of its modules under another address, until the files have their names. Bundlers leave
 * it as it is. It is hashed with the rest, so it says nothing of where the project lies.
 */
export const addressMark = (id: string, root: string): string => mark(isVirtual(id) ? id : slashed(relative(root, id)))

const isVirtual = (id: string): boolean => id.startsWith('\0')
const slashed = (path: string): string => path.replaceAll('\\', '/')

/** What stands in a set for the names of its files. */
export const filesMark = mark('*')

/** Whether an import is one of those. */
export const isMark = (source: string): boolean => source.startsWith('__limbeck:')

/** Whether there is something to put in. */
export const hasMarks = (code: string): boolean => code.includes('__limbeck:')

function mark(what: string): string {
  return `__limbeck:${encodeURIComponent(what).replaceAll('_', '%5F')}__`
}

const comment = String.raw`(?:/\*(?:[^*]|\*(?!/))*\*/\s*)?`
const marks = new RegExp(
  `\\bimport\\(\\s*${comment}(["'\`])__limbeck:([^_]+)__\\1\\s*\\)|(["'\`])__limbeck:[^_]+__\\3`,
  'g',
)

/** A text whose marks were replaced. */
export interface PlacedFiles {
  readonly code: string
  readonly replaced: readonly Replaced[]
}

/**
 * Puts addresses in the place of their marks, relative to the file that the code is in, or as `fromHere` says. `lazy` are the ids of the modules
 * that Limbeck and its sets load by `import()`. A module that shares its file with others has no other address: what it
 * exports has other names there; nor has one that is in the same file.
 */
export function placeFiles(
  code: string,
  fileName: string,
  files: readonly OutputFile[],
  lazy: ReadonlySet<string>,
  root: string,
  fromHere = (to: string) => fromFile(fileName, to),
): PlacedFiles {
  const importAgain = (encoded: string): string => {
    const what = decodeURIComponent(encoded)
    const id = isVirtual(what) ? what : slashed(resolve(root, what))
    const own = files.find(({ facade }) => facade && slashed(facade) === id)
    // Another one each time: Firefox remembers this address, too, when it could not load it.
    return own ? `import(${JSON.stringify(`${fromHere(own.fileName)}?again=`)}+Date.now())` : 'Promise.reject()'
  }
  const list = () => JSON.stringify(lazyFiles(fileName, files, lazy).map(fromHere))
  const replaced: Replaced[] = []
  const placed = code.replace(marks, (mark: string, _, encoded: string | undefined, __, at: number) => {
    const text = encoded === undefined ? list() : importAgain(encoded)
    replaced.push({ at, before: mark.length, after: text.length })
    return text
  })
  return { code: placed, replaced }
}

function fromFile(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

/** Every file that is loaded later than the one with the set, by what is there of Limbeck. */
function lazyFiles(from: string, files: readonly OutputFile[], lazy: ReadonlySet<string>): readonly string[] {
  const loaded = withImports([from], files)
  // A module that several files need may stand in another file than the one that is loaded for it.
  const isLater = ({ facade, modules }: OutputFile) =>
    (facade && lazy.has(facade)) || modules.some((id) => lazy.has(id))
  const later = files.filter(isLater).map((file) => file.fileName)
  return [...withImports(later, files)].filter((file) => !loaded.has(file)).sort()
}

function withImports(names: readonly string[], files: readonly OutputFile[]): ReadonlySet<string> {
  const found = new Set(names)
  for (const name of found) {
    for (const one of files.find(({ fileName }) => fileName === name)?.imports ?? []) found.add(one)
  }
  return found
}
