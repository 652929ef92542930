import type { Engine, MigrationSet, RevisionModule } from 'limbeck'
import { type CompileInput, compile, type Distilled, type SourceRevision } from 'limbeck/compile'
import { openScratch } from '../../src/scratch/open-scratch.js'

const list = (names: string | readonly string[] | null | undefined): readonly string[] =>
  typeof names === 'string' ? [names] : (names ?? [])

/** Modules as sources: `make` gives them anew, as a compiler loads them. */
export const sourcesOf = (make: () => readonly RevisionModule[]): readonly SourceRevision[] =>
  make().map(({ revision, downRevision, branchLabels, dependsOn, message = '' }, at) => ({
    revision,
    downRevision: list(downRevision),
    branchLabels: list(branchLabels),
    dependsOn: list(dependsOn),
    message,
    file: `versions/${revision}.js`,
    source: '',
    load: async () => ({ module: make()[at] as RevisionModule, within: (work) => work() }),
  }))

/** Compiles modules. */
export const compileModules = (
  make: () => readonly RevisionModule[],
  engine: Engine,
  options: Partial<CompileInput> = {},
): Promise<Distilled> => compile({ engine, revisions: sourcesOf(make), scratch: () => openScratch(engine), ...options })

/** What was compiled as a set, without a file. */
export function setOf(distilled: Distilled, modules: readonly RevisionModule[]): MigrationSet {
  const { engine, heads, graph, chunks, baseline } = distilled
  return {
    format: 1,
    engine,
    heads,
    files: [],
    ...(graph.checksum !== undefined && { checksum: graph.checksum }),
    graph: async () => graph,
    chunk: async (at) => chunks[at] as Distilled['chunks'][0],
    program: async (id) => modules.find(({ revision }) => revision === id) as RevisionModule,
    ...(baseline && {
      baseline: async () => ({ statements: baseline, checksum: graph.baselineChecksum as string }),
    }),
  }
}

/** The same, whose revisions with variants must not run as code: their modules say that they did. */
export function strictly(set: MigrationSet, distilled: Distilled): MigrationSet {
  const varied = new Set(
    distilled.chunks.flatMap(({ steps }) => Object.keys(steps).filter((id) => steps[id]?.variants !== undefined)),
  )
  const refuse = () => {
    throw new Error('a compiled revision ran as code')
  }
  return {
    ...set,
    async program(id) {
      const module = await set.program(id)
      return varied.has(id) ? { ...module, upgrade: refuse, downgrade: refuse } : module
    },
  }
}
