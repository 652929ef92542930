import type { Queryable, Statement } from '../adapter.js'
import type { Direction, Graph } from '../graph/revision.js'
import { type Edges, maximal, walk } from '../graph/walk.js'
import type { CompiledSteps, RecordedRevisions } from './compile-revisions.js'
import { variantOf } from './compile-step.js'
import type { KnownSchema } from './known-schema.js'
import type { RecordedSource } from './record-source.js'
import { resolveIn, takenBack } from './resolve-variant.js'
import { runFitting, sumAfter, sumOf } from './schema-sum.js'
import type { ScratchLine } from './scratch-line.js'
import type { StandIn } from './stand-in.js'

/** No direction has more variants than these: whoever goes back and forth comes to the same few schemas. */
const mostVariants = 6

/**
 * Adds variants for the schemas that downgrades leave: a table that was made anew twice has quotes around its name, and a
 * column that was dropped and added again stands last. From each revision it goes back, and from there wherever that is
 * not a schema that was seen before.
 */
export async function addOtherStates(
  input: RecordedRevisions,
  line: ScratchLine,
  steps: CompiledSteps,
  small: StandIn | undefined,
): Promise<void> {
  const { graph } = input
  const varied = [...steps.upgrade.values(), ...steps.downgrade.values()].some((step) => step.variants)
  if (!varied) return
  const { parents } = graph
  const seen = new Set<string>([keyOf(new Set(), parents, 0n)])
  // Where branches can be taken back in many orders, not all of them are tried.
  const most = graph.ids.length * 8 + 64
  /** Takes a way to a schema, one step further. */
  const go = async (database: KnownSchema, way: readonly Statement[], applied: ReadonlySet<number>, move: Move) => {
    const { adapter } = database
    const next = after(applied, move)
    // A schema on which a step fails is none that it could be compiled for: whoever comes there is told by the database.
    const came = await takenBack(adapter, async (tx) => {
      await tx.run(way)
      const statements = await runMove(input, tx, database, steps, move)
      return statements && { statements, key: keyOf(next, parents, sumOf((await database.facts()).objects)) }
    }).catch(async () => {
      // A setting of the connection outlives the transaction.
      await adapter.run(['PRAGMA legacy_alter_table=OFF'])
      return undefined
    })
    if (!came || seen.has(came.key) || seen.size > most) return
    seen.add(came.key)
    for (const one of movesFrom(graph, next)) await go(database, [...way, ...came.statements], next, one)
  }
  for (const at of [...graph.ids.keys()].reverse()) {
    const standing = walk([at], graph.parents)
    const database = await line.at(standing).catch(() => undefined)
    // What cannot be reached here was said where it was compiled.
    if (!database) continue
    const facts = await database.facts()
    seen.add(keyOf(standing, parents, sumOf(facts.objects)))
    const back: Move = { at, direction: 'downgrade' }
    const sum = await sumAfter(facts, steps.downgrade.get(at), small)
    // As most do that take back just what was done: all that is needed to tell it is what they name.
    if (sum !== undefined && seen.has(keyOf(after(standing, back), parents, sum))) continue
    await go(database, [], standing, back)
  }
}

interface Move {
  readonly at: number
  readonly direction: Direction
}

function after(applied: ReadonlySet<number>, { at, direction }: Move): ReadonlySet<number> {
  const next = new Set(applied)
  if (direction === 'upgrade') next.add(at)
  else next.delete(at)
  return next
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
  tx: Queryable,
  { facts }: KnownSchema,
  steps: CompiledSteps,
  { at, direction }: Move,
): Promise<readonly Statement[] | undefined> {
  const step = steps[direction].get(at)
  const found = await runFitting(tx, step)
  if (found) return found
  const said = (recorded[at] as RecordedSource)[direction]
  if (!step?.variants || frozen[at] || said.kind !== 'operations' || step.variants.length >= mostVariants)
    return undefined
  const variant = variantOf(await resolveIn(tx, said.operations, dialect, await facts()), false, false, dialect)
  steps[direction].set(at, { variants: [...step.variants, variant] })
  return variant.statements
}

/** Where revisions lead: what is applied, and what is there. */
const keyOf = (applied: ReadonlySet<number>, parents: Edges, sum: bigint): string =>
  `${[...maximal(applied, parents)].sort()} ${sum}`
