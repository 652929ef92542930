import type { Operation } from '../ops/operation.js'

/** What whoever reviews a migration has to know of one of its operations. */
export interface Note {
  /** `loses`: rows or values go. `fails`: it fails where rows are in the way. `says`: neither. */
  readonly kind: 'loses' | 'fails' | 'says'
  readonly text: string
}

/** An operation of a generated migration, and what is to be known of it. */
export interface Directive {
  readonly operation: Operation
  readonly notes: readonly Note[]
}

/** An operation with notes. */
export const directive = (operation: Operation, ...notes: readonly Note[]): Directive => ({ operation, notes })

export const loses = (text: string): Note => ({ kind: 'loses', text })
export const fails = (text: string): Note => ({ kind: 'fails', text })
export const says = (text: string): Note => ({ kind: 'says', text })

const starts = { loses: 'May lose data: ', fails: 'Fails ', says: 'Note: ' } as const

/** A note as a comment, in one line. */
export const sayNote = ({ kind, text }: Note): string => `${starts[kind]}${text}`.replaceAll(/\s+/g, ' ')
