import { type Random, randomOf } from '../rebuild/random-numbers.js'

const kinds: Readonly<Record<string, { readonly types: readonly string[]; readonly values: readonly string[] }>> = {
  number: {
    types: ['smallint', 'integer', 'bigint', 'real', 'double precision', 'numeric', 'numeric(10, 2)', 'numeric(6)'],
    values: ['0', '1', '-1', '7', "'3'", '1 + 2', '(-(2))', 'abs(-3)', '100'],
  },
  text: {
    types: ['text', 'varchar', 'varchar(20)', 'char(7)', 'text COLLATE "C"', 'varchar(9) COLLATE "POSIX"'],
    values: [
      "'x'",
      "''",
      "'it''s'",
      "E'a\\\\b\\tc'",
      "lower('A')",
      "'a' || 'b'",
      "'é\"'",
      'CURRENT_USER',
      'NULL',
      "'--'",
    ],
  },
  time: {
    types: ['date', 'timestamp', 'timestamptz', 'timestamp(3)'],
    values: ["'2020-02-29'", 'CURRENT_TIMESTAMP', 'now()', "now() - interval '1 day'"],
  },
  other: {
    types: [
      'boolean',
      'jsonb',
      'uuid',
      'bytea',
      'integer[]',
      'text[]',
      'interval',
      'int4range',
      'inet',
      'mood',
      'mood[]',
    ],
    values: [],
  },
}

const names = ['a', 'B', 'c d', 'order', "it's", 'é', 'x"y', 'user', '_1', 'long_name_of_a_column']
const actions = ['CASCADE', 'SET NULL', 'SET DEFAULT', 'RESTRICT', 'NO ACTION']

interface Column {
  readonly name: string
  readonly kind: string
  readonly type: string
}
interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  readonly key: readonly Column[]
}

const quoted = (name: string): string =>
  /^[a-z_]\w*$/.test(name) && !['order', 'user'].includes(name) ? name : `"${name.replaceAll('"', '""')}"`

const some = <T>(random: Random, list: readonly T[], count: number): readonly T[] => {
  const left = [...list]
  return Array.from({ length: Math.min(count, list.length) }, () => left.splice(random.below(left.length), 1)).flat()
}

/** A schema of PostgreSQL's, all of whose statements can be run. */
export function randomPostgresql(seed: number): string {
  const random = randomOf(seed)
  const maybe = (probability: number, text: () => string) => (random.chance(probability) ? ` ${text()}` : '')
  const tables = Array.from({ length: 1 + random.below(4) }, (_, at): Table => {
    const columns = some(random, names, 1 + random.below(6)).map((name): Column => {
      const kind = random.one(['number', 'number', 'text', 'time', 'other'])
      return { name, kind, type: random.one(kinds[kind]?.types ?? []) }
    })
    const keys = columns.filter(({ kind }) => kind !== 'other')
    const key = random.chance(0.7) ? some(random, keys, 1 + random.below(2)) : []
    return { name: ['t', 'Other Table', 'annex.u', 'élan'][at] as string, columns, key }
  })
  const place = (name: string) => (name.startsWith('annex.') ? name : quoted(name))
  const statements = ["CREATE TYPE mood AS ENUM ('glad', 'it''s')"]
  const later: string[] = []
  tables.forEach((table, at) => {
    const { columns, key } = table
    const numbers = columns.filter(({ kind }) => kind === 'number')
    const constraint = (nth: string) => maybe(0.4, () => `CONSTRAINT ${quoted(`${nth} ${at}`)}`)
    const check = () => {
      const column = random.one(columns)
      const tests = [
        `${quoted(column.name)} IS NOT NULL`,
        ...(column.kind === 'number' ? [`${quoted(column.name)} > -1 AND NOT ${quoted(column.name)} = 3`] : []),
      ]
      return `CHECK (${random.one(tests)})${maybe(0.1, () => 'NO INHERIT')}`
    }
    const deferral = () =>
      maybe(0.3, () => random.one(['DEFERRABLE', 'DEFERRABLE INITIALLY DEFERRED', 'NOT DEFERRABLE']))
    const lines = columns.map((column) => {
      const { name, kind, type } = column
      const whole = /^(smallint|integer|bigint)$/.test(type)
      const way = random.below(10)
      const counted =
        whole && way === 0
          ? ` GENERATED ${random.one(['ALWAYS', 'BY DEFAULT'])} AS IDENTITY${maybe(0.5, () => `(START ${1 + random.below(9)} INCREMENT ${1 + random.below(5)} CACHE ${1 + random.below(3)})`)}`
          : ''
      const serial =
        whole && way === 1 ? { smallint: 'smallserial', integer: 'serial', bigint: 'bigserial' }[type] : undefined
      const source = numbers.find((one) => one !== column)
      const generated =
        kind === 'number' && way === 2 && source && !key.includes(column) && /^(numeric|double precision)$/.test(type)
          ? ` GENERATED ALWAYS AS (${quoted(source.name)} * 2) STORED`
          : ''
      const values = kinds[kind]?.values ?? []
      const plain = counted === '' && serial === undefined && generated === ''
      return {
        isGenerated: generated !== '',
        column,
        sql: `${quoted(name)} ${serial ?? type}${counted}${generated}${plain && values.length > 0 ? maybe(0.4, () => `DEFAULT ${random.one(values)}`) : ''}${maybe(0.3, () => 'NOT NULL')}`,
      }
    })
    // A generated column cannot be made from another one.
    const made =
      lines.filter(({ isGenerated }) => isGenerated).length > 1
        ? lines.map((line) =>
            line.isGenerated ? { ...line, sql: `${quoted(line.column.name)} ${line.column.type}` } : line,
          )
        : lines
    const list = (some: readonly Column[]) => some.map(({ name }) => quoted(name)).join(', ')
    const comparable = columns.filter(({ type }) => type !== 'int4range')
    const constraints = [
      ...(key.length > 0 ? [`${constraint('pk')} PRIMARY KEY (${list(key)})`] : []),
      ...(random.chance(0.4) && comparable.length > 0
        ? [`${constraint('uq')} UNIQUE (${list(some(random, comparable, 1 + random.below(2)))})${deferral()}`]
        : []),
      ...(random.chance(0.5) ? [`${constraint('ck')} ${check()}`] : []),
      ...(random.chance(0.2) ? [check()] : []),
    ]
    statements.push(
      `CREATE${at === tables.length - 1 ? maybe(0.2, () => 'UNLOGGED') : ''} TABLE ${place(table.name)} (${[...made.map(({ sql }) => sql), ...constraints].join(', ')})`,
    )
    const element = () => {
      const column = random.one(comparable.length > 0 ? comparable : columns)
      const order = maybe(0.3, () => random.one(['DESC', 'NULLS FIRST', 'DESC NULLS LAST', 'ASC']))
      if (column.kind !== 'text') return `${quoted(column.name)}${order}`
      const way = random.below(4)
      if (way === 0) return `lower(${quoted(column.name)})${order}`
      return `${quoted(column.name)}${way === 1 ? ' COLLATE "C"' : ''}${way === 2 ? ` ${column.type.startsWith('char') ? 'bpchar_pattern_ops' : 'text_pattern_ops'}` : ''}${order}`
    }
    for (let nth = 0; nth < random.below(3); nth++) {
      const json = columns.find(({ type }) => type === 'jsonb')
      const including = maybe(0.3, () => `INCLUDE (${list([random.one(columns)])})`)
      if (json && random.chance(0.4))
        later.push(
          `CREATE INDEX ON ${place(table.name)} USING gin (${quoted(json.name)}${random.one(['', ' jsonb_path_ops'])})`,
        )
      else if (comparable.length > 0)
        later.push(
          `CREATE${maybe(0.3, () => 'UNIQUE')} INDEX "i ${at} ${nth}" ON ${place(table.name)} (${[element(), ...(random.chance(0.3) ? [element()] : [])].join(', ')})${including}${maybe(0.2, () => 'WITH (fillfactor=70)')}${maybe(0.3, () => `WHERE ${quoted(random.one(columns).name)} IS NOT NULL`)}`,
        )
    }
    const parent = random.one(tables.slice(0, at + 1))
    const ofType =
      parent.key.length === 1 && !/^(char|varchar)/.test(parent.key[0]?.type ?? '')
        ? columns.filter(({ type }) => type === parent.key[0]?.type)
        : []
    const child = ofType[0]
    if (child && !table.key.includes(child) && !made.some((line) => line.isGenerated && line.column === child))
      later.push(
        `ALTER TABLE ${place(table.name)} ADD${constraint('fk')} FOREIGN KEY (${quoted(child.name)}) REFERENCES ${place(parent.name)}${maybe(0.2, () => 'MATCH FULL')}${maybe(0.4, () => `ON DELETE ${random.one(actions)}`)}${maybe(0.3, () => `ON UPDATE ${random.one(actions)}`)}${deferral()}`,
      )
    if (random.chance(0.3))
      later.push(
        `CREATE VIEW "v ${at}" AS SELECT * FROM ${place(table.name)}`,
        ...(random.chance(0.4) ? [`CREATE VIEW "a ${at}" AS SELECT count(*) FROM "v ${at}"`] : []),
      )
    if (random.chance(0.2))
      later.push(
        `COMMENT ON TABLE ${place(table.name)} IS 'it''s ${at}'`,
        `COMMENT ON COLUMN ${place(table.name)}.${quoted(columns[0]?.name ?? '')} IS E'a\\nb'`,
      )
    if (random.chance(0.2))
      later.push(
        `CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END;$$`,
        `CREATE TRIGGER "g ${at}" ${random.one(['BEFORE', 'AFTER'])} INSERT OR UPDATE ON ${place(table.name)} FOR EACH ${random.one(['ROW', 'STATEMENT'])} EXECUTE FUNCTION touch()`,
      )
  })
  return [...statements, ...later].join(';\n')
}
