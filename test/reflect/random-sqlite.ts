import { type Random, randomOf } from '../rebuild/random-numbers.js'

const actions = ['CASCADE', 'SET NULL', 'SET DEFAULT', 'RESTRICT', 'NO ACTION']
const conflicts = ['ABORT', 'FAIL', 'IGNORE', 'REPLACE', 'ROLLBACK']
const types = [
  ...['', 'INTEGER', 'int', 'BIGINT', 'smallint', 'TEXT', 'Varchar(20)', 'VARCHAR ( 5 )', 'char(3)', 'NUMERIC(10,2)'],
  ...[
    'numeric',
    'BOOLEAN',
    'Boolean',
    'blob',
    'REAL',
    'double',
    'DOUBLE PRECISION',
    'json',
    'DATE',
    'datetime',
    '"odd one"',
  ],
]
const strictTypes = ['INTEGER', 'INT', 'REAL', 'TEXT', 'BLOB', 'ANY']
const defaults = [
  ...[
    '0',
    '-1',
    '+3',
    '1.5',
    '1e3',
    '.5',
    '(1 + 2)',
    '((1))',
    'NULL',
    'TRUE',
    'false',
    "'it''s'",
    "''",
    "x'00Ff'",
    "('x')",
  ],
  ...['CURRENT_TIMESTAMP', '(current_date)', 'plain', '"quoted"', "(lower('A') || ')')", '9223372036854775807', '0x1F'],
]
const collations = ['NOCASE', 'rtrim', 'BINARY', 'binary']
const columnNames = ['a', 'B', 'c d', 'order', "it's", 'é', 'x"y', '[z', 'Key', '_1']

/** A schema of SQLite's, with everything that there is to say, in all of the ways to spell it; not each can be made. */
export function randomSqlite(seed: number): string {
  const random = randomOf(seed)
  const tables = Array.from({ length: 1 + random.below(3) }, (_, at) => ({
    name: ['t', 'Other Table', 'élan'][at] as string,
    columns: some(random, columnNames, 1 + random.below(5)),
  }))
  return tables.flatMap((table, at) => [tableSql(random, table, tables), ...objectsSql(random, table, at)]).join(';\n')
}

interface Table {
  readonly name: string
  readonly columns: readonly string[]
}

const some = <T>(random: Random, list: readonly T[], count: number): readonly T[] => {
  const left = [...list]
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)).flat()
}

const maybe = (random: Random, probability: number, text: () => string): string =>
  random.chance(probability) ? ` ${text()}` : ''

/** A name in one of the ways to write it, in another case of letters too. */
function named(random: Random, name: string): string {
  const cased = random.chance(0.1) ? name.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()) : name
  const quoted = [`"${cased.replaceAll('"', '""')}"`, `\`${cased}\``, ...(cased.includes(']') ? [] : [`[${cased}]`])]
  return /^[a-z_]\w*$/i.test(cased) && cased !== 'order' && random.chance(0.7) ? cased : random.one(quoted)
}

const space = (random: Random): string => random.one([' ', ' ', ' ', '\n', '  ', ' /* , ) */ ', " -- it's\n"])

function tableSql(random: Random, { name, columns }: Table, tables: readonly Table[]): string {
  const strict = random.chance(0.15)
  const withoutRowid = random.chance(0.15)
  const key = random.one(['none', 'column', 'table', 'column', ...(withoutRowid ? ['table', 'column'] : [])])
  const keyed = random.one(columns)
  const constraint = () => maybe(random, 0.3, () => `CONSTRAINT ${named(random, random.one(['c1', 'C 2', 'pk']))}`)
  const conflict = () => maybe(random, 0.15, () => `ON CONFLICT ${random.one(conflicts)}`)
  const check = () =>
    `CHECK${space(random)}(${named(random, random.one(columns))} IS NOT ${random.one(['1', "')'", 'x'].slice(0, 2))})`
  const reference = () => {
    const parent = random.one(tables)
    const target = maybe(random, 0.7, () => `(${named(random, random.one(parent.columns))})`)
    const acts =
      maybe(random, 0.4, () => `ON DELETE ${random.one(actions)}`) +
      maybe(random, 0.3, () => `on update ${random.one(actions)}`)
    const match = maybe(random, 0.1, () => `MATCH ${random.one(['FULL', 'SIMPLE', 'whatever'])}`)
    const later = maybe(random, 0.3, () =>
      random.one(['DEFERRABLE', 'NOT DEFERRABLE', 'DEFERRABLE INITIALLY DEFERRED', 'deferrable initially immediate']),
    )
    return `REFERENCES ${named(random, parent.name)}${target}${acts}${match}${later}`
  }
  const column = (each: string): string => {
    const isKey = key === 'column' && each === keyed
    const isRowId = isKey && !withoutRowid && random.chance(0.6)
    const type = isRowId ? random.one(['INTEGER', 'integer']) : random.one(strict ? strictTypes : types)
    const isGenerated = !isKey && columns.length > 1 && random.chance(0.1)
    const other = random.one(columns.filter((one) => one !== each).concat(columns.length > 1 ? [] : [each]))
    const words = [
      isKey
        ? `${constraint()} PRIMARY KEY${conflict()}${isRowId ? maybe(random, 0.3, () => 'AUTOINCREMENT') : ''}`
        : '',
      maybe(random, 0.3, () => `${constraint()} NOT NULL${conflict()}`),
      maybe(random, 0.2, () => `${constraint()} UNIQUE${conflict()}`),
      maybe(random, 0.2, () => `${constraint()} ${check()}`),
      maybe(random, 0.15, () => `COLLATE ${random.one(collations)}`),
      maybe(random, 0.2, () => constraint() + reference()),
      isGenerated
        ? ` ${random.one(['GENERATED ALWAYS AS', 'as'])} (${named(random, other)} || ')')${random.one(['', ' STORED', ' VIRTUAL'])}`
        : maybe(random, 0.35, () => `DEFAULT ${random.one(defaults)}`),
    ]
    return `${named(random, each)}${space(random)}${type}${some(random, words, words.length).join('')}`
  }
  const part = (each: string) =>
    named(random, each) +
    maybe(random, 0.2, () => `COLLATE ${random.one(collations)}`) +
    maybe(random, 0.2, () => random.one(['ASC', 'DESC']))
  const keyOf = () =>
    some(random, columns, 1 + random.below(Math.min(2, columns.length)))
      .map(part)
      .join(`,${space(random)}`)
  const constraints = [
    ...(key === 'table' ? [`${constraint()} PRIMARY KEY (${keyOf()})${conflict()}`] : []),
    ...(random.chance(0.3) ? [`${constraint()} UNIQUE (${keyOf()})${conflict()}`] : []),
    ...(random.chance(0.3) ? [`${constraint()} ${check()}`] : []),
    ...(random.chance(0.3)
      ? [`${constraint()} FOREIGN KEY (${named(random, random.one(columns))}) ${reference()}`]
      : []),
  ]
  const tail = some(
    random,
    [...(strict ? ['STRICT'] : []), ...(withoutRowid ? ['WITHOUT ROWID'] : [])],
    Number(strict) + Number(withoutRowid),
  )
  return `CREATE TABLE ${named(random, name)}${space(random)}(${[...columns.map(column), ...some(random, constraints, constraints.length)].join(`,${space(random)}`)})${tail.length > 0 ? ` ${tail.join(', ')}` : ''}`
}

function objectsSql(random: Random, { name, columns }: Table, at: number): readonly string[] {
  const on = named(random, name)
  const one = () => named(random, random.one(columns))
  const element = () =>
    random.one([
      one(),
      one(),
      `${one()} DESC`,
      `${one()} COLLATE ${random.one(collations)} asc`,
      `lower(${one()})`,
      `(${one()} || ', ')  desc`,
    ])
  const index = (nth: number) =>
    `CREATE${maybe(random, 0.3, () => 'UNIQUE')} INDEX "i ${at} ${nth}" ON ${on} (${Array.from({ length: 1 + random.below(3) }, element).join(', ')})${maybe(random, 0.3, () => `WHERE ${one()} IS NOT NULL`)}`
  return [
    ...Array.from({ length: random.below(3) }, (_, nth) => index(nth)),
    ...(random.chance(0.3) ? [`CREATE VIEW "v${at}" AS SELECT * FROM ${on}`] : []),
    ...(random.chance(0.3)
      ? [`CREATE TRIGGER g${at} AFTER UPDATE OF ${one()} ON ${on} BEGIN SELECT ';'; DELETE FROM ${on}; END`]
      : []),
  ]
}
