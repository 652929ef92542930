/** list attachment kinds */
import { column, type Operations, string } from 'limbeck/op'

export const revision = 'be871c76788b'
export const downRevision = '02f346bfa084'
export const branchLabels = null
export const dependsOn = null
export const message = 'list attachment kinds'

export function upgrade(op: Operations) {
  op.createTable(
    'attachment_kind',
    column('kind', string(20), { primaryKey: true }),
    column('label', string(40), { nullable: false }),
  )
  op.bulkInsert('attachment_kind', [
    { kind: 'photo', label: 'Photograph' },
    { kind: 'sound', label: 'Sound recording' },
    { kind: 'sketch', label: 'Sketch' },
    { kind: 'track', label: 'Track' },
    { kind: 'other', label: 'Other file' },
  ])
}

export function downgrade(op: Operations) {
  op.dropTable('attachment_kind')
}
