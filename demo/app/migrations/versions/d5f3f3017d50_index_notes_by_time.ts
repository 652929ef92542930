/** index notes by time */
import type { Operations } from 'limbeck/op'

export const revision = 'd5f3f3017d50'
export const downRevision = 'caf5b87c39d5'
export const branchLabels = null
export const dependsOn = null
export const message = 'index notes by time'

export function upgrade(op: Operations) {
  op.createIndex('ix_note_created_at', 'note', ['created_at'])
}

export function downgrade(op: Operations) {
  op.dropIndex('ix_note_created_at')
}
