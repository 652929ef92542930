import type { Key } from '../../dialects/constraint-sql.js'
import type { ColumnConstraint, DeferralClause, TableDefinition } from '../../dialects/sqlite/parse/table-definition.js'
import { textAt } from '../../dialects/sqlite/parse/text-at.js'
import type { Constraint } from '../../schema/constraint.js'
import type { ExistingTable, Unreflected } from '../../schema/database.js'
import type { TableDefinition as Definition } from '../../schema/table.js'
import { given } from '../given.js'
import { orderConstraints } from '../order-constraints.js'
import { ownName, type ParsedTables } from './names.js'
import { readColumn } from './read-column.js'
import { readForeignKey } from './read-foreign-key.js'
import { keyConstraint, type PrimaryKey, primaryKeyOf } from './read-key.js'

/** A table as its SQL defines it, without its indexes, and what of it nothing can hold. */
export function readTable(
  table: TableDefinition,
  tables: ParsedTables,
): { readonly table: Omit<ExistingTable, 'indexes'>; readonly unreflected: readonly Unreflected[] } {
  const { sql, strict, withoutRowid } = table
  const key = primaryKeyOf(table)
  const keyNames = new Set(key?.columns.map(({ name }) => ownName(table, name)))
  const columns = table.columns.map((one) => {
    const isKey = keyNames.has(one.column.name)
    const isLone = isKey && key?.columns.length === 1 && !withoutRowid
    return readColumn(one, {
      sql,
      isRowId: isKey && key?.isRowId === true,
      isWholeKey: isKey && (withoutRowid || strict),
      isOtherKey: isLone && !key?.isRowId,
      autoincrement: isKey && key?.autoincrement === true,
    })
  })
  const definition: Definition = {
    table: table.table.name,
    columns,
    constraints: orderConstraints(columns, readConstraints(table, key, tables)),
    options: given({ strict: strict || undefined, withoutRowid: withoutRowid || undefined }),
  }
  const why = "its key is INTEGER PRIMARY KEY DESC, which is not the row id, and can be said of no other table's"
  return {
    table: { ...definition, sql },
    unreflected: key?.isNoRowId ? [{ kind: 'primary key', name: table.table.name, why }] : [],
  }
}

function readConstraints(
  table: TableDefinition,
  key: PrimaryKey | undefined,
  tables: ParsedTables,
): readonly Constraint[] {
  const found: Constraint[] = []
  const check = (name: string | undefined, condition: string): Constraint => ({
    kind: 'check',
    condition: condition.trim(),
    ...given({ name }),
  })
  for (const { column, constraints } of table.columns) {
    for (const one of constraints) {
      if (one.kind === 'primaryKey' && key) found.push(keyConstraint('primaryKey', table, key))
      else if (one.kind === 'unique') {
        const part = { name: column.name, collation: undefined, descending: false }
        found.push(keyConstraint('unique', table, { ...one, columns: [part] }))
      } else if (one.kind === 'check') found.push(check(one.name, textAt(table.sql, one.expression)))
      else if (one.kind === 'foreignKey') {
        const deferral = one.reference.deferral ?? laterDeferral(table, one)
        found.push(readForeignKey(table, one.name, [column.name], one.reference, deferral, tables))
      }
    }
  }
  for (const one of table.constraints) {
    if (one.kind === 'primaryKey' && key) found.push(keyConstraint('primaryKey', table, key))
    else if (one.kind === 'unique') found.push(keyConstraint('unique', table, one))
    else if (one.kind === 'check') found.push(check(one.name, textAt(table.sql, one.expression)))
    else if (one.kind === 'foreignKey') {
      const names = one.columns.map(({ name }) => name)
      found.push(readForeignKey(table, one.name, names, one.reference, one.reference.deferral, tables))
    }
  }
  return shareOrders(found, key?.isRowId === true)
}

/** Keys of the same columns share one index, whose order is that of the first. */
function shareOrders(constraints: readonly Constraint[], isRowId: boolean): readonly Constraint[] {
  const isIndexed = (one: Constraint): one is Key => one.kind === 'unique' || (one.kind === 'primaryKey' && !isRowId)
  const keys = constraints.filter(isIndexed)
  if (keys.length < 2) return constraints
  return constraints.map((one) => {
    const first = keys.find((other) => isIndexed(one) && indexOf(other) === indexOf(one))
    if (!first || first === one) return one
    const { order: _, ...rest } = one as Key
    return { ...rest, ...given({ order: first.order }) }
  })
}

const indexOf = ({ columns, collate }: Key): string => JSON.stringify([columns, collate ?? {}])

/** What is said of a reference after other words, those of later columns too, as long as none has a reference. */
function laterDeferral({ columns }: TableDefinition, reference: ColumnConstraint): DeferralClause | undefined {
  const all = columns.flatMap(({ constraints }) => constraints)
  let said: DeferralClause | undefined
  for (const one of all.slice(all.indexOf(reference) + 1)) {
    if (one.kind === 'foreignKey') break
    if (one.kind === 'nothing') said = one.deferral ?? said
  }
  return said
}
