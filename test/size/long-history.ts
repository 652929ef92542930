import type { RevisionModule } from 'limbeck'
import { boolean, type Column, column, dateTime, integer, numeric, type Operations, real, text } from 'limbeck/op'
import { type Random, randomOf } from '../rebuild/random-numbers.js'

type Change = Pick<RevisionModule, 'message' | 'upgrade' | 'downgrade'>

interface Table {
  readonly name: string
  readonly columns: string[]
  readonly indexed: string[]
  rows: number
}

/** A line of work: its newest revision, and the tables that it may count on. */
interface Line {
  tip: string
  readonly tables: Table[]
}

/**
 * So many revisions of an app that grew: tables, columns that came later, indexes and rows, with messages, and with ids
 * of chance as Alembic makes them. Now and then two lines of work run side by side and are merged; the search is a branch
 * of its own, with a label, and depends on the rest. The same each time.
 */
export function longHistory(count: number): readonly RevisionModule[] {
  const random = randomOf(1)
  const ids = Array.from({ length: count }, () =>
    Array.from({ length: 12 }, () => random.below(16).toString(16)).join(''),
  )
  const names = [...nouns.flatMap((owner) => [owner, ...parts.map((part) => `${owner}_${part}`)])]
  const trunk: Line = { tip: '', tables: [] }
  const search: Line = { tip: '', tables: [] }
  let side: Line | undefined
  let left = 0
  return ids.map((revision, at): RevisionModule => {
    const next = (line: Line, also: Partial<RevisionModule> = {}): RevisionModule => {
      const downRevision = line.tip || null
      line.tip = revision
      return { revision, downRevision, ...also, ...changeOf(random, line.tables, names) }
    }
    if (at % 20 === 13) {
      const first = search.tip === ''
      const needs = first || random.chance(0.3)
      return next(search, { ...(first && { branchLabels: 'search' }), ...(needs && { dependsOn: trunk.tip }) })
    }
    if (at % 50 === 30) [side, left] = [{ tip: trunk.tip, tables: [] }, 4 + random.below(8)]
    if (side && left-- === 0) {
      const downRevision = [trunk.tip, side.tip]
      trunk.tables.push(...side.tables)
      trunk.tip = revision
      side = undefined
      return { revision, downRevision, message: 'merge branches', upgrade() {}, downgrade() {} }
    }
    return next(side && left % 2 === 0 ? side : trunk)
  })
}

/** What a revision does to the tables of its line. */
function changeOf(random: Random, tables: Table[], names: string[]): Change {
  const kind = random.below(100)
  if (tables.length === 0 || kind < 18) return createTable(random, tables, names)
  const table = random.one(tables)
  const change = kind < 65 ? addColumn(random, table) : kind < 88 ? createIndex(random, table) : insert(random, table)
  return change ?? changeOf(random, tables, names)
}

function createTable(random: Random, tables: Table[], names: string[]): Change {
  const [name] = names.splice(random.below(Math.min(names.length, 8)), 1) as [string]
  const other = tables.length > 0 && random.chance(0.6) ? random.one(tables).name : undefined
  const columns = new Set(Array.from({ length: 3 + random.below(5) }, () => random.one(Object.keys(kinds))))
  const parts = [
    column('id', integer(), { primaryKey: true }),
    ...(other === undefined ? [] : [column(`${other}_id`, integer(), { references: { table: other, column: 'id' } })]),
    ...Array.from(columns, (one) => columnOf(one, random)),
  ]
  tables.push({ name, columns: [...columns], indexed: [], rows: 0 })
  return {
    message: `create ${words(name)} table`,
    upgrade: (op: Operations) => op.createTable(name, ...parts),
    downgrade: (op: Operations) => op.dropTable(name),
  }
}

function addColumn(random: Random, { name, columns }: Table): Change | undefined {
  const added = random.one(Object.keys(kinds))
  if (columns.includes(added)) return undefined
  columns.push(added)
  const made = columnOf(added, random)
  return {
    message: random.one([
      `add ${words(added)} to ${words(name)}`,
      `${words(name)} has ${words(added)}`,
      `${words(added)} of ${words(name)}`,
    ]),
    upgrade: (op: Operations) => op.addColumn(name, made),
    // As SQL: op.dropColumn has the compiler look at the table first, on a database that stands there.
    downgrade: (op: Operations) => op.execute(`ALTER TABLE ${name} DROP COLUMN ${added}`),
  }
}

function createIndex(random: Random, { name, columns, indexed }: Table): Change | undefined {
  const wanted = random.one(columns)
  if (indexed.includes(wanted)) return undefined
  indexed.push(wanted)
  return {
    message: `index ${words(name)} by ${words(wanted)}`,
    upgrade: (op: Operations) => op.createIndex(`ix_${name}_${wanted}`, name, [wanted]),
    downgrade: (op: Operations) => op.dropIndex(`ix_${name}_${wanted}`),
  }
}

function insert(random: Random, table: Table): Change {
  const { name, columns } = table
  const [one, other] = columns as [string, string]
  const first = table.rows + 1
  const rows = Array.from(
    { length: 1 + random.below(3) },
    () => `(${++table.rows}, '${random.one(nouns)}', ${random.below(1000)})`,
  )
  return {
    message: `${random.one(['seed', 'default', 'first'])} rows of ${words(name)}`,
    upgrade: (op: Operations) => op.execute(`INSERT INTO ${name} (id, ${one}, ${other}) VALUES ${rows.join(', ')}`),
    downgrade: (op: Operations) => op.execute(`DELETE FROM ${name} WHERE id BETWEEN ${first} AND ${table.rows}`),
  }
}

const columnOf = (name: string, random: Random): Column => {
  const kind = kinds[name] as Kind
  const needed = random.chance(0.4) && kind.default !== undefined
  return column(name, kind.type, needed ? { nullable: false, default: kind.default } : {})
}

const words = (name: string): string => name.replaceAll('_', ' ')

interface Kind {
  readonly type: Column['type']
  readonly default?: string | number | boolean
}
const all = (names: string, kind: Kind): Readonly<Record<string, Kind>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, kind]))

const kinds: Readonly<Record<string, Kind>> = {
  ...all('name title email phone street city country notes summary locale', { type: text(), default: '' }),
  ...all('status kind colour currency source', { type: text(), default: 'none' }),
  ...all('quantity position priority version attempts', { type: integer(), default: 0 }),
  ...all('price discount tax weight', { type: numeric(10, 2), default: 0 }),
  ...all('score latitude longitude', { type: real() }),
  ...all('created_at updated_at deleted_at due_at sent_at paid_at archived_at', { type: dateTime() }),
  ...all('is_active is_default is_public is_locked', { type: boolean(), default: false }),
}

const nouns =
  'customer invoice product payment project task note tag warehouse shipment supplier contract ticket employee team event room campaign budget account device report message channel vehicle route'.split(
    ' ',
  )
const parts = 'item line comment attachment member setting history address'.split(' ')
