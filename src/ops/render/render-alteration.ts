import { LimbeckError } from '../../errors.js'
import type { ColumnType } from '../../schema/column-type.js'
import type { Constraint } from '../../schema/constraint.js'
import type { TableAlteration, TableChange } from '../../schema/table-change.js'
import { type AlterTable, directiveOf } from '../alter-table.js'
import { block, type Code, call } from './code.js'
import { neededColumn, renderDefault, renderType } from './render-column.js'
import { renderConstraint, renderElements } from './render-constraint.js'
import type { ItemWriter } from './render-item.js'
import { renderName, renderOptions, renderText, renderValue } from './render-value.js'

/** What directives of a table are called on, and what they say of it: nothing in a batch. */
interface On {
  readonly op: 'op' | 'batch'
  readonly table: readonly string[]
  readonly schema?: string | undefined
  readonly recreate?: string | undefined
}

/** A change of a table as its directive, or several as a batch. */
export function renderAlteration({ kind, alteration }: AlterTable, write: ItemWriter): Code {
  const { table, schema, changes, reordering, strict, withoutRowid } = alteration
  const recreate = alteration.recreate === 'auto' ? undefined : alteration.recreate
  const [change] = changes
  const alone = changes.length === 1 && kind !== 'batchAlterTable' && !reordering && !isPlaced(change)
  if (change && alone)
    return renderChange(change, { op: 'op', table: [renderText(table)], schema, recreate }, alteration, write)
  const directives = changes.map((each) => renderChange(each, { op: 'batch', table: [] }, alteration, write))
  const body = block(directives.length > 0 ? 'batch' : '', directives)
  return call(
    'op.batchAlterTable',
    renderText(table),
    body,
    ...renderOptions({ schema, recreate, reordering, strict, withoutRowid }),
  )
}

/** Only a batch can say where a column comes to stand. */
const isPlaced = (change: TableChange | undefined): boolean =>
  change?.kind === 'addColumn' && (change.before !== undefined || change.after !== undefined)

function renderChange(change: TableChange, on: On, { table }: TableAlteration, write: ItemWriter): Code {
  const { schema, recreate } = on
  const place = { schema, recreate }
  const directive = (...args: readonly Code[]) => call(`${on.op}.${directiveOf(change)}`, ...args)
  switch (change.kind) {
    case 'addColumn': {
      const { kind: _, column, ...options } = change
      return directive(...on.table, neededColumn(column, write), ...renderOptions({ ...options, ...place }))
    }
    case 'dropColumn': {
      const { kind: _, column, existing, ...options } = change
      const dropped = existing ? neededColumn(existing, write) : renderText(column)
      return directive(...on.table, dropped, ...renderOptions({ ...options, ...place }))
    }
    case 'alterColumn': {
      const options = renderOptions({ ...change.to, ...change.existing, ...place }, itemsOf(write))
      return directive(...on.table, renderText(change.column), ...(options.length > 0 ? options : ['{}']))
    }
    case 'dropConstraint': {
      const { kind: _, name, type, existing, ...rest } = change
      const options = { ...(type === existing?.kind ? {} : { type }), ...rest, ...place, existing }
      return directive(
        renderName(name),
        ...on.table,
        ...renderOptions(options, { existing: (one: Constraint) => renderConstraint(one, write) }),
      )
    }
    case 'addConstraint':
      return directive(...constraintArguments(change.constraint, on, table))
  }
}

/** The options of an altered column that are items. */
function itemsOf(write: ItemWriter) {
  const type = (one: ColumnType) => renderType(one, write)
  const value = renderDefault(write)
  return { type, existingType: type, default: value, existingDefault: value }
}

function constraintArguments(constraint: Constraint, on: On, table: string): readonly Code[] {
  const { kind, name, ...rest } = constraint
  if (name === undefined) {
    const message = `A constraint of '${table}' without a name is not rendered: nothing could drop it. Give it one.`
    throw new LimbeckError('unsupported-operation', message)
  }
  const { schema, recreate } = on
  const start = [renderName(name), ...on.table]
  if ('condition' in rest) {
    const { condition, ...options } = rest
    return [...start, renderText(condition), ...renderOptions({ ...options, schema, recreate })]
  }
  if ('elements' in rest) {
    const { elements, ...options } = rest
    return [...start, renderElements(elements), ...renderOptions({ ...options, schema, recreate })]
  }
  if ('references' in rest) {
    const { columns, table: referent, references, schema: referentSchema, ...options } = rest
    const lists = [renderValue(columns), renderValue(references)]
    const schemas = { sourceSchema: schema, referentSchema, recreate }
    return [...start, renderText(referent), ...lists, ...renderOptions({ ...options, ...schemas })]
  }
  const { columns, ...options } = rest
  return [...start, renderValue(columns), ...renderOptions({ ...options, schema, recreate })]
}
