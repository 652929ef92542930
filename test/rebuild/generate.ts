import type { ColumnType } from '../../src/schema/column-type.js'
import type { Constraint } from '../../src/schema/constraint.js'
import type { TableAlteration, TableChange } from '../../src/schema/table-change.js'

/** Numbers that look random, the same for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    chance: (probability) => next() < probability,
    below: (count) => Math.floor(next() * count),
    one: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
  }
}

export interface Random {
  chance(probability: number): boolean
  below(count: number): number
  one<T>(list: readonly T[]): T
}

/** A column as the generator made it. */
export interface MadeColumn {
  readonly name: string
  readonly type: string
  readonly sql: string
  readonly notNull: boolean
  readonly key: boolean
  readonly generated: boolean
  readonly references?: string
  /** What a generated column is made of. */
  readonly of?: string
}

export interface MadeTable {
  readonly name: string
  readonly columns: readonly MadeColumn[]
  readonly strict: boolean
  readonly withoutRowid: boolean
  readonly autoincrement: boolean
  readonly named: readonly { readonly name: string; readonly kind: Constraint['kind'] }[]
}

/** A schema with rows, and a change of one of its tables. */
export interface MadeCase {
  readonly script: readonly string[]
  readonly tables: readonly MadeTable[]
  readonly alteration: TableAlteration
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
const names = ['t', 'Mixed', 'two words', 'order', 'q"x']
const actions = ['CASCADE', 'RESTRICT', 'SET NULL', 'SET DEFAULT', 'NO ACTION']

/** The case of a seed. */
export function generate(seed: number): MadeCase {
  const random = randomOf(seed)
  const count = 1 + random.below(4)
  const plans = Array.from({ length: count }, (_, at) => planTable(random, at))
  const script: string[] = []
  const tables = plans.map((plan, at) => makeTable(random, plan, at, plans, script))
  for (const [at, table] of tables.entries()) fillTable(random, table, at, tables, script)
  script.push('CREATE TABLE log (words)')
  for (const [at, table] of tables.entries()) addObjects(random, table, at, script)
  if (random.chance(0.1))
    script.push('CREATE VIRTUAL TABLE found USING fts4(words)', "INSERT INTO found VALUES ('apple')")
  const table = random.one(tables)
  return { script, tables, alteration: alter(random, table, tables) }
}

interface TablePlan {
  readonly name: string
  readonly key: 'rowid' | 'counted' | 'text' | 'pair' | 'none'
  readonly strict: boolean
  readonly withoutRowid: boolean
  readonly keyName: string
}

function planTable(random: Random, at: number): TablePlan {
  const key = random.one(['rowid', 'rowid', 'rowid', 'counted', 'text', 'pair', 'none'] as const)
  const mayLackRowid = key === 'text' || key === 'pair' || key === 'rowid'
  return {
    ...{ name: at === 0 ? 't' : `${random.one(names)}${at}`, key, keyName: `k${at}` },
    strict: random.chance(0.15),
    withoutRowid: mayLackRowid && random.chance(0.25),
  }
}

function makeTable(
  random: Random,
  plan: TablePlan,
  at: number,
  plans: readonly TablePlan[],
  script: string[],
): MadeTable {
  const { name, key, strict, withoutRowid, keyName } = plan
  const columns: MadeColumn[] = []
  const constraints: string[] = []
  const named: { name: string; kind: Constraint['kind'] }[] = []
  const add = (column: string, type: string, words: readonly string[], rest: Partial<MadeColumn> = {}) =>
    columns.push({
      ...{ name: column, type, notNull: words.some((word) => /^NOT NULL/.test(word)), key: false, generated: false },
      ...{
        sql: [quote(column), type, ...words]
          .filter((word) => word !== '')
          .join(random.one([' ', ' ', '  ', '\n      '])),
      },
      ...rest,
    })
  if (key === 'rowid')
    add(keyName, 'INTEGER', [random.one(['PRIMARY KEY', 'CONSTRAINT "the key" PRIMARY KEY'])], { key: true })
  if (key === 'counted') add(keyName, 'INTEGER', ['PRIMARY KEY AUTOINCREMENT'], { key: true })
  if (key === 'text') add(keyName, 'TEXT', ['NOT NULL', 'PRIMARY KEY'], { key: true })
  if (key === 'pair') {
    add(keyName, 'INTEGER', ['NOT NULL UNIQUE'], { key: true })
    add(`l${at}`, 'TEXT', ["NOT NULL DEFAULT 'l'"], { key: true })
    constraints.push(`PRIMARY KEY (${quote(`l${at}`)} COLLATE NOCASE, ${quote(keyName)} DESC)`)
  }
  const types = strict
    ? ['INTEGER', 'TEXT', 'REAL', 'BLOB', 'ANY', 'INT']
    : ['INTEGER', 'TEXT', 'REAL', 'BLOB', '', 'VARCHAR(9)', 'NUMERIC(5, 2)', 'BOOLEAN', 'DATE', 'odd type']
  for (let nth = 0, many = 1 + random.below(5); nth < many; nth++) {
    const column = `c${at}${nth}${random.chance(0.1) ? ' x' : ''}`
    const type = random.one(types)
    const words: string[] = []
    if (random.chance(0.2)) words.push(`NOT NULL${random.chance(0.2) ? ' ON CONFLICT ABORT' : ''}`)
    if (random.chance(0.25)) words.push(`DEFAULT ${defaultFor(random, type)}`)
    if (random.chance(0.15)) words.push('COLLATE NOCASE')
    if (random.chance(0.2)) {
      const check = random.chance(0.4) ? `ck_${at}${nth}` : undefined
      if (check) named.push({ name: check, kind: 'check' })
      words.push(
        `${check ? `CONSTRAINT ${check} ` : ''}CHECK (${quote(column)} IS NULL OR length(${quote(column)}) < 1000)`,
      )
    }
    if (random.chance(0.1)) words.push(`UNIQUE${random.chance(0.5) ? ' ON CONFLICT REPLACE' : ''}`)
    if (random.chance(0.2)) words.push(random.one(['/* said */', '-- end of line\n']))
    add(column, type, words)
  }
  if (random.chance(0.25)) {
    const of = random.one(columns)
    const how = random.one(['STORED', 'VIRTUAL', ''])
    add(`g${at}`, 'TEXT', [`${random.one(['GENERATED ALWAYS AS', 'AS'])} (${quote(of.name)} || ')') ${how}`.trim()], {
      generated: true,
      of: of.name,
    })
  }
  const parents = plans.flatMap((parent, to) => (parent.key === 'none' ? [] : [{ ...parent, to }]))
  for (let nth = 0, many = random.below(3); nth < many && parents.length > 0; nth++) {
    const parent = random.one(parents)
    const type = parent.key === 'text' ? 'TEXT' : 'INTEGER'
    const must = parent.to < at && random.chance(0.4)
    const mode = `${random.chance(0.8) ? ` ON DELETE ${random.one(actions)}` : ''}${random.chance(0.2) ? ' ON UPDATE CASCADE' : ''}`
    const late = random.chance(0.15) ? ' DEFERRABLE INITIALLY DEFERRED' : ''
    const target = `${quote(parent.name)}${parent.key === 'pair' || random.chance(0.6) ? `(${quote(parent.keyName)})` : ''}`
    const column = `r${at}${nth}`
    const name = random.chance(0.3) ? `fk_${at}${nth}` : undefined
    if (name) named.push({ name, kind: 'foreignKey' })
    const head = name ? `CONSTRAINT ${name} ` : ''
    const inline = random.chance(0.5)
    const words = [...(must ? ['NOT NULL'] : []), ...(inline ? [`${head}REFERENCES ${target}${mode}${late}`] : [])]
    add(column, type, words, { references: parent.name })
    if (!inline) constraints.push(`${head}FOREIGN KEY (${quote(column)}) REFERENCES ${target}${mode}${late}`)
  }
  const plain = columns.filter((one) => !one.generated)
  if (random.chance(0.3)) {
    const name = random.chance(0.5) ? `uq_${at}` : undefined
    if (name) named.push({ name, kind: 'unique' })
    const key = plain.find((one) => one.key)
    if (key)
      constraints.push(
        `${name ? `CONSTRAINT ${name} ` : ''}UNIQUE (${quote(random.one(plain).name)}, ${quote(key.name)})`,
      )
    else if (name) named.pop()
  }
  if (random.chance(0.3)) {
    const name = random.chance(0.5) ? `kk_${at}` : undefined
    if (name) named.push({ name, kind: 'check' })
    const [one, other] = [random.one(plain).name, random.one(plain).name]
    constraints.push(
      `${name ? `CONSTRAINT ${name} ` : ''}CHECK (${quote(one)} IS NULL OR typeof(${quote(other)}) <> '),(')`,
    )
  }
  const options = [strict ? 'STRICT' : [], withoutRowid ? 'WITHOUT ROWID' : []].flat().join(', ')
  const glue = random.one([', ', ',', ',\n  ', ',\n  -- a line\n  '])
  script.push(
    `CREATE TABLE ${quote(name)} (${[...columns.map(({ sql }) => sql), ...constraints].join(glue)}\n)${options && ` ${options}`}`,
  )
  return { name, columns, strict, withoutRowid, autoincrement: key === 'counted', named }
}

function defaultFor(random: Random, type: string): string {
  if (/INT|NUM|BOOL/.test(type)) return random.one(['7', '-1', '(1 + 2)'])
  if (type === 'REAL') return '2.5'
  if (type === 'BLOB') return "x'0a'"
  return random.one(["'it''s'", "('a' || 'b')"])
}

/** Rows whose foreign keys are whole: they refer to keys from 1 to 5, of which every table has a row. */
function fillTable(random: Random, table: MadeTable, at: number, tables: readonly MadeTable[], script: string[]): void {
  const many = 5
  const columns = table.columns.filter(({ generated }) => !generated)
  const rows = Array.from({ length: many }, (_, nth) =>
    columns.map((column) => valueFor(random, column, nth + 1, tables, table.strict)).join(', '),
  )
  script.push('PRAGMA defer_foreign_keys=ON')
  script.push(
    `INSERT OR ABORT INTO ${quote(table.name)} (${columns.map(({ name }) => quote(name)).join(', ')}) VALUES ${rows
      .map((row) => `(${row})`)
      .join(', ')}`,
  )
  if (table.autoincrement && random.chance(0.5)) {
    const values = columns.map((column) => (column.key ? 40 + at : valueFor(random, column, 9, tables, table.strict)))
    script.push(
      `INSERT INTO ${quote(table.name)} (${columns.map(({ name }) => quote(name)).join(', ')}) VALUES (${values.join(', ')})`,
      `DELETE FROM ${quote(table.name)} WHERE ${quote(columns.find(({ key }) => key)?.name ?? '')} = ${40 + at}`,
    )
  }
}

function valueFor(
  random: Random,
  column: MadeColumn,
  nth: number,
  tables: readonly MadeTable[],
  strict: boolean,
): string {
  if (column.references) {
    const parent = tables.find(({ name }) => name === column.references)
    const key = parent?.columns.find((one) => one.key)
    if (!column.notNull && random.chance(0.3)) return 'NULL'
    const to = 1 + random.below(5)
    return key?.type === 'TEXT' ? `'${to}'` : String(to)
  }
  if (column.key) return column.type === 'TEXT' ? `'${nth}'` : String(nth)
  const unique = /UNIQUE/.test(column.sql)
  if (!column.notNull && random.chance(0.2)) return 'NULL'
  const mark = unique ? nth * 10 : nth * 10 + random.below(5)
  if (/INT/.test(column.type)) return String(mark)
  if (column.type === 'REAL') return `${mark}.5`
  if (column.type === 'BLOB') return blob(mark)
  if (column.type === 'TEXT' || /CHAR/.test(column.type)) return `'${mark} ''apples'''`
  if (strict) return String(mark)
  return random.one([String(mark), `'${mark}'`, `'x${mark}'`, `${mark}.25`, blob(mark)])
}

function addObjects(random: Random, table: MadeTable, at: number, script: string[]): void {
  const name = quote(table.name)
  const plain = table.columns
  const column = () => quote(random.one(plain).name)
  if (random.chance(0.5)) script.push(`CREATE INDEX i${at}a ON ${name} (${column()} DESC, ${column()} COLLATE NOCASE)`)
  if (random.chance(0.3))
    script.push(`CREATE INDEX "i ${at}b" ON ${name} (lower(${column()})) WHERE ${column()} IS NOT NULL`)
  const key = table.columns.find((one) => one.key)
  if (key && random.chance(0.3)) script.push(`CREATE UNIQUE INDEX i${at}c ON ${name} (${column()}, ${quote(key.name)})`)
  if (random.chance(0.4)) {
    const own = column()
    script.push(
      `CREATE TRIGGER d${at} AFTER DELETE ON ${name} WHEN old.${own} IS NOT NULL BEGIN INSERT INTO log VALUES ('deleted ' || old.${own}); END`,
    )
  }
  if (random.chance(0.3)) {
    const of = column()
    script.push(`CREATE TRIGGER u${at} AFTER UPDATE OF ${of} ON ${name} BEGIN UPDATE log SET words = new.${of}; END`)
  }
  if (random.chance(0.2))
    script.push(`CREATE TRIGGER o${at} AFTER INSERT ON log BEGIN DELETE FROM ${name} WHERE 0; END`)
  if (random.chance(0.4)) {
    script.push(`CREATE VIEW v${at} AS SELECT x.${column()} AS one, ${column()} AS two FROM ${name} AS x`)
    if (random.chance(0.5)) script.push(`CREATE VIEW w${at} AS SELECT two FROM v${at} WHERE one IS NOT NULL`)
    if (random.chance(0.5))
      script.push(`CREATE TRIGGER n${at} INSTEAD OF INSERT ON v${at} BEGIN INSERT INTO log VALUES (new.one); END`)
  }
}

function alter(random: Random, table: MadeTable, tables: readonly MadeTable[]): TableAlteration {
  const changes: TableChange[] = []
  const left = [...table.columns]
  const take = () => left.splice(random.below(left.length), 1)[0] as MadeColumn
  const many = random.chance(0.1) ? 0 : 1 + random.below(3)
  for (let nth = 0; nth < many && left.length > 1; nth++) {
    const kind = random.one(['alter', 'alter', 'alter', 'rename', 'add', 'drop', 'constrain', 'release'] as const)
    if (kind === 'alter' || kind === 'rename') changes.push(alterOne(random, take(), table, kind === 'rename', nth))
    if (kind === 'add') {
      const anchor = random.chance(0.4) ? random.one(table.columns).name : undefined
      const type = (random.chance(0.5) ? { type: 'integer' } : { type: 'text' }) as ColumnType
      const must = random.chance(0.4)
      const value = type.type === 'integer' ? 5 : "it's"
      changes.push({
        kind: 'addColumn',
        column: {
          ...{ kind: 'column', name: `new${nth}`, type },
          ...(must || random.chance(0.4) ? { default: value } : {}),
          ...(must ? { nullable: false } : {}),
          ...(random.chance(0.2) ? { check: `new${nth} IS NULL OR length(new${nth}) < 99` } : {}),
        },
        ...(anchor !== undefined && left.some(({ name }) => name === anchor) ? { after: anchor } : {}),
      })
    }
    if (kind === 'drop') changes.push({ kind: 'dropColumn', column: take().name })
    if (kind === 'constrain') {
      const column = random.one(left)
      const name = `added${nth}`
      const parent = random.one(tables)
      const key = parent.columns.find((one) => one.key)
      const constraint: Constraint =
        key && random.chance(0.4)
          ? {
              kind: 'foreignKey',
              name,
              columns: [column.name],
              table: parent.name,
              references: [key.name],
              onDelete: 'CASCADE',
            }
          : { kind: 'check', name, condition: `${quote(column.name)} IS NULL OR length(${quote(column.name)}) < 999` }
      changes.push({ kind: 'addConstraint', constraint })
    }
    if (kind === 'release' && table.named.length > 0) {
      const { name, kind: type } = random.one(table.named)
      if (!changes.some((one) => one.kind === 'dropConstraint' && one.name === name))
        changes.push({ kind: 'dropConstraint', name, type })
    }
  }
  const reordering =
    random.chance(0.1) && left.length > 1 ? [[left.at(-1)?.name ?? '', left[0]?.name ?? '']] : undefined
  return {
    ...{ table: table.name, changes, recreate: random.chance(0.3) ? 'always' : 'auto' },
    ...(reordering && { reordering }),
  }
}

function alterOne(random: Random, column: MadeColumn, table: MadeTable, rename: boolean, nth: number): TableChange {
  const newName = rename || random.chance(0.2) ? { newName: random.one([`renamed${nth}`, `re named ${nth}`]) } : {}
  if (rename) return { kind: 'alterColumn', column: column.name, to: newName, existing: {} }
  const words = table.strict
    ? ['INTEGER', 'TEXT', 'REAL', 'BLOB', 'ANY']
    : ['INTEGER', 'TEXT', 'REAL', 'BLOB', 'NUMERIC', 'VARCHAR(3)', 'DATE']
  const type =
    !column.generated && !column.key && random.chance(0.5)
      ? { type: { type: 'raw', text: random.one(words) } as ColumnType }
      : {}
  const must = !column.generated && !column.key && random.chance(0.3)
  const how = must
    ? { nullable: false, ...(random.chance(0.7) ? { fill: column.references ? 1 : 8 } : {}) }
    : !column.key && random.chance(0.3) && !column.generated
      ? { nullable: true }
      : {}
  const value = !column.generated && random.chance(0.3) ? { default: random.one(['text', null]) } : {}
  const isText = !('type' in type) || /TEXT|CHAR|ANY/.test((type.type as { text: string }).text)
  return {
    ...{ kind: 'alterColumn', column: column.name, existing: {} },
    to: { ...newName, ...type, ...how, ...(isText && !/INT|REAL|BLOB/.test(column.type) ? value : {}) },
  }
}

/** The digits as bytes: without a NUL, at which \`quote\` stops. */
const blob = (mark: number): string => `x'${Buffer.from(String(mark)).toString('hex')}'`
