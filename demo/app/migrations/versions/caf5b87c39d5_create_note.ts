/** create note */
import { column, dateTime, integer, type Operations, string, text } from 'limbeck/op'

export const revision = 'caf5b87c39d5'
export const downRevision = null
export const branchLabels = null
export const dependsOn = null
export const message = 'create note'

export function upgrade(op: Operations) {
  op.createTable(
    'note',
    column('id', integer(), { primaryKey: true }),
    column('title', string(200), { nullable: false }),
    column('body', text(), { nullable: false, default: '' }),
    column('place', string(120)),
    column('created_at', dateTime(), { nullable: false }),
  )
}

export function downgrade(op: Operations) {
  op.dropTable('note')
}
