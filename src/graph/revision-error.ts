import { type ErrorCode, LimbeckError } from '../errors.js'
import type { Revision } from './revision.js'

/** What a `RevisionError` is about, as far as it applies. */
export interface RevisionFields {
  /** What was asked for. */
  readonly argument?: string
  /** The revisions that are in question. */
  readonly revisions?: readonly string[]
  /** The heads among which none was chosen. */
  readonly heads?: readonly string[]
  readonly lower?: string
  readonly upper?: string
  /** The files of the revisions in question, where they are known. */
  readonly files?: readonly string[]
}

/** Revisions do not fit together, or what was asked of them has no answer. */
export class RevisionError extends LimbeckError implements RevisionFields {
  override readonly name = 'RevisionError'
  declare readonly argument?: string
  declare readonly revisions?: readonly string[]
  declare readonly heads?: readonly string[]
  declare readonly lower?: string
  declare readonly upper?: string
  declare readonly files?: readonly string[]

  constructor(code: ErrorCode, message: string, fields: RevisionFields) {
    super(code, message, undefined, fields)
  }
}

/** What an error says of revisions. */
export const about = (...revisions: readonly Revision[]): RevisionFields => {
  const files = revisions.flatMap(({ file }) => file ?? [])
  return { revisions: revisions.map(({ revision }) => revision), ...(files.length > 0 && { files }) }
}
