import { statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import type { BuildOptions, BuildResult, Metafile, Plugin, PluginBuild } from 'esbuild'
import { explainError } from './explain-error.js'
import { openCore } from './open-core.js'
import type { LimbeckOptions } from './options.js'
import { hasMarks, isMark, type OutputFile, placeFiles } from './place-files.js'
import { ours } from './virtual-id.js'
import { isOwn, withoutChunks } from './without-chunks.js'
import { isEdge, isServiceWorker } from './without-import.js'

export type { DatabaseOptions, LimbeckOptions } from './options.js'

/**
 * Puts the project's migrations, compiled, in the place of `limbeck/migrations`, in esbuild. With `splitting` there are
 * chunks, but for service workers and the edge; without it a build is one piece.
 */
export function limbeck(options: LimbeckOptions = {}): Plugin {
  return {
    name: 'limbeck',
    setup(build) {
      const { initialOptions } = build
      const root = resolve(initialOptions.absWorkingDir ?? '.')
      const splits = initialOptions.splitting === true
      const chunks = splits && (options.chunks ?? !hasNoImport(initialOptions))
      const core = openCore(options, () => ({ root, production: true }))
      build.onStart(() => core.forget())
      build.onResolve({ filter: ours }, ({ path }) => ({ path, namespace, sideEffects: false }))
      build.onResolve({ filter: /./, namespace }, ({ path }) => (isMark(path) ? { path, external: true } : undefined))
      build.onLoad({ filter: /./, namespace }, async ({ path }) => {
        const id = `\0${path}`
        const loaded = await core.load(id, { chunks, placed: chunks }).then(
          (contents) => ({ contents, loader: 'js', resolveDir: root }) as const,
          (error) => ({ errors: [messageOf(error)] }),
        )
        // Also where it could not be made: whoever mends it is waited for.
        const watched = core.watched(id)
        const [watchDirs, watchFiles] = [watched.filter(isFolder), watched.filter((one) => !isFolder(one))]
        return { ...loaded, watchFiles, watchDirs }
      })
      if (splits && !chunks) inOnePiece(build)
      if (chunks) initialOptions.metafile = true
      build.onEnd(async (result) => {
        if (chunks && result.metafile) await place(result, result.metafile, root, publicOf(initialOptions, root))
        const { lines, warnings } = await core.reports()
        if (tells(initialOptions)) for (const line of lines) console.error(line)
        return { warnings: warnings.map((text) => ({ text })) }
      })
    },
  }
}

const namespace = 'limbeck'

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

const hasNoImport = ({ entryPoints = [], conditions = [] }: BuildOptions): boolean =>
  isEdge(conditions) || filesOf(entryPoints).some(isServiceWorker)

const filesOf = (entries: NonNullable<BuildOptions['entryPoints']>): readonly string[] =>
  Array.isArray(entries) ? entries.map((one) => (typeof one === 'string' ? one : one.in)) : Object.values(entries)

function inOnePiece({ onLoad }: PluginBuild): void {
  onLoad({ filter: /\.[jt]s$/ }, async ({ path }) => {
    const changed = isOwn(path) ? withoutChunks(await readFile(path, 'utf8')) : undefined
    return changed === undefined ? undefined : { contents: changed, loader: path.endsWith('.ts') ? 'ts' : 'js' }
  })
}

function messageOf(error: unknown) {
  const { message, cause, loc, frame = '' } = explainError(error)
  return { text: message, detail: cause, ...(loc && { location: { ...loc, lineText: frame } }) }
}

/** With `publicPath` files import one another by it, wherever the one that imports is. */
function publicOf({ publicPath, outdir = '.' }: BuildOptions, root: string): ((file: string) => string) | undefined {
  if (!publicPath) return undefined
  const start = publicPath.endsWith('/') ? publicPath : `${publicPath}/`
  return (file) => start + relative(resolve(root, outdir), resolve(root, file)).replaceAll('\\', '/')
}

/** esbuild has names for its files when it has written them: what stands for names is replaced in there. */
async function place(
  result: BuildResult,
  { inputs, outputs }: Metafile,
  root: string,
  address: ((file: string) => string) | undefined,
): Promise<void> {
  const idOf = (path: string) =>
    path.startsWith(`${namespace}:`) ? `\0${path.slice(namespace.length + 1)}` : resolve(root, path)
  const files = Object.entries(outputs).map(
    ([fileName, output]): OutputFile => ({
      fileName,
      modules: Object.keys(output.inputs).map(idOf),
      facade: output.entryPoint === undefined ? undefined : idOf(output.entryPoint),
      imports: output.imports.flatMap(({ path, kind, external }) =>
        kind === 'import-statement' && !external ? path : [],
      ),
    }),
  )
  const lazy = new Set(
    Object.entries(inputs).flatMap(([path, { imports }]) =>
      path.startsWith(`${namespace}:`) || isOwn(idOf(path))
        ? imports.flatMap((one) => (one.kind === 'dynamic-import' ? idOf(one.path) : []))
        : [],
    ),
  )
  for (const { fileName } of files) {
    if (!/\.[cm]?js$/.test(fileName)) continue
    const written = writtenFile(result, resolve(root, fileName))
    const code = await written.read()
    if (!hasMarks(code)) continue
    const { code: placed, replaced } = placeFiles(code, fileName, files, lazy, root, address)
    const { shiftMappings } = await import('./shift-mappings.js')
    const shift = (map: string) => {
      const { mappings, ...rest } = JSON.parse(map) as { readonly mappings: string }
      return JSON.stringify({ ...rest, mappings: shiftMappings(mappings, code, replaced) })
    }
    await written.write(
      placed.replace(inlineMap, (_, start: string, map: string) => {
        return start + Buffer.from(shift(Buffer.from(map, 'base64').toString())).toString('base64')
      }),
    )
    const beside = writtenFile(result, resolve(root, `${fileName}.map`))
    const map = await beside.read()
    if (map !== '') await beside.write(shift(map))
  }
}

const inlineMap = /(\n\/\/# sourceMappingURL=data:application\/json;base64,)([\w+/=]+)(?=\s*$)/

/** A file of a build, in memory or on disk. */
function writtenFile({ outputFiles }: BuildResult, file: string) {
  const inMemory = outputFiles?.find(({ path }) => path === file)
  return {
    read: async () => inMemory?.text ?? (await readWritten(file)),
    async write(text: string) {
      if (inMemory) inMemory.contents = new TextEncoder().encode(text)
      else await writeFile(file, text)
    },
  }
}

/** A server of esbuild's writes nothing; there the marks remain, and the set has no list of files. */
async function readWritten(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return ''
    throw error
  }
}

const tells = ({ logLevel = 'warning' }: BuildOptions): boolean => ['verbose', 'debug', 'info'].includes(logLevel)
