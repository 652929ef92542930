import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Adapter, type RevisionModule, type RunResult, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { column, integer, type Operations, text } from 'limbeck/op'
import type { OutputChunk } from 'rollup'
import { emit } from '../../src/compile/emit.js'
import { compileModules } from '../compile-modules.js'
import { newDatabase } from '../database.js'
import { setOf } from '../set-of.js'
import { bundle, compressed, modulesOf } from './measure.js'

/** What an app with a compiled set fetched, in bytes: of Limbeck and the app itself, and of the set. */
export interface Fetched {
  readonly ours: number
  readonly set: number
  /** The set's files, by name. */
  readonly files: readonly string[]
  /** The modules with code in the rest. */
  readonly modules: readonly string[]
}

/** Years of history: tables with columns that come later, so that the statements are several chunks. */
const years = Array.from({ length: 300 }, (_, at): RevisionModule => {
  const table = `thing_${at - (at % 3)}`
  return {
    revision: `r${String(at).padStart(11, '0')}`,
    downRevision: at ? `r${String(at - 1).padStart(11, '0')}` : null,
    message: `change ${at}`,
    upgrade: (op: Operations) =>
      at % 3 === 0
        ? op.createTable(table, column('id', integer(), { primaryKey: true }), column(`name_${at}`, text()))
        : op.addColumn(table, column(`column_${at}`, text(), { default: `as of ${at}` })),
    downgrade: (op: Operations) => (at % 3 === 0 ? op.dropTable(table) : op.dropColumn(table, `column_${at}`)),
  }
})

// The store is in the bundle, as in an app; here, where there is no IndexedDB, the same database is in memory.
const code = `import { migrator } from 'limbeck'
import { migrations } from 'set/migrations'
export { openSqlJs } from 'limbeck/adapters/sql-js'
export const start = (adapter) => migrator(adapter, migrations).upgrade()`

/** Builds an app with a compiled set, runs it on a database that is so many revisions behind, and sees what it fetches. */
export async function runCompiledApp(behind: number): Promise<Fetched> {
  built ??= build()
  const { distilled, chunks } = await built
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-size-'))
  const fetched = new Set<string>()
  try {
    Object.assign(globalThis, { fetched })
    for (const { fileName, code: text } of chunks) {
      writeFileSync(join(folder, fileName), `globalThis.fetched.add(${JSON.stringify(fileName)})\n${text}`)
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    const adapter = sqlJs(newDatabase())
    if (behind < years.length) await upgrade(adapter, setOf(distilled, []), `${years.at(-1 - behind)?.revision}`)
    const entry = chunks.find(({ isEntry }) => isEntry) as OutputChunk
    const app = (await import(pathToFileURL(join(folder, entry.fileName)).href)) as {
      start(adapter: Adapter): Promise<RunResult>
    }
    const { steps } = await app.start(adapter)
    if (steps.length !== behind) throw new Error(`${steps.length} revisions ran, not ${behind}.`)
  } finally {
    rmSync(folder, { recursive: true })
  }
  const files = chunks.filter(({ fileName }) => fetched.has(fileName))
  const isSet = (chunk: OutputChunk) => chunk.moduleIds.some((id) => id.startsWith('\0set/'))
  return {
    ours: await sizeOf(files.filter((chunk) => !isSet(chunk)).map(withoutSet)),
    set: await sizeOf(files.filter(isSet)),
    files: files.filter(isSet).flatMap(({ moduleIds }) => moduleIds.map((id) => id.slice('\0set/'.length))),
    modules: [...new Set(files.filter((chunk) => !isSet(chunk)).flatMap(modulesOf))].sort(),
  }
}

let built: ReturnType<typeof build> | undefined

async function build() {
  const distilled = await compileModules(() => years, 'sqlite')
  const emitted = emit(distilled, { chunks: true, programPath: (file) => file, importPath: (name) => `set/${name}` })
  return { distilled, chunks: await bundle(code, new Map(emitted.map((one) => [`set/${one.name}`, one.code]))) }
}

/** The set's entry is a file of its own only so that it can be weighed: bundlers put it beside what imports it. */
const withoutSet = (chunk: OutputChunk): OutputChunk => ({
  ...chunk,
  code: chunk.code.replace(/^import [^;]*'\.\/set-[^;]*;/m, ''),
})

const sizeOf = async (chunks: readonly OutputChunk[]): Promise<number> =>
  (await Promise.all(chunks.map(compressed))).reduce((sum, one) => sum + one, 0)
