import type { Engine, RevisionModule } from 'limbeck'
import { compile } from '../src/compile/compile.js'
import type { Distilled } from '../src/compile/distilled.js'
import { openScratch } from '../src/scratch/open-scratch.js'

const list = (names: string | readonly string[] | null | undefined): readonly string[] =>
  typeof names === 'string' ? [names] : (names ?? [])

/** Compiles revisions that a test has as modules. */
export const compileModules = (modules: readonly RevisionModule[], engine: Engine): Promise<Distilled> =>
  compile({
    engine,
    revisions: modules.map((module) => ({
      revision: module.revision,
      downRevision: list(module.downRevision),
      branchLabels: list(module.branchLabels),
      dependsOn: list(module.dependsOn),
      message: module.message ?? '',
      file: `versions/${module.revision}.ts`,
      source: module.revision,
      load: async () => ({ module, within: (work) => work() }),
    })),
    scratch: () => openScratch(engine),
  })
