/** create note */
import { column, integer, type Operations, text } from 'limbeck/op'

export const revision = 'a1c0ffee0001'
export const downRevision = null

export function upgrade(op: Operations) {
  op.createTable('note', column('id', integer(), { primaryKey: true }), column('body', text()))
  op.bulkInsert('note', [{ body: 'a heron at the weir' }, { body: null }])
}

export function downgrade(op: Operations) {
  op.dropTable('note')
}
