import { LimbeckError } from '../errors.js'
import { type NamingConvention, nameColumn, nameConstraint } from '../schema/naming.js'
import type { TableAlteration, TableChange } from '../schema/table-change.js'
import { type Operation, refuseNoName } from './operation.js'
import { reverseChange } from './reverse-change.js'

/** Where an alteration happens, and how. */
export interface AlterOptions {
  readonly schema?: string
  /** On SQLite: whether the table is copied only where ALTER TABLE does not suffice (`auto`), in any case, or never. */
  readonly recreate?: TableAlteration['recreate']
}

export interface AlterTable extends Operation {
  readonly alteration: TableAlteration
}

/** An operation that changes a table; `kind` is the directive's name. */
export function alterTable(kind: string, alteration: TableAlteration): AlterTable {
  const { table, schema, changes, recreate, strict, withoutRowid } = alteration
  refuseNoName(`op.${kind}`, table)
  if (!['auto', 'always', 'never'].includes(recreate)) {
    throw new LimbeckError('invalid-operation', `recreate is 'auto', 'always' or 'never', not '${recreate}'.`)
  }
  return {
    kind,
    alteration,
    toSql(dialect) {
      const statements = dialect.alter(alteration, true)
      if (statements) return statements
      const message = `${kind} of '${table}' must look at the table: it cannot be said in SQL beforehand.`
      throw new LimbeckError('unsupported-operation', message)
    },
    named: (convention) =>
      alterTable(kind, { ...alteration, changes: changes.map((change) => nameChange(change, alteration, convention)) }),
    reverse: () => {
      const reversed = [...changes].reverse().map((change) => reverseChange(table, change))
      const single = kind === 'batchAlterTable' ? undefined : reversed[0]
      return [
        alterTable(single ? directiveOf(single) : kind, {
          table,
          ...(schema === undefined ? {} : { schema }),
          recreate,
          changes: reversed,
          ...(strict === undefined ? {} : { strict: !strict }),
          ...(withoutRowid === undefined ? {} : { withoutRowid: !withoutRowid }),
        }),
      ]
    },
  }
}

const creates = {
  primaryKey: 'createPrimaryKey',
  unique: 'createUniqueConstraint',
  check: 'createCheckConstraint',
  foreignKey: 'createForeignKey',
  exclude: 'createExcludeConstraint',
} as const

/** The directive that makes a change. */
export const directiveOf = (change: TableChange): string =>
  change.kind === 'addConstraint' ? creates[change.constraint.kind] : change.kind

function nameChange(
  change: TableChange,
  { table, schema }: TableAlteration,
  convention: NamingConvention | undefined,
): TableChange {
  switch (change.kind) {
    case 'addColumn':
      return { ...change, column: nameColumn(change.column, table, schema, convention) }
    case 'addConstraint':
      return { ...change, constraint: nameConstraint(change.constraint, table, schema, convention) }
    case 'dropConstraint': {
      if (change.type === undefined) return change
      const named = { kind: 'check', condition: '', name: change.name } as const
      return { ...change, name: nameConstraint(named, table, schema, dropping(change.type, convention)).name ?? '' }
    }
    default:
      return change
  }
}

/** To drop by name, only a convention that wraps names matters: it is asked as if everything were a check. */
function dropping(type: string, convention: NamingConvention | undefined): NamingConvention {
  const key = ({ primaryKey: 'pk', unique: 'uq', check: 'ck', foreignKey: 'fk', exclude: 'ex' } as const)[type]
  const template = key && convention?.[key]
  return template?.includes('%(constraint_name)s') ? { ck: template } : {}
}

/** An alteration of one change. */
export const alteration = (
  table: string,
  { schema, recreate = 'auto' }: AlterOptions,
  ...changes: readonly TableChange[]
): TableAlteration => ({ table, ...(schema === undefined ? {} : { schema }), recreate, changes })
