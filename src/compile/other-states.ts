import type { Queryable, Statement } from '../adapter.js'
import type { Direction, Graph } from '../graph/revision.js'
import { maximal, walk } from '../graph/walk.js'
import { factsQuery, readFacts } from '../rebuild/facts.js'
import type { CompiledSteps, RecordedRevisions } from './compile-revisions.js'
import { variantOf } from './compile-step.js'
import type { RecordedSource } from './record-source.js'
import { resolveOn } from './resolve-variant.js'
import type { ScratchLine } from './scratch-line.js'

/** No direction has more variants than these: whoever goes back and forth comes to the same few schemas. */
const mostVariants = 6

/**
 * Adds variants for the schemas that downgrades leave: a table that was made anew twice has quotes around its name, and a
 * column that was dropped and added again stands last. From each revision it goes back, and from there wherever that is
 * not a schema that was seen before.
 */
export async function addOtherStates(input: RecordedRevisions, line: ScratchLine, steps: CompiledSteps): Promise<void> {
  const { graph } = input
  const varied = [...steps.upgrade.values(), ...steps.downgrade.values()].some((step) => step.variants)
  if (!varied) return
  const seen = new Set<string>([keyOf(new Set(), '[]')])
  // Where branches can be taken back in many orders, not all of them are tried.
  const most = graph.ids.length * 8 + 64
  const go = async (database: Queryable, applied: ReadonlySet<number>, move: Move): Promise<void> => {
    await database.run(['SAVEPOINT go'])
    try {
      const statements = await statementsFor(input, database, steps, move)
      if (!statements) return
      await database.run(statements)
      const next = new Set(applied)
      if (move.direction === 'upgrade') next.add(move.at)
      else next.delete(move.at)
      const key = keyOf(next, await schemaOf(database))
      if (seen.has(key) || seen.size > most) return
      seen.add(key)
      for (const one of movesFrom(graph, next)) await go(database, next, one)
    } catch {
      // A schema on which this fails is none that it could be compiled for: whoever comes there is told by the database.
    } finally {
      await database.run(['ROLLBACK TO go', 'RELEASE go'])
    }
  }
  for (const at of [...graph.ids.keys()].reverse()) {
    const standing = walk([at], graph.parents)
    const adapter = await line.at(standing).catch(() => undefined)
    // What cannot be reached here was said where it was compiled.
    if (!adapter) continue
    seen.add(keyOf(standing, await schemaOf(adapter)))
    await go(adapter, standing, { at, direction: 'downgrade' })
  }
}

interface Move {
  readonly at: number
  readonly direction: Direction
}

/** What can be taken back, and what can be applied, next. */
function movesFrom({ parents }: Graph, applied: ReadonlySet<number>): readonly Move[] {
  const above = [...parents.keys()].filter((at) => !applied.has(at) && parents[at]?.every((one) => applied.has(one)))
  return [
    ...maximal(applied, parents).map((at): Move => ({ at, direction: 'downgrade' })),
    ...above.map((at): Move => ({ at, direction: 'upgrade' })),
  ]
}

/** The statements of a step on a schema, for which a variant is added if none fits; undefined where it runs as code. */
async function statementsFor(
  { recorded, frozen, dialect }: RecordedRevisions,
  database: Queryable,
  steps: CompiledSteps,
  { at, direction }: Move,
): Promise<readonly Statement[] | undefined> {
  const step = steps[direction].get(at)
  if (!step?.variants) return step?.statements
  for (const { drift, statements } of step.variants) if ((await database.query(drift)).length === 0) return statements
  const said = (recorded[at] as RecordedSource)[direction]
  if (frozen[at] || said.kind !== 'operations' || step.variants.length >= mostVariants) return undefined
  const variant = variantOf(await resolveOn(database, said.operations, dialect), false, false, dialect)
  steps[direction].set(at, { checksum: step.checksum, variants: [...step.variants, variant] })
  return variant.statements
}

const keyOf = (applied: ReadonlySet<number>, schema: string): string => `${[...applied].sort()} ${schema}`

/** Everything that was made, in an order of its own. */
async function schemaOf(database: Queryable): Promise<string> {
  const { objects } = readFacts(await database.query(factsQuery))
  const own = objects.filter(({ table, sql }) => sql !== null && !/^limbeck_(?:version|journal)$/.test(table))
  return JSON.stringify(own.map(({ type, name, sql }) => [type, name, sql]).sort())
}
