import type { MigrationSet, RevisionModule } from 'limbeck'
import type { Distilled } from 'limbeck/compile'

/** Compiled migrations as a set, with the modules themselves where one has to run. */
export function setOf(
  { engine, heads, graph, messages, chunks, baseline }: Distilled,
  modules: readonly RevisionModule[],
): MigrationSet {
  const { checksum, messagesChecksum, baselineChecksum } = graph
  return {
    format: 1,
    engine,
    heads,
    ...(checksum !== undefined && { checksum }),
    graph: async () => graph,
    chunk: async (at) => chunks[at] ?? Promise.reject(new Error(`There is no chunk ${at}.`)),
    program: async (id) =>
      modules.find(({ revision }) => revision === id) ?? Promise.reject(new Error(`There is no program ${id}.`)),
    messages: async () => ({ messages, ...(messagesChecksum !== undefined && { checksum: messagesChecksum }) }),
    ...(baseline && {
      baseline: async () => ({
        statements: baseline,
        ...(baselineChecksum !== undefined && { checksum: baselineChecksum }),
      }),
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
