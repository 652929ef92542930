import {
  beside,
  type Model,
  type ModelColumn,
  type ModelExclusion,
  type ModelIndex,
  type ModelTable,
  type Palette,
  placed,
  plainColumns,
  quoted,
  renamed,
} from './model.js'

/** The statements that make a schema. */
export function toScript(model: Model, { engine }: Palette): readonly string[] {
  const isSqlite = engine === 'sqlite'
  const late = isSqlite
    ? []
    : model.tables.flatMap((table) =>
        table.references.map((one) => `ALTER TABLE ${placed(table.name)} ADD ${referenceSql(one)}`),
      )
  return [
    ...model.enums.map(({ name, values }) => `CREATE TYPE ${placed(name)} AS ENUM (${values.map(literal).join(', ')})`),
    ...model.sequences.map(({ name, start }) => `CREATE SEQUENCE ${placed(name)} START ${start}`),
    ...model.routines.map(
      ({ name, number }) => `CREATE FUNCTION ${placed(name)}() RETURNS integer LANGUAGE sql AS 'SELECT ${number}'`,
    ),
    ...model.tables.map((table) => tableSql(table, isSqlite)),
    ...late,
    ...(isSqlite ? [] : model.tables.flatMap(comments)),
    ...model.tables.flatMap((table) => table.indexes.map((index) => indexSql(index, table))),
    ...model.tables.flatMap((table) =>
      table.indexes.flatMap(({ name, comment }) =>
        comment ? [`COMMENT ON INDEX ${placed(beside(table.name, name))} IS ${literal(comment)}`] : [],
      ),
    ),
    ...(isSqlite
      ? []
      : [
          ...model.enums.flatMap(({ name, values }) => commentIf(values.length === 3, `TYPE ${placed(name)}`)),
          ...model.sequences.flatMap(({ name, start }) => commentIf(start % 2 === 0, `SEQUENCE ${placed(name)}`)),
          ...model.tables.flatMap((table) =>
            table.checks.flatMap(({ name, most }) =>
              commentIf(
                name !== undefined && most === 101,
                `CONSTRAINT ${quoted(name ?? '')} ON ${placed(table.name)}`,
              ),
            ),
          ),
        ]),
    ...model.virtual.map(({ name, column }) => `CREATE VIRTUAL TABLE ${quoted(name)} USING fts4(${column})`),
    ...model.views.flatMap(({ name, of, columns, materialized, index }) => [
      `CREATE ${materialized ? 'MATERIALIZED ' : ''}VIEW ${placed(name)} AS SELECT ${columns.map(quoted).join(', ')} FROM ${placed(of)}`,
      ...(materialized ? [`COMMENT ON MATERIALIZED VIEW ${placed(name)} IS 'kept'`] : []),
      ...(materialized && index
        ? [
            `CREATE INDEX ${quoted(index)} ON ${placed(name)} ((${quoted(columns[0] ?? '')} IS NULL))`,
            `COMMENT ON INDEX ${placed(beside(name, index))} IS 'looks'`,
          ]
        : []),
    ]),
    ...model.triggers.flatMap(({ name, table, column, number }) =>
      isSqlite
        ? [
            `CREATE TRIGGER ${quoted(name)} AFTER UPDATE OF ${quoted(column)} ON ${quoted(table)} WHEN new.${quoted(column)} IS NULL BEGIN DELETE FROM ${quoted(table)} WHERE ${number} < 0; END`,
          ]
        : [
            `CREATE FUNCTION ${quoted(`f_${name}`)}() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN PERFORM ${number}; RETURN NEW; END $f$`,
            `CREATE TRIGGER ${quoted(name)} AFTER UPDATE OF ${quoted(column)} ON ${placed(table)} FOR EACH ROW WHEN (new.${quoted(column)} IS NULL) EXECUTE FUNCTION ${quoted(`f_${name}`)}()`,
            ...commentIf(number % 3 === 0, `TRIGGER ${quoted(name)} ON ${placed(table)}`),
            ...commentIf(number % 2 === 0, `FUNCTION ${quoted(`f_${name}`)}()`),
          ],
    ),
  ]
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
const commentIf = (isSaid: boolean, on: string): readonly string[] =>
  isSaid ? [`COMMENT ON ${on} IS ${literal("it's")}`] : []
const list = (columns: readonly string[]): string => `(${columns.map(quoted).join(', ')})`
const named = (name: string | undefined): string => (name === undefined ? '' : `CONSTRAINT ${quoted(name)} `)

function tableSql(table: ModelTable, isSqlite: boolean): string {
  const { key, uniques, checks, references, strict, withoutRowid } = table
  const [only] = key?.columns ?? []
  const keyLine = key && !key.autoincrement ? [`${named(key.name)}PRIMARY KEY ${list(key.columns)}`] : []
  // SQLite reads some constraints otherwise before their key than behind it.
  const isLast = isSqlite && /[13]$/.test(table.name)
  const lines = [
    ...table.columns.map((column) => {
      const own = key?.autoincrement && column.name === only ? ` ${named(key.name)}PRIMARY KEY AUTOINCREMENT` : ''
      return columnSql(column, isSqlite) + own
    }),
    ...(isLast ? [] : keyLine),
    ...uniques.map((one) => `${named(one.name)}UNIQUE ${list(one.columns)}`),
    ...checks.map(
      (one) =>
        `${named(one.name)}CHECK (${one.columns.map((column) => `(${quoted(column)} IS NULL OR length(CAST(${quoted(column)} AS ${isSqlite ? 'TEXT' : 'text'})) < ${one.most})`).join(' AND ')})`,
    ),
    ...(isSqlite ? references.map(referenceSql) : []),
    ...(table.exclusions ?? []).map(exclusionSql),
    ...(isLast ? keyLine : []),
  ]
  const options = [strict ? 'STRICT' : [], withoutRowid ? 'WITHOUT ROWID' : []].flat().join(', ')
  return `CREATE ${table.unlogged ? 'UNLOGGED ' : ''}TABLE ${placed(table.name)} (\n  ${lines.join(',\n  ')}\n) ${options}`.trim()
}

const exclusionSql = ({ name, column, ranges }: ModelExclusion): string =>
  `${named(name)}EXCLUDE USING ${ranges ? `gist (int8range(${quoted(column)}, ${quoted(column)}, '[]') WITH &&) WHERE (${quoted(column)} > 0)` : `btree (${quoted(column)} WITH =)`}`

const referenceSql = ({ name, column, table, to, clauses }: ModelTable['references'][number]): string =>
  `${named(name)}FOREIGN KEY (${quoted(column)}) REFERENCES ${placed(table)} (${quoted(to)})${clauses}`

function columnSql(
  { name, type, notNull, collate, generated, identity, start, serial, ...column }: ModelColumn,
  isSqlite: boolean,
): string {
  const expression =
    generated &&
    (isSqlite ? `${quoted(generated.of)} || '${generated.how}'` : `${quoted(generated.of)}::bigint + ${generated.how}`)
  return [
    ...[quoted(name), serial ? type.replace('integer', 'int').replace('int', 'serial') : type],
    ...(collate === undefined ? [] : [`COLLATE ${quoted(collate)}`]),
    ...(column.default === undefined || identity ? [] : [`DEFAULT ${column.default}`]),
    ...(expression === undefined ? [] : [`GENERATED ALWAYS AS (${expression})${generated?.stored ? ' STORED' : ''}`]),
    ...(identity ? [`GENERATED ${identity} AS IDENTITY${start === undefined ? '' : ` (START ${start} CACHE 3)`}`] : []),
    ...(notNull ? ['NOT NULL'] : []),
  ]
    .filter((word) => word !== '')
    .join(' ')
}

const comments = ({ name, comment, columns }: ModelTable): readonly string[] => [
  ...(comment === undefined ? [] : [`COMMENT ON TABLE ${placed(name)} IS ${literal(comment)}`]),
  ...columns.flatMap((one) =>
    one.comment ? [`COMMENT ON COLUMN ${placed(name)}.${quoted(one.name)} IS ${literal(one.comment)}`] : [],
  ),
]

function indexSql(
  { name, columns, unique, expression, descending, where, hash, include }: ModelIndex,
  table: ModelTable,
): string {
  const parts = columns.map(
    (column, at) =>
      (at === 0 && expression ? `lower(${quoted(column)})` : quoted(column)) + (at === 0 && descending ? ' DESC' : ''),
  )
  const condition = where === undefined ? '' : ` WHERE ${quoted(where)} IS NOT NULL`
  const rest = `(${parts.join(', ')})${include === undefined ? '' : ` INCLUDE (${quoted(include)})`}${condition}`
  return `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${quoted(name)} ON ${placed(table.name)}${hash ? ' USING hash' : ''} ${rest}`
}

/** Rows of a schema, of which each value is different in its column, and castable to every type of its group. */
export function toRows(model: Model, later: Model, { engine }: Palette, count: number): readonly string[] {
  const isSqlite = engine === 'sqlite'
  const needed = (table: string, column: string) =>
    later.tables.some(
      (one) =>
        one.columns.some(({ name, notNull }) => notNull && (name === column || name === `${column} too`)) &&
        (one.name === table || one.name === renamed(table)),
    )
  const order = model.tables
  const inserts = order.flatMap((table) =>
    Array.from({ length: count }, (_, row) => {
      const columns = plainColumns(table)
      const values = columns.map((column, at) => {
        const isOptional =
          !column.notNull && !table.key?.columns.includes(column.name) && !needed(table.name, column.name)
        const isCircular = !isSqlite && table.references.some((one) => one.column === column.name)
        return isOptional && ((row + at) % 3 === 0 || isCircular) ? 'NULL' : valueAs(column, row + 1, isSqlite, model)
      })
      const overriding = columns.some(({ identity }) => identity === 'ALWAYS') ? ' OVERRIDING SYSTEM VALUE' : ''
      return `INSERT INTO ${placed(table.name)} ${list(columns.map(({ name }) => name))}${overriding} VALUES (${values.join(', ')})`
    }),
  )
  // Every table gets the same rows: in the end all of them are there that others refer to.
  const late = (role: string) => `SET LOCAL session_replication_role = ${role}`
  return isSqlite ? ['PRAGMA defer_foreign_keys = ON', ...inserts] : [late('replica'), ...inserts, late('origin')]
}

function valueAs({ type }: ModelColumn, row: number, isSqlite: boolean, model: Model): string {
  if (isSqlite) {
    if (/INT|NUM|BOOL|ANY/.test(type)) return String(row)
    if (/REAL|DOUBLE/.test(type)) return `${row}.5`
    if (/TEXT|CHAR|char/.test(type)) return `'${row}'`
    if (/BLOB/.test(type)) return `x'0${row}'`
    return `'2020-01-0${row}'`
  }
  const found = model.enums.find(({ name }) => placed(name) === type)
  if (found) return literal(found.values[row % found.values.length] as string)
  const listed = model.enums.find(({ name }) => `${placed(name)}[]` === type)
  if (listed) return `ARRAY[${listed.values.slice(0, row).map(literal).join(', ')}]::${type}`
  if (/^(text|varchar)/.test(type)) return `'${row}'`
  if (/^(date|timestamp)/.test(type)) return `'2020-01-0${row}'`
  if (type === 'boolean') return row % 2 === 0 ? 'true' : 'false'
  if (type === 'uuid') return `'00000000-0000-0000-0000-00000000000${row}'`
  if (/^json/.test(type)) return `'${row}'`
  if (type === 'bytea') return `'\\x0${row}'`
  if (/\[\]$/.test(type)) return `'{${row}}'`
  return String(row)
}
