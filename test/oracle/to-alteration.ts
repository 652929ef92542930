import type { Column } from '../../src/schema/column.js'
import type { ColumnType } from '../../src/schema/column-type.js'
import type { Constraint } from '../../src/schema/constraint.js'
import type { Sql } from '../../src/schema/sql.js'
import type { ColumnChange, TableAlteration, TableChange } from '../../src/schema/table-change.js'
import type { BatchCase, Directive } from './batch-case.js'

/** A batch of the vectors as ours: what is done to indexes before, the alteration, and what is done after. */
export interface Batch {
  readonly before: readonly string[]
  readonly alteration: TableAlteration
  readonly after: readonly string[]
}

const quote = (name: unknown) => `"${String(name).replaceAll('"', '""')}"`

/** The batch of a case. */
export function toAlteration({ batch, ops }: BatchCase): Batch {
  const { table, recreate = 'auto', partialReordering, tableArgs = [] } = batch
  const of = (name: string) => ops.filter(({ op }) => op === name)
  return {
    before: of('dropIndex').map(({ name }) => `DROP INDEX ${quote(name)}`),
    alteration: {
      table,
      recreate: recreate as TableAlteration['recreate'],
      changes: [...ops.flatMap(toChanges), ...tableArgs.flatMap((one) => added(constraintOf(one)))],
      ...(partialReordering && { reordering: partialReordering }),
    },
    after: [
      ...of('createIndex').map(
        ({ name, columns, unique, where }) =>
          `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${quote(name)} ON ${quote(table)} (${(
            columns as readonly (string | { sql: string })[]
          )
            .map((one) => (typeof one === 'string' ? quote(one) : one.sql))
            .join(', ')})${where === undefined ? '' : ` WHERE ${where}`}`,
      ),
      ...of('execute').map(({ sql }) => sql as string),
    ],
  }
}

const added = (constraint: Constraint): readonly TableChange[] => [{ kind: 'addConstraint', constraint }]

function toChanges(directive: Directive): readonly TableChange[] {
  const { op, column, name } = directive
  switch (op) {
    case 'addColumn': {
      const { insertBefore: before, insertAfter: after } = directive as { insertBefore?: string; insertAfter?: string }
      const made = column as Directive
      const change = {
        kind: 'addColumn',
        column: columnOf(made),
        ...(before && { before }),
        ...(after && { after }),
      } as const
      return [change, ...typeChecks(made.type, made.name as string)]
    }
    case 'dropColumn':
      return [{ kind: 'dropColumn', column: column as string }]
    case 'alterColumn': {
      const { newName, type, nullable } = directive as { newName?: string; type?: unknown; nullable?: boolean }
      const to: ColumnChange = {
        ...(newName !== undefined && { newName }),
        ...(type !== undefined && { type: typeOf(type) }),
        ...(nullable !== undefined && { nullable }),
        ...(directive.default !== undefined && { default: defaultOf(directive.default) }),
      }
      return [
        { kind: 'alterColumn', column: column as string, to, existing: {} },
        ...typeChecks(type, newName ?? (column as string)),
      ]
    }
    case 'createUniqueConstraint':
      return added(constraintOf({ ...directive, kind: 'unique' }))
    case 'createPrimaryKey':
      return added(constraintOf({ ...directive, kind: 'primaryKey' }))
    case 'createCheckConstraint':
      return added(constraintOf({ ...directive, kind: 'check' }))
    case 'createForeignKey':
      return added(constraintOf({ ...directive, kind: 'foreignKey' }))
    case 'dropConstraint': {
      const type = directive.kind as Constraint['kind'] | null | undefined
      return [{ kind: 'dropConstraint', name: name as string, ...(type && { type }) }]
    }
    default:
      return []
  }
}

function constraintOf(given: Directive): Constraint {
  const { kind, name, columns, sql, refTable, refColumns, onDelete } = given
  return {
    kind,
    ...(name ? { name } : {}),
    ...(kind === 'check' ? { condition: sql } : { columns }),
    ...(kind === 'foreignKey' ? { table: refTable, references: refColumns, ...(onDelete ? { onDelete } : {}) } : {}),
  } as Constraint
}

function columnOf(given: Directive): Column {
  const { name, type, nullable, computed, references } = given
  const generated = computed as { sql: string; persisted?: boolean } | undefined
  return {
    kind: 'column',
    name: name as string,
    type: typeOf(type),
    ...(generated && { generated: { as: generated.sql, ...(generated.persisted && { stored: true }) } }),
    ...(nullable !== undefined && { nullable: nullable as boolean }),
    ...(given.default !== undefined && { default: defaultOf(given.default) }),
    ...(references !== undefined && { references: references as { table: string; column: string } }),
  }
}

function typeOf(type: unknown): ColumnType {
  if (typeof type === 'string') return { type } as ColumnType
  const { type: name, values } = type as { type: string; values?: readonly string[] }
  if (name !== 'enum') return type as ColumnType
  return { type: 'string', length: Math.max(...(values ?? []).map((one) => one.length)) }
}

/** The CHECK that Alembic makes of a boolean or an enumeration when it is asked to. */
function typeChecks(type: unknown, column: string): readonly TableChange[] {
  const { createConstraint, name, values } = (typeof type === 'object' ? type : {}) as {
    createConstraint?: boolean
    name?: string
    values?: readonly string[]
  }
  if (!createConstraint) return []
  const allowed = values ? values.map((one) => `'${one}'`) : ['0', '1']
  return added(constraintOf({ kind: 'check', name, sql: `${column} IN (${allowed.join(', ')})` }))
}

function defaultOf(given: unknown): string | Sql | null {
  const { literal, sql } = (given ?? {}) as { literal?: string; sql?: string }
  if (literal !== undefined) return literal
  return sql === undefined ? null : { kind: 'sql', parts: [sql.replaceAll('\\:', ':')], params: [] }
}
