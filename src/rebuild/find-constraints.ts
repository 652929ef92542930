import { columnNames } from '../dialects/sqlite/parse/column-names.js'
import type { ColumnConstraint, TableConstraint, TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { textAt } from '../dialects/sqlite/parse/text-at.js'
import { fold, sameName, tokenize, nameOf as tokenName } from '../dialects/sqlite/parse/tokenize.js'
import { LimbeckError } from '../errors.js'
import type { Constraint } from '../schema/constraint.js'
import { nameOf } from '../schema/naming.js'
import type { TableChange } from '../schema/table-change.js'

type AnyConstraint = ColumnConstraint | TableConstraint

interface Found {
  readonly constraint: AnyConstraint
  readonly columns: readonly string[]
}

const kinds = ['primaryKey', 'unique', 'check', 'foreignKey']

/** What a table's primary key is declared by. */
export const primaryKeysOf = (table: TableDefinition): readonly AnyConstraint[] =>
  all(table).flatMap(({ constraint }) => (constraint.kind === 'primaryKey' ? [constraint] : []))

/**
 * The constraint that a name means: the one called so or else, among those without a name, the one that a convention
 * would call so: `uq_<table>_<columns>`, `ck_<table>_<columns>`, `fk_<table>_<columns>` or
 * `fk_<table>_<columns>_<other table>`, `pk_<table>`, with all columns or the first. Of several
 * that say the same, one that is not `gone` yet. Throws `invalid-operation` when there is none, or more than one.
 */
export function findConstraints(
  table: TableDefinition,
  change: TableChange & { readonly kind: 'dropConstraint' },
  gone: ReadonlySet<AnyConstraint> = new Set(),
): readonly AnyConstraint[] {
  const { type } = change
  const name = nameOf(change.name) ?? ''
  const candidates = all(table).filter(({ constraint }) => type === undefined || constraint.kind === type)
  const named = candidates.filter(({ constraint }) => constraint.name !== undefined && sameName(constraint.name, name))
  const meant = [
    named,
    candidates.filter((one) => conventionalNames(table, one).has(fold(name))),
    candidates.filter((one) => conventionalNames(table, { ...one, columns: one.columns.slice(0, 1) }).has(fold(name))),
  ]
  const several = meant.find((some) => some.length > 0) ?? []
  // A made-up name may mean another one by now: what is said counts, unless something is called so.
  const left = candidates.filter(({ constraint }) => !gone.has(constraint))
  const said = change.existing && named.length !== 1 ? bySaying(table, left, change.existing) : []
  const found = said.length > 0 ? said : several
  if (found.length === 1 || (found.length === 0 && change.ifExists)) return found.map(({ constraint }) => constraint)
  const what = `constraint '${name}'${type === undefined ? '' : ` of type ${type}`}`
  const names = candidates.flatMap((one) => one.constraint.name ?? [...conventionalNames(table, one)].slice(0, 1))
  const hint = names.length > 0 ? `; it has ${names.join(', ')}` : ''
  const message =
    found.length === 0
      ? `Table '${table.table.name}' has no ${what}${hint}.`
      : `Table '${table.table.name}' has ${found.length} constraints that '${name}' may mean.`
  throw new LimbeckError('invalid-operation', message)
}

const all = (table: TableDefinition): readonly Found[] =>
  [
    ...table.columns.flatMap(({ column, constraints }) =>
      constraints.map((constraint) => ({ constraint, columns: [column.name] })),
    ),
    ...table.constraints.map((constraint) => ({ constraint, columns: columnsOf(table, constraint) })),
  ].filter(({ constraint }) => kinds.includes(constraint.kind))

/** The first of the constraints that says what is known of the one that goes; those without a name come before others. */
function bySaying(table: TableDefinition, candidates: readonly Found[], existing: Constraint): readonly Found[] {
  const say = (sql: string) =>
    tokenize(sql)
      .map((token) => (token.kind === 'word' || token.kind === 'name' ? fold(tokenName(token)) : token.text))
      .join(' ')
  const same = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.every((name, at) => sameName(name, other[at] as string))
  const unnamedFirst = [
    ...candidates.filter(({ constraint }) => constraint.name === undefined),
    ...candidates.filter(({ constraint }) => constraint.name !== undefined),
  ]
  const found = unnamedFirst.find(({ constraint, columns }) => {
    if (constraint.kind !== existing.kind) return false
    if (constraint.kind === 'check' && existing.kind === 'check') {
      return say(textAt(table.sql, constraint.expression)) === say(existing.condition)
    }
    if (constraint.kind === 'foreignKey' && existing.kind === 'foreignKey') {
      return same(columns, existing.columns) && sameName(constraint.reference.table.name, existing.table)
    }
    return 'columns' in existing && same(columns, existing.columns)
  })
  return found ? [found] : []
}

function columnsOf(table: TableDefinition, constraint: TableConstraint): readonly string[] {
  if (constraint.kind === 'nothing') return []
  if (constraint.kind !== 'check') return constraint.columns.map(({ name }) => name)
  const names = columnNames(table.tokens, constraint.expression).map(({ name }) => name)
  return names.filter((name, nth) => names.findIndex((other) => sameName(name, other)) === nth)
}

function conventionalNames({ table }: TableDefinition, { constraint, columns }: Found): ReadonlySet<string> {
  if (constraint.name !== undefined) return new Set()
  const joined = [table.name, ...columns].join('_')
  const names: string[] = []
  if (constraint.kind === 'unique') names.push(`uq_${joined}`)
  if (constraint.kind === 'check') names.push(`ck_${joined}`)
  if (constraint.kind === 'primaryKey') names.push(`pk_${table.name}`, `pk_${joined}`)
  if (constraint.kind === 'foreignKey') names.push(`fk_${joined}_${constraint.reference.table.name}`, `fk_${joined}`)
  return new Set(names.map(fold))
}
