import type { Random } from '../../rebuild/random-numbers.js'

/** A schema as a generator makes and changes it, before it is SQL. */
export interface Model {
  readonly tables: readonly ModelTable[]
  readonly views: readonly ModelView[]
  readonly triggers: readonly ModelTrigger[]
  readonly enums: readonly ModelEnum[]
  readonly sequences: readonly { readonly name: string; readonly start: number }[]
  /** PostgreSQL: functions that give a number, for defaults. */
  readonly routines: readonly { readonly name: string; readonly number: number }[]
  /** SQLite: names of virtual tables. */
  readonly virtual: readonly { readonly name: string; readonly column: string }[]
}

export interface ModelTable {
  readonly name: string
  readonly columns: readonly ModelColumn[]
  readonly key:
    | { readonly columns: readonly string[]; readonly name?: string; readonly autoincrement?: boolean }
    | undefined
  readonly uniques: readonly { readonly name?: string; readonly columns: readonly string[] }[]
  readonly references: readonly ModelReference[]
  readonly checks: readonly ModelCheck[]
  readonly indexes: readonly ModelIndex[]
  readonly strict: boolean
  readonly withoutRowid: boolean
  readonly comment: string | undefined
  /** PostgreSQL: these, and what follows with a question mark. */
  readonly unlogged?: boolean
  readonly exclusions?: readonly ModelExclusion[]
}

export interface ModelExclusion {
  readonly name?: string
  readonly column: string
  /** Of ranges of whole numbers that overlap, rather than of values that are the same. */
  readonly ranges: boolean
}

export interface ModelColumn {
  readonly name: string
  readonly type: string
  readonly notNull: boolean
  readonly default?: string
  readonly collate?: string
  /** A column of the table that it is worked out from, and what is done with it. */
  readonly generated?: { readonly of: string; readonly how: string; readonly stored: boolean }
  readonly identity?: 'ALWAYS' | 'BY DEFAULT'
  /** What an identity counts from. */
  readonly start?: number
  readonly serial?: boolean
  readonly comment?: string
}

export interface ModelReference {
  readonly name?: string
  readonly column: string
  readonly table: string
  readonly to: string
  readonly clauses: string
}

export interface ModelCheck {
  readonly name?: string
  readonly columns: readonly string[]
  readonly most: number
}

export interface ModelIndex {
  readonly name: string
  readonly columns: readonly string[]
  readonly unique: boolean
  /** Of an expression over the first column, rather than of the column. */
  readonly expression: boolean
  readonly descending: boolean
  readonly where?: string
  readonly hash?: boolean
  readonly include?: string
  readonly comment?: string
}

export interface ModelView {
  readonly name: string
  /** A table, or another view. */
  readonly of: string
  readonly columns: readonly string[]
  readonly materialized: boolean
  readonly index?: string
}

export interface ModelTrigger {
  readonly name: string
  readonly table: string
  readonly column: string
  readonly number: number
}

export interface ModelEnum {
  readonly name: string
  readonly values: readonly string[]
}

/** What a kind of database has to choose from. */
export interface Palette {
  readonly engine: 'sqlite' | 'postgresql'
  /** Types in groups within which values are cast without loss. */
  readonly groups: readonly (readonly string[])[]
  readonly collations: readonly string[]
}

export const sqlitePalette: Palette = {
  engine: 'sqlite',
  groups: [
    ['INTEGER', 'BIGINT', 'INT', 'NUMERIC', 'NUMERIC(8, 2)', 'BOOLEAN'],
    ['TEXT', 'VARCHAR(20)', 'varchar (30)', 'CHAR(40)'],
    ['BLOB', ''],
    ['REAL', 'DOUBLE'],
    ['DATE', 'DATETIME', 'odd type'],
  ],
  collations: ['NOCASE', 'RTRIM'],
}

export const postgresqlPalette: Palette = {
  engine: 'postgresql',
  groups: [
    ['integer', 'bigint', 'smallint', 'numeric', 'numeric(12,2)', 'text', 'varchar(20)', 'varchar(30)'],
    ['real', 'double precision'],
    ['date', 'timestamp', 'timestamptz'],
    ['boolean'],
    ['uuid'],
    ['jsonb', 'json'],
    ['bytea'],
    ['integer[]', 'bigint[]'],
  ],
  collations: ['C', 'POSIX'],
}

const words = ['note', 'Mixed', 'two words', 'order', 'q"x', 'user', 'tag']
const names = ['a', 'B', 'c d', 'select', 'e_1', 'ünï', 'size', 'kind', 'at']

/** A schema of a seed's choosing. */
export function makeModel(random: Random, palette: Palette): Model {
  const { engine } = palette
  const isSqlite = engine === 'sqlite'
  const enums = isSqlite
    ? []
    : some(
        random,
        2,
        (at): ModelEnum => ({
          name: at === 0 ? 'mood' : 'Odd kind',
          values: ['glad', "it's", 'x'].slice(0, 2 + random.below(2)),
        }),
      )
  const plans = Array.from({ length: 1 + random.below(4) }, (_, at) => ({
    name: `${random.one(words)}${at}`,
    key: `k${at}`,
    isText: random.chance(0.2),
    hasKey: random.chance(0.85),
  }))
  const tables = plans.map((plan, at): ModelTable => {
    const keyType = plan.isText ? (isSqlite ? 'TEXT' : 'text') : isSqlite ? 'INTEGER' : 'integer'
    const isPair = plan.hasKey && random.chance(0.15)
    const withoutRowid = isSqlite && plan.hasKey && random.chance(0.15)
    const strict = isSqlite && random.chance(0.12)
    const autoincrement = isSqlite && plan.hasKey && !isPair && !plan.isText && !withoutRowid && random.chance(0.2)
    const columns: ModelColumn[] = [{ name: plan.key, type: keyType, notNull: !isSqlite || random.chance(0.5) }]
    if (isPair) columns.push({ name: `l${at}`, type: isSqlite ? 'TEXT' : 'text', notNull: true })
    for (let nth = 0, many = 1 + random.below(4); nth < many; nth++)
      columns.push(makeColumn(random, palette, `${random.one(names)}${nth}`, strict, enums))
    const table: ModelTable = {
      name: plan.name,
      columns,
      key: plan.hasKey
        ? {
            columns: isPair ? [`l${at}`, plan.key] : [plan.key],
            ...(random.chance(0.2) ? { name: `key_${at}` } : {}),
            ...(autoincrement ? { autoincrement } : {}),
          }
        : undefined,
      uniques: [],
      references: [],
      checks: [],
      indexes: [],
      strict,
      withoutRowid,
      comment: !isSqlite && random.chance(0.2) ? "it's" : undefined,
    }
    return decorate(random, table, at, palette)
  })
  const referring = tables.map((table, at) => {
    const parents = tables.filter(
      (one, to) => one.key?.columns.length === 1 && (isSqlite || to <= at || random.chance(0.3)),
    )
    return random.chance(0.5) && parents.length > 0 ? addReference(random, table, random.one(parents), at, 0) : table
  })
  const views = some(random, 2, (at): ModelView => makeView(random, referring, at, engine))
  return {
    tables: referring,
    views: [
      ...views,
      ...(views[0] && random.chance(0.4)
        ? [{ name: 'w', of: views[0].name, columns: views[0].columns.slice(0, 1), materialized: false }]
        : []),
    ],
    triggers: some(random, 2, (at) => makeTrigger(random, referring, at)),
    enums,
    sequences: isSqlite ? [] : some(random, 1, (at) => ({ name: `counter${at}`, start: 1 + random.below(9) })),
    routines: [],
    virtual: isSqlite && random.chance(0.1) ? [{ name: 'found', column: 'words' }] : [],
  }
}

const some = <Thing>(random: Random, most: number, make: (at: number) => Thing): readonly Thing[] =>
  Array.from({ length: random.below(most + 1) }, (_, at) => make(at))

export function makeColumn(
  random: Random,
  palette: Palette,
  name: string,
  strict: boolean,
  enums: readonly ModelEnum[],
): ModelColumn {
  const isSqlite = palette.engine === 'sqlite'
  const found = random.chance(0.2) && enums.length > 0 ? random.one(enums) : undefined
  const type = strict
    ? random.one(['INTEGER', 'TEXT', 'REAL', 'BLOB', 'ANY'])
    : found
      ? placed(found.name)
      : random.one(random.one(palette.groups))
  const value = random.chance(0.3) ? defaultOf(random, type, palette, found) : undefined
  const isText = /^(TEXT|VARCHAR|varchar|text|CHAR)/.test(type)
  return {
    name,
    type,
    notNull: random.chance(0.25),
    ...(value === undefined ? {} : { default: value }),
    ...(isText && random.chance(0.15) ? { collate: random.one(palette.collations) } : {}),
    ...(!isSqlite && random.chance(0.1) ? { comment: `about ${name}` } : {}),
  }
}

export function defaultOf(random: Random, type: string, palette: Palette, found?: ModelEnum): string | undefined {
  if (found) return literal(random.one(found.values))
  if (/\[\]$/.test(type)) return "'{}'"
  if (/^(numeric|integer$|bigint$|smallint|INT|BIGINT|NUMERIC|BOOLEAN|real|double|REAL|DOUBLE)/.test(type)) {
    return random.one(['7', '-1', '0', '(1 + 2)', palette.engine === 'sqlite' ? '+3' : '2'])
  }
  if (/^(text|varchar|TEXT|VARCHAR|CHAR|odd|$)/.test(type))
    return random.one(["'it''s'", "''", palette.engine === 'sqlite' ? "('a' || 'b')" : "lower('A')"])
  if (/^(timestamp|DATETIME)/.test(type)) return 'CURRENT_TIMESTAMP'
  if (/^(DATE|date)/.test(type)) return palette.engine === 'sqlite' ? 'CURRENT_DATE' : "'2020-02-29'"
  if (type === 'boolean') return random.one(['true', 'false'])
  if (/^json/.test(type)) return `'{"a": 1}'`
  if (type === 'BLOB') return "x'0a'"
  return undefined
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A name as SQL has it, and its schema, where that stands before it: `annex.note`. */
export const placed = (name: string): string => (isInAnnex(name) ? `annex.${quoted(name.slice(6))}` : quoted(name))
const isInAnnex = (name: string): boolean => name.startsWith('annex.')
/** Another name in the schema of the first. */
export const beside = (place: string, name: string): string => (isInAnnex(place) ? `annex.${name}` : name)
/** What a table is called when it is renamed. */
export const renamed = (name: string): string => beside(name, `renamed ${isInAnnex(name) ? name.slice(6) : name}`)

/** Checks, uniqueness, indexes and a generated column. */
function decorate(random: Random, given: ModelTable, at: number, palette: Palette): ModelTable {
  let table = given
  for (let nth = 0; nth < 2; nth++) {
    if (random.chance(0.35)) table = addCheck(random, table, `${at}${nth}`)
    if (random.chance(0.3)) table = addUnique(random, table, `${at}${nth}`, palette)
    if (random.chance(0.45)) table = addIndex(random, table, `${at}${nth}`, palette)
  }
  return random.chance(0.2) ? addGenerated(random, table, `g${at}`, palette) : table
}

/** The columns that hold values of their own. */
export const plainColumns = ({ columns }: ModelTable): readonly ModelColumn[] =>
  columns.filter(({ generated }) => !generated)

/** Types that an ordinary index takes. */
const isOrdered = ({ type }: ModelColumn): boolean => !/^json$/.test(type)

export function addCheck(random: Random, table: ModelTable, mark: string): ModelTable {
  const columns = [...new Set(Array.from({ length: 1 + random.below(2) }, () => random.one(plainColumns(table)).name))]
  const check = { columns, most: 100 + random.below(3), ...(random.chance(0.5) ? { name: `ck_${mark}` } : {}) }
  const isThere = table.checks.some((one) => one.name !== undefined && one.name === check.name)
  return isThere ? table : { ...table, checks: [...table.checks, check] }
}

export function addUnique(random: Random, table: ModelTable, mark: string, palette: Palette): ModelTable {
  const fit = plainColumns(table).filter(isOrdered)
  if (fit.length === 0) return table
  const columns = [...new Set(Array.from({ length: 1 + random.below(2) }, () => random.one(fit).name))]
  const isThere = [...table.uniques.map((one) => one.columns), table.key?.columns ?? []].some(
    (one) => sorted(one) === sorted(columns),
  )
  const name = random.chance(0.5) ? { name: `uq_${mark}` } : {}
  void palette
  return isThere || table.uniques.some((one) => one.name === `uq_${mark}`)
    ? table
    : { ...table, uniques: [...table.uniques, { columns, ...name }] }
}

const sorted = (list: readonly string[]) => [...list].sort().join('\n')

export function addIndex(random: Random, table: ModelTable, mark: string, palette: Palette): ModelTable {
  const fit = plainColumns(table).filter(isOrdered)
  const name = `ix ${mark}`
  if (fit.length === 0 || table.indexes.some((one) => one.name === name)) return table
  const columns = [...new Set(Array.from({ length: 1 + random.below(2) }, () => random.one(fit).name))]
  const first = fit.find((one) => one.name === columns[0])
  const isText = /^(TEXT|VARCHAR|varchar|text|CHAR)/.test(first?.type ?? '')
  void palette
  const index: ModelIndex = {
    ...{ name, columns, unique: random.chance(0.2), descending: random.chance(0.3) },
    expression: isText && random.chance(0.4),
    ...(random.chance(0.3) ? { where: random.one(fit).name } : {}),
  }
  return { ...table, indexes: [...table.indexes, index] }
}

export function addGenerated(random: Random, table: ModelTable, name: string, palette: Palette): ModelTable {
  const isSqlite = palette.engine === 'sqlite'
  const fit = plainColumns(table).filter(({ type }) => (isSqlite ? true : /^(integer|bigint|smallint)$/.test(type)))
  if (fit.length === 0 || table.columns.some((one) => one.name === name)) return table
  const of = random.one(fit).name
  const type = table.strict || isSqlite ? 'TEXT' : 'bigint'
  const generated = { of, how: String(1 + random.below(3)), stored: !isSqlite || random.chance(0.5) }
  return { ...table, columns: [...table.columns, { name, type, notNull: false, generated }] }
}

export function addReference(
  random: Random,
  table: ModelTable,
  parent: ModelTable,
  at: number,
  nth: number,
): ModelTable {
  const [to = ''] = parent.key?.columns ?? []
  const key = parent.columns.find(({ name }) => name === to)
  const column = `r${at}${nth}`
  const fits = !table.strict || /^(INT|INTEGER|REAL|TEXT|BLOB|ANY)$/.test(key?.type ?? '')
  if (!key || !fits || table.columns.some(({ name }) => name === column)) return table
  const clauses = random.one([
    '',
    ' ON DELETE CASCADE',
    ' ON DELETE SET NULL ON UPDATE CASCADE',
    ' ON DELETE RESTRICT',
    ' DEFERRABLE INITIALLY DEFERRED',
  ])
  const reference = {
    column,
    table: parent.name,
    to,
    clauses,
    ...(random.chance(0.4) ? { name: `fk_${at}${nth}` } : {}),
  }
  return {
    ...table,
    columns: [
      ...table.columns,
      { name: column, type: key.type, notNull: false, ...(key.collate === undefined ? {} : { collate: key.collate }) },
    ],
    references: [...table.references, reference],
  }
}

export function makeView(
  random: Random,
  tables: readonly ModelTable[],
  at: number,
  engine: Palette['engine'],
): ModelView {
  const table = random.one(tables)
  const columns = [...new Set(Array.from({ length: 1 + random.below(2) }, () => random.one(table.columns).name))]
  return { name: `v${at}`, of: table.name, columns, materialized: engine === 'postgresql' && random.chance(0.25) }
}

export function makeTrigger(random: Random, tables: readonly ModelTable[], at: number): ModelTrigger {
  const table = random.one(tables)
  return { name: `g${at}`, table: table.name, column: random.one(plainColumns(table)).name, number: random.below(9) }
}
