import type { Dialect } from '../../dialects/dialect.js'
import type { Constraint } from '../../schema/constraint.js'
import { conventionalName, type NamingConvention, nameConstraint, nameOf } from '../../schema/naming.js'
import type { CanonicalTable } from '../compare/canonical-table.js'
import { sayConstraint } from '../compare/say.js'
import { foldedIn, nameIn, wholeTokens } from '../sql-text.js'

/** What constraints without a name are called where there has to be one, and how a batch finds those that have none. */
export const standardNames: NamingConvention = {
  uq: 'uq_%(table_name)s_%(column_0_N_name)s',
  fk: 'fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s',
  pk: 'pk_%(table_name)s',
}

/**
 * A constraint of a table with a name: its own, or one that is made up and that none of the others has. Made-up names are
 * the same each time that they are made up for the same table.
 */
export function withName(
  constraint: Constraint,
  table: CanonicalTable,
  dialect: Dialect,
  convention: NamingConvention = {},
): Constraint {
  if (constraint.name !== undefined) return constraint
  const said = sayConstraint(constraint, dialect)
  const taken = new Set(table.constraints.map(({ name }) => nameOf(name)))
  for (const one of table.constraints) {
    if (one.name !== undefined) continue
    const base = madeUp(one, table, dialect, convention)
    let name = base
    for (let nth = 1; taken.has(name); nth++) name = `${base}_${nth}`
    taken.add(name)
    if (one === constraint || (!table.constraints.includes(constraint) && sayConstraint(one, dialect) === said))
      return { ...constraint, name }
  }
  return { ...constraint, name: madeUp(constraint, table, dialect, convention) }
}

function madeUp(constraint: Constraint, table: CanonicalTable, dialect: Dialect, convention: NamingConvention): string {
  const made =
    constraint.kind === 'check'
      ? checkName(constraint.condition, table, dialect, convention)
      : nameOf(
          nameConstraint(constraint, table.table, table.schema, { ...standardNames, ...withoutOwn(convention) }).name,
        )
  return made ?? `ex_${table.table}`
}

/** Templates that wrap a name say nothing where there is none. */
const withoutOwn = (convention: NamingConvention): NamingConvention =>
  Object.fromEntries(
    Object.entries(convention).filter(([, template]) => !String(template).includes('%(constraint_name)s')),
  )

/** A condition is called by the columns that it names. */
function checkName(
  condition: string,
  { table, schema, columns }: CanonicalTable,
  dialect: Dialect,
  convention: NamingConvention,
): string {
  const fold = foldedIn(dialect)
  const named: string[] = []
  for (const token of wholeTokens(condition, dialect)) {
    const name = nameIn(token, dialect)
    const column = columns.find((one) => fold(one.name) === name)?.name
    if (column !== undefined && !named.includes(column)) named.push(column)
  }
  const template = withoutOwn(convention).ck
  const made =
    template && named.length > 0
      ? conventionalName('ck', { table, schema, columns: named }, { ck: template })
      : undefined
  return nameOf(made) ?? ['ck', table, ...named].join('_')
}
