import type { Baseline, Chunk, CompiledStep, MigrationSet, RevisionModule, SetGraph, Statement, Variant } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { record } from '../../src/ops/record.js'
import { needsLook, toStatements } from '../../src/ops/to-statements.js'
import { type FactsRow, factsQuery } from '../../src/rebuild/facts.js'
import { rebuild } from '../../src/rebuild/rebuild.js'
import { toSet } from '../../src/runner/to-set.js'
import { newDatabase } from '../database.js'

type Direction = 'upgrade' | 'downgrade'

/** How a set made by hand is. */
interface Making {
  readonly engine?: 'sqlite' | 'd1' | 'durable-object'
  /** Whether foreign keys are enforced, for each variant. */
  readonly enforced?: readonly boolean[]
  readonly baseline?: readonly Statement[]
}

/** A set whose functions can be made to fail, and which notes what is asked of them. */
export interface HandMade extends MigrationSet {
  readonly asked: string[]
  /** What is to be thrown, or given in place of the part, where a name of `asked` begins so. */
  readonly faults: Map<string, () => unknown>
}

/**
 * A compiled set of a line of revisions that record, each direction in a chunk of its own: what a compiler makes, with the
 * drift query in its plainest form, every object of the tables that are copied.
 */
export async function compiledSet(modules: readonly RevisionModule[], making: Making = {}): Promise<HandMade> {
  const { engine = 'sqlite', enforced = engine === 'sqlite' ? [false, true] : [true], baseline } = making
  const plain = await toSet(modules, engine)
  const { checksum: _, ...graph } = await plain.graph()
  const databases = enforced.map((on) => ({
    on,
    adapter: sqlJs(newDatabase(`PRAGMA foreign_keys = ${on ? 'ON' : 'OFF'}`)),
  }))
  const chunks: Chunk[] = []
  const compile = async (module: RevisionModule, direction: Direction) => {
    const { revision } = module
    const code = module[direction]
    const operations = code ? (record(code) ?? []) : []
    const steps = await Promise.all(
      databases.map(async ({ on, adapter }) => {
        const before = (await adapter.query(factsQuery)) as readonly FactsRow[]
        const statements: Statement[] = []
        const copies: string[] = []
        for (const operation of operations) {
          const built =
            operation.alteration && needsLook(operation, sqlite)
              ? rebuild(await adapter.query(factsQuery), operation.alteration, sqlite)
              : { statements: toStatements([operation], sqlite) as readonly Statement[], copies: [] }
          await adapter.run(built.statements)
          statements.push(...built.statements)
          copies.push(...built.copies)
        }
        return { statements, copies, drift: driftQuery(before, copies, on) }
      }),
    )
    const step: CompiledStep = steps.some(({ copies }) => copies.length > 0)
      ? { variants: steps satisfies readonly Variant[] }
      : { statements: steps[0]?.statements ?? [] }
    return { checksum: `${direction} ${revision}`, steps: { [revision]: step } }
  }
  for (const module of modules) chunks.push(await compile(module, 'upgrade'))
  for (const module of [...modules].reverse())
    chunks[graph.downgradeChunks[modules.indexOf(module)] as number] = await compile(module, 'downgrade')
  const asked: string[] = []
  const faults = new Map<string, () => unknown>()
  const give = async <T>(name: string, again: true | undefined, part: T): Promise<T> => {
    const what = `${name}${again ? ' again' : ''}`
    asked.push(what)
    for (const [start, fault] of faults) if (what.startsWith(start)) return fault() as T
    return part
  }
  const signed: SetGraph = {
    ...graph,
    checksums: chunks.map((chunk) => chunk.checksum as string),
    checksum: 'graph',
    messagesChecksum: 'messages',
    ...(baseline && { baselineChecksum: 'baseline' }),
  }
  return {
    asked,
    faults,
    format: 1,
    engine,
    heads: plain.heads,
    checksum: 'graph',
    graph: (again) => give('graph', again, signed),
    chunk: (index, again) => give(`chunk ${index}`, again, chunks[index] as Chunk),
    program: async (id, again) => give(`program ${id}`, again, await plain.program(id)),
    messages: async (again) => give('messages', again, { ...(await plain.messages()), checksum: 'messages' }),
    ...(baseline && {
      baseline: (again?: true) => give<Baseline>('baseline', again, { statements: baseline, checksum: 'baseline' }),
    }),
  }
}

const text = (value: unknown) => (value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`)

function driftQuery(before: readonly FactsRow[], copies: readonly string[], enforced: boolean): string {
  const own = before.filter(({ type, tbl_name }) => type !== 'setting' && copies.includes(String(tbl_name)))
  const values = own.map(({ type, name, sql }) => `(${[type, name, sql].map(text)})`)
  const there = `SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN (${copies.map(text)})`
  return `WITH wanted(type, name, sql) AS (VALUES ${values.join(', ') || '(1, 1, 1)'})
SELECT type, name FROM (SELECT * FROM wanted EXCEPT ${there}) UNION
SELECT type, name FROM (${there} EXCEPT SELECT * FROM wanted) UNION
SELECT 'setting', 'foreign_keys' FROM pragma_foreign_keys WHERE foreign_keys <> ${Number(enforced)}`
}
