import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { d1 } from '../../src/dialects/sqlite/index.js'
import { factsQuery } from '../../src/rebuild/facts.js'
import { gateWords } from '../../src/rebuild/gate.js'
import { lookEarly } from '../../src/rebuild/look-early.js'
import { newDatabase } from '../database.js'
import { generate } from './generate.js'
import { type Cloud, type CloudDatabase, startCloud } from './workerd.js'

const seeds = Number(process.env.WORKERD_SEEDS ?? 30)
const first = Number(process.env.WORKERD_FIRST ?? 0)

/** SQLite in this process, with the ways of D1. */
function local(): CloudDatabase {
  const db = newDatabase('PRAGMA foreign_keys=ON')
  return {
    async query(sql) {
      const [found] = db.exec(sql)
      return (found?.values ?? []).map((values) =>
        Object.fromEntries(values.map((value, nth) => [found?.columns[nth] as string, value])),
      )
    },
    async batch(statements) {
      db.exec('BEGIN')
      try {
        for (const sql of statements) db.exec(sql)
        db.exec('COMMIT')
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    },
  }
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Everything that a database holds: the schema, and every row as literals. */
async function dump(db: CloudDatabase): Promise<readonly string[]> {
  const master = await db.query(
    "SELECT type, name, sql FROM sqlite_master WHERE substr(tbl_name, 1, 4) <> '_cf_' ORDER BY type, name",
  )
  const lines = master.flatMap(({ type, name, sql }) => (sql === null ? [] : [`${type} ${name}: ${sql}`]))
  for (const { type, name } of master) {
    if (type !== 'table') continue
    const columns = await db.query(`SELECT name FROM pragma_table_xinfo('${String(name).replaceAll("'", "''")}')`)
    const values = columns.map((column) => `quote(${quote(String(column.name))})`).join(" || ', ' || ")
    const rows = await db.query(`SELECT ${values} AS line FROM ${quote(String(name))}`)
    lines.push(...rows.map(({ line }) => `${name}: ${line}`).sort())
  }
  return lines
}

/** The outcome of a case: the words of an error and the database as it was, or the database as it is. */
async function outcome(db: CloudDatabase, seed: number): Promise<readonly string[]> {
  const { script, alteration } = generate(seed)
  await db.batch(script.filter((sql) => !/fts4|INTO found/.test(sql)))
  const was = await dump(db)
  try {
    const look = lookEarly(await db.query(factsQuery), d1)
    const changed = look.change(alteration)
    const statements = [...look.gates(), ...changed]
    if (statements.length > 0) await db.batch(statements)
  } catch (error) {
    assert.deepEqual(await dump(db), was, `seed ${seed}: an error, and not as it was`)
    const words = gateWords(error) ?? (error as Error).message.replace(/^D1_ERROR: |: SQLITE_\w+.*$/gs, '')
    return [`error: ${words}`]
  }
  return dump(db)
}

describe('a table made anew in workerd', () => {
  let cloud: Cloud
  before(() => {
    cloud = startCloud(seeds)
  })
  after(() => cloud.dispose())

  for (const home of ['D1', 'a Durable Object'] as const) {
    it(`is on ${home} what it is on sql.js: ${seeds} random alterations`, async () => {
      let altered = 0
      for (let seed = first; seed < first + seeds; seed++) {
        const db = home === 'D1' ? await cloud.d1() : cloud.durableObject()
        const [ours, theirs] = [await outcome(local(), seed), await outcome(db, seed)]
        assert.deepEqual(theirs, ours, `seed ${seed}`)
        if (!ours[0]?.startsWith('error')) altered++
      }
      assert.ok(altered > seeds / 2)
    })
  }
})
