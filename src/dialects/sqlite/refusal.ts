import { ownTransaction } from '../refusal.js'
import { outline } from '../token.js'
import { tokens } from './tokens.js'

/** Why a statement can be no part of a run, https://sqlite.org/lang_transaction.html and lang_savepoint.html. */
export function refusal(statement: string): string | undefined {
  const begun = /^ (begin|commit|end|rollback|savepoint|release)$/.exec(outline(tokens(statement), 1))
  return begun ? ownTransaction(begun[0]) : undefined
}
