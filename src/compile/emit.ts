import type { Statement } from '../adapter.js'
import type { CompiledStep } from '../runner/migration-set.js'
import type { Distilled, DistilledChunk, Program } from './distilled.js'
import { writeGraph, writeWords } from './write-graph.js'
import { bytesHelper, hasBytes, writeLines, writeStatement } from './write-value.js'

/** How a set is written down. */
export interface EmitOptions {
  /**
   * Whether graph, chunks, programs and baseline are modules of their own that `import()` loads when they are needed; else
   * there is one module, and no `import()` in it.
   */
  readonly chunks: boolean
  /** What an emitted module imports the file of a program by; `file` is as in `SourceRevision`. */
  programPath(file: string): string
  /** What an emitted module imports another by: `./NAME.js` when not given. */
  readonly importPath?: (name: string) => string
  /**
   * The JavaScript expression that loads a module once more, under another address, after it could not be loaded: a
   * promise of the module. The same `import()` when not given.
   */
  readonly importAgain?: (path: string) => string
  /** The JavaScript expression of the set's `files`: the paths of the other modules when not given. */
  readonly files?: string
  /** Whether the entry is TypeScript that compilers take without a look inside. */
  readonly typed?: boolean
}

/** A module as text. */
export interface EmittedModule {
  /** `migrations` is the entry, which exports `migrations`; `graph`; `baseline`; chunks carry their checksum. */
  readonly name: string
  readonly code: string
  /** What it imports, as written in its code. */
  readonly imports: readonly string[]
}

/** Writes a set as JavaScript modules, the entry first. The same set gives the same bytes. */
export function emit(distilled: Distilled, options: EmitOptions): readonly EmittedModule[] {
  return options.chunks ? emitModules(distilled, options) : [emitOne(distilled, options)]
}

// A chunk says neither ids, which the graph has, nor the checksum of each step beside it: what is alike compresses better.
const named = `const named = ({ steps, sums, checksum }, chunk) => ({
checksum,
steps: Object.fromEntries(ids.map((id, at) => [at, id]).reverse()
.filter(([at]) => graph.upgradeChunks[at] === chunk || graph.downgradeChunks[at] === chunk)
.map(([, id], nth) => [id, step(steps[nth], sums[nth])])),
})
const step = (one, sum) => ({
checksum: sum[0] === "-" ? undefined : sum,
...(one.variants ? { variants: one.variants.map(([drift, copies, statements]) => ({ drift, copies, statements })) } : { statements: one }),
})
`

// Code that nobody has is asked for where there is no downgrade: the runner says so.
const refusing = 'const refusing = (revision) => () => ({ revision, downRevision: null, upgrade() {} })\n'

function emitOne(distilled: Distilled, options: EmitOptions): EmittedModule {
  const files = distilled.programs.flatMap(({ file }) => (file === undefined ? [] : [options.programPath(file)]))
  const places = new Map(files.map((path, nth) => [path, `program${nth}`]))
  const module = (file: string) => places.get(options.programPath(file)) as string
  const parts = distilled.chunks.map(
    (chunk) =>
      `() => ({\nsteps: ${stepsOf(chunk)},\nsums: ${sumsOf(chunk)},\nchecksum: ${JSON.stringify(chunk.checksum)},\n})`,
  )
  const code = [
    header(options),
    ...files.map((path, nth) => `import * as program${nth} from ${JSON.stringify(path)}\n`),
    bytesIn(distilled.chunks.flatMap(statementsOf).concat(distilled.baseline ?? [])),
    'const open = () => {\n',
    writeGraph(distilled.graph),
    named,
    'return { graph, named }\n}\n',
    refusing,
    'let opened\nconst parts = () => (opened ??= open())\n',
    `const chunks = ${writeLines(parts)}\n`,
    `const programs = ${writePrograms(distilled.programs, module)}\n`,
    entryOf(distilled, options, '[]', [
      'graph: async () => parts().graph',
      'chunk: async (at) => parts().named(chunks[at](), at)',
      'program: async (id) => (programs[id] ?? refusing(id))()',
      ...(distilled.baseline
        ? [
            `baseline: async () => ({\nstatements: ${writeLines(distilled.baseline.map(writeStatement))},\nchecksum: ${JSON.stringify(distilled.graph.baselineChecksum)},\n})`,
          ]
        : []),
    ]),
  ]
  return { name: 'migrations', code: code.join(''), imports: files }
}

function emitModules(distilled: Distilled, options: EmitOptions): readonly EmittedModule[] {
  const pathOf = options.importPath ?? ((name: string) => `./${name}.js`)
  const again = options.importAgain ?? ((path: string) => `import(${JSON.stringify(path)})`)
  const load = (path: string) => {
    const first = `import(${JSON.stringify(path)})`
    return again(path) === first ? `() => ${first}` : `(again) => again ? ${again(path)} : ${first}`
  }
  const chunks = distilled.chunks.map(
    (chunk): EmittedModule => ({
      name: nameOf(chunk),
      code: `${bytesIn(statementsOf(chunk))}export const steps = ${stepsOf(chunk)}\nexport const sums = ${sumsOf(chunk)}\nexport const checksum = ${JSON.stringify(chunk.checksum)}\n`,
      imports: [],
    }),
  )
  const { baseline = [] } = distilled
  const baselines: readonly EmittedModule[] = distilled.baseline
    ? [
        {
          name: 'baseline',
          code: `${bytesIn(baseline)}export const statements = ${writeLines(baseline.map(writeStatement))}\nexport const checksum = ${JSON.stringify(distilled.graph.baselineChecksum)}\n`,
          imports: [],
        },
      ]
    : []
  const programs = distilled.programs.flatMap(({ file }) => (file === undefined ? [] : [options.programPath(file)]))
  const others = [...chunks, ...baselines].map(({ name }) => pathOf(name))
  const graph: EmittedModule = {
    name: 'graph',
    code: [
      writeGraph(distilled.graph),
      named,
      `const chunks = ${writeLines(chunks.map(({ name }) => load(pathOf(name))))}\n`,
      `const programs = ${writePrograms(distilled.programs, (file) => load(options.programPath(file)), true)}\n`,
      'const chunk = (at, again) => chunks[at](again).then((part) => named(part, at))\n',
      refusing,
      'const program = async (id, again) => (programs[id] ?? refusing(id))(again)\n',
      ...(distilled.baseline ? [`const baseline = ${load(pathOf('baseline'))}\n`] : []),
      `export { graph, chunk, program${distilled.baseline ? ', baseline' : ''} }\n`,
    ].join(''),
    imports: [...others, ...programs],
  }
  const files = options.files ?? JSON.stringify([pathOf('graph'), ...others, ...programs])
  const entry = [
    header(options),
    `const load = ${load(pathOf('graph'))}\n`,
    // What came under another address is what all else is asked of: under the first it may never come.
    'let last\nconst parts = (again) => (last = again || !last ? load(again) : last)\n',
    entryOf(distilled, options, files, [
      'graph: (again) => parts(again).then((all) => all.graph)',
      'chunk: (at, again) => parts().then((all) => all.chunk(at, again))',
      'program: (id, again) => parts().then((all) => all.program(id, again))',
      ...(distilled.baseline ? ['baseline: (again) => parts().then((all) => all.baseline(again))'] : []),
    ]),
  ]
  return [{ name: 'migrations', code: entry.join(''), imports: [pathOf('graph')] }, graph, ...chunks, ...baselines]
}

/** The name of a chunk's module: the same as long as what is in it is. */
const nameOf = ({ direction, checksum }: DistilledChunk): string =>
  `${direction === 'upgrade' ? 'up' : 'down'}-${checksum}`

const header = ({ typed }: EmitOptions): string =>
  typed
    ? "// Written by 'limbeck compile': do not edit.\n// @ts-nocheck\nimport type { MigrationSet } from 'limbeck'\n"
    : "// Written by 'limbeck compile': do not edit.\n"

function entryOf({ engine, heads, graph }: Distilled, { typed }: EmitOptions, files: string, verbs: readonly string[]) {
  const fields = [
    'format: 1',
    `engine: ${JSON.stringify(engine)}`,
    `heads: ${JSON.stringify(heads)}`,
    `files: ${files}`,
    `checksum: ${JSON.stringify(graph.checksum)}`,
    ...verbs,
  ]
  return `export const migrations${typed ? ': MigrationSet' : ''} = {\n${fields.map((one) => `${one},\n`).join('')}}\n`
}

const bytesIn = (statements: readonly Statement[]): string => (hasBytes(statements) ? bytesHelper : '')

const statementsOf = ({ steps }: DistilledChunk): Statement[] =>
  Object.values(steps).flatMap((step) =>
    step.variants ? step.variants.flatMap((one) => one.statements) : step.statements,
  )

const stepsOf = ({ steps }: DistilledChunk): string => writeLines(Object.values(steps).map(writeStep))

const sumsOf = ({ steps }: DistilledChunk): string =>
  writeWords(Object.values(steps).map(({ checksum }) => checksum ?? '-'.repeat(16)))

/** The statements, or `{ variants }`, of which each is `[drift, copies, statements]`. */
function writeStep({ statements, variants }: CompiledStep): string {
  if (!variants) return writeLines(statements.map(writeStatement))
  const all = variants.map(
    (one) =>
      `[${JSON.stringify(one.drift)}, ${JSON.stringify(one.copies)}, ${writeLines(one.statements.map(writeStatement))}]`,
  )
  return `{ variants: ${writeLines(all)} }`
}

/** What gives the module of each program: a function, of a promise where it is imported when it is needed. */
function writePrograms(programs: readonly Program[], module: (file: string) => string, lazy = false): string {
  const one = ({ revision, file, functions, irreversible }: Program): string => {
    const key = JSON.stringify(revision)
    if (file === undefined) {
      const why =
        irreversible === undefined ? '' : `, downgrade(op) { op.irreversible(${JSON.stringify(irreversible)}) }`
      return `${key}: () => ({ revision: ${key}, downRevision: null, upgrade() {}${why} })`
    }
    if (!functions) return lazy ? `${key}: ${module(file)}` : `${key}: () => ${module(file)}`
    const picked = (['upgrade', 'downgrade'] as const).map((direction) => {
      const name = functions[direction]
      return `${direction}: ${name === undefined ? 'undefined' : `all[${JSON.stringify(name)}]`}`
    })
    const pick = `(all) => ({ ...all, ${picked.join(', ')} })`
    return lazy
      ? `${key}: (again) => (${module(file)})(again).then(${pick})`
      : `${key}: () => (${pick})(${module(file)})`
  }
  return `{\n${programs.map((program) => `${one(program)},\n`).join('')}}`
}
