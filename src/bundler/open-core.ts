import { existsSync } from 'node:fs'
import { foldersOf, isPart, type ProjectParts } from '../commands/project-parts.js'
import type { EmittedModule } from '../compile/index.js'
import { checkOptions } from './check-options.js'
import { type Build, type Compiled, compileDatabase } from './compile-database.js'
import type { LimbeckOptions } from './options.js'
import { addressMark, filesMark } from './place-files.js'
import type { Report } from './report-of.js'
import { partPath, readVirtualId, resolveVirtual } from './virtual-id.js'

/** How modules are to be written for an output. */
export interface Form {
  /** Whether there is `import()`. */
  readonly chunks: boolean
  /** Whether the names of files are put in later; while developing there are none. */
  readonly placed: boolean
}

/** What all plugins share: the sets, compiled once, as modules. */
export interface Core {
  /** What paths are relative to. */
  root(): string
  /** The code of a module of ours, by its id. Throws what the compiler throws. */
  load(id: string, form: Form): Promise<string>
  /** The files and folders that a module was made of, or could not be made of. */
  watched(id: string): readonly string[]
  /** Forgets what was compiled of a file; the databases that it was part of. */
  changed(file: string): Promise<readonly (string | undefined)[]>
  /** Forgets everything that was compiled. */
  forget(): void
  /** What there is to say of the sets that were compiled since the last time. */
  reports(): Promise<Report>
}

/** Opens the migrations of a project. Nothing is read before something is asked for. Throws as `checkOptions`. */
export function openCore(options: LimbeckOptions, build: () => Build): Core {
  checkOptions(options)
  const compiled = new Map<string | undefined, Promise<Compiled>>()
  const parts = new Map<string | undefined, ProjectParts>()
  const told = new Set<Promise<Compiled>>()
  const compile = (database: string | undefined) => {
    const known =
      compiled.get(database) ?? compileDatabase(options, database, build(), (made) => parts.set(database, made))
    compiled.set(database, known)
    return known
  }
  const emitted = new WeakMap<Compiled, Map<string, readonly EmittedModule[]>>()
  /** Bundlers ask for one module after the other; they are written at once. */
  const written = (one: Compiled, database: string | undefined, form: Form) => {
    const forms = emitted.get(one) ?? new Map<string, readonly EmittedModule[]>()
    emitted.set(one, forms)
    const modules = forms.get(JSON.stringify(form)) ?? write(one, database, form, build().root)
    forms.set(JSON.stringify(form), modules)
    return modules
  }
  return {
    root: () => build().root,
    async load(id, form) {
      const { database, part } = readVirtualId(id) ?? {}
      const one = await compile(database)
      const [entry, ...others] = written(one, database, form)
      const found = part === undefined ? entry : others.find(({ name }) => `${name}.js` === part)
      if (!found) throw new TypeError(`${id} is no module of these migrations`)
      return found.code
    },
    watched(id) {
      const made = parts.get(readVirtualId(id)?.database)
      return made ? [...made.files, ...foldersOf(made).filter((folder) => existsSync(folder))] : []
    },
    async changed(file) {
      const found: (string | undefined)[] = []
      for (const [database, known] of compiled) {
        const made = parts.get(database)
        // What could not be compiled may be mended by any file.
        const concerns = await known.then(() => made && isPart(made, file)).catch(() => true)
        if (!concerns) continue
        compiled.delete(database)
        found.push(database)
      }
      return found
    },
    forget: () => compiled.clear(),
    async reports() {
      const fresh = [...compiled.values()].filter((known) => !told.has(known))
      for (const known of fresh) told.add(known)
      const done = (await Promise.allSettled(fresh)).flatMap((one) =>
        one.status === 'fulfilled' ? one.value.report : [],
      )
      return { lines: done.flatMap(({ lines }) => lines), warnings: done.flatMap(({ warnings }) => warnings) }
    },
  }
}

const write = ({ emit }: Compiled, database: string | undefined, { chunks, placed }: Form, root: string) =>
  emit({
    chunks,
    importPath: (name) => partPath(database, name),
    ...(placed && {
      importAgain: (path) => `import(${JSON.stringify(addressMark(resolveVirtual(path) ?? path, root))})`,
    }),
    // A mark that nobody replaced, as in a server of esbuild, is no list.
    files: placed ? `${JSON.stringify(filesMark)}.map?.((file) => new URL(file, import.meta.url).href) ?? []` : '[]',
  })
