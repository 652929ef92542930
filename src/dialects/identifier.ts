import { LimbeckError } from '../errors.js'
import { byteLength } from './byte-length.js'

/** How a database limits names. */
export interface NameRules {
  /** The words that must be quoted, in lower case. */
  readonly keywords: ReadonlySet<string>
  /** In bytes of UTF-8. */
  readonly maxLength?: number
}

/** Quotes the names that must be. Throws `invalid-operation` for a name that the database would refuse, or cut off. */
export const identifierOf =
  ({ keywords, maxLength }: NameRules) =>
  (name: string): string => {
    const why =
      typeof name !== 'string' || name === ''
        ? 'is empty'
        : name.includes('\0')
          ? 'contains NUL'
          : maxLength !== undefined && byteLength(name) > maxLength
            ? `is longer than ${maxLength} bytes: the database would cut it off`
            : /\p{Surrogate}/u.test(name)
              ? 'is no Unicode text'
              : undefined
    if (why) throw new LimbeckError('invalid-operation', `The name ${JSON.stringify(name)} ${why}.`)
    return /^[a-z_][a-z0-9_$]*$/.test(name) && !keywords.has(name) ? name : `"${name.replaceAll('"', '""')}"`
  }
