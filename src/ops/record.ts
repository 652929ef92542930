import type { NamingConvention } from '../schema/naming.js'
import type { Operation } from './operation.js'
import { type Operations, openOperations } from './operations.js'
import { refuseReturned } from './refuse-returned.js'

/** What a direction said, or why it is a program. */
export type Recorded =
  | { readonly operations: readonly Operation[]; readonly reason?: undefined }
  | { readonly operations?: undefined; readonly reason: 'async' | 'promise' | 'question' }

/**
 * Calls one direction and writes its operations down, unless it is a program: it returns a promise or asks a question.
 * Nothing is run on a database; an async function is not even called, so that its other effects happen once, in the real
 * run.
 */
export function recordDirection(direction: (op: Operations) => unknown, convention?: NamingConvention): Recorded {
  if (direction.constructor.name === 'AsyncFunction') return { reason: 'async' }
  const operations: Operation[] = []
  let asked = false
  const { op, close } = openOperations(
    {
      enqueue: (operation) => operations.push(operation),
      query() {
        asked = true
        return new Promise(() => {})
      },
    },
    convention,
  )
  const settled = direction(op)
  close()
  if (isPromise(settled)) {
    // What a program does after `op` was closed says nothing about it: the run will tell.
    settled.then(undefined, () => undefined)
    return { reason: 'promise' }
  }
  refuseReturned(settled)
  return asked ? { reason: 'question' } : { operations }
}

/** The same without the reason: undefined when it is a program. */
export const record = (
  direction: (op: Operations) => unknown,
  convention?: NamingConvention,
): readonly Operation[] | undefined => recordDirection(direction, convention).operations

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as { then?: unknown } | undefined)?.then === 'function'
