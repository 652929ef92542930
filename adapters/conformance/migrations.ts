import type { Engine, Statement } from '../../src/adapter.js'
import { buildGraph } from '../../src/graph/build.js'
import { maximal } from '../../src/graph/walk.js'
import type { MigrationSet, RevisionModule } from '../../src/index.js'

/** A revision as statements: compiled by hand, so that the suite tests adapters and not dialects. */
export interface Written {
  readonly id: string
  readonly down?: string | readonly string[]
  readonly up?: readonly Statement[]
  readonly back?: readonly Statement[]
  /** Its code, for a revision that is a program. */
  readonly program?: RevisionModule['upgrade']
}

/** A compiled set of revisions; without `down`, each follows the one before it. */
export function setOf(engine: Engine, written: readonly Written[]): MigrationSet {
  const parents = (at: number) => {
    const { down = at > 0 ? [(written[at - 1] as Written).id] : [] } = written[at] as Written
    return typeof down === 'string' ? [down] : down
  }
  const graph = buildGraph(
    written.map(({ id }, at) => ({ revision: id, downRevision: parents(at), dependsOn: [], branchLabels: [] })),
  )
  const steps = (direction: 'up' | 'back') =>
    Object.fromEntries(
      written.flatMap(({ id, program, [direction]: statements = [] }) => (program ? [] : [[id, { statements }]])),
    )
  const chunks = [{ steps: steps('up') }, { steps: steps('back') }] as const
  return {
    format: 1,
    engine,
    heads: maximal(new Set(written.keys()), graph.parents).map((at) => (written[at] as Written).id),
    graph: async () => ({
      ...graph,
      upgradeChunks: written.map(() => 0),
      downgradeChunks: written.map(() => 1),
      checksums: [],
    }),
    chunk: async (index) => chunks[index as 0 | 1],
    async program(revision) {
      const { program } = written.find(({ id }) => id === revision) as Written
      return { revision, downRevision: null, ...(program && { upgrade: program }) }
    },
    messages: async () => ({ messages: written.map(({ id }) => `make ${id}`) }),
  }
}

const made = (id: string): Required<Pick<Written, 'id' | 'up' | 'back'>> => ({
  id,
  up: [`CREATE TABLE ${id}_made (n INTEGER NOT NULL)`, `INSERT INTO ${id}_made VALUES (1)`],
  back: [`DROP TABLE ${id}_made`],
})

/** A small history that every engine takes: three tables with a row each, and an index. */
export const [a, b, c] = [made('a'), made('b'), made('c')] as const
export const d: Written = { id: 'd', up: ['CREATE INDEX c_index ON c_made (n)'], back: ['DROP INDEX c_index'] }
export const history: readonly Written[] = [a, b, c, d]
