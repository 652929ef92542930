import type { Engine, RevisionModule } from 'limbeck'
import { type CompileInput, compile, type Distilled, type SourceRevision } from 'limbeck/compile'
import { openScratch } from '../src/scratch/open-scratch.js'

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

/** Compiles revisions that a test has as modules. */
export const compileModules = (
  make: () => readonly RevisionModule[],
  engine: Engine,
  options: Partial<CompileInput> = {},
): Promise<Distilled> => compile({ engine, revisions: sourcesOf(make), scratch: () => openScratch(engine), ...options })
