import type { Queryable, Statement } from '../adapter.js'
import type { LoadedStep } from './load-steps.js'
import type { MigrationSet, Variant } from './migration-set.js'
import { putSettingsBack } from './put-settings-back.js'
import type { ProgramDatabase, StepRunner } from './run-program.js'
import { type DriftedObject, SchemaDriftError } from './schema-drift.js'

/**
 * Runs a step whose tables are made anew: by the first of its variants that fits the schema. Where none does, the
 * revision's own code works it out, in the same transaction, from what is there. A batch, in which nothing can be read,
 * is stopped by a guard.
 */
export async function variedRunner(set: MigrationSet): Promise<StepRunner> {
  const { gate } = await import('../rebuild/gate.js')
  return async (database, step) => {
    const variants = step.compiled?.variants ?? []
    if (database.before) {
      // Cloudflare's connections are all set one way: the schema of those that only went up needs no look.
      const isKnown = set.engine !== 'sqlite' && !database.again
      const { drift, statements } = isKnown ? (variants[0] as Variant) : await forSettings(database.before, variants)
      await database.run([gate(namedDrift(step, drift)), ...statements])
      return
    }
    let drifted: readonly DriftedObject[] | undefined
    for (const { drift, statements } of variants) {
      const objects = await driftOf(database.query, drift)
      if (!objects[0]) return runVariant(database, statements)
      if (!drifted || !objects.some(isSetting)) drifted = objects
    }
    await runProgram(set, database, step, drifted ?? [])
  }
}

type Query = Queryable['query']

const driftOf = async (query: Query, drift: string): Promise<readonly DriftedObject[]> =>
  (await query(drift)).map(({ type, name }) => ({ type: String(type), name: String(name) }))

const isSetting = ({ type }: DriftedObject): boolean => type === 'setting'

/** The query of a gate whose words are the revision, and as JSON what is not as it should be. */
export const namedDrift = ({ revision }: LoadedStep, drift: string): string =>
  `SELECT CASE WHEN count(*) > 0 THEN 'drift of ${revision.replaceAll("'", "''")}: ' || json_group_array(json_array(type, name)) END AS wrong FROM (${drift})`

/**
 * The variant that fits now; or else, for steps before it in the batch may make it fit, the first for a connection that is
 * set so, which does not change within a batch.
 */
async function forSettings(query: Query, variants: readonly Variant[]): Promise<Variant> {
  let set: Variant | undefined
  for (const variant of variants.length > 1 ? variants : []) {
    const objects = await driftOf(query, variant.drift)
    if (!objects[0]) return variant
    if (!objects.some(isSetting)) set ??= variant
  }
  return set ?? (variants.at(-1) as Variant)
}

/** The revision's own code, downloaded now that it is needed. Throws `SchemaDriftError` where it does not come. */
async function runProgram(
  set: MigrationSet,
  database: ProgramDatabase,
  step: LoadedStep,
  drifted: readonly DriftedObject[],
): Promise<void> {
  const program: LoadedStep = { ...step, compiled: undefined }
  const run = await import('./run-program.js')
    .then(({ programRunner }) => programRunner(set, [program]))
    .catch((cause: unknown) => {
      throw new SchemaDriftError(step, drifted, cause)
    })
  await run(database, program)
}

async function runVariant(database: Queryable, statements: readonly Statement[]): Promise<void> {
  try {
    await database.run(statements)
  } catch (error) {
    await putSettingsBack(database, statements)
    throw error
  }
}

/** What stopped a batch, where it was a guard of `variedRunner`. */
export async function driftIn(error: unknown, steps: readonly LoadedStep[]): Promise<SchemaDriftError | undefined> {
  const { gateWords } = await import('../rebuild/gate.js')
  const words = gateWords(error)
  const step = steps.find(({ revision }) => words?.startsWith(`drift of ${revision}: `))
  if (!words || !step) return undefined
  const objects = JSON.parse(words.slice(words.indexOf(': ') + 2)) as readonly [string, string][]
  return new SchemaDriftError(
    step,
    objects.map(([type, name]) => ({ type, name })),
    error,
  )
}
