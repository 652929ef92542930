import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Jiti } from 'jiti'
import { LimbeckError } from '../errors.js'

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>

/**
 * Runs a TypeScript or JavaScript file and gives what it exports. `limbeck` and its doors are this very package, wherever
 * the file lies. Throws `invalid-revision` when the code does not parse or throws, with what it threw as the cause.
 */
export async function loadModule(file: string): Promise<Exports> {
  try {
    const source = readFileSync(file, 'utf8')
    return (await runAsIs(file, source)) ?? (await runTypeScript(file, source))
  } catch (cause) {
    const { message } = cause as Error
    throw new LimbeckError('invalid-revision', `${file} cannot be run: ${message}`, cause)
  }
}

const door = /(['"])(limbeck(?:\/[\w./-]+)?)\1/g

const runTypeScript = async (file: string, source: string): Promise<Exports> =>
  (await openJiti(file, source)).import(file)

/** What runs a TypeScript file, each time as if it were the first: called, at once; by its `import`, with a promise. */
export async function openJiti(file: string, source: string): Promise<Jiti> {
  const { createJiti } = await import('jiti')
  const named = ['limbeck', 'limbeck/op', ...[...source.matchAll(door)].map((match) => match[2] as string)]
  const files = doors()
  const virtualModules = Object.fromEntries(
    await Promise.all(
      [...new Set(named)].flatMap((name) => {
        const url = files[name]
        return url ? [import(url).then((module) => [name, module] as const)] : []
      }),
    ),
  )
  return createJiti(pathToFileURL(file).href, { moduleCache: false, virtualModules, alias: aliases() })
}

// What makes a text more than JavaScript, or its meaning depend on where it lies.
const more =
  /[<>]|\b(?:require|enum|namespace|abstract|declare|import\.meta)\b|\bimport\s*\(|\bexport\b[^'"\n]*\bfrom\b/
const imports = /^import\s+(?:[\w\s{},*$]+?\s+from\s+)?(['"])([^'"\n]+)\1/gm

/**
 * A file that is plain JavaScript and imports nothing but Limbeck, as configurations and environments mostly are, takes no
 * compiler. Undefined for any other.
 */
async function runAsIs(file: string, source: string): Promise<Exports | undefined> {
  if (more.test(source.replaceAll('=>', ''))) return undefined
  const files = doors()
  let plain = true
  const code = source.replaceAll(imports, (text, quote: string, name: string) => {
    const url = files[name]
    if (!url) plain = false
    return url ? text.replace(`${quote}${name}${quote}`, `'${url}'`) : text
  })
  if (!plain || (source.match(/\bimport\b/g)?.length ?? 0) !== (source.match(imports)?.length ?? 0)) return undefined
  try {
    return await import(`data:text/javascript,${encodeURIComponent(`${code}\n//# sourceURL=${pathToFileURL(file)}`)}`)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

// A thousand files are loaded in one command, and this package is one and the same for all of them.
const doors = once(readDoors)
const aliases = once(() => {
  // An alias is for what begins so, too: 'limbeck' itself is among the modules that are handed over.
  const others = Object.entries(doors()).filter(([name]) => name !== 'limbeck')
  return Object.fromEntries(others.map(([name, url]) => [name, fileURLToPath(url)]))
})

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** The doors of this package: their addresses by what is imported. */
function readDoors(): Readonly<Record<string, string>> {
  let folder = new URL('../', import.meta.url)
  while (!existsSync(new URL('package.json', folder))) {
    const above = new URL('../', folder)
    if (above.href === folder.href) throw bundled()
    folder = above
  }
  const manifest = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
    name: string
    exports: Readonly<Record<string, string | { readonly default: string }>>
  }
  if (manifest.name !== 'limbeck') throw bundled()
  const built = import.meta.url.endsWith('.js')
  return Object.fromEntries(
    Object.entries(manifest.exports).flatMap(([path, target]) => {
      if (typeof target === 'string') return []
      const file = built ? target.default : target.default.replace('dist/', '').replace(/\.js$/, '.ts')
      return [[path.replace(/^\./, 'limbeck'), new URL(file, folder).href] as const]
    }),
  )
}

/** Revisions that import Limbeck get the package that they are run by, and there is none. */
const bundled = (): Error =>
  new Error("Limbeck is bundled with the program, and cannot find its own files: leave 'limbeck/scripts' external")
