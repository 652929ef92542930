import { relative, resolve, sep } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { transform } from 'esbuild'
import { type OutputChunk, type Plugin, rollup } from 'rollup'
import { typescript } from '../../rollup.config.mjs'
import { doors } from '../doors.js'
import type { Entry } from './entries.js'

/** What a browser fetches for an entry. */
export interface Measured {
  readonly brotli: number
  /** The modules with code in it, as paths from the root of the project. */
  readonly modules: readonly string[]
  /** Bare imports anywhere in the bundle, fetched or not. */
  readonly bare: readonly string[]
}

type Way = Pick<Entry, 'code' | 'loads' | 'beside'>

/** Bundles an entry from the sources as a browser app would, and measures what is fetched on its way. */
export async function measure({ code, loads, beside }: Way): Promise<Measured> {
  const chunks = await bundle(code)
  const fetched = fetchedOf(chunks, loads)
  return {
    brotli: sum(await Promise.all(fetched.map(compressed))) - (beside ? (await measure(beside)).brotli : 0),
    modules: [...new Set(fetched.flatMap(modulesOf))].sort(),
    bare: chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]).filter((name) => !named(chunks, name)),
  }
}

/** The files of an app; `others` are modules that it imports by name, each a file of its own. */
export async function bundle(code: string, others: ReadonlyMap<string, string> = new Map()): Promise<OutputChunk[]> {
  const built = await rollup({
    input: 'app',
    // As apps are built: the entry stands in its own chunk, without a second one that keeps its exports exact.
    preserveEntrySignatures: 'allow-extension',
    plugins: [app(code, others), typescript, nodeResolve({ browser: true, exportConditions: ['browser'] })],
    onwarn: ({ code: kind, message, ids }) => {
      const isOthers = kind === 'CIRCULAR_DEPENDENCY' && ids?.every((id) => id.includes('node_modules'))
      if (kind !== 'UNRESOLVED_IMPORT' && !isOthers) throw new Error(message)
    },
  })
  const { output } = await built.generate({
    format: 'es',
    generatedCode: 'es2015',
    ...(others.size > 0 && {
      manualChunks: (id) => (others.has(id.slice(1)) ? id.slice(1).replace('/', '-') : undefined),
    }),
  })
  await built.close()
  return output.filter((file) => file.type === 'chunk')
}

const app = (code: string, others: ReadonlyMap<string, string>): Plugin => ({
  name: 'app',
  resolveId(id) {
    if (id === 'app' || others.has(id)) return `\0${id}`
    if (id.startsWith('/test/')) return resolve(`.${id}.ts`)
    const door = doors().find(({ specifier }) => specifier === id)
    return door ? { id: resolve(door.source), moduleSideEffects: false } : null
  },
  load: (id) => (id === '\0app' ? code : (others.get(id.slice(1)) ?? null)),
})

function fetchedOf(chunks: readonly OutputChunk[], loads: readonly string[]): readonly OutputChunk[] {
  const fetched = new Set<OutputChunk>()
  const add = (chunk: OutputChunk | undefined) => {
    if (!chunk || fetched.has(chunk)) return
    fetched.add(chunk)
    for (const name of chunk.imports) add(named(chunks, name))
  }
  add(chunks.find((chunk) => chunk.isEntry))
  for (const path of loads) {
    const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => place(id) === path))
    if (!chunk) throw new Error(`${path} is not in the bundle.`)
    add(chunk)
  }
  return [...fetched]
}

/** The bytes that a file takes, minified and compressed with brotli on its own. */
export const compressed = async ({ code }: OutputChunk): Promise<number> => brotli(await minified(code))

export const minified = async (code: string): Promise<string> =>
  (await transform(code, { minify: true, format: 'esm', target: 'es2022' })).code

/** The bytes of a text, compressed. */
export function brotli(text: string): number {
  const bytes = Buffer.from(text)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return brotliCompressSync(bytes, { params }).length
}

/** The modules with code in a file, as paths from the root of the project. */
export const modulesOf = ({ modules }: OutputChunk): readonly string[] =>
  Object.entries(modules).flatMap(([id, { renderedLength }]) =>
    renderedLength > 0 && !id.startsWith('\0') ? place(id) : [],
  )
const named = (chunks: readonly OutputChunk[], name: string) => chunks.find(({ fileName }) => fileName === name)
const place = (id: string): string => relative('.', id).split(sep).join('/')
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
