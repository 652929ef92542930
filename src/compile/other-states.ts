import type { Queryable, Statement, TransactionalAdapter } from '../adapter.js'
import type { Direction, Graph } from '../graph/revision.js'
import { maximal, walk } from '../graph/walk.js'
import { factsQuery, readFacts } from '../rebuild/facts.js'
import type { CompiledSteps, RecordedRevisions } from './compile-revisions.js'
import { variantOf } from './compile-step.js'
import type { RecordedSource } from './record-source.js'
import { resolveIn, takenBack } from './resolve-variant.js'
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
  /** Takes a way to a schema, one step further. */
  const go = async (
    adapter: TransactionalAdapter,
    way: readonly Statement[],
    applied: ReadonlySet<number>,
    move: Move,
  ) => {
    const next = new Set(applied)
    if (move.direction === 'upgrade') next.add(move.at)
    else next.delete(move.at)
    // A schema on which a step fails is none that it could be compiled for: whoever comes there is told by the database.
    const came = await takenBack(adapter, async (tx) => {
      await tx.run(way)
      const statements = await runMove(input, tx, steps, move)
      return statements && { statements, key: keyOf(next, await schemaOf(tx)) }
    }).catch(async () => {
      // A setting of the connection outlives the transaction.
      await adapter.run(['PRAGMA legacy_alter_table=OFF'])
      return undefined
    })
    if (!came || seen.has(came.key) || seen.size > most) return
    seen.add(came.key)
    for (const one of movesFrom(graph, next)) await go(adapter, [...way, ...came.statements], next, one)
  }
  for (const at of [...graph.ids.keys()].reverse()) {
    const standing = walk([at], graph.parents)
    const adapter = (await line.at(standing).catch(() => undefined))?.adapter
    // What cannot be reached here was said where it was compiled.
    if (!adapter) continue
    seen.add(keyOf(standing, await schemaOf(adapter)))
    await go(adapter, [], standing, { at, direction: 'downgrade' })
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

/** Runs a step, for which a variant is added if none fits; gives its statements, and nothing where it runs as code. */
async function runMove(
  { recorded, frozen, dialect }: RecordedRevisions,
  database: Queryable,
  steps: CompiledSteps,
  { at, direction }: Move,
): Promise<readonly Statement[] | undefined> {
  const step = steps[direction].get(at)
  let found = step?.statements
  for (const { drift, statements } of step?.variants ?? []) {
    if (!found && (await database.query(drift)).length === 0) found = statements
  }
  if (found) {
    await database.run(found)
    return found
  }
  const said = (recorded[at] as RecordedSource)[direction]
  if (!step?.variants || frozen[at] || said.kind !== 'operations' || step.variants.length >= mostVariants)
    return undefined
  const facts = readFacts(await database.query(factsQuery))
  const variant = variantOf(await resolveIn(database, said.operations, dialect, facts), false, false, dialect)
  steps[direction].set(at, { variants: [...step.variants, variant] })
  return variant.statements
}

const keyOf = (applied: ReadonlySet<number>, schema: string): string => `${[...applied].sort()} ${schema}`

/** Everything that was made, in an order of its own. */
async function schemaOf(database: Queryable): Promise<string> {
  const { objects } = readFacts(await database.query(factsQuery))
  const own = objects.filter(({ table, sql }) => sql !== null && !/^limbeck_(?:version|journal)$/.test(table))
  return JSON.stringify(own.map(({ type, name, sql }) => [type, name, sql]).sort())
}
