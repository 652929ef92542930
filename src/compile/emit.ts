import type { Statement } from '../adapter.js'
import type { CompiledStep } from '../runner/migration-set.js'
import type { Distilled, DistilledChunk, Program } from './distilled.js'
import { writeGraph } from './write-graph.js'
import { bytesHelper, hasBytes, writeLines, writeStatement } from './write-value.js'

/** How a set is written down. */
export interface EmitOptions {
  /**
   * Whether graph, chunks, messages, programs and baseline are modules of their own that `import()` loads when they are needed; else
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
  /** The JavaScript expression of what `files()` gives: the paths of the other modules when not given. */
  readonly files?: string
  /** Whether the entry is TypeScript that compilers take without a look inside. */
  readonly typed?: boolean
}

/** A module as text. */
export interface EmittedModule {
  /** `migrations` is the entry, which exports `migrations` and `files`; chunks carry their checksum. */
  readonly name: string
  readonly code: string
  /** What it imports, as written in its code. */
  readonly imports: readonly string[]
}

/** Writes a set as JavaScript modules, the entry first. The same set gives the same bytes. */
export function emit(distilled: Distilled, options: EmitOptions): readonly EmittedModule[] {
  return options.chunks ? emitModules(distilled, options) : [emitOne(distilled, options)]
}

// A chunk does not say its ids, which the graph has; a step is a statement, a list of them, or `{ variants }`.
const named = `const named = ({ steps, checksum }, chunk) => ({
checksum,
steps: Object.fromEntries(
ids.filter((_, at) => graph.upgradeChunks[at] === chunk || graph.downgradeChunks[at] === chunk).reverse()
.map((id, nth) => [id, step(steps[nth])])
),
})
const step = (one) => one.variants ? one : { statements: typeof one === "string" ? [one] : one }
`

// Code that nobody has is asked for where there is no downgrade: the runner says so.
const refusing = 'const refusing = (revision) => () => ({ revision, downRevision: null, upgrade() {} })\n'

function emitOne(distilled: Distilled, options: EmitOptions): EmittedModule {
  const files = distilled.programs.flatMap(({ file }) => (file === undefined ? [] : [options.programPath(file)]))
  const places = new Map(files.map((path, nth) => [path, `program${nth}`]))
  const module = (file: string) => places.get(options.programPath(file)) as string
  const parts = distilled.chunks.map((chunk) => `() => (${asObject(chunkFields(chunk))})`)
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
      `messages: async () => (${asObject(messageFields(distilled))})`,
      ...(distilled.baseline ? [`baseline: async () => (${asObject(baselineFields(distilled))})`] : []),
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
  const part = (name: string, fields: Fields, statements: readonly Statement[] = []): EmittedModule => ({
    name,
    code: bytesIn(statements) + asExports(fields),
    imports: [],
  })
  const chunks = distilled.chunks.map((chunk) => part(nameOf(chunk), chunkFields(chunk), statementsOf(chunk)))
  const { baseline } = distilled
  const parts = [
    ...chunks,
    part('messages', messageFields(distilled)),
    ...(baseline ? [part('baseline', baselineFields(distilled), baseline)] : []),
  ]
  const files = distilled.programs.flatMap(({ file }) => (file === undefined ? [] : [options.programPath(file)]))
  const programs: EmittedModule = {
    name: 'programs',
    code: [
      `const programs = ${writePrograms(distilled.programs, (file) => load(options.programPath(file)), true)}\n`,
      refusing,
      'export const program = async (id, again) => (programs[id] ?? refusing(id))(again)\n',
    ].join(''),
    imports: files,
  }
  const names = [...parts.map(({ name }) => name), 'programs']
  const graph: EmittedModule = {
    name: 'graph',
    code: [
      named,
      `const chunks = ${writeLines(chunks.map(({ name }) => load(pathOf(name))))}\n`,
      'const chunk = (at, again) => chunks[at](again).then((part) => named(part, at))\n',
      `const programs = ${load(pathOf('programs'))}\n`,
      'const program = (id, again) => programs(again).then((all) => all.program(id, again))\n',
      `const messages = ${load(pathOf('messages'))}\n`,
      ...(baseline ? [`const baseline = ${load(pathOf('baseline'))}\n`] : []),
      writeGraph(distilled.graph),
      `export { graph, chunk, program, messages${baseline ? ', baseline' : ''} }\n`,
    ].join(''),
    imports: names.map(pathOf),
  }
  const all = options.files ?? JSON.stringify([...['graph', ...names].map(pathOf), ...files])
  const entry = [
    header(options),
    `const load = ${load(pathOf('graph'))}\n`,
    // What came under another address is what all else is asked of: under the first it may never come.
    'let last\nconst parts = (again) => (last = again || !last ? load(again) : last)\n',
    'const from = (name) => (...given) => parts().then((all) => all[name](...given))\n',
    entryOf(distilled, options, all, [
      'graph: (again) => parts(again).then((all) => all.graph)',
      ...['chunk', 'program', 'messages', ...(baseline ? ['baseline'] : [])].map((name) => `${name}: from("${name}")`),
    ]),
  ]
  return [{ name: 'migrations', code: entry.join(''), imports: [pathOf('graph')] }, graph, ...parts, programs]
}

/** What a part has, by name: JavaScript expressions. The checksum stands last, for a file that was cut off has none. */
type Fields = readonly (readonly [name: string, code: string])[]

const signed = (fields: Fields, checksum: string | undefined): Fields => [
  ...fields,
  ['checksum', JSON.stringify(checksum)],
]

const chunkFields = ({ steps, checksum }: DistilledChunk): Fields =>
  signed([['steps', writeLines(Object.values(steps).map(writeStep))]], checksum)

const messageFields = ({ messages, graph }: Distilled): Fields =>
  signed([['messages', writeLines(messages.map((one) => JSON.stringify(one)))]], graph.messagesChecksum)

const baselineFields = ({ baseline = [], graph }: Distilled): Fields =>
  signed([['statements', writeLines(baseline.map(writeStatement))]], graph.baselineChecksum)

const asExports = (fields: Fields): string => fields.map(([name, code]) => `export const ${name} = ${code}\n`).join('')

const asObject = (fields: Fields): string => `{\n${fields.map(([name, code]) => `${name}: ${code},\n`).join('')}}`

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
    `checksum: ${JSON.stringify(graph.checksum)}`,
    ...verbs,
  ]
  return [
    `export const migrations${typed ? ': MigrationSet' : ''} = {\n${fields.map((one) => `${one},\n`).join('')}}\n`,
    // A function, so that bundlers leave it out where nobody asks.
    `export const files = ()${typed ? ': readonly string[]' : ''} => ${files}\n`,
  ].join('')
}

const bytesIn = (statements: readonly Statement[]): string => (hasBytes(statements) ? bytesHelper : '')

const statementsOf = ({ steps }: DistilledChunk): Statement[] =>
  Object.values(steps).flatMap((step) =>
    step.variants ? step.variants.flatMap((one) => one.statements) : step.statements,
  )

/** One statement, several, or variants. */
function writeStep({ statements, variants }: CompiledStep): string {
  const [only, ...others] = statements ?? []
  if (typeof only === 'string' && others.length === 0) return writeStatement(only)
  if (!variants) return writeLines(statements.map(writeStatement))
  const all = variants.map(
    ({ drift, statements, copies }) =>
      `{ drift: ${JSON.stringify(drift)}, statements: ${writeLines(statements.map(writeStatement))}, copies: ${JSON.stringify(copies)} }`,
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
