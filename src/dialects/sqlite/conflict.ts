import type { ConflictAction } from '../../schema/constraint.js'
import { refuseOther } from '../constraint-sql.js'

/** ` ON CONFLICT …`, or nothing. Throws `invalid-operation` for a word that is none of SQLite's. */
export function conflictSql(option: string, action: ConflictAction | undefined): string {
  refuseOther(option, action, ['ABORT', 'FAIL', 'IGNORE', 'REPLACE', 'ROLLBACK'])
  return action === undefined ? '' : ` ON CONFLICT ${action}`
}
