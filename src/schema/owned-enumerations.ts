import { LimbeckError } from '../errors.js'
import type { ColumnType, Enumeration } from './column-type.js'

/**
 * The enumerations that come and go with columns of these types, each once: those that are types of the database, and
 * not said to be there already. Throws `invalid-operation` for two of one name with other values.
 */
export function ownedEnumerations(types: readonly ColumnType[]): readonly Enumeration[] {
  const owned: Enumeration[] = []
  for (const type of types) {
    const enumeration = enumerationOf(type)
    if (!enumeration || enumeration.native === false || enumeration.create === false) continue
    const same = owned.find((other) => isSameEnumeration(other, enumeration))
    if (!same) owned.push(enumeration)
    else if (!hasSameValues(same, enumeration)) {
      throw new LimbeckError('invalid-operation', `The enumeration '${enumeration.name}' has two lists of values.`)
    }
  }
  return owned
}

/** The enumeration that a type is, or is a list of. */
export function enumerationOf(type: ColumnType): Enumeration | undefined {
  if (type.type === 'array') return enumerationOf(type.item)
  return type.type === 'enumeration' ? type : undefined
}

/** Whether two enumerations are one type of the database. */
export const isSameEnumeration = (one: Enumeration, other: Enumeration): boolean =>
  one.name === other.name && one.schema === other.schema

/** Whether two enumerations have the same values in the same order. */
export const hasSameValues = ({ values }: Enumeration, other: Enumeration): boolean =>
  values.length === other.values.length && values.every((value, at) => value === other.values[at])
