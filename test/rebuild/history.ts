import type { RevisionModule } from 'limbeck'
import { type Column, column, integer, type Operations, real, string, text } from 'limbeck/op'
import { type Random, randomOf } from './random-numbers.js'

interface Known {
  name: string
  readonly columns: { name: string; type: 'integer' | 'text' | 'real'; isUsed: boolean; parent?: Known }[]
  readonly ids: number[]
  isUsed: boolean
}

/** A part of a revision. */
interface Act {
  (op: Operations): void | Promise<void>
  readonly reads?: true
}

/** The modes in which a history can run; the end is to be the same. */
export const modes = ['at once', 'one by one', 'a transaction each'] as const

/**
 * Revisions that no one wrote: tables made and made anew, rows that come and change, indexes, triggers, views, and code
 * that reads. None of it fails, and D1 takes all of it.
 */
export function historyOf(seed: number): readonly RevisionModule[] {
  const random = randomOf(seed)
  const tables: Known[] = []
  const first: Act = (op) => op.createTable('log', column('words', text()))
  const acts: (readonly Act[])[] = [[first, createTable(random, tables), fill(random, tables)]]
  for (let nth = 0, many = 3 + random.below(6); nth < many; nth++) acts.push(revisionOf(random, tables, nth))
  return acts.map((some, at) => ({
    revision: `r${at}`,
    downRevision: at === 0 ? null : `r${at - 1}`,
    upgrade: some.some(({ reads }) => reads)
      ? async (op: Operations) => {
          for (const act of some) await act(op)
        }
      : (op: Operations) => {
          for (const act of some) act(op)
        },
  }))
}

function revisionOf(random: Random, tables: Known[], nth: number): readonly Act[] {
  const acts: Act[] = []
  // Within a batch nothing can be read after it was written, nor can what was renamed be looked at.
  if (random.chance(0.15)) acts.push(count(random.one(tables)))
  if (random.chance(0.3)) acts.push(fill(random, tables))
  const kinds = [createTable, alter, alter, alter, batch, addColumn, dropColumn, constrain, addReference] as const
  for (let some = random.below(3); some >= 0; some--) acts.push(random.one(kinds)(random, tables, nth * 10 + some))
  if (random.chance(0.4)) acts.push(fill(random, tables))
  if (random.chance(0.3)) acts.push(change(random, tables))
  if (random.chance(0.4)) acts.push(watch(random, random.one(tables), nth))
  if (random.chance(0.3)) acts.push(rename(random, random.one(tables), nth))
  return acts
}

const types = { integer, text, real }

function createTable(random: Random, tables: Known[]): Act {
  const at = tables.length
  const name = random.one([`t${at}`, `Table ${at}`, `order${at}`])
  const columns: Known['columns'] = [{ name: 'id', type: 'integer', isUsed: true }]
  const made: Column[] = [
    column('id', integer(), { primaryKey: true, ...(random.chance(0.3) && { autoincrement: true }) }),
  ]
  for (let nth = 0, many = 1 + random.below(3); nth < many; nth++) {
    const type = random.one(['integer', 'text', 'real'] as const)
    columns.push({ name: `c${nth}`, type, isUsed: false })
    made.push(
      column(`c${nth}`, types[type](), random.chance(0.2) ? { check: `c${nth} IS NULL OR c${nth} <> 'no'` } : {}),
    )
  }
  const own: Known = { name, columns, ids: [], isUsed: false }
  tables.push(own)
  if (random.chance(0.7)) {
    const parent = random.one(tables)
    const onDelete = random.one(['CASCADE', 'RESTRICT', 'SET NULL', 'NO ACTION'] as const)
    columns.push({ name: 'up', type: 'integer', isUsed: true, parent })
    parent.isUsed = true
    made.push(column('up', integer(), { references: { table: parent.name, column: 'id', onDelete } }))
  }
  return (op) => op.createTable(name, ...made)
}

/** Rows for a table; those of others that they refer to are there. */
function fill(random: Random, tables: readonly Known[]): Act {
  const table = random.one(tables)
  const { name, columns } = table
  const rows = Array.from({ length: 1 + random.below(4) }, () => {
    const id = (table.ids.at(-1) ?? 0) + 1 + random.below(2)
    const row = Object.fromEntries(
      columns.map((one) => {
        if (one.name === 'id') return ['id', id]
        if (one.parent)
          return [one.name, random.chance(0.7) ? (one.parent.ids[random.below(one.parent.ids.length)] ?? null) : null]
        const number = random.below(1000)
        return [one.name, one.type === 'text' ? `it's ${number}` : one.type === 'real' ? number + 0.5 : number]
      }),
    )
    table.ids.push(id)
    return row
  })
  return (op) => op.bulkInsert(name, rows)
}

const free = (random: Random, table: Known) =>
  random.one(table.columns.filter((one) => one.name !== 'id' && !one.parent))

function alter(random: Random, tables: readonly Known[]): Act {
  const table = random.one(tables)
  const { name } = table
  const found = free(random, table)
  if (!found) return () => undefined
  const was = found.name
  const type = random.one(['integer', 'text', 'real'] as const)
  const isText = random.chance(0.5)
  if (isText) return (op) => op.alterColumn(name, was, { nullable: false, fill: 0, default: '7' })
  found.type = type
  return (op) => op.alterColumn(name, was, { type: types[type](), nullable: true })
}

/** Several changes of one table at once, a new name among them. */
function batch(random: Random, tables: readonly Known[], nth: number): Act {
  const table = random.one(tables)
  const { name } = table
  const found = free(random, table)
  const added = `b${nth}`
  const [first, changed] = [table.columns[0]?.name, found?.name]
  table.columns.push({ name: added, type: 'text', isUsed: false })
  return (op) =>
    op.batchAlterTable(name, (batch) => {
      batch.addColumn(column(added, string(9), { default: 'x', nullable: false }), { after: first as string })
      if (changed !== undefined) batch.alterColumn(changed, { default: '1' })
      batch.createCheckConstraint(`ck_${added}`, `${added} <> 'never'`)
    })
}

function addColumn(random: Random, tables: readonly Known[], nth: number): Act {
  const table = random.one(tables)
  const { name } = table
  table.columns.push({ name: `a${nth}`, type: 'integer', isUsed: false })
  const options = random.chance(0.5) ? { default: 5, nullable: false } : {}
  return (op) => op.addColumn(name, column(`a${nth}`, integer(), options))
}

function dropColumn(random: Random, tables: readonly Known[]): Act {
  const table = random.one(tables)
  const { name } = table
  const at = table.columns.findIndex((one) => !one.isUsed && !/^b/.test(one.name))
  if (at < 0) return () => undefined
  const [gone] = table.columns.splice(at, 1)
  return (op) => op.dropColumn(name, gone?.name as string)
}

function constrain(random: Random, tables: readonly Known[], nth: number): Act {
  const { name, columns } = random.one(tables)
  const one = random.one(columns)
  one.isUsed = true
  const column = one.name
  if (random.chance(0.5)) return (op) => op.createUniqueConstraint(`uq_${nth}`, name, [column, 'id'])
  return (op) => op.createIndex(`ix_${nth}`, name, [column])
}

/** A reference that comes after the column that has it. */
function addReference(random: Random, tables: readonly Known[], nth: number): Act {
  const [table, parent] = [random.one(tables), random.one(tables)]
  const [name, target] = [table.name, parent.name]
  const onDelete = random.one(['CASCADE', 'RESTRICT', 'SET NULL'] as const)
  table.columns.push({ name: `f${nth}`, type: 'integer', isUsed: true, parent })
  parent.isUsed = true
  return (op) => {
    op.addColumn(name, column(`f${nth}`, integer()))
    op.createForeignKey(`fk_${nth}`, name, target, [`f${nth}`], ['id'], { onDelete })
  }
}

function change(random: Random, tables: readonly Known[]): Act {
  const { name, columns } = random.one(tables)
  const found = random.one(columns.filter((one) => one.name !== 'id' && !one.parent))
  if (!found) return () => undefined
  const sql = `UPDATE "${name}" SET "${found.name}" = "${found.name}" || 1 WHERE id % 2 = 0`
  return (op) => op.execute(sql)
}

/** A trigger that writes, and a view that reads, what a table has. */
function watch(random: Random, table: Known, nth: number): Act {
  const one = random.one(table.columns)
  one.isUsed = true
  table.isUsed = true
  const [name, column] = [`"${table.name}"`, `"${one.name}"`]
  const isView = random.chance(0.5)
  return (op) =>
    op.execute(
      isView
        ? `CREATE VIEW v${nth} AS SELECT x.${column} AS it, count(*) OVER () AS n FROM ${name} AS x`
        : `CREATE TRIGGER g${nth} AFTER DELETE ON ${name} BEGIN INSERT INTO log VALUES ('gone ' || old.${column}); END`,
    )
}

function rename(random: Random, table: Known, nth: number): Act {
  const { name } = table
  if (random.chance(0.3)) {
    table.name = `n${nth}`
    return (op) => op.renameTable(name, `n${nth}`)
  }
  const found = free(random, table)
  if (!found) return () => undefined
  const was = found.name
  found.name = `n${nth}`
  return (op) => op.alterColumn(name, was, { newName: `n${nth}` })
}

/** Code that reads the database, and writes what it read. */
function count({ name }: Known): Act {
  const sql = `SELECT count(*) AS n FROM "${name}"`
  const act = async (op: Operations) => {
    const [row] = await op.query(sql)
    op.execute('INSERT INTO log VALUES (?)', [`${row?.n} rows`])
  }
  return Object.assign(act, { reads: true as const })
}
