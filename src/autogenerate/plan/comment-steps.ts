import type { Dialect } from '../../dialects/dialect.js'
import { isCode, type Token } from '../../dialects/token.js'
import { type Execute, execute } from '../../ops/execute.js'
import type { Enumeration } from '../../schema/column-type.js'
import type { DatabaseSchema } from '../../schema/database.js'
import { nameOf } from '../../schema/naming.js'
import type { SchemaDiff } from '../compare/diff-schema.js'
import { type Directive, directive } from '../directive.js'
import { nameIn, wholeTokens } from '../sql-text.js'
import { commentOn } from './object-sql.js'
import type { WideDiff } from './widen.js'

/** What is done to the things that comments are on. */
export interface Commented {
  readonly diff: SchemaDiff
  readonly from: DatabaseSchema
  readonly to: DatabaseSchema
  readonly tables: readonly WideDiff[]
  /** The enumerations that are made anew. */
  readonly swapped: readonly Enumeration[]
  readonly directives: readonly Directive[]
}

/** Comments on what is made, also where it goes and comes again, and without them on what stays. */
export function commentSteps(commented: Commented, dialect: Dialect): readonly Directive[] {
  const { diff, to } = commented
  if (to.comments.length + diff.comments.removed.length === 0) return []
  const gone = goneThings(commented, dialect)
  const isGone = ({ on }: { readonly on: string }) => thingsOf(on, dialect).some((thing) => gone.has(thing))
  const changed = new Set([...diff.comments.added, ...diff.comments.changed.map((one) => one.to)])
  const texts = [
    ...diff.comments.removed.filter((one) => !isGone(one)).map((one) => commentOn(one, undefined, dialect)),
    ...to.comments.filter((one) => changed.has(one) || isGone(one)).map((one) => commentOn(one, one.text, dialect)),
  ]
  return texts.map((sql) => directive(execute(sql)))
}

/** What goes, if only to come again, in the words of `thingsOf`. */
function goneThings(commented: Commented, dialect: Dialect): ReadonlySet<string> {
  const { diff, from, tables, swapped, directives } = commented
  const place = (name: string, schema: string | undefined) => sayTokens(dialect.qualified(name, schema), dialect)
  const part = (name: string, table: string, schema: string | undefined) =>
    sayTokens(`${dialect.identifier(name)} ON ${dialect.qualified(table, schema)}`, dialect)
  const named = (name: Parameters<typeof nameOf>[0]) => nameOf(name) ?? ''
  const dropped = new Set(
    directives.flatMap(({ operation }) => {
      const sql = operation.kind === 'execute' ? String((operation as Execute).sql) : ''
      const [, what] = /^DROP ((?:MATERIALIZED )?[A-Z]+ .*)$/s.exec(sql.replace(' IF EXISTS ', ' ')) ?? []
      return what === undefined ? [] : thingsOf(what, dialect).slice(0, 1)
    }),
  )
  return new Set([
    ...dropped,
    ...from.views
      .filter(({ name, schema }) => dropped.has(place(name, schema)))
      .flatMap(({ schema, indexes = [] }) => indexes.map(({ name }) => place(named(name), schema))),
    ...diff.removedTables.flatMap(({ table, schema, indexes }) => [
      place(table, schema),
      ...indexes.map(({ name }) => place(named(name), schema)),
    ]),
    ...tables.flatMap(({ to: { table, schema }, removedIndexes, removedConstraints }) => [
      ...removedIndexes.map(({ name }) => place(named(name), schema)),
      ...removedConstraints.map(({ name }) => part(named(name), table, schema)),
    ]),
    ...diff.enumerations.removed.map(({ name, schema }) => place(name, schema)),
    ...swapped.map(({ name, schema }) => place(name, schema)),
  ])
}

/** A thing by its kind and name, as a comment is on it; and the table or view that it is a part of, which takes it along. */
function thingsOf(on: string, dialect: Dialect): readonly string[] {
  const all = tokensOf(on, dialect)
  const [kind, ...rest] = /^materialized$/i.test(all[0]?.text ?? '') ? all.slice(1) : all
  if (/^column$/i.test(kind?.text ?? '')) return [rest, rest.slice(0, -2)].map((one) => say(one, dialect))
  const at = rest.findIndex((one) => one.kind === 'word' && /^on$/i.test(one.text))
  return [rest, ...(at < 0 ? [] : [rest.slice(at + 1)])].map((one) => say(one, dialect))
}

const tokensOf = (sql: string, dialect: Dialect): readonly Token[] => [...wholeTokens(sql, dialect)].filter(isCode)
const say = (all: readonly Token[], dialect: Dialect): string =>
  all.map((one) => JSON.stringify(nameIn(one, dialect) ?? one.text)).join(' ')
const sayTokens = (sql: string, dialect: Dialect): string => say(tokensOf(sql, dialect), dialect)
