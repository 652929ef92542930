import assert from 'node:assert/strict'
import { dialectOf } from '../../src/dialects/index.js'
import { factsQuery } from '../../src/rebuild/facts.js'
import { gateWords } from '../../src/rebuild/gate.js'
import { lookEarly } from '../../src/rebuild/look-early.js'
import { rebuild } from '../../src/rebuild/rebuild.js'
import type { TableChange } from '../../src/schema/table-change.js'
import type { Database, Site } from './databases.js'
import { generate } from './generate.js'
import type { MadeCase } from './made-case.js'
import { expected, problemsOf } from './model.js'
import { readState, type State } from './read-state.js'

/** What SQLite's own RENAME COLUMN says of some keys of tables WITHOUT ROWID. */
const stumbles = /error in table .* after rename: expressions prohibited/

/** Why an alteration may be refused, and what it must do to be; anything else is a mistake of ours. */
const refusals: readonly (readonly [RegExp, (given: MadeCase) => boolean])[] = [
  [/^Column '.*' of '.*' cannot be dropped: .* needs it/s, ({ alteration }) => has(alteration, 'dropColumn')],
  [/^Column '.*' of '.*' cannot be renamed: .* needs it/s, ({ alteration }) => has(alteration, 'alterColumn')],
  [/^column '.*' cannot be NOT NULL without a fill: \d+ rows/, ({ alteration }) => has(alteration, 'alterColumn')],
  [/^Table '.*' (has no column|has no constraint|is WITHOUT ROWID)/, ({ alteration }) => has(alteration, 'dropColumn')],
  [/^rows of '.*' refer to rows that are not there: \d+/, changesReferences],
  [/^FOREIGN KEY constraint failed/, changesReferences],
  [/^foreign key mismatch/, changesReferences],
  // What SQLite finds at last, where we had not.
  [/^error in (view|trigger) .*: no such column/, ({ alteration }) => has(alteration, 'dropColumn')],
  [/^UNIQUE constraint failed/, changesKeys],
  // A fill that a STRICT column does not take.
  [/^cannot store \w+ value in \w+ column/, ({ alteration }) => has(alteration, 'alterColumn')],
  [stumbles, ({ alteration }) => has(alteration, 'alterColumn')],
]

type Kind = TableChange['kind']
const has = ({ changes }: MadeCase['alteration'], kind: Kind): boolean => changes.some((one) => one.kind === kind)

/** Whether a foreign key is new, or one of its columns, or a column that may be referred to, is not what it was. */
function changesReferences({ tables, alteration }: MadeCase): boolean {
  const made = tables.find(({ name }) => name === alteration.table)
  return alteration.changes.some((one) => {
    if (one.kind === 'addColumn') return one.column.references !== undefined
    if (one.kind === 'addConstraint') return one.constraint.kind === 'foreignKey'
    if (one.kind !== 'alterColumn' && one.kind !== 'dropColumn') return false
    const column = made?.columns.find(({ name }) => name === one.column)
    return column?.key === true || column?.reference !== undefined
  })
}

/** Whether something is to be unique that was not, or has other values. */
function changesKeys({ alteration }: MadeCase): boolean {
  return alteration.changes.some(
    (one) =>
      (one.kind === 'addConstraint' && one.constraint.kind === 'unique') ||
      (one.kind === 'alterColumn' && (one.to.type !== undefined || one.to.fill !== undefined)) ||
      // A key that lost a column.
      one.kind === 'dropColumn',
  )
}

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
        refusals.some(([refusal, may]) => refusal.test(words) && may(given)),
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

/** Alters a table as a run does. */
export async function alter(db: Database, { alteration }: Pick<MadeCase, 'alteration'>, site: Site): Promise<void> {
  const [rows = []] = await db.read([factsQuery])
  const dialect = dialectOf(site.engine, site.sqliteVersion)
  if (site.engine !== 'd1') return db.apply(rebuild(rows, alteration, dialect).statements)
  const look = lookEarly(rows, dialect)
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
