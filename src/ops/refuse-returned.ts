import { LimbeckError } from '../errors.js'

/** Throws `invalid-operation` when a revision returned operations that it forgot to hand to `op`: they would be lost. */
export function refuseReturned(returned: unknown): void {
  for (const one of Array.isArray(returned) ? returned : [returned]) {
    const { kind, toSql } = (one ?? {}) as { kind?: unknown; toSql?: unknown }
    if (typeof toSql !== 'function') continue
    throw new LimbeckError('invalid-operation', `A revision returned ${kind} without op: write op.${kind}(…).`)
  }
}
