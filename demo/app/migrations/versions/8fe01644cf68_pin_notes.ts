/** pin notes */
import { boolean, column, type Operations } from 'limbeck/op'

export const revision = '8fe01644cf68'
export const downRevision = '684a61f5b464'
export const branchLabels = null
export const dependsOn = null
export const message = 'pin notes'

export function upgrade(op: Operations) {
  op.addColumn('note', column('pinned', boolean(), { nullable: false, default: false, check: 'pinned IN (0, 1)' }))
  op.createIndex('ix_note_pinned', 'note', ['created_at'], { where: 'pinned' })
}

export function downgrade(op: Operations) {
  op.dropIndex('ix_note_pinned')
  op.dropColumn('note', 'pinned')
}
