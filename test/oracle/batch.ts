import type { Database } from 'sql.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { factsQuery } from '../../src/rebuild/facts.js'
import { rebuild } from '../../src/rebuild/rebuild.js'
import { newDatabase } from '../database.js'
import type { BatchCase, TableState } from './batch-case.js'
import { describeRows, describeTable, expectedValue, tableNames } from './describe-tables.js'
import { toAlteration } from './to-alteration.js'

/** A case in which ours is not Alembic's. */
export interface BatchDifference {
  readonly case: BatchCase
  /** What is missing, what is too much, what went wrong. */
  readonly ours: readonly string[]
  /** The same by the model alone: what was there and was not asked to go is there. */
  readonly lost: readonly string[]
}

interface Outcome {
  readonly error?: string
  readonly db: Database
}

/** Runs a batch of the vectors as ours, in a transaction. */
function runBatch(given: BatchCase): Outcome {
  const db = newDatabase(given.foreignKeys ? 'PRAGMA foreign_keys=ON' : '')
  for (const statement of given.setup) db.exec(statement)
  db.exec('BEGIN')
  try {
    const { before, alteration, after } = toAlteration(given)
    for (const statement of before) db.exec(statement)
    const [facts] = db.exec(factsQuery)
    const rows = (facts?.values ?? []).map((values) =>
      Object.fromEntries(values.map((value, nth) => [facts?.columns[nth] as string, value])),
    )
    for (const statement of rebuild(rows, alteration, sqlite).statements) db.exec(statement)
    for (const statement of after) db.exec(statement)
    db.exec('COMMIT')
    return { db }
  } catch (error) {
    db.exec('ROLLBACK')
    return { db, error: (error as Error).message }
  }
}

/** What differs from Alembic's answer; undefined when nothing does, or only what Alembic lost. */
export function checkBatchCase(given: BatchCase): BatchDifference | undefined {
  const before = newDatabase()
  for (const statement of given.setup) before.exec(statement)
  const { db, error } = runBatch(given)
  const was = items(before)
  const is = items(db)
  const must = error === undefined ? kept(was, given) : was
  const lost = [...must].filter((one) => !is.has(one))
  const problems: string[] = []
  if (error !== undefined) {
    if (!given.expect.error) problems.push(`error: ${error}`)
    if (JSON.stringify(state(before)) !== JSON.stringify(state(db))) problems.push('an error, and not as it was')
  } else if (given.expect.error) problems.push(`no error: ${given.expect.error.class}`)
  else {
    problems.push(...compare(given, before, db))
    const wanted = new Set(Object.entries(given.expect.tables ?? {}).flatMap(([name, table]) => itemsOf(name, table)))
    problems.push(
      ...[...wanted].filter((one) => !is.has(one) && !isBetter(one, is, given)).map((one) => `missing: ${one}`),
    )
    const extra = [...is].filter(
      (one) =>
        /^(index|unique|foreign key|check) /.test(one) &&
        !wanted.has(one) &&
        !must.has(one) &&
        !given.ops.some(({ name }) => name && one.includes(` ${name} `)),
    )
    problems.push(...extra.map((one) => `too much: ${one}`))
    problems.push(...lost.map((one) => `lost: ${one}`))
  }
  before.close()
  db.close()
  return problems.length > 0 ? { case: given, ours: problems, lost } : undefined
}

/** Whether what Alembic has is there as it was before: under no name, with its collation and order, and up to date. */
function isBetter(item: string, is: ReadonlySet<string>, given: BatchCase): boolean {
  const renames = new Map(
    given.ops.flatMap((one) => (one.newName ? [[String(one.column), String(one.newName)] as const] : [])),
  )
  const forms = [
    item.replace(/^(unique|check) (\S+) \S+/, '$1 $2 '),
    item.replace(/^(check \S+) (?:ck_[^_]+_)?(ck_\w+)/, '$1 $2'),
    ...(renames.size > 0 ? [renamed(item, given.batch.table, renames)] : []),
  ]
  if (forms.some((form) => form !== item && is.has(form))) return true
  const bare = (text: string) =>
    text
      .replace(/ (asc|desc) \w+/g, '')
      .replace(/ where .*/, '')
      .replace(' unique', '')
  return item.startsWith('index ') && [...is].some((one) => bare(one) === bare(item))
}

const state = (db: Database) => [...items(db), ...tableNames(db).flatMap((name) => describeRows(db, name))]

/** Compares columns and rows. */
function compare({ expect, batch, ops }: BatchCase, before: Database, db: Database): readonly string[] {
  const problems: string[] = []
  for (const [name, { columns }] of Object.entries(expect.tables ?? {})) {
    const old = describeTable(before, tableNames(before).includes(name) ? name : batch.table).columns
    const ours = describeTable(db, name).columns
    const names = (list: readonly { name: string }[]) => list.map((one) => one.name).join(', ')
    if (names(ours) !== names(columns))
      problems.push(`columns of ${name}: ${names(ours)}; Alembic's: ${names(columns)}`)
    for (const wanted of columns) {
      const column = ours.find((one) => one.name === wanted.name)
      if (!column) continue
      const was = old.find(({ name: own }) => own === column.name || newName(ops, own) === column.name)
      const fields = {
        type: spaceless(column.type),
        notNull: column.notNull,
        pk: column.pk,
        default: bare(column.default),
      }
      const same = {
        type: spaceless(wanted.type),
        notNull: wanted.notNull,
        pk: wanted.pk,
        default: bare(wanted.default),
      }
      for (const field of Object.keys(fields) as (keyof typeof fields)[]) {
        // Alembic writes types anew, and the affinity instead of those that it does not know: what was there is right.
        if (
          field === 'type' &&
          was &&
          column.type === was.type &&
          !ops.some((one) => one.type && one.column === was.name)
        )
          continue
        if (fields[field] !== same[field])
          problems.push(`${name}.${wanted.name}: ${field} ${fields[field]}; Alembic's: ${same[field]}`)
      }
    }
  }
  const lostRows = new Set(expect.lost?.flatMap((one) => (one.kind === 'rows' ? [one.table] : [])))
  for (const [name, wanted] of Object.entries(expect.rows ?? {})) {
    const ours = describeRows(db, name)
    const same = lostRows.has(name)
      ? describeRows(before, name)
      : wanted.map((row) => row.map(expectedValue).join(' | ')).sort()
    if (ours.join('\n') !== same.join('\n'))
      problems.push(`rows of ${name}: ${ours.join('; ')}; Alembic's: ${same.join('; ')}`)
  }
  return problems
}

const spaceless = (type: string) => type.toUpperCase().replaceAll(' ', '')

/** A default without the parentheses around it, in which ours stand. */
function bare(value: string | null): string | null {
  const [, within] = /^\(([\s\S]*)\)$/.exec(value ?? '') ?? []
  return within === undefined ? (value?.replaceAll(/\s+/g, ' ') ?? null) : bare(within.trim())
}

const newName = (ops: BatchCase['ops'], name: string) => ops.find((one) => one.column === name && one.newName)?.newName

/** Everything beside columns and rows, as texts that can be compared. */
function items(db: Database): ReadonlySet<string> {
  const objects =
    db.exec("SELECT type || ' ' || name FROM sqlite_master WHERE type IN ('trigger', 'view')")[0]?.values ?? []
  const views = objects.flat().map((one) => {
    const [type, ...name] = String(one).split(' ')
    if (type !== 'view') return String(one)
    try {
      db.exec(`SELECT * FROM "${name.join(' ')}"`)
      return String(one)
    } catch {
      return `broken ${one}`
    }
  })
  return new Set([
    ...tableNames(db).flatMap((name) => itemsOf(name, describeTable(db, name))),
    ...views,
    ...keywords(db),
  ])
}

function keywords(db: Database): readonly string[] {
  const words = ['AUTOINCREMENT', 'ROWID', 'STRICT', 'COLLATE', 'CONFLICT', 'DEFERRABLE', 'GENERATED']
  return (
    db.exec("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL")[0]?.values ?? []
  ).flatMap(([name, sql]) =>
    words.flatMap((word) =>
      [...String(sql).matchAll(new RegExp(`\\b${word}\\b`, 'gi'))].map((_, nth) => `keyword ${name} ${word} ${nth}`),
    ),
  )
}

function itemsOf(name: string, { indexes, uniques, foreignKeys, checks }: TableState): readonly string[] {
  const plain = (sql: string) =>
    sql
      .replaceAll('"', '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([(),<>=!|+*/-]) ?/g, '$1')
      .trim()
  return [
    ...indexes.map((one) => {
      const where = one.where === null ? '' : ` where ${plain(one.where)}`
      const parts = one.columns.map(
        (column, nth) => `${column ?? '?'} ${one.desc[nth] ? 'desc' : 'asc'} ${one.collations[nth]}`,
      )
      return `index ${name} ${one.name} ${one.unique ? 'unique ' : ''}(${parts.join(', ')})${where}`
    }),
    ...uniques.map((one) => `unique ${name} ${one.name ?? ''} (${one.columns.join(', ')})`),
    ...foreignKeys.map(
      (one) =>
        `foreign key ${name} (${one.columns.join(', ')}) ${one.refTable} (${one.refColumns.join(', ')}) ${one.onUpdate} ${one.onDelete}`,
    ),
    ...checks.map((one) => `check ${name} ${one.name ?? ''} ${plain(one.sql)}`),
  ]
}

/** What is to be there of what was: all but what the batch drops, under the names that the batch gives. */
function kept(was: ReadonlySet<string>, { batch, ops }: BatchCase): ReadonlySet<string> {
  const renames = new Map(
    ops.flatMap((one) => (one.newName ? [[String(one.column), String(one.newName)] as const] : [])),
  )
  const gone = ops.flatMap((one) =>
    ['dropConstraint', 'dropIndex'].includes(String(one.op)) ? [String(one.name)] : [],
  )
  const dropped = ops.flatMap((one) => (one.op === 'dropColumn' ? [String(one.column)] : []))
  const result = new Set<string>()
  for (const item of was) {
    const own = item.split(' ')[item.startsWith('foreign key') ? 2 : 1] === batch.table
    const word = (name: string) => new RegExp(`\\b${name}\\b`).test(item)
    const [, columns = ''] = /\(([^)]*)\)/.exec(item) ?? []
    const conventional = [
      `uq_${batch.table}_${columns.split(', ')[0]}`,
      `uq_${batch.table}_${columns.replaceAll(', ', '_')}`,
    ]
    const fk = item.startsWith('foreign key')
      ? [`fk_${batch.table}_${columns}_${item.split(') ')[1]?.split(' ')[0]}`]
      : []
    const named = gone.some(
      (name) => word(name) || [...fk, ...(item.startsWith('unique') ? conventional : [])].includes(name),
    )
    const isKeyword = item.startsWith('keyword')
    const isDroppedKey = fk.length > 0 && ops.some(({ op, kind }) => op === 'dropConstraint' && kind === 'foreignKey')
    if (own && (named || isDroppedKey || (!isKeyword && dropped.some(word)))) continue
    if (isKeyword && own && (dropped.length > 0 || gone.length > 0) && !/STRICT|ROWID/.test(item)) continue
    const refers = item.startsWith('foreign key') && item.includes(`) ${batch.table} (`)
    result.add(renames.size > 0 && (own || refers) ? renamed(item, batch.table, renames) : item)
  }
  return result
}

/** An item in which the batch's table has its columns' new names. */
function renamed(item: string, table: string, renames: ReadonlyMap<string, string>): string {
  const names = [...renames].sort(([one], [other]) => other.length - one.length)
  const map = (text: string) =>
    text.replace(
      new RegExp(`(?<![\\w'])(${names.map(([name]) => name.replace(/\W/g, '\\$&')).join('|')})(?![\\w'])`, 'g'),
      (name) => renames.get(name) as string,
    )
  const [, own, refers, rest] = /^foreign key (\S+) \(([^)]*)\) (.*)$/.exec(item) ?? []
  if (own === undefined) return item.replace(/[( ].*/, map)
  const [, parent, keys, actions] = /^(\S+) \(([^)]*)\)(.*)$/.exec(rest as string) ?? []
  return `foreign key ${own} (${own === table ? map(refers as string) : refers}) ${parent} (${parent === table ? map(keys as string) : keys})${actions}`
}
