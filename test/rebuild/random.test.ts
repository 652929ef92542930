import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gateWords } from '../../src/rebuild/gate.js'
import { newDatabase } from '../database.js'
import { generate, type MadeCase } from './generate.js'
import { type Expected, expect, problemsOf } from './model.js'
import { readState } from './read-state.js'
import { runRebuild } from './run-rebuild.js'

const seeds = Number(process.env.REBUILD_SEEDS ?? 1000)
const first = Number(process.env.REBUILD_FIRST ?? 0)

/** What SQLite's own RENAME COLUMN says of some keys of tables WITHOUT ROWID. */
const stumbles = /^error in table .* after rename: expressions prohibited/

/** Why an alteration may be refused; anything else is a mistake of ours. */
const refusals = [
  /^Column '.*' of '.*' cannot be dropped: .* needs it/s,
  /^column '.*' cannot be NOT NULL without a (fill|default): \d+ rows/,
  /^rows of '.*' refer to rows that are not there: \d+/,
  /^Table '.*' (has no column|has no constraint|is WITHOUT ROWID)/,
  /^(FOREIGN KEY|UNIQUE) constraint failed/,
  /^foreign key mismatch/,
  // A fill that a STRICT column does not take.
  /^cannot store \w+ value in \w+ column/,
  stumbles,
]

/** Opens a database with a case's schema and rows. */
function open({ script }: MadeCase, foreignKeys: string) {
  const db = newDatabase(`PRAGMA foreign_keys=${foreignKeys}; BEGIN`)
  for (const statement of script) db.exec(statement)
  db.exec('COMMIT')
  return db
}

describe('a random alteration of a random schema', () => {
  for (const foreignKeys of ['ON', 'OFF']) {
    it(`gives what a model says, or changes nothing: ${seeds} with foreign keys ${foreignKeys}`, () => {
      let altered = 0
      for (let seed = first; seed < first + seeds; seed++) {
        const given = generate(seed)
        const db = open(given, foreignKeys)
        const before = readState(db)
        const why = `seed ${seed}: ${JSON.stringify(given.alteration)}`
        try {
          runRebuild(db, given.alteration)
        } catch (error) {
          const words = gateWords(error) ?? (error as Error).message
          assert.ok(
            refusals.some((refusal) => refusal.test(words)),
            `${words}; ${why}`,
          )
          assert.deepEqual(readState(db), before, why)
          db.close()
          continue
        }
        const clone = open(given, foreignKeys)
        let expected: Expected
        try {
          expected = expect(given, clone)
        } catch (error) {
          // The model has SQLite rename columns, which some keys of tables WITHOUT ROWID make impossible.
          assert.match((error as Error).message, stumbles, why)
          continue
        } finally {
          clone.close()
        }
        assert.deepEqual(problemsOf(given, expected, readState(db)), [], why)
        altered++
        db.close()
      }
      assert.ok(altered > seeds / 2, `only ${altered} of ${seeds} were altered`)
    })
  }
})
