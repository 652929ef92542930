import fc from 'fast-check'
import {
  array,
  type Column,
  type ColumnOptions,
  type ColumnType,
  type Constraint,
  check,
  column,
  createIndex,
  createTable,
  dateTime,
  type Encodable,
  enumeration,
  exclude,
  f,
  float,
  foreignKey,
  integer,
  jsonb,
  numeric,
  type Operations,
  primaryKey,
  raw,
  type Sql,
  string,
  text,
  time,
  unique,
} from 'limbeck/op'

const word = fc.constantFrom(
  'note',
  'title',
  'owner',
  'order',
  'a b',
  "it's",
  'user_account_settings',
  'é',
  '__proto__',
)

/** Text of every shape: quotes, line breaks, what templates are made of, halves of Unicode signs. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.constantFrom("'", '"', '`', '\\', '${', '}', '\n', '\r\n', '\t', '\0', '1', 'long words ', '\ud800'), {
      maxLength: 20,
    })
    .map((parts) => parts.join('')),
)

/** Text as a hand would write it, which every formatter takes to be as wide as it is long. */
export const plainText = fc
  .array(fc.constantFrom('some', 'words', "it's", '"so"', 'and', '`more`', 'of', '$ {them}', 'twice', '\n'), {
    maxLength: 30,
  })
  .map((words) => words.join(' '))

/** What operations are made of, with texts of one kind. */
export function directives(texts: fc.Arbitrary<string>): fc.Arbitrary<(op: Operations) => void> {
  const value: fc.Arbitrary<Encodable> = fc.oneof(
    texts,
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.bigInt(),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array({ maxLength: 60 }),
    fc.array(fc.integer(), { maxLength: 60 }),
    fc.constant(null),
    fc.jsonValue({ maxDepth: 3 }).map((json) => (typeof json === 'object' ? (json as Encodable) : [json as string])),
    fc.dictionary(fc.oneof(word, texts), texts, { maxKeys: 4 }),
  )
  const expression: fc.Arbitrary<Sql> = fc.array(fc.tuple(texts, value), { maxLength: 3 }).chain((pairs) =>
    texts.map((end) => ({
      kind: 'sql',
      parts: [...pairs.map(([part]) => part), end],
      params: pairs.map(([, param]) => param),
    })),
  )
  const name = fc.oneof(word, word.map(f))
  const words = fc.array(word, { minLength: 1, maxLength: 5 })
  const optional = <T>(values: { [Key in keyof T]-?: fc.Arbitrary<Exclude<T[Key], undefined>> }) =>
    fc.record(values, { requiredKeys: [] }) as fc.Arbitrary<T>
  const flat: fc.Arbitrary<ColumnType> = fc.oneof(
    fc.constantFrom(integer(), text(), jsonb(), float(), float(24), string(), string(80), numeric(), numeric(10, 2)),
    fc.constantFrom(numeric(8), dateTime({ timezone: true }), time()),
    fc.constantFrom(enumeration('mood', ['glad', "it's"], { schema: 'annex', create: false })),
    word.map(raw),
  )
  const type = fc.oneof(
    flat,
    fc.tuple(flat, fc.integer({ min: 1, max: 2 })).map(([item, dimensions]) => array(item, dimensions)),
  )
  const deferral = { deferrable: fc.boolean(), initially: fc.constantFrom('DEFERRED' as const, 'IMMEDIATE' as const) }
  const action = fc.constantFrom('CASCADE' as const, 'SET NULL' as const)
  const options = optional<Omit<ColumnOptions, 'generated' | 'identity' | 'autoincrement'>>({
    nullable: fc.boolean(),
    onNull: fc.constantFrom('REPLACE' as const),
    primaryKey: fc.boolean(),
    unique: fc.oneof(fc.boolean(), fc.record({ name })),
    index: fc.oneof(fc.boolean(), fc.record({ name })),
    default: fc.oneof(value, expression),
    references: fc
      .tuple(word, word, optional({ name, schema: word, onDelete: action, ...deferral }))
      .map(([table, of, rest]) => ({ table, column: of, ...rest })),
    check: fc.oneof(texts, fc.record({ condition: texts, name })),
    collate: word,
    comment: texts,
  })
  const someColumn: fc.Arbitrary<Column> = fc.tuple(word, type, options).map((parts) => column(...parts))
  const key = optional({
    name,
    ...deferral,
    onConflict: fc.constantFrom('IGNORE' as const),
    collate: fc.dictionary(word, word, { maxKeys: 2 }),
    order: fc.dictionary(word, fc.constantFrom('ASC' as const, 'DESC' as const), { maxKeys: 2 }),
  })
  const pairs = fc.array(fc.tuple(word, fc.constantFrom('=', '&&')), { minLength: 1, maxLength: 3 })
  const condition = texts.map((words) => `a > ${words}`)
  const constraint: fc.Arbitrary<Constraint> = fc.oneof(
    fc.tuple(words, key).map((parts) => primaryKey(...parts)),
    fc.tuple(words, key).map((parts) => unique(...parts)),
    fc.tuple(condition, optional({ name })).map((parts) => check(...parts)),
    fc
      .tuple(words, word, words, optional({ name, schema: word, onUpdate: action }))
      .map((parts) => foreignKey(...parts)),
    fc.tuple(pairs, optional({ name, using: word, where: texts })).map((parts) => exclude(...parts)),
  )
  const place = { schema: word, recreate: fc.constantFrom('auto' as const, 'always' as const) }
  const tableParts = fc
    .tuple(
      word,
      fc.array(someColumn, { maxLength: 4 }),
      fc.array(constraint, { maxLength: 2 }),
      optional({ schema: word, comment: texts, strict: fc.boolean() }),
    )
    .map(([table, columns, constraints, rest]) => [table, ...columns, ...constraints, rest] as const)
  const indexParts = fc.tuple(
    name,
    word,
    fc.array(fc.oneof(word, expression), { minLength: 1, maxLength: 3 }),
    optional({ schema: word, unique: fc.boolean(), where: texts, with: fc.constant({ fillfactor: 50 }) }),
  )
  const change = optional({
    newName: word,
    type,
    nullable: fc.boolean(),
    default: fc.oneof(value, expression),
    comment: fc.oneof(texts, fc.constant(null)),
    existingType: type,
    existingDefault: fc.oneof(value, expression),
  })
  const where = optional({ before: word, ifNotExists: fc.constant(true) })
  const rows = fc.array(fc.dictionary(word, fc.oneof(value, expression), { maxKeys: 4 }), { maxLength: 4 })
  return fc.oneof(
    tableParts.map((parts) => (op: Operations) => op.createTable(...parts)),
    tableParts.map((parts) => (op: Operations) => op.dropTable('note', { existing: createTable(...parts) })),
    indexParts.map((parts) => (op: Operations) => op.createIndex(...parts)),
    indexParts.map((parts) => (op: Operations) => op.dropIndex('ix', { existing: createIndex(...parts) })),
    fc.tuple(someColumn, optional(place)).map((parts) => (op: Operations) => op.addColumn('note', ...parts)),
    fc
      .tuple(fc.oneof(word, someColumn), optional(place))
      .map((parts) => (op: Operations) => op.dropColumn('note', ...parts)),
    fc.tuple(word, change, optional(place)).map(
      ([of, to, at]) =>
        (op: Operations) =>
          op.alterColumn('note', of, { ...to, ...at }),
    ),
    fc
      .tuple(
        name,
        optional({
          type: fc.constantFrom('unique' as const, 'check' as const),
          ifExists: fc.constant(true),
          existing: constraint,
          ...place,
        }),
      )
      .map(
        ([of, rest]) =>
          (op: Operations) =>
            op.dropConstraint(of, 'note', rest),
      ),
    fc.tuple(name, pairs, optional({ ...place, ...deferral })).map(([of, elements, rest]) => (op: Operations) => {
      op.createExcludeConstraint(of, 'note', elements, rest)
      op.createUniqueConstraint(of, 'note', ['a'], rest)
    }),
    fc.tuple(name, words, optional({ sourceSchema: word, referentSchema: word, onDelete: action, ...deferral })).map(
      ([of, columns, rest]) =>
        (op: Operations) =>
          op.createForeignKey(of, 'note', 'user', columns, columns, rest),
    ),
    fc.tuple(fc.array(someColumn, { maxLength: 3 }), where, name, condition, change).map(
      ([columns, at, of, condition, to]) =>
        (op: Operations) =>
          op.batchAlterTable(
            'note',
            (batch) => {
              for (const each of columns) batch.addColumn(each, at)
              batch.alterColumn('title', to)
              batch.createCheckConstraint(of, condition)
            },
            { reordering: [['a', 'b']] },
          ),
    ),
    rows.map((rows) => (op: Operations) => op.bulkInsert('note', rows)),
    fc.oneof(texts, expression).map((sql) => (op: Operations) => op.autocommitBlock(() => op.execute(sql))),
    fc.tuple(texts, fc.array(value, { maxLength: 4 })).map((parts) => (op: Operations) => op.execute(...parts)),
    texts.map((why) => (op: Operations) => {
      op.irreversible(why)
      op.assert(why)
      op.createTableComment('note', why, { existingComment: null })
    }),
  )
}
