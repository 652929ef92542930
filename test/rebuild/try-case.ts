import assert from 'node:assert/strict'
import { d1, sqlite } from '../../src/dialects/sqlite/index.js'
import { factsQuery } from '../../src/rebuild/facts.js'
import { gateWords } from '../../src/rebuild/gate.js'
import { lookEarly } from '../../src/rebuild/look-early.js'
import { rebuild } from '../../src/rebuild/rebuild.js'
import type { Database, Site } from './databases.js'
import { generate } from './generate.js'
import type { MadeCase } from './made-case.js'
import { expected, problemsOf } from './model.js'
import { readState, type State } from './read-state.js'

/** What SQLite's own RENAME COLUMN says of some keys of tables WITHOUT ROWID. */
const stumbles = /error in table .* after rename: expressions prohibited/

/** Why an alteration may be refused; anything else is a mistake of ours. */
const refusals = [
  /^Column '.*' of '.*' cannot be (dropped|renamed): .* needs it/s,
  /^column '.*' cannot be NOT NULL without a (fill|default): (\d+ rows|'.*' has rows)/,
  /^rows of '.*' refer to rows that are not there: \d+/,
  /^Table '.*' (has no column|has no constraint|is WITHOUT ROWID)/,
  /^(FOREIGN KEY|UNIQUE) constraint failed/,
  /^foreign key mismatch/,
  // A fill that a STRICT column does not take.
  /^cannot store \w+ value in \w+ column/,
  stumbles,
]

/** What is said of a case that fails. */
const told = (site: Site, seed: number, { alteration }: MadeCase) =>
  `${site.name}, seed ${seed}: ${JSON.stringify(alteration)}`

/**
 * Tries the case of a seed: the database is then what the model says, or, when the alteration was refused for a good
 * reason, what it was. `local` is where the model works.
 */
export async function tryCase(
  seed: number,
  site: Site,
  foreignKeys: 'ON' | 'OFF',
  local: Site = site,
): Promise<'altered' | 'refused' | 'unknown'> {
  const given = generate(seed, site.fullText)
  const why = told(site, seed, given)
  const db = await open(given, site, foreignKeys)
  let after: State
  try {
    const before = await readState(db)
    try {
      await alter(db, given, site)
    } catch (error) {
      const words = gateWords(error) ?? wordsOf(error)
      assert.ok(
        refusals.some((refusal) => refusal.test(words)),
        `${words}; ${why}`,
      )
      assert.deepEqual(await readState(db), before, why)
      return 'refused'
    }
    after = await readState(db)
  } finally {
    await db.close()
  }
  const [clone, empty] = [await open(given, local, foreignKeys), await local.open('OFF')]
  try {
    assert.deepEqual(problemsOf(await expected(given, clone, empty), after), [], why)
    return 'altered'
  } catch (error) {
    // The model has SQLite rename columns, which some keys of tables WITHOUT ROWID make impossible.
    if (!stumbles.test(wordsOf(error))) throw error
    return 'unknown'
  } finally {
    await clone.close()
    await empty.close()
  }
}

async function open({ script }: MadeCase, site: Site, foreignKeys: 'ON' | 'OFF'): Promise<Database> {
  const db = await site.open(foreignKeys)
  await db.apply(script)
  return db
}

async function alter(db: Database, { alteration }: MadeCase, { batches, minor }: Site): Promise<void> {
  const [rows = []] = await db.read([factsQuery])
  if (!batches)
    return db.apply(rebuild(rows, alteration, { ...sqlite, ...(minor !== undefined && { minor }) }).statements)
  const look = lookEarly(rows, d1)
  const changed = look.change(alteration)
  const statements = [...look.gates(), ...changed]
  if (statements.length > 0) await db.apply(statements)
}

/** A database's own words, without what drivers put around them. */
function wordsOf(error: unknown): string {
  let cause = error as Error
  while (cause.cause instanceof Error) cause = cause.cause
  return cause.message.replace(/^(D1_ERROR: |SQLITE_\w+: |sqlite3 result code \d+: )+|: SQLITE_\w+.*$/gs, '')
}
