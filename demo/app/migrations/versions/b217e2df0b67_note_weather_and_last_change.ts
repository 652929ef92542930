/** note weather and last change */
import { column, dateTime, type Operations, string } from 'limbeck/op'

export const revision = 'b217e2df0b67'
export const downRevision = 'd5f3f3017d50'
export const branchLabels = null
export const dependsOn = null
export const message = 'note weather and last change'

export function upgrade(op: Operations) {
  op.addColumn('note', column('weather', string(80)))
  op.addColumn('note', column('updated_at', dateTime()))
  op.execute('UPDATE note SET updated_at = created_at')
}

export function downgrade(op: Operations) {
  op.dropColumn('note', 'updated_at')
  op.dropColumn('note', 'weather')
}
