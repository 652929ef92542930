import type { Dialect } from '../dialects/dialect.js'
import { columnNames } from '../dialects/sqlite/parse/column-names.js'
import type { ColumnConstraint, TableConstraint } from '../dialects/sqlite/parse/table-definition.js'
import { sameName, tokenize } from '../dialects/sqlite/parse/tokenize.js'
import type { Constraint } from '../schema/constraint.js'
import type { CollectedChanges } from './collect-changes.js'
import type { ColumnState } from './column-state.js'
import { copyGates } from './copy-rows.js'
import { editColumn } from './edit-column.js'
import { conditionGate } from './gate.js'

/**
 * What becomes of kept columns and of constraints as ALTER TABLE; undefined where the table has to be copied. Since 3.53
 * SQLite adds and drops NOT NULL and named CHECKs: it looks at the rows, and leaves them as they are.
 */
export function constraintStatements(changes: CollectedChanges, dialect: Dialect): readonly string[] | undefined {
  const { table, columns, removed, added } = changes
  const changed = columns.filter((state) => isChanged(state, changes, dialect))
  if (changed.length + removed.size + added.length === 0) return []
  if ((dialect.minor ?? 35) < 53) return undefined
  const alter = `ALTER TABLE ${dialect.identifier(table.table.name)}`
  const statements = [
    ...changed.map((state) => nullability(state, changes, dialect)),
    ...[...removed].map((one) => dropping(one, changes, dialect)),
    ...added.map((one) => (isCheck(one, changes) ? `ADD ${dialect.constraint(one)}` : undefined)),
  ]
  if (!statements.every((one) => one !== undefined)) return undefined
  const gates = added.flatMap((one) => (one.kind === 'check' ? [conditionGate(dialect, table.table.name, one)] : []))
  return [...copyGates(changes, dialect), ...gates, ...statements.map((one) => `${alter} ${one}`)]
}

const isChanged = ({ source, to }: ColumnState, { table }: CollectedChanges, dialect: Dialect): boolean =>
  source !== undefined &&
  (to.using !== undefined || to.fill !== undefined || editColumn(table, source, to, dialect).length > 0)

/** A column that may be NULL from now on, or may no longer, when that is all. */
function nullability(state: ColumnState, changes: CollectedChanges, dialect: Dialect): string | undefined {
  const { source, to } = state
  const { nullable, ...rest } = to
  if (!source || nullable === undefined || to.onNull || isChanged({ ...state, to: rest }, changes, dialect))
    return undefined
  const kinds = source.constraints.map(({ kind }) => kind)
  // Of several SQLite drops the first.
  if (kinds.filter((kind) => kind === 'notNull').length > 1 || kinds.includes('null')) return undefined
  return `ALTER COLUMN ${dialect.identifier(source.column.name)} ${nullable ? 'DROP' : 'SET'} NOT NULL`
}

/** A CHECK that goes: one that has its name for itself. A comment behind it would go with it. */
function dropping(
  one: ColumnConstraint | TableConstraint,
  { table }: CollectedChanges,
  dialect: Dialect,
): string | undefined {
  const { kind, name, end } = one
  const all = [...table.columns.flatMap(({ constraints }) => constraints), ...table.constraints]
  if (kind !== 'check' || name === undefined) return undefined
  if (all.filter((other) => other.name !== undefined && sameName(other.name, name)).length > 1) return undefined
  const next = table.tokens.find(({ start }) => start >= end)?.start
  return table.sql.slice(end, next).trim() === '' ? `DROP CONSTRAINT ${dialect.identifier(name)}` : undefined
}

/** A condition over columns that the table has already. */
const isCheck = (one: Constraint, { columns }: CollectedChanges): boolean =>
  one.kind === 'check' &&
  columnNames(tokenize(one.condition), { start: 0, end: one.condition.length }).every(({ name }) =>
    columns.some(({ source }) => source && sameName(source.column.name, name)),
  )
