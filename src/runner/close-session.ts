import type { Statement } from '../adapter.js'
import { type Session, writeSession } from './session.js'

/** What brings our tables up to date with what ran, and the version rows that they then hold. */
export function closeSession(
  session: Session,
  before = session.rows,
): { readonly statements: readonly Statement[]; readonly rows: readonly string[] } {
  const held = new Set(before)
  for (const { step } of session.due) {
    for (const id of step.gone) held.delete(id)
    for (const id of step.come) held.add(id)
  }
  const rows = [...held]
  const statements = session.due[0] ? writeSession(session, before, rows) : []
  session.due.length = 0
  return { statements, rows }
}

/** Notes that what ran is committed: a safe point, with these version rows. */
export function settleSession(session: Session, rows: readonly string[]): void {
  session.rows = rows
  for (const ran of session.ran.splice(0)) session.committed.push(ran)
}
