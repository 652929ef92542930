import type { Assertion } from '../assertion.js'
import type { BulkInsert } from '../bulk-insert.js'
import type { CreateIndex } from '../create-index.js'
import type { CreateTable } from '../create-table.js'
import type { DropIndex } from '../drop-index.js'
import type { DropTable } from '../drop-table.js'
import type { ChangeEnum } from '../enumerations.js'
import type { Execute } from '../execute.js'
import type { Irreversible } from '../irreversible.js'
import type { Operation } from '../operation.js'
import type { RenameTable } from '../rename-table.js'
import type { TableComment } from '../table-comment.js'
import { type Code, call, list, made } from './code.js'
import { renderAlteration } from './render-alteration.js'
import { renderColumn, renderType } from './render-column.js'
import { renderConstraint } from './render-constraint.js'
import type { ItemWriter } from './render-item.js'
import { renderLines, renderName, renderOptions, renderText, renderValue } from './render-value.js'

/** A directive as code; undefined for an operation that is none. */
export function renderDirective(operation: Operation, write: ItemWriter): Code | undefined {
  if (!Object.hasOwn(directives, operation.kind)) return undefined
  const render = directives[operation.kind as keyof typeof directives] as (
    operation: Operation,
    write: ItemWriter,
  ) => Code
  return render(operation, write)
}

const tableArguments = ({ table, columns, constraints, options }: CreateTable, write: ItemWriter): readonly Code[] => [
  renderText(table),
  ...columns.flatMap((one) => renderColumn(one, write) ?? []),
  ...constraints.flatMap((one) => renderConstraint(one, write) ?? []),
  ...renderOptions(options),
]

const indexArguments = ({ name, table, columns, options }: CreateIndex): readonly Code[] => [
  renderName(name),
  renderText(table),
  list(columns.map(renderValue)),
  ...renderOptions(options),
]

const existing = {
  createTable: (operation: CreateTable, write: ItemWriter) => made('createTable', ...tableArguments(operation, write)),
  createIndex: (operation: CreateIndex) => made('createIndex', ...indexArguments(operation)),
}

const comment = ({ kind, table, comment, options }: TableComment): Code =>
  call(`op.${kind}`, renderText(table), ...(comment === null ? [] : [renderText(comment)]), ...renderOptions(options))

/** An enumeration of which only the name is known is named; `options` are those of the directive. */
function enumDirective({ kind, enumeration, change }: ChangeEnum, write: ItemWriter): Code {
  const { schema } = enumeration
  const name = renderText(enumeration.name)
  switch (change.kind) {
    case 'create':
      return call(`op.${kind}`, renderType(enumeration, write))
    case 'drop': {
      const { kind: _, ...options } = change
      if (enumeration.values.length === 0) return call(`op.${kind}`, name, ...renderOptions({ schema, ...options }))
      return call(`op.${kind}`, renderType(enumeration, write), ...renderOptions(options))
    }
    case 'addValue': {
      const { kind: _, value, ...options } = change
      return call(`op.${kind}`, name, renderText(value), ...renderOptions({ schema, ...options }))
    }
    case 'renameValue': {
      const values = [renderText(change.value), renderText(change.newValue)]
      return call(`op.${kind}`, name, ...values, ...renderOptions({ schema }))
    }
  }
}

/**
 * How each kind of operation is written. A table beside the operations rather than a method of each: whatever runs
 * migrations loads the operations, and only tools that write revisions load this.
 */
const directives = {
  addColumn: renderAlteration,
  alterColumn: renderAlteration,
  batchAlterTable: renderAlteration,
  createCheckConstraint: renderAlteration,
  createExcludeConstraint: renderAlteration,
  createForeignKey: renderAlteration,
  createPrimaryKey: renderAlteration,
  createUniqueConstraint: renderAlteration,
  dropColumn: renderAlteration,
  dropConstraint: renderAlteration,
  createEnum: enumDirective,
  dropEnum: enumDirective,
  addEnumValue: enumDirective,
  renameEnumValue: enumDirective,
  createTableComment: comment,
  dropTableComment: comment,
  assert: ({ query }: Assertion): Code => call('op.assert', renderLines(query)),
  bulkInsert: ({ table, rows, schema }: BulkInsert): Code =>
    call(
      'op.bulkInsert',
      renderText(table),
      list(rows.map((row) => renderValue(row as never))),
      ...renderOptions({ schema }),
    ),
  createIndex: (operation: CreateIndex): Code => call('op.createIndex', ...indexArguments(operation)),
  createTable: (operation: CreateTable, write: ItemWriter): Code =>
    call('op.createTable', ...tableArguments(operation, write)),
  dropIndex: ({ name, options }: DropIndex): Code =>
    call('op.dropIndex', renderName(name), ...renderOptions(options, { existing: existing.createIndex })),
  dropTable: ({ table, options }: DropTable, write: ItemWriter): Code => {
    const special = { existing: (one: CreateTable) => existing.createTable(one, write) }
    return call('op.dropTable', renderText(table), ...renderOptions(options, special))
  },
  execute: ({ sql, params }: Execute): Code =>
    call(
      'op.execute',
      typeof sql === 'string' ? renderLines(sql) : renderValue(sql),
      ...(params ? [list(params.map(renderValue))] : []),
    ),
  irreversible: ({ why }: Irreversible): Code => call('op.irreversible', renderText(why)),
  renameTable: ({ table, newName, schema }: RenameTable): Code =>
    call('op.renameTable', renderText(table), renderText(newName), ...renderOptions({ schema })),
}
