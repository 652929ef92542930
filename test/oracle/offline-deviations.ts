import { dialectOf } from '../../src/dialects/index.js'
import { typeOf } from './directives.js'
import { type Expected, plain, type Rendered } from './offline.js'
import type { Directive, OpsCase } from './offline-case.js'

/**
 * Where our SQL is otherwise than Alembic's, on purpose: what is expected becomes our documented answer. Each is a row of
 * docs/coming-from-alembic.md.
 */
export interface OfflineDeviation {
  readonly name: string
  readonly reason: string
  /** Looks at the case and Alembic's answer; `ours` tells only at which directive we stopped. */
  rewrite(expected: Expected, given: OpsCase, ours: Rendered): Expected
}

// biome-ignore lint/suspicious/noExplicitAny: the vectors' fields depend on the directive
type Vector = any

const isSqlite = ({ dialect }: OpsCase) => dialect === 'sqlite'
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
const name = ({ dialect }: OpsCase, text: string) => dialectOf(dialect).identifier(text)
const place = (given: OpsCase, { table, schema }: Directive) => dialectOf(given.dialect).qualified(table, schema)

/** The columns that a case's directives make or add, each with its directive. */
function columnsOf({ ops }: OpsCase): readonly (readonly [Directive, Vector])[] {
  return ops.flatMap((op) => {
    const columns = op.op === 'createTable' ? op.columns : op.op === 'addColumn' ? [op.column] : []
    return columns.map((column: Vector) => [op, column] as const)
  })
}

/** Rewrites every statement. */
const each = (expected: Expected, rewrite: (sql: string) => string): Expected => ({
  ...expected,
  sql: expected.sql.map(rewrite),
})

const typeName = (column: Vector): string | undefined =>
  typeof column.type === 'object' ? column.type?.type : column.type

const fails = (expected: Expected, rendered: Rendered): Expected => ({
  sql: expected.sql.slice(0, rendered.sql.length),
  fails: true,
})

/** A deviation that stops at the first directive that is so, where Alembic goes on, or stops with another error. */
const refusing = (
  deviation: string,
  reason: string,
  code: string,
  is: (op: Directive, given: OpsCase) => boolean,
): OfflineDeviation => ({
  name: deviation,
  reason,
  rewrite(expected, given, ours) {
    const at = given.ops.findIndex((op) => is(op, given))
    return at >= 0 && ours.atOp === at && ours.error?.code === code ? fails(expected, ours) : expected
  },
})

const nativeAlter = ({ newName, nullable, type, identity, computed, ...op }: Directive): boolean =>
  [nullable, type, identity, computed].every((part) => part === undefined) && !('default' in op)

const constant = /^\s*([+-]?(\d+(\.\d*)?|\.\d+)|'([^']|'')*'|null|true|false)\s*$/i

/** Whether SQLite's ALTER TABLE adds a column to every table. */
function addsNatively({ column }: Directive): boolean {
  const { primaryKey, nullable = true, default: value, computed } = column
  if (primaryKey || computed?.persisted) return false
  if (value?.sql !== undefined && !constant.test(value.sql.replace(/^\((.*)\)$/, '$1'))) return false
  const none = value === undefined || value === null || /^\(?\s*null\s*\)?$/i.test(value.sql ?? '')
  return computed !== undefined || nullable || !none
}

export const offlineDeviations: readonly OfflineDeviation[] = [
  {
    name: 'rows-together',
    reason: 'A bulkInsert sends as many rows in a statement as the engine takes; Alembic writes one INSERT for each.',
    rewrite(expected, given) {
      let sql = [...expected.sql]
      let from = 0
      for (const op of given.ops) {
        if (op.op !== 'bulkInsert') continue
        const head = `INSERT INTO ${place(given, op)} `
        const at = sql.findIndex((text, index) => index >= from && text.startsWith(head))
        if (at < 0) continue
        const rows = sql.slice(at, at + op.rows.length).map((text) => text.replace(/^.*?\) VALUES /s, ''))
        const [first = ''] = sql.slice(at)
        sql = [
          ...sql.slice(0, at),
          first.replace(/VALUES .*$/s, `VALUES ${rows.join(', ')}`),
          ...sql.slice(at + rows.length),
        ]
        from = at + 1
      }
      return { ...expected, sql }
    },
  },
  {
    name: 'untyped-values',
    reason: 'On PostgreSQL a value is written as a parameter is sent, as a literal that takes the type of its column.',
    rewrite(expected, given) {
      if (isSqlite(given)) return expected
      return given.ops.reduce((before, op) => {
        if (op.op !== 'bulkInsert') return before
        const head = `INSERT INTO ${place(given, op)} `
        return each(before, (text) =>
          text.startsWith(head) ? text.replace(/VALUES .*$/s, (values) => untyped(values)) : text,
        )
      }, expected)
    },
  },
  {
    name: 'writes-json',
    reason: 'JSON, and values of columns that were not declared, are written as literals too.',
    rewrite(expected, given, ours) {
      const [op] = given.ops
      if (op?.op !== 'bulkInsert' || !expected.fails || ours.error || expected.sql.length > 0) return expected
      const values = (row: Vector) =>
        Object.values(row).map((value) =>
          value === null
            ? 'NULL'
            : typeof value === 'number' && isSqlite(given)
              ? String(value)
              : quoted(typeof value === 'object' ? JSON.stringify(value) : String(value)),
        )
      const columns = Object.keys(op.rows[0]).map((column) => name(given, column))
      const rows = op.rows.map((row: Vector) => `(${values(row).join(', ')})`)
      return {
        sql: [`INSERT INTO ${place(given, op)} (${columns.join(', ')}) VALUES ${rows.join(', ')}`],
        fails: false,
      }
    },
  },
  {
    name: 'bracketed-default',
    reason:
      'SQLite takes an expression as a default only in brackets; Alembic writes it without, and SQLite refuses that.',
    rewrite(expected, given) {
      if (!isSqlite(given)) return expected
      return columnsOf(given).reduce((before, [, column]) => {
        const sql = column.default?.sql?.replaceAll('\\:', ':')
        if (sql === undefined || constant.test(sql) || /^\(.*\)$|^current_\w+$/i.test(sql)) return before
        return each(before, (text) => text.replaceAll(`DEFAULT ${plain(sql)}`, `DEFAULT (${plain(sql)})`))
      }, expected)
    },
  },
  {
    name: 'enum-checked',
    reason:
      'An enumeration that is no type of the database has a CHECK, at its column; in Alembic it has none unless asked for.',
    rewrite(expected, given) {
      return columnsOf(given).reduce((before, [op, column]) => {
        const { type } = column
        if (typeName(column) !== 'enum' || (!isSqlite(given) && type.native !== false)) return before
        const check = `CONSTRAINT ${name(given, type.name)} CHECK (${name(given, column.name)} IN (${type.values.map(quoted).join(', ')}))`
        const without = before.sql.filter((text) => text !== `ALTER TABLE ${place(given, op)} ADD ${check}`)
        const type_ = `${name(given, column.name)} ${dialectOf(given.dialect).type(typeOf(type, given.dialect))}`
        const notNull = column.nullable === false ? ' NOT NULL' : ''
        return {
          fails: before.fails,
          sql: without.map((text) =>
            text.replace(`, ${check}`, '').replace(`${type_}${notNull}`, `${type_}${notNull} ${check}`),
          ),
        }
      }, expected)
    },
  },
  {
    name: 'enum-made',
    reason:
      'A column that is added, or becomes one of an enumeration, makes its type and casts to it; with Alembic PostgreSQL refuses it.',
    rewrite(expected, given) {
      if (isSqlite(given)) return expected
      return given.ops.reduce((before, op) => {
        const type = op.op === 'addColumn' ? op.column.type : op.op === 'alterColumn' ? op.type : undefined
        if (type?.type !== 'enum' || type.native === false) return before
        const made = `CREATE TYPE ${name(given, type.name)} AS ENUM (${type.values.map(quoted).join(', ')})`
        const column = name(given, op.column.name ?? op.column)
        const own = (text: string) => new RegExp(`(ADD COLUMN ${column} |ALTER COLUMN ${column} TYPE )`).test(text)
        const cast = (text: string) =>
          op.op === 'alterColumn' ? `${text} USING ${column}::text::${name(given, type.name)}` : text
        return { fails: before.fails, sql: before.sql.flatMap((text) => (own(text) ? [made, cast(text)] : [text])) }
      }, expected)
    },
  },
  {
    name: 'enum-dropped',
    reason: 'A column that is no longer of an enumeration that it is said to have been of takes its type along.',
    rewrite(expected, given) {
      if (isSqlite(given)) return expected
      return given.ops.reduce((before, op) => {
        const { existingType: was, type } = op
        if (op.op !== 'alterColumn' || !type || was?.type !== 'enum' || was.native === false) return before
        const own = `ALTER TABLE ${place(given, op)} ALTER COLUMN ${name(given, op.column)} TYPE `
        const drop = `DROP TYPE ${name(given, was.name)}`
        return {
          fails: before.fails,
          sql: before.sql.flatMap((text) => (text.startsWith(own) ? [text, drop] : [text])),
        }
      }, expected)
    },
  },
  {
    name: 'counts-whole-numbers',
    reason: 'Only a whole-number key counts itself up; Alembic makes SERIAL of every numeric one.',
    rewrite(expected, given) {
      if (isSqlite(given)) return expected
      return columnsOf(given).reduce((before, [, column]) => {
        if (!['numeric', 'float', 'real'].includes(String(typeName(column)))) return before
        const type = dialectOf('postgresql').type(typeOf(column.type, 'postgresql'))
        const own = name(given, column.name)
        return each(before, (text) => text.replace(`${own} SERIAL NOT NULL`, `${own} ${type} NOT NULL`))
      }, expected)
    },
  },
  {
    name: 'counts-on-sqlite',
    reason:
      'On SQLite the only column of a whole-number key is an INTEGER, whatever its size, for only that counts up.',
    rewrite(expected, given) {
      if (!isSqlite(given)) return expected
      return columnsOf(given).reduce((before, [op, column]) => {
        const alone = op.columns?.filter((each: Vector) => each.primaryKey).length === 1
        const size = { biginteger: 'BIGINT', smallinteger: 'SMALLINT' }[String(typeName(column))]
        const refers =
          column.references ||
          op.constraints?.some((each: Vector) => each.kind === 'foreignKey' && each.columns.includes(column.name))
        if (!alone || !column.primaryKey || !size || refers) return before
        const own = name(given, column.name)
        return each(before, (text) => text.replace(`${own} ${size} NOT NULL`, `${own} INTEGER NOT NULL`))
      }, expected)
    },
  },
  {
    name: 'added-key',
    reason: 'A primary key that is added is one; in Alembic it is only NOT NULL unless asked for.',
    rewrite(expected, given) {
      if (isSqlite(given)) return expected
      return given.ops.reduce((before, op) => {
        if (op.op !== 'addColumn' || !op.column.primaryKey || op.inlinePrimaryKey) return before
        const own = `ADD COLUMN ${name(given, op.column.name)} `
        return each(before, (text) => (text.includes(own) ? `${text} PRIMARY KEY` : text))
      }, expected)
    },
  },
  {
    name: 'added-reference',
    reason: 'On SQLite a column is added with its reference and its unique index; Alembic adds it and then fails.',
    rewrite(expected, given, ours) {
      const at = given.ops.findIndex((op) => op.op === 'addColumn' && (op.column.references || op.column.unique))
      const op = given.ops[at]
      if (!isSqlite(given) || !op || !expected.fails || (ours.atOp ?? at + 1) <= at) return expected
      const { column } = op
      const last = expected.sql.length - 1
      const [schema, table] = column.references?.table.includes('.')
        ? column.references.table.split('.')
        : [undefined, column.references?.table]
      void schema
      const reference = column.references
        ? `${column.references.name ? ` CONSTRAINT ${name(given, column.references.name)}` : ''} REFERENCES ${name(given, table)} (${name(given, column.references.column)})${column.references.onDelete ? ` ON DELETE ${column.references.onDelete}` : ''}`
        : ''
      const index =
        column.unique && !column.index
          ? [
              `CREATE UNIQUE INDEX ${op.schema ? `${name(given, op.schema)}.` : ''}${name(given, `uq_${op.table}_${column.name}`)} ON ${name(given, op.table)} (${name(given, column.name)})`,
            ]
          : []
      const sql = [...expected.sql.slice(0, last), `${expected.sql[last]}${reference}`, ...index]
      // What Alembic did not come to any more is what we say by ourselves.
      const rest = at < given.ops.length - 1 ? ours.sql.slice(sql.length).map(plain) : []
      return { sql: [...sql, ...rest], fails: false }
    },
  },
  {
    name: 'reference-named',
    reason:
      'The reference of an added column keeps its name, and is a constraint of its own on PostgreSQL; inline, Alembic drops the name.',
    rewrite(expected, given) {
      if (isSqlite(given)) {
        return given.ops.reduce((before, op) => {
          const own = op.op === 'addColumn' && op.inlineReferences && op.column.references?.name
          return own
            ? each(before, (text) => text.replace(' REFERENCES ', ` CONSTRAINT ${name(given, own)} REFERENCES `))
            : before
        }, expected)
      }
      return given.ops.reduce((before, op) => {
        if (op.op !== 'addColumn' || !op.inlineReferences || !op.column.references) return before
        const named = op.column.references.name ? `CONSTRAINT ${name(given, op.column.references.name)} ` : ''
        const own = `ALTER TABLE ${place(given, op)} ADD COLUMN ${name(given, op.column.name)} `
        return {
          fails: before.fails,
          sql: before.sql.flatMap((text) => {
            const [column = '', reference] = text.split(' REFERENCES ')
            if (!text.startsWith(own) || reference === undefined) return [text]
            const key = `FOREIGN KEY(${name(given, op.column.name)})`
            return [column, `ALTER TABLE ${place(given, op)} ADD ${named}${key} REFERENCES ${reference}`]
          }),
        }
      }, expected)
    },
  },
  {
    name: 'same-schema',
    reason:
      "On SQLite a reference stays within its table's schema, which has no other; Alembic leaves out one that names no schema.",
    rewrite(expected, given, ours) {
      if (!isSqlite(given)) return expected
      const isCreate = (text: string) => text.startsWith('CREATE TABLE ')
      const tables = given.ops.filter((op) => op.op === 'createTable')
      const references = (op: Directive) =>
        op.schema &&
        [...op.columns, ...(op.constraints ?? [])].some((part: Vector) => part.references || part.kind === 'foreignKey')
      if (!tables.some(references)) return expected
      const own = ours.sql.map(plain).filter(isCreate)
      let nth = -1
      return each(expected, (text) => {
        if (!isCreate(text)) return text
        nth++
        const made = own[nth] ?? ''
        const op = tables[nth]
        if (!op || !references(op)) return text
        const kept = splitItems(made).filter((item) => !/^(CONSTRAINT \S+ |CONSTRAINT "[^"]*" )?FOREIGN KEY/.test(item))
        return joined(kept) === joined(splitItems(text)) ? made : text
      })
    },
  },
  {
    name: 'without-comments',
    reason: 'SQLite keeps no comments: nothing is sent; Alembic fails, or writes what SQLite refuses.',
    rewrite(expected, given, ours) {
      if (!isSqlite(given)) return expected
      const sql = expected.sql.filter((text) => !text.startsWith('COMMENT ON '))
      const changed = given.ops.some((op) => op.op === 'alterColumn' && 'comment' in op && nativeAlter(op))
      return { sql, fails: changed && ours.atOp === undefined ? false : expected.fails }
    },
  },
  {
    name: 'without-unlogged',
    reason: 'What only PostgreSQL has is left out on SQLite where the table is the same without it.',
    rewrite: (expected, given) =>
      isSqlite(given) ? each(expected, (text) => text.replace(/^CREATE UNLOGGED TABLE/, 'CREATE TABLE')) : expected,
  },
  {
    name: 'types-everywhere',
    reason:
      'The types uuid and jsonb have a form on SQLite, and raw types are never refused; Alembic has no name for them.',
    rewrite(expected, given, ours) {
      const [op] = given.ops
      if (!isSqlite(given) || op?.op !== 'createTable' || given.ops.length > 1 || ours.error) return expected
      const known: Readonly<Record<string, string>> = {
        jsonb: 'JSON',
        uuid: 'CHAR(36)',
        inet: 'INET',
        tsvector: 'TSVECTOR',
      }
      const type = known[String(typeName(op.columns[0]))]
      return type === undefined ? expected : { sql: [`CREATE TABLE t1 ( c ${type} )`], fails: false }
    },
  },
  {
    name: 'nothing-to-do',
    reason: 'A rename to the same name, an empty statement and a lone semicolon are nothing; Alembic sends them.',
    rewrite(expected, given) {
      const same = given.ops.flatMap((op) =>
        op.op === 'alterColumn' && op.newName === op.column ? [name(given, op.column)] : [],
      )
      const idle = (text: string) => text === '' || same.some((own) => text.endsWith(` ${own} TO ${own}`))
      const sql = expected.sql.filter((text) => !idle(text))
      return { ...expected, sql: sql.map((text) => text.replace(/;$/, '')) }
    },
  },
  {
    name: 'virtual',
    reason: 'A generated column that is not stored is virtual on SQLite without the word.',
    rewrite: (expected, given) =>
      isSqlite(given) ? each(expected, (text) => text.replaceAll(') VIRTUAL', ')')) : expected,
  },
  {
    name: 'virtual-on-postgresql',
    reason: 'PostgreSQL 18 has generated columns that are not stored; the toolkit of Alembic refuses them.',
    rewrite(expected, given, ours) {
      const [op] = given.ops
      const isVirtual = columnsOf(given).some(([, { computed }]) => computed?.persisted === false)
      if (isSqlite(given) || !op || !isVirtual || !expected.fails || ours.error) return expected
      const dialect = dialectOf(given.dialect)
      const said = columnsOf(given).map(([, { name: column, type, computed }]) => {
        const plain = `${column} ${dialect.type(typeOf(type, given.dialect))}`
        return computed ? `${plain} GENERATED ALWAYS AS (${computed.sql}) VIRTUAL` : plain
      })
      const sql =
        op.op === 'createTable'
          ? `CREATE TABLE ${place(given, op)} ( ${said.join(', ')} )`
          : `ALTER TABLE ${place(given, op)} ADD COLUMN ${said[0]}`
      return { sql: [sql], fails: false }
    },
  },
  {
    name: 'escaped',
    reason:
      'A backslash is escaped in a string that says so, and reads the same whatever standard_conforming_strings is; in Alembic offline it is doubled.',
    rewrite(expected, given) {
      if (isSqlite(given) || !given.ops.some((op) => ['bulkInsert', 'createTableComment'].includes(op.op)))
        return expected
      return each(expected, (text) =>
        text.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, (part) =>
          part.startsWith("'") && part.includes('\\') ? `E${part}` : part,
        ),
      )
    },
  },
  {
    name: 'whole-schema-name',
    reason: 'A schema whose name has a dot is one name; Alembic takes it for two in ALTER.',
    rewrite(expected, given) {
      if (!given.ops.some((op) => op.schema === 'a.b')) return expected
      return each(expected, (text) => text.replaceAll(/(ALTER TABLE|RENAME TO) a\.b\./g, '$1 "a.b".'))
    },
  },
  {
    name: 'identity',
    reason:
      'Identities are made with defaults too, added where there was none, and changed in the order of the documentation; Alembic drops the first, and sets what is not there.',
    rewrite(expected, given) {
      if (isSqlite(given)) return expected
      return given.ops.reduce((before, op) => {
        const { column, identity, existingIdentity: existing } = op
        if (identity === null) return before
        const made = op.op === 'alterColumn' ? identity : (column ?? op.columns?.[0])?.identity
        if (made === undefined) return before
        if (op.op !== 'alterColumn') {
          if (Object.keys(made).length > 0) return before
          return each(before, (text) =>
            text.replace(/ a INTEGER( \)|$)/, ' a INTEGER GENERATED BY DEFAULT AS IDENTITY$1'),
          )
        }
        const head = `ALTER TABLE ${place(given, op)} ALTER COLUMN ${name(given, column)}`
        const options = sequenceOptions(made)
        if (!existing) {
          const tail = options.length > 0 ? ` (${options.join(' ')})` : ''
          const add = `${head} ADD GENERATED ${made.always ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY${tail}`
          return each(before, (text) => (text === head || text.startsWith(`${head} SET `) ? add : text))
        }
        const [now, was] = [allOptions(made), allOptions(existing)]
        const changes = [
          ...(Boolean(made.always) === Boolean(existing.always)
            ? []
            : [`SET GENERATED ${made.always ? 'ALWAYS' : 'BY DEFAULT'}`]),
          ...now.filter((option) => !was.includes(option)).map((option) => `SET ${option}`),
        ]
        const sql = before.sql.flatMap((text) =>
          text === head || text.startsWith(`${head} SET `)
            ? changes.length > 0
              ? [`${head} ${changes.join(' ')}`]
              : []
            : [text],
        )
        return { fails: before.fails, sql }
      }, expected)
    },
  },
  {
    name: 'if-exists',
    reason: 'The option ifExists of dropConstraint works with every version.',
    rewrite(expected, given, ours) {
      const [op] = given.ops
      if (isSqlite(given) || op?.op !== 'dropConstraint' || !op.ifExists || ours.error) return expected
      return {
        sql: [`ALTER TABLE ${place(given, op)} DROP CONSTRAINT IF EXISTS ${name(given, op.name)}`],
        fails: false,
      }
    },
  },
  {
    name: 'index-if-not-exists',
    reason: 'A table that is made only if it does not exist makes its indexes so too; in Alembic the second run fails.',
    rewrite(expected, given) {
      const made = given.ops.filter((op) => op.op === 'createTable' && op.ifNotExists)
      const ends = made.flatMap((op) =>
        op.columns
          .filter((column: Vector) => column.index)
          .map(
            (column: Vector) =>
              ` ON ${isSqlite(given) ? name(given, op.table) : place(given, op)} (${name(given, column.name)})`,
          ),
      )
      return each(expected, (text) =>
        ends.some((end) => text.endsWith(end))
          ? text.replace(/^(CREATE (?:UNIQUE )?INDEX) /, '$1 IF NOT EXISTS ')
          : text,
      )
    },
  },
  {
    name: 'index-order',
    reason: "A table's indexes are made in the order of its columns; Alembic's order is another.",
    rewrite(expected, given) {
      const order = given.ops.flatMap((op) =>
        op.op === 'createTable'
          ? op.columns.filter((column: Vector) => column.index).map((column: Vector) => [op, column])
          : [],
      )
      const places = order.map(
        ([op, column]) =>
          ` ON ${isSqlite(given) ? name(given, op.table) : place(given, op)} (${name(given, column.name)})`,
      )
      const rank = (text: string) =>
        places.findIndex((end) => text.endsWith(end) && /^CREATE (UNIQUE )?INDEX/.test(text))
      const slots = expected.sql.flatMap((text, at) => (rank(text) >= 0 ? [at] : []))
      const sorted = slots.map((at) => expected.sql[at] as string).sort((one, other) => rank(one) - rank(other))
      const sql = [...expected.sql]
      slots.forEach((at, nth) => {
        sql[at] = sorted[nth] as string
      })
      return { ...expected, sql }
    },
  },
  refusing(
    'sees-the-table',
    "SQLite's ALTER TABLE cannot make the change: Limbeck makes the table anew, for which it must see it; Alembic writes SQL that SQLite refuses, or says that batch mode is needed.",
    'unsupported-operation',
    (op, given) =>
      isSqlite(given) &&
      ([
        'createUniqueConstraint',
        'createCheckConstraint',
        'createForeignKey',
        'createPrimaryKey',
        'dropConstraint',
      ].includes(op.op) ||
        (op.op === 'alterColumn' && !nativeAlter(op)) ||
        (op.op === 'addColumn' && (op.ifNotExists === true || !addsNatively(op))) ||
        (op.op === 'dropColumn' && op.ifExists === true)),
  ),
  refusing(
    'no-identity',
    'SQLite has no identities: Limbeck says so, where Alembic leaves them out without a word.',
    'invalid-operation',
    (op, given) => isSqlite(given) && columnsOf({ ...given, ops: [op] }).some(([, column]) => column.identity),
  ),
  refusing(
    'refused-early',
    'Two columns of one name, tables and indexes of no column, rows with different columns, using without a type, and names that PostgreSQL would cut off are refused before anything is sent.',
    'invalid-operation',
    (op, given) => {
      const names = (op.columns ?? []).map((column: Vector) => column.name ?? column)
      if (op.op === 'createTable' && new Set(names).size < names.length) return true
      if (op.op === 'createTable' && isSqlite(given) && names.length === 0) return true
      if (op.op === 'createIndex' && names.length === 0) return true
      if (op.op === 'alterColumn' && op.using !== undefined && op.type === undefined) return true
      const long = (column: Vector) => column.index && `ix_${op.table}_${column.name}`.length > 63
      if (op.op === 'createTable' && !isSqlite(given) && op.columns.some(long)) return true
      if (op.op !== 'bulkInsert') return false
      const keys = op.rows.map((row: object) => Object.keys(row).join())
      return new Set(keys).size > 1
    },
  ),
]

/** Numbers and truth values in quotes; what is in quotes already stays. */
export const untyped = (values: string): string =>
  values.replaceAll(/'(?:[^']|'')*'|-?\d+(?:\.\d+)?|\b(?:true|false)\b/g, (part) =>
    part.startsWith("'") ? part : `'${part}'`,
  )

function sequenceOptions({ increment, start, minValue, maxValue, cache, cycle }: Vector): readonly string[] {
  return [
    ...(increment === undefined ? [] : [`INCREMENT BY ${increment}`]),
    ...(start === undefined ? [] : [`START WITH ${start}`]),
    ...(minValue === undefined ? [] : [`MINVALUE ${minValue}`]),
    ...(maxValue === undefined ? [] : [`MAXVALUE ${maxValue}`]),
    ...(cache === undefined ? [] : [`CACHE ${cache}`]),
    ...(cycle === undefined ? [] : [cycle ? 'CYCLE' : 'NO CYCLE']),
  ]
}

/** The options of a sequence, those that are not named as PostgreSQL has them. */
const allOptions = ({ increment = 1, start = 1, minValue, maxValue, cache = 1, cycle = false }: Vector) => [
  `INCREMENT BY ${increment}`,
  `START WITH ${start}`,
  minValue === undefined ? 'NO MINVALUE' : `MINVALUE ${minValue}`,
  maxValue === undefined ? 'NO MAXVALUE' : `MAXVALUE ${maxValue}`,
  `CACHE ${cache}`,
  cycle ? 'CYCLE' : 'NO CYCLE',
]

/** What stands in a table's brackets, item by item. */
function splitItems(create: string): readonly string[] {
  const items: string[] = []
  let depth = 0
  let item = ''
  for (const [text] of create
    .slice(create.indexOf('(') + 1, create.lastIndexOf(')'))
    .matchAll(/'[^']*'|"[^"]*"|[\s\S]/g)) {
    if (text === '(') depth++
    if (text === ')') depth--
    if (text === ',' && depth === 0) {
      items.push(item.trim())
      item = ''
    } else item += text
  }
  return [...items, item.trim()]
}

const joined = (items: readonly string[]): string => [...items].sort().join('\n')
