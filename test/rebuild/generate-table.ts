import {
  inCapitals,
  type MadeColumn,
  type MadeConstraint,
  type MadeTable,
  quote,
  says,
  tableSql,
  type Word,
} from './made-case.js'
import type { Random } from './random-numbers.js'

const names = ['t', 'Mixed', 'two words', 'order', 'q"x', 'naïve']
export const actions = ['CASCADE', 'RESTRICT', 'SET NULL', 'SET DEFAULT', 'NO ACTION']

/** What is decided of a table before others can refer to it. */
export interface TablePlan {
  readonly name: string
  /** `indexed`: by a unique index alone. */
  readonly key: 'rowid' | 'counted' | 'text' | 'pair' | 'indexed' | 'none'
  readonly strict: boolean
  readonly withoutRowid: boolean
  readonly keyName: string
  /** The other column of a pair. */
  readonly besideName: string
  /** Whether the pair compares otherwise than its columns do: then a reference that names them finds no key. */
  readonly isCollated: boolean
}

export function planTable(random: Random, at: number): TablePlan {
  const key = random.one(['rowid', 'rowid', 'rowid', 'counted', 'text', 'pair', 'indexed', 'none'] as const)
  const mayLackRowid = key === 'text' || key === 'pair' || key === 'rowid'
  return {
    ...{ name: at === 0 ? 't' : `${random.one(names)}${at}`, key, keyName: `k${at}`, besideName: `l${at}` },
    strict: random.chance(0.15),
    isCollated: random.chance(0.5),
    withoutRowid: mayLackRowid && random.chance(0.25),
  }
}

/** A table of a plan, and its SQL. */
export function makeTable(
  random: Random,
  plan: TablePlan,
  at: number,
  plans: readonly TablePlan[],
): readonly [MadeTable, string] {
  const { name, key, strict, withoutRowid } = plan
  const columns: MadeColumn[] = keyColumns(random, plan)
  const constraints: MadeConstraint[] = []
  if (key === 'pair') {
    const parts = [
      `${quote(plan.besideName)}${plan.isCollated ? ' COLLATE NOCASE' : ''}`,
      `${quote(plan.keyName)} DESC`,
    ]
    const text = `PRIMARY KEY (${parts.join(', ')})`
    constraints.push({ kind: 'primaryKey', columns: [plan.besideName, plan.keyName], parts, text })
  }
  for (let nth = 0, many = 1 + random.below(5); nth < many; nth++) columns.push(plainColumn(random, at, nth, strict))
  if (random.chance(0.25)) {
    const of = random.one(columns)
    const how = random.one(['STORED', 'VIRTUAL', ''])
    const text = `${random.one(['GENERATED ALWAYS AS', 'AS'])} (${quote(of.name)} || ')') ${how}`.trim()
    columns.push({ name: `g${at}`, type: 'TEXT', words: [{ kind: 'generated', text }], key: false, of: of.name })
  }
  const parents = plans.flatMap((parent, to) => (parent.key === 'none' ? [] : [{ ...parent, to }]))
  for (let nth = 0, many = random.below(3); nth < many && parents.length > 0; nth++) {
    const parent = random.one(parents)
    addReference(random, parent, parent.to < at, `${at}${nth}`, columns, constraints)
  }
  const plain = columns.filter((one) => one.of === undefined)
  const named = (text: string) => (random.chance(0.5) ? text : undefined)
  const keyColumn = plain.find((one) => one.key)
  if (random.chance(0.3) && keyColumn) {
    const one = random.one(plain).name
    const name = named(`uq_${at}`)
    const text = `${head(name)}UNIQUE (${quote(one)}, ${quote(keyColumn.name)})`
    constraints.push({ kind: 'unique', name, columns: [one, keyColumn.name], text })
  }
  if (random.chance(0.3)) {
    const name = named(`kk_${at}`)
    const [one, other] = [random.one(plain).name, random.one(plain).name]
    const text = `${head(name)}CHECK (${quote(one)} IS NULL OR typeof(${quote(other)}) <> '),(')`
    constraints.push({ kind: 'check', name, columns: [one, other], text })
  }
  const table = { name, columns, constraints, strict, withoutRowid, autoincrement: key === 'counted' }
  const space = () => random.one([' ', ' ', '  ', '\n      '])
  return [table, tableSql(table, { space, comma: random.one([', ', ',', ',\n  ', ',\n  -- a line\n  ']) })]
}

const head = (name: string | undefined) => (name === undefined ? '' : `CONSTRAINT ${name} `)

function keyColumns(random: Random, { key, keyName, besideName }: TablePlan): MadeColumn[] {
  const column = (name: string, type: string, ...words: readonly Word[]) => ({ name, type, words, key: true })
  const notNull: Word = { kind: 'notNull', text: 'NOT NULL' }
  const primary = (text = 'PRIMARY KEY', name?: string): Word => ({ kind: 'primaryKey', text, name })
  if (key === 'rowid') {
    const isNamed = random.chance(0.5)
    const words = isNamed ? primary('CONSTRAINT "the key" PRIMARY KEY') : primary()
    return [column(keyName, 'INTEGER', words)]
  }
  if (key === 'counted') return [column(keyName, 'INTEGER', primary('PRIMARY KEY AUTOINCREMENT'))]
  if (key === 'text') return [column(keyName, 'TEXT', notNull, primary())]
  if (key === 'indexed') return [column(keyName, 'INTEGER', notNull)]
  if (key === 'none') return []
  return [
    column(keyName, 'INTEGER', notNull, { kind: 'unique', text: 'UNIQUE' }),
    column(besideName, 'TEXT', notNull, { kind: 'default', text: "DEFAULT 'l'" }),
  ]
}

function plainColumn(random: Random, at: number, nth: number, strict: boolean): MadeColumn {
  const name = `c${at}${nth}${random.chance(0.1) ? ' x' : ''}`
  const type = random.one(
    strict
      ? ['INTEGER', 'TEXT', 'REAL', 'BLOB', 'ANY', 'INT']
      : ['INTEGER', 'TEXT', 'REAL', 'BLOB', '', 'VARCHAR(9)', 'NUMERIC(5, 2)', 'BOOLEAN', 'DATE', 'odd type'],
  )
  const words: Word[] = []
  const say = (kind: Word['kind'], text: string, name?: string) => words.push({ kind, text, name })
  if (random.chance(0.2)) say('notNull', `NOT NULL${random.chance(0.2) ? ' ON CONFLICT ABORT' : ''}`)
  if (random.chance(0.25)) say('default', `DEFAULT ${defaultFor(random, type)}`)
  if (random.chance(0.15)) say('collate', 'COLLATE NOCASE')
  if (random.chance(0.2)) {
    const check = random.chance(0.4) ? `ck_${at}${nth}` : undefined
    say('check', `${head(check)}CHECK (${quote(name)} IS NULL OR length(${quote(name)}) < 1000)`, check)
  }
  if (random.chance(0.1)) say('unique', `UNIQUE${random.chance(0.5) ? ' ON CONFLICT REPLACE' : ''}`)
  if (random.chance(0.2)) say('comment', random.one(['/* said */', '-- end of line\n']))
  return { name, type, words, key: false }
}

/** A foreign key of one column, or of both of a pair. */
function addReference(
  random: Random,
  parent: TablePlan,
  isBefore: boolean,
  mark: string,
  columns: MadeColumn[],
  constraints: MadeConstraint[],
): void {
  const must = random.chance(isBefore ? 0.4 : 0.2)
  const mode = `${random.chance(0.8) ? ` ON DELETE ${random.one(actions)}` : ''}${random.chance(0.2) ? ' ON UPDATE CASCADE' : ''}`
  const late = random.chance(0.15) ? ' DEFERRABLE INITIALLY DEFERRED' : ''
  const isPair = parent.key === 'pair' && random.chance(0.5)
  const isSaid =
    (random.chance(0.6) && !(isPair && parent.isCollated)) ||
    (parent.key === 'pair' && !isPair) ||
    parent.key === 'indexed'
  const name = random.chance(0.3) ? `fk_${mark}` : undefined
  const notNull: readonly Word[] = must ? [{ kind: 'notNull', text: 'NOT NULL' }] : []
  const add = (column: string, type: string, words: readonly Word[]) => {
    const reference = { table: parent.name, key: Number(mark), type }
    columns.push({ name: column, type, words: [...notNull, ...words], key: false, reference })
  }
  const own = isPair ? [`s${mark}`, `r${mark}`] : [`r${mark}`]
  const keys = isPair ? [parent.besideName, parent.keyName] : [parent.keyName]
  const list = (names: readonly string[]) => names.map(quote).join(', ')
  const named = random.chance(0.15) ? inCapitals(parent.name) : parent.name
  const target = `REFERENCES ${quote(named)}${isSaid ? `(${list(keys)})` : ''}${mode}${late}`
  const isInline = random.chance(0.5) && !isPair
  const type = parent.key === 'text' ? 'TEXT' : 'INTEGER'
  if (isPair) add(`s${mark}`, 'TEXT', [])
  add(`r${mark}`, type, isInline ? [{ kind: 'foreignKey', name, text: `${head(name)}${target}` }] : [])
  if (isInline) return
  constraints.push({
    kind: 'foreignKey',
    name,
    columns: own,
    text: `${head(name)}FOREIGN KEY (${list(own)}) ${target}`,
  })
}

function defaultFor(random: Random, type: string): string {
  if (/INT|NUM|BOOL/.test(type)) return random.one(['7', '-1', '(1 + 2)'])
  if (type === 'REAL') return '2.5'
  if (type === 'BLOB') return "x'0a'"
  return random.one(["'it''s'", "('a' || 'b')"])
}

/** Rows whose foreign keys are whole: they refer to keys from 1 to 5, of which every table has a row. */
export function fillTable(random: Random, table: MadeTable, at: number): readonly string[] {
  const columns = table.columns.filter(({ of }) => of === undefined)
  const list = columns.map(({ name }) => quote(name)).join(', ')
  const row = (nth: number, key: number | string) => {
    const keys = new Map<number, number | undefined>()
    return columns.map((column) => (column.key && nth === 9 ? key : valueFor(random, column, nth, table.strict, keys)))
  }
  const rows = Array.from({ length: 5 }, (_, nth) => `(${row(nth + 1, '').join(', ')})`)
  const script = [
    'PRAGMA defer_foreign_keys=ON',
    `INSERT OR ABORT INTO ${quote(table.name)} (${list}) VALUES ${rows.join(', ')}`,
  ]
  if (!table.autoincrement || random.chance(0.5)) return script
  const key = columns.find((one) => one.key)?.name ?? ''
  return [
    ...script,
    `INSERT INTO ${quote(table.name)} (${list}) VALUES (${row(9, 40 + at).join(', ')})`,
    `DELETE FROM ${quote(table.name)} WHERE ${quote(key)} = ${40 + at}`,
  ]
}

function valueFor(
  random: Random,
  column: MadeColumn,
  nth: number,
  strict: boolean,
  keys: Map<number, number | undefined>,
): string {
  const { reference, type } = column
  const must = says(column, 'notNull')
  if (reference) {
    const chosen = !must && random.chance(0.3) ? undefined : 1 + random.below(5)
    if (!keys.has(reference.key)) keys.set(reference.key, chosen)
    const to = keys.get(reference.key)
    return to === undefined ? 'NULL' : reference.type === 'TEXT' ? `'${to}'` : String(to)
  }
  if (column.key) return type === 'TEXT' ? `'${nth}'` : String(nth)
  if (!must && random.chance(0.2)) return 'NULL'
  const mark = says(column, 'unique') ? nth * 10 : nth * 10 + random.below(5)
  if (/INT/.test(type)) return String(mark)
  if (type === 'REAL') return `${mark}.5`
  if (type === 'BLOB') return blob(mark)
  if (type === 'TEXT' || /CHAR/.test(type)) return `'${mark} ''apples'''`
  if (strict) return String(mark)
  return random.one([String(mark), `'${mark}'`, `'x${mark}'`, `${mark}.25`, blob(mark)])
}

/** The digits as bytes: without a NUL, at which `quote` stops. */
const blob = (mark: number): string => `x'${Buffer.from(String(mark)).toString('hex')}'`
