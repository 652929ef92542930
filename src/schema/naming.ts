import { LimbeckError } from '../errors.js'
import type { Column } from './column.js'
import type { Constraint } from './constraint.js'

/** A name that a naming convention leaves as it is. */
export interface FinalName {
  readonly kind: 'finalName'
  readonly name: string
}

/** The name of a constraint or index: one that a naming convention may wrap, or one made with `f`. */
export type Name = string | FinalName

/** Marks a name as final: no naming convention changes it. */
export const f = (name: string): FinalName => ({ kind: 'finalName', name })

/** The text of a name. */
export const nameOf = (name: Name | null | undefined): string | undefined =>
  typeof name === 'object' ? name?.name : name

/**
 * Templates of names, by kind: index, unique, check, foreign key, primary key, exclusion. In them stand
 * `%(table_name)s`, `%(column_0_name)s` (any number), `%(column_0_N_name)s` (all, joined by `_`), `%(column_0_label)s`
 * (with the table before it), `%(referred_table_name)s`, `%(referred_column_0_name)s` and `%(constraint_name)s`. A
 * template is for what has no name; one with `%(constraint_name)s` also for what has.
 */
export interface NamingConvention {
  readonly ix?: string
  readonly uq?: string
  readonly ck?: string
  readonly fk?: string
  readonly pk?: string
  readonly ex?: string
}

/** What a template can speak of. */
export interface Nameable {
  readonly table: string
  readonly schema?: string | undefined
  readonly columns: readonly string[]
  readonly referredTable?: string
  readonly referredColumns?: readonly string[]
  readonly name?: Name | null | undefined
}

/** Indexes always have a name. */
const standard: NamingConvention = { ix: 'ix_%(column_0_label)s' }

/**
 * The name of an index or constraint, final where a template made it; undefined when it has none. Throws
 * `invalid-operation` for an unknown token.
 */
export function conventionalName(
  kind: keyof NamingConvention,
  named: Nameable,
  convention: NamingConvention = {},
): Name | undefined {
  const { name } = named
  const template = convention[kind] ?? standard[kind]
  if (!template || (typeof name === 'object' && name !== null)) return name ?? undefined
  if (typeof name === 'string' && !template.includes('%(constraint_name)s')) return name
  return f(template.replaceAll(/%\(([^)]*)\)s/g, (_, token: string) => value(token, named, template)))
}

function value(token: string, named: Nameable, template: string): string {
  if (token === 'table_name') return named.table
  if (token === 'referred_table_name' && named.referredTable !== undefined) return named.referredTable
  if (token === 'constraint_name' && typeof named.name === 'string') return named.name
  const [, referred, first, all, part] = /^(referred_)?column_(\d+)(_?N)?_(name|key|label)$/.exec(token) ?? []
  const columns = referred ? named.referredColumns : named.columns
  if (first !== undefined && columns) {
    const place = [named.schema?.replaceAll('.', '_'), named.table].filter(Boolean).join('_')
    const label = part === 'label' ? `${place}_` : ''
    const names = columns.slice(Number(first), all ? undefined : Number(first) + 1)
    if (names.length > 0) return names.map((name) => label + name).join(all === 'N' ? '' : '_')
  }
  const why = token === 'constraint_name' ? 'it needs a name of its own' : `nothing is known for %(${token})s`
  const message = `The naming convention '${template}' cannot name a constraint of '${named.table}': ${why}.`
  throw new LimbeckError('invalid-operation', message)
}

const kinds = { primaryKey: 'pk', unique: 'uq', check: 'ck', foreignKey: 'fk', exclude: 'ex' } as const

/** A table's constraint with the name that it will have. */
export function nameConstraint(
  constraint: Constraint,
  table: string,
  schema: string | undefined,
  convention?: NamingConvention,
): Constraint {
  const named = {
    table,
    schema,
    name: constraint.name,
    columns: columnsOf(constraint),
    ...(constraint.kind === 'foreignKey'
      ? { referredTable: constraint.table, referredColumns: constraint.references }
      : {}),
  }
  const { name: _, ...rest } = constraint
  const name = conventionalName(kinds[constraint.kind], named, convention)
  return name === undefined ? rest : { ...rest, name }
}

/** The columns that a constraint names; none for a check. */
export function columnsOf(constraint: Constraint): readonly string[] {
  if (constraint.kind === 'check') return []
  return constraint.kind === 'exclude'
    ? constraint.elements.flatMap(([column]) => (typeof column === 'string' ? [column] : []))
    : constraint.columns
}

/** A column whose unique constraint, index, check and reference have the names that they will have. */
export function nameColumn(
  column: Column,
  table: string,
  schema: string | undefined,
  convention?: NamingConvention,
): Column {
  const of = (kind: keyof NamingConvention, name: Name | undefined, referred: object = {}) => {
    const made = conventionalName(kind, { table, schema, columns: [column.name], name, ...referred }, convention)
    return made === undefined ? {} : { name: made }
  }
  const { unique, index, check, references } = column
  return {
    ...column,
    ...(unique && !index ? { unique: of('uq', typeof unique === 'object' ? unique.name : undefined) } : {}),
    ...(index ? { index: of('ix', typeof index === 'object' ? index.name : undefined) } : {}),
    ...(check === undefined
      ? {}
      : typeof check === 'string'
        ? { check: { condition: check, ...(convention?.ck ? of('ck', undefined) : {}) } }
        : { check: { condition: check.condition, ...of('ck', check.name) } }),
    ...(references
      ? {
          references: {
            ...references,
            ...of('fk', references.name, {
              referredTable: references.table,
              referredColumns: [references.column],
            }),
          },
        }
      : {}),
  } as Column
}
