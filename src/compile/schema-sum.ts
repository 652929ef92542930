import type { Queryable, Statement } from '../adapter.js'
import { readTokens } from '../dialects/sqlite/parse/token-reader.js'
import { type Facts, factsQuery, readFacts, type SchemaObject } from '../rebuild/facts.js'
import { checksum } from '../runner/checksum.js'
import type { CompiledStep } from '../runner/migration-set.js'
import { partNamedBy, type StandIn } from './stand-in.js'
import { textsOf } from './texts-of.js'

// Objects that are as they were are the same ones.
const sums = new WeakMap<SchemaObject, bigint>()

/** A number for everything that was made, whatever its order; the counters' table comes and stays by itself. */
export function sumOf(objects: readonly SchemaObject[]): bigint {
  let sum = 0n
  for (const one of objects) {
    let own = sums.get(one)
    if (own === undefined) {
      const { type, name, table, sql } = one
      const isNone = sql === null || /^(?:limbeck_version|limbeck_journal|sqlite_sequence)$/.test(table)
      own = isNone ? 0n : BigInt(`0x${checksum(JSON.stringify([type, name, sql]))}`)
      sums.set(one, own)
    }
    sum += own
  }
  return sum
}

/** The number of a schema after a step, from what the step names alone; undefined where that does not tell. */
export async function sumAfter(
  facts: Facts,
  step: CompiledStep | undefined,
  small: StandIn | undefined,
): Promise<bigint | undefined> {
  if (!step || !small) return undefined
  const all = step.variants ? step.variants.flatMap(({ statements }) => statements) : step.statements
  const said = textsOf(all)
  const part = partNamedBy(facts, said)
  if (!part || /writable_schema/i.test(said)) return undefined
  // DROP COLUMN and RENAME may change the quotes of anything.
  const near = new Set(part)
  const mayRequote = all.some((one) => isOtherAlter(typeof one === 'string' ? one : one[0]))
  if (mayRequote && facts.objects.some((one) => !near.has(one) && one.sql?.includes('"'))) return undefined
  const left = await small.within(facts, part, async (tx) =>
    (await runFitting(tx, step)) ? readFacts(await tx.query(factsQuery)).objects : undefined,
  )
  return left && sumOf(facts.objects) - sumOf(part) + sumOf(left)
}

function isOtherAlter(sql: string): boolean {
  const reader = readTokens(sql)
  if (!reader.take('ALTER', 'TABLE')) return false
  reader.name()
  return !reader.isNext('ADD')
}

/** Runs the statements of a step, those of the first variant that fits; gives them, and nothing where there are none. */
export async function runFitting(
  tx: Queryable,
  step: CompiledStep | undefined,
): Promise<readonly Statement[] | undefined> {
  let found = step?.statements
  for (const { drift, statements } of step?.variants ?? []) {
    if (!found && (await tx.query(drift)).length === 0) found = statements
  }
  if (found) await tx.run(found)
  return found
}
