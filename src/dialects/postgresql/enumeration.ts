import { LimbeckError } from '../../errors.js'
import type { Enumeration } from '../../schema/column-type.js'
import { byteLength } from '../byte-length.js'
import type { EnumChange } from '../dialect.js'
import { literal } from './literal.js'
import { names } from './names.js'
import { isNative } from './type-name.js'

/** An enumeration as a type of the database. */
export const createEnum = ({ name, schema, values }: Enumeration): string =>
  `CREATE TYPE ${names.qualified(name, schema)} AS ENUM (${values.map(label).join(', ')})`

/** Enumerations that a table or column comes with. */
export const createEnums = (enumerations: readonly Enumeration[], ifNotExists = false): readonly string[] =>
  enumerations.map((each) => (ifNotExists ? unlessThere(createEnum(each)) : createEnum(each)))

/** Enumerations that a table or column takes along. */
export const dropEnums = (enumerations: readonly Enumeration[], ifExists = false): readonly string[] =>
  enumerations.flatMap((each) => changeEnum(each, { kind: 'drop', ifExists }))

// CREATE TYPE has no IF NOT EXISTS: a block of PL/pgSQL does it.
const unlessThere = (statement: string): string =>
  `DO ${literal(`begin ${statement}; exception when duplicate_object then null; end`)}`

/** What is done to an enumeration. Throws `unsupported-operation` for a CHECK's values. */
export function changeEnum(enumeration: Enumeration, change: EnumChange): readonly string[] {
  const { name, schema } = enumeration
  const place = names.qualified(name, schema)
  if (!isNative(enumeration)) {
    if (change.kind === 'create' || change.kind === 'drop') return []
    const message = `The values of '${name}' are a CHECK: use op.alterColumn with the new enumeration as its type.`
    throw new LimbeckError('unsupported-operation', message)
  }
  switch (change.kind) {
    case 'create':
      return [createEnum(enumeration)]
    case 'drop':
      return [`DROP TYPE ${change.ifExists ? 'IF EXISTS ' : ''}${place}`]
    case 'addValue': {
      const { value, before, after, ifNotExists } = change
      const order =
        before !== undefined ? ` BEFORE ${label(before)}` : after !== undefined ? ` AFTER ${label(after)}` : ''
      return [`ALTER TYPE ${place} ADD VALUE ${ifNotExists ? 'IF NOT EXISTS ' : ''}${label(value)}${order}`]
    }
    case 'renameValue':
      return [`ALTER TYPE ${place} RENAME VALUE ${label(change.value)} TO ${label(change.newValue)}`]
  }
}

/** A value of an enumeration. Throws `invalid-operation` for one that PostgreSQL could not hold. */
function label(value: string): string {
  const length = byteLength(value)
  if (length <= 63) return literal(value)
  throw new LimbeckError('invalid-operation', `The value '${value}' has ${length} bytes: an enumeration takes 63.`)
}
