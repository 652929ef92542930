import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { newDatabase } from '../database.js'
import { generate } from '../rebuild/generate.js'
import { randomSqlite } from './random-sqlite.js'
import { assertFixedPoint, assertScratchFixedPoint } from './sqlite-fixed-point.js'

// More of them: REFLECT_SEEDS=10000 node --import tsx --test test/reflect/random-sqlite.test.ts
const seeds = Number(process.env.REFLECT_SEEDS ?? 400)
const first = Number(process.env.REFLECT_FIRST ?? 0)

describe('a random schema of SQLite', () => {
  it(`is a fixed point, in ${seeds} odd spellings`, async () => {
    let [made, onScratch] = [0, 0]
    for (let seed = first; seed < first + seeds; seed++) {
      const script = randomSqlite(seed)
      const db = newDatabase()
      try {
        db.exec(script)
        made++
      } catch {
        // SQLite refuses some: what was made before stays.
      }
      try {
        await assertFixedPoint(db)
        // What a database of its own takes from scratch is a sample: it starts slowly.
        if (seed % 20 === 0) {
          const statements = db
            .exec("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
            .flatMap(({ values }) => values.map(([sql]) => String(sql)))
          await assertScratchFixedPoint(statements)
          onScratch++
        }
      } catch (error) {
        throw new Error(`seed ${seed}: ${script}`, { cause: error })
      }
      db.close()
    }
    assert.ok(made > seeds / 2, `only ${made} of ${seeds} could be made`)
    assert.ok(onScratch >= seeds / 20)
  })

  it(`is a fixed point, as those that tables are made anew in: ${seeds / 4}`, async () => {
    for (let seed = first; seed < first + seeds / 4; seed++) {
      const db = newDatabase()
      for (const statement of generate(seed, 'fts4').script.flatMap(sqlite.split)) db.exec(statement)
      try {
        await assertFixedPoint(db)
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error })
      }
      db.close()
    }
  })
})
