import { byteLength } from '../dialects/byte-length.js'
import type { Dialect } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import { canonicalJson } from '../ops/canonical-json.js'
import type { Operation } from '../ops/operation.js'
import { isOutside, needsLook, toStatements } from '../ops/to-statements.js'
import { type Drift, driftQuery } from '../rebuild/drift-query.js'
import type { CompiledStep, Variant } from '../runner/migration-set.js'
import type { KnownSchema } from './known-schema.js'
import { type Resolved, resolveOn } from './resolve-variant.js'
import type { StandIn } from './stand-in.js'

/** A direction compiled, or why it is a program. */
export type StepOrReason = CompiledStep | { readonly reason: string }

/** Compiles operations that need no look at a database; undefined for those that do. Throws what a directive throws. */
export function compilePlain(operations: readonly Operation[], dialect: Dialect): StepOrReason | undefined {
  if (operations.some(isOutside)) return { reason: 'it runs directives outside of a transaction (op.autocommitBlock)' }
  const asks = operations.find((one) => !needsLook(one, dialect) && one.facts?.(dialect) !== undefined)
  if (asks) return { reason: `its ${asks.kind} asks the database` }
  if (operations.some((one) => needsLook(one, dialect))) return undefined
  return { statements: toStatements(operations, dialect) }
}

/** Operations on the databases of a revision, one for each way to have come there. */
export interface Standing {
  readonly databases: readonly KnownSchema[]
  /** Whether foreign keys may be enforced or not; else they are as they are. */
  readonly bothWays: boolean
  /** What tells the same sooner, where it can. */
  readonly standIn?: StandIn | undefined
}

/**
 * Compiles operations that make tables anew: a variant for each state of the databases and each setting of foreign keys,
 * those that are the same only once. Throws what `rebuild` and the database throw.
 */
export async function compileVariants(
  operations: readonly Operation[],
  { databases, bothWays, standIn }: Standing,
  dialect: Dialect,
): Promise<{ readonly step: CompiledStep; readonly names: readonly string[] }> {
  const all: Resolved[] = []
  const resolve = async ({ adapter, facts }: KnownSchema): Promise<Resolved> =>
    (await standIn?.resolve(adapter, await facts(), operations, dialect)) ?? resolveOn(adapter, operations, dialect)
  for (const database of databases) {
    if (!bothWays) all.push(await resolve(database))
    else
      for (const isOn of [false, true]) {
        const { adapter } = database
        const [was] = await adapter.query('PRAGMA foreign_keys')
        await adapter.run([`PRAGMA foreign_keys = ${isOn ? 'ON' : 'OFF'}`])
        try {
          all.push(await resolve(database))
        } finally {
          await adapter.run([`PRAGMA foreign_keys = ${was?.foreign_keys}`])
        }
      }
  }
  const variants: Variant[] = []
  for (const one of all) {
    // What is the same with and without enforced foreign keys does not ask how they are set.
    const twin = all.find((other) => other.facts.foreignKeys !== one.facts.foreignKeys && sameBut(one, other))
    const variant = variantOf(one, bothWays, twin === undefined, dialect)
    if (!variants.some((other) => other.drift === variant.drift)) variants.push(variant)
  }
  return { step: { variants }, names: [...new Set(all.flatMap(({ drift }) => drift.names))] }
}

/** A variant of what was resolved. Throws `unsupported-operation` where it cannot be asked about in one statement. */
export function variantOf(
  { statements, copies, drift, facts }: Resolved,
  hasSettings: boolean,
  keysMatter: boolean,
  dialect: Dialect,
): Variant {
  const settings: Drift['settings'] = {
    ...(keysMatter && { foreign_keys: facts.foreignKeys }),
    ...(copies.length > 0 && { legacy_alter_table: false, defer_foreign_keys: false }),
  }
  const asked = hasSettings && Object.keys(settings).length > 0
  const query = driftQuery({ ...drift, ...(asked && { settings }) }, dialect)
  // A guard in a batch has a few words more.
  if (dialect.maxStatement !== undefined && byteLength(query) > dialect.maxStatement - 2_000) {
    throw new LimbeckError('unsupported-operation', 'the schema is too long to be compared in one statement')
  }
  return { drift: query, statements, copies }
}

const sameBut = (one: Resolved, other: Resolved): boolean =>
  canonicalJson([one.statements, one.drift]) === canonicalJson([other.statements, other.drift])
