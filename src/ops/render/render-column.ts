import type { Column, Reference } from '../../schema/column.js'
import type { ColumnType } from '../../schema/column-type.js'
import type { Name } from '../../schema/naming.js'
import type { Sql } from '../../schema/sql.js'
import type { Encodable } from '../../schema/value.js'
import { type Code, fields, made } from './code.js'
import { type ItemWriter, neededItem } from './render-item.js'
import { renderFields, renderName, renderOptions, renderText, renderValue } from './render-value.js'

/** A column as the call that makes it; undefined where it is left out. */
export const renderColumn = (column: Column, write: ItemWriter): Code | undefined =>
  write('column', column, () => columnCall(column, write))

/** A column that a directive is about. */
export const neededColumn = (column: Column, write: ItemWriter): Code =>
  neededItem(write, 'column', column, () => columnCall(column, write))

const columnCall = ({ kind: _, name, type, ...options }: Column, write: ItemWriter): Code =>
  made(
    'column',
    renderText(name),
    renderType(type, write),
    ...renderOptions(options, { ...special, default: renderDefault(write) }),
  )

/** A default, as an option of that name. */
export const renderDefault =
  (write: ItemWriter) =>
  (value: Encodable | Sql): Code | undefined =>
    write('serverDefault', value, () => renderValue(value))

/** A column's type as the call that makes it. */
export const renderType = (type: ColumnType, write: ItemWriter): Code =>
  neededItem(write, 'type', type, () => typeCall(type, write))

function typeCall(type: ColumnType, write: ItemWriter): Code {
  switch (type.type) {
    case 'numeric':
      return made('numeric', ...numbers(type.precision, type.scale))
    case 'float':
      return made('float', ...numbers(type.precision))
    case 'char':
    case 'string':
      return made(type.type, ...numbers(type.length))
    case 'dateTime':
    case 'time': {
      const { type: name, ...options } = type
      return made(name, ...renderOptions(options))
    }
    case 'enumeration': {
      const { type: _, name, values, ...options } = type
      return made('enumeration', renderText(name), renderValue(values), ...renderOptions(options))
    }
    case 'array':
      return made('array', renderType(type.item, write), ...(type.dimensions === 1 ? [] : [String(type.dimensions)]))
    case 'raw':
      return made('raw', renderText(type.text))
    default:
      return made(type.type)
  }
}

/** Arguments that are numbers; one that is not given is said where another follows. */
function numbers(first: number | undefined, second?: number): readonly string[] {
  if (second !== undefined) return [String(first), String(second)]
  return first === undefined ? [] : [String(first)]
}

/** What may be named, or only asked for. */
const flag = (given: boolean | { readonly name?: Name }): Code =>
  typeof given === 'object' && given.name !== undefined
    ? fields([['name', renderName(given.name)]])
    : String(given !== false)

const special = {
  unique: flag,
  index: flag,
  check: (check: string | { readonly condition: string; readonly name?: Name }) =>
    typeof check === 'object' && check.name !== undefined
      ? renderFields(check, { name: renderName })
      : renderText(typeof check === 'string' ? check : check.condition),
  references: (reference: Reference) => renderFields({ ...reference }, { name: renderName }),
}
