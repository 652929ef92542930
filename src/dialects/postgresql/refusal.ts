import { ownTransaction } from '../refusal.js'
import { outline } from '../token.js'
import { tokens } from './tokens.js'

const transaction =
  /^ (begin|start transaction|commit|end|rollback|abort|savepoint|release|prepare transaction(?= ')|set( session| local)? transaction\w*|set session characteristics)(?= |$)/

/** Why a statement can be no part of a run, https://www.postgresql.org/docs/current/sql-commands.html. */
export function refusal(statement: string): string | undefined {
  const begun = transaction.exec(outline(tokens(statement), 4))
  if (begun) return ownTransaction(begun[0])
  // Its data is no SQL, and no adapter has it to send, or somebody to give it to.
  const copied = /^ copy .* (from stdin|to stdout)(?= |$)/s.exec(outline(tokens(statement)))
  return copied ? `COPY ${copied[1]?.toUpperCase()} has no client to talk to: use op.bulkInsert, or INSERT.` : undefined
}
