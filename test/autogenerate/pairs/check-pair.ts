import assert from 'node:assert/strict'
import { type Comparison, compareMetadata } from '../../../src/autogenerate/compare-metadata.js'
import type { Operation } from '../../../src/ops/operation.js'
import type { DatabaseSchema } from '../../../src/schema/database.js'
import { randomOf } from '../../rebuild/random-numbers.js'
import { type Edited, editModel } from './edit-model.js'
import { type Model, type Palette, placed, quoted } from './model.js'
import { makeSchema } from './server-model.js'
import { toRows, toScript } from './to-script.js'

/** A database that pairs are tried on. */
export interface PairDatabase {
  readonly palette: Palette
  /** Empties it, and runs statements. */
  start(statements: readonly string[]): Promise<void>
  reflect(): Promise<DatabaseSchema>
  /** In one transaction, as the runner does. */
  apply(operations: readonly Operation[]): Promise<void>
  query(sql: string): Promise<readonly (readonly unknown[])[]>
}

/** What became of a pair. */
export interface Outcome {
  readonly comparison: Comparison
  /** Whether rows went up, and down again, and were the same. */
  readonly keptRows: boolean
}

/** Turns operations into those that their TypeScript makes. */
export type Through = (
  comparison: Comparison,
  engine: string,
) => Promise<{ up: readonly Operation[]; down: readonly Operation[] }>

/** A schema, what becomes of it, and whether its tables have rows. */
export function makePair(seed: number, palette: Palette): { from: Model; edited: Edited; hasRows: boolean } {
  const random = randomOf(seed)
  const from = makeSchema(random, palette)
  const edited = random.chance(0.1) ? unrelated(random, palette) : editModel(random, from, palette)
  return { from, edited, hasRows: random.chance(0.8) && edited.holdsRows }
}

/**
 * A pair of schemas: what is generated leads from one to the other, and back, and nothing is left to do; rows survive
 * wherever the other schema can hold them.
 */
export async function checkPair(database: PairDatabase, seed: number, through?: Through): Promise<Outcome> {
  const { palette } = database
  const { from, edited, hasRows } = makePair(seed, palette)
  const [before, after] = [toScript(from, palette), toScript(edited.model, palette)]
  await database.start(after)
  const target = await database.reflect()
  const rows = hasRows ? toRows(from, edited.model, palette, 2) : []
  await database.start([...before, ...rows])
  const schema = await database.reflect()
  const options = { engine: palette.engine, renames: edited.renames, includeSchemas: true }
  const nothing = (one: DatabaseSchema, other: DatabaseSchema, what: string) => {
    const left = compareMetadata(one, other, { engine: palette.engine, includeSchemas: true })
    assert.deepEqual(
      left.differences.map(({ message }) => message),
      [],
      what,
    )
    assert.deepEqual([...left.upgrade, ...left.downgrade], [], what)
  }
  nothing(schema, schema, 'the database differs from itself')
  nothing(target, target, 'the target differs from itself')
  const comparison = compareMetadata(schema, target, options)
  const asked = comparison.upgrade.map(({ operation }) => operation)
  const { up, down } = through
    ? await through(comparison, palette.engine)
    : { up: asked, down: comparison.downgrade.map(({ operation }) => operation) }
  let isFull = rows.length > 0
  /** Where an operation said that rows may be in the way, they may be. */
  const run = async (operations: readonly Operation[], notes: Comparison['upgrade'], model: Model) => {
    try {
      await database.apply(operations)
    } catch (error) {
      if (!isFull || !notes.some((one) => one.notes.some(({ kind }) => kind !== 'says'))) throw error
      isFull = false
      await database.start(toScript(model, palette))
      if (model !== from) {
        await database.start(before)
        await database.apply(asked)
      }
      await database.apply(operations)
    }
  }
  const old = await readRows(database, from)
  await run(up, comparison.upgrade, from)
  nothing(await database.reflect(), target, 'after the upgrade')
  const kept = keptColumns(from, edited)
  if (isFull) assertRows(old, await readRows(database, edited.model), kept, 'after the upgrade')
  await run(down, comparison.downgrade, edited.model)
  nothing(await database.reflect(), schema, 'after the downgrade')
  if (isFull)
    assertRows(
      old,
      await readRows(database, from),
      kept.map(([one]) => [one, one]),
      'after the downgrade',
    )
  return { comparison, keptRows: isFull }
}

const unrelated = (random: ReturnType<typeof randomOf>, palette: Palette): Edited => ({
  model: makeSchema(random, palette),
  renames: { tables: {}, columns: {} },
  holdsRows: false,
})

interface Place {
  readonly table: string
  readonly column: string
}

/** The columns whose values have to be the same afterwards, by their names before and after. */
function keptColumns(from: Model, { model, renames }: Edited): readonly (readonly [Place, Place])[] {
  return from.tables.flatMap((table) => {
    const name = renames.tables[table.name] ?? table.name
    const after = model.tables.find((one) => one.name === name)
    return table.columns.flatMap((column): readonly (readonly [Place, Place])[] => {
      const own = renames.columns[name]?.[column.name] ?? column.name
      const next = after?.columns.find((one) => one.name === own)
      const isKept = next && next.type === column.type && !next.generated && !column.generated
      return isKept
        ? [
            [
              { table: table.name, column: column.name },
              { table: name, column: own },
            ],
          ]
        : []
    })
  })
}

type Rows = ReadonlyMap<string, readonly string[]>

/** The values of every column, in an order of their own. */
async function readRows(database: PairDatabase, model: Model): Promise<Rows> {
  const values = new Map<string, readonly string[]>()
  for (const table of model.tables) {
    if (table.columns.length === 0) continue
    const rows = await database.query(
      `SELECT ${table.columns.map(({ name }) => quoted(name)).join(', ')} FROM ${placed(table.name)}`,
    )
    for (const [at, { name }] of table.columns.entries()) {
      values.set(`${table.name}\n${name}`, rows.map((row) => sayValue(row[at])).sort())
    }
  }
  return values
}

const sayValue = (value: unknown): string =>
  value instanceof Uint8Array ? String([...value]) : value instanceof Date ? value.toISOString() : JSON.stringify(value)

function assertRows(before: Rows, after: Rows, kept: readonly (readonly [Place, Place])[], what: string): void {
  for (const [from, to] of kept) {
    const key = ({ table, column }: Place) => `${table}\n${column}`
    if (before.has(key(from)))
      assert.deepEqual(after.get(key(to)), before.get(key(from)), `${what}: the rows of ${key(to)}`)
  }
}

/** Checks many pairs, and says which seeds fail. */
export async function checkPairs(database: PairDatabase, first: number, count: number, through?: Through) {
  let [changed, kept] = [0, 0]
  const failed: string[] = []
  for (let seed = first; seed < first + count; seed++) {
    try {
      const outcome = await checkPair(database, seed, through)
      if (outcome.comparison.differences.length > 0) changed++
      if (outcome.keptRows) kept++
    } catch (error) {
      failed.push(`${palette(database)} ${seed}: ${(error as Error).message.slice(0, 600)}`)
      if (failed.length >= 30) break
    }
  }
  return { changed, kept, failed }
}

const palette = (database: PairDatabase) => database.palette.engine
