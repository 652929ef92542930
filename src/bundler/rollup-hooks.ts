import { type ExplainedError, explainError } from './explain-error.js'
import type { Core, Form } from './open-core.js'
import { hasMarks, isMark, type OutputFile, placeFiles } from './place-files.js'
import { readVirtualId, resolveVirtual } from './virtual-id.js'
import { isOwn, withoutChunks } from './without-chunks.js'

/** What the hooks ask of Rollup, or of Vite. */
export interface HookContext {
  addWatchFile(file: string): void
  error(error: ExplainedError): never
  info(message: string): void
  warn(message: string): void
  getModuleIds(): IterableIterator<string>
  getModuleInfo(id: string): { readonly dynamicallyImportedIds: readonly string[] } | null
}

interface RenderedChunk {
  readonly fileName: string
  readonly moduleIds: readonly string[]
  readonly facadeModuleId?: string | null
  readonly imports: readonly string[]
}

/** Has Rollup watch files and folders. */
export const watchAll = (context: HookContext, files: readonly string[]): void => {
  for (const file of files) context.addWatchFile(file)
}

/** The hooks that Rollup and Vite have in common; `formOf` says how modules are written, given the hook's `this`. */
export function rollupHooks<Context extends HookContext>(
  core: Core,
  formOf: (context: Context) => Form,
  watch: (context: Context, files: readonly string[]) => void = watchAll,
) {
  return {
    resolveId(source: string) {
      if (isMark(source)) return { id: source, external: true as const }
      const id = resolveVirtual(source)
      return id === undefined ? null : { id, moduleSideEffects: false }
    },
    async load(this: Context, id: string) {
      if (!readVirtualId(id)) return null
      try {
        const code = await core.load(id, formOf(this))
        const { lines, warnings } = await core.reports()
        for (const line of lines) this.info(line)
        for (const warning of warnings) this.warn(warning)
        return { code, moduleSideEffects: false, map: { mappings: '' as const } }
      } catch (error) {
        return this.error(explainError(error))
      } finally {
        // Also where it could not be made: whoever mends it is waited for.
        watch(this, core.watched(id))
      }
    },
    transform(this: Context, code: string, id: string) {
      const changed = isOwn(id) && !formOf(this).chunks ? withoutChunks(code) : undefined
      return changed === undefined ? null : { code: changed, map: null }
    },
    renderChunk(
      this: Context,
      code: string,
      chunk: RenderedChunk,
      _: unknown,
      { chunks }: { readonly chunks: Readonly<Record<string, RenderedChunk>> },
    ) {
      if (!hasMarks(code)) return null
      const files = Object.values(chunks).map(
        ({ fileName, moduleIds, facadeModuleId, imports }): OutputFile => ({
          fileName,
          modules: moduleIds,
          facade: facadeModuleId,
          imports,
        }),
      )
      const { code: placed } = placeFiles(code, chunk.fileName, files, new Set(lazyModules(this)), core.root())
      // The marks stand on lines of their own, of which nobody asks where they come from.
      return { code: placed, map: null }
    },
  }
}

/** What Limbeck and its sets load by `import()`. */
const lazyModules = (context: HookContext): readonly string[] =>
  [...context.getModuleIds()].flatMap((id) =>
    readVirtualId(id) || isOwn(id) ? (context.getModuleInfo(id)?.dynamicallyImportedIds ?? []) : [],
  )
