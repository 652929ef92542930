import type { MigrationSet, RevisionModule } from 'limbeck'
import type { Distilled } from '../src/compile/distilled.js'

/** Compiled migrations as a set, with the modules themselves where one has to run. */
export function setOf(
  { engine, heads, graph, chunks, baseline }: Distilled,
  modules: readonly RevisionModule[],
): MigrationSet {
  const { checksum, baselineChecksum } = graph
  return {
    format: 1,
    engine,
    heads,
    files: [],
    ...(checksum !== undefined && { checksum }),
    graph: async () => graph,
    chunk: async (at) => chunks[at] ?? Promise.reject(new Error(`There is no chunk ${at}.`)),
    program: async (id) =>
      modules.find(({ revision }) => revision === id) ?? Promise.reject(new Error(`There is no program ${id}.`)),
    ...(baseline && {
      baseline: async () => ({
        statements: baseline,
        ...(baselineChecksum !== undefined && { checksum: baselineChecksum }),
      }),
    }),
  }
}
