import type { EnumChange, EnumValueOptions } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import { type Enumeration, enumeration } from '../schema/column-type.js'
import { refuseNoType } from '../schema/refuse-no-type.js'
import { refuseUnknown } from '../schema/refuse-unknown.js'
import { notReversible, type Operation, refuseNoName } from './operation.js'

/** Where an enumeration is. */
export interface EnumOptions {
  readonly schema?: string
}

export interface ChangeEnum extends Operation {
  readonly enumeration: Enumeration
  readonly change: EnumChange
}

/** Makes an enumeration's type on PostgreSQL. Tables and columns make theirs by themselves, but for `create: false`. */
export const createEnum = (type: Enumeration): ChangeEnum =>
  changeEnum('createEnum', type, { kind: 'create' }, () => [dropEnum(type)])

/** Drops an enumeration's type on PostgreSQL. Given as a whole, with `enumeration(…)`, it can be reversed. */
export function dropEnum(type: string | Enumeration, options: EnumOptions & { ifExists?: boolean } = {}): ChangeEnum {
  refuseUnknown('op.dropEnum', options, { schema: true, ifExists: true })
  const { ifExists = false } = options
  return changeEnum('dropEnum', typeOf(type, options), { kind: 'drop', ...(ifExists ? { ifExists } : {}) }, () => {
    if (typeof type === 'object') return [createEnum(type)]
    throw notReversible(`dropEnum('${type}')`)
  })
}

/**
 * Adds a value to an enumeration on PostgreSQL. It can be used only after a commit: put what uses it into a later
 * revision, and run each in a transaction of its own, or this into an `autocommitBlock`.
 */
export function addEnumValue(name: string, value: string, options: EnumOptions & EnumValueOptions = {}): ChangeEnum {
  refuseUnknown('op.addEnumValue', options, { schema: true, before: true, after: true, ifNotExists: true })
  const { schema: _, ...where } = options
  return changeEnum('addEnumValue', typeOf(name, options), { kind: 'addValue', value, ...where })
}

/** Renames a value of an enumeration on PostgreSQL; rows that hold it follow. */
export function renameEnumValue(name: string, value: string, newValue: string, options: EnumOptions = {}): ChangeEnum {
  return changeEnum('renameEnumValue', typeOf(name, options), { kind: 'renameValue', value, newValue }, () => [
    renameEnumValue(name, newValue, value, options),
  ])
}

const typeOf = (type: string | Enumeration, { schema }: EnumOptions): Enumeration =>
  typeof type === 'object' && type !== null ? type : enumeration(type, [], schema === undefined ? {} : { schema })

function changeEnum(
  kind: string,
  type: Enumeration,
  change: EnumChange,
  reverse?: () => readonly Operation[],
): ChangeEnum {
  refuseNoName(`op.${kind}`, type?.name)
  if (type.type !== 'enumeration') {
    throw new LimbeckError('invalid-operation', `op.${kind} takes enumeration('${type.name}', ['…']).`)
  }
  refuseNoType(type.name, type)
  return {
    kind,
    enumeration: type,
    change,
    toSql: (dialect) => dialect.changeEnum(type, change),
    reverse:
      reverse ??
      (() => {
        throw notReversible(`${kind} of '${type.name}'`)
      }),
  }
}
